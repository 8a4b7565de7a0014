"""What deploy/ says is what the programs understand."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.run.environments import Environment
from bot.run.production import EXAMPLE, reasons
from bot.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
UNITS = sorted(path for path in (DEPLOY / "systemd").iterdir() if path.is_file())
DROP_INS = sorted((DEPLOY / "systemd").glob("*.d/*.conf"))
OUTSIDE_CONTAINERS = {"SANIC_HOST"}
"""In a container Sanic listens for the other containers."""


def named(text: str) -> set[str]:
    return {name.removeprefix("VAGVISAREN_").lower() for name in re.findall(r"VAGVISAREN_\w+", text)}


def example() -> dict[str, str]:
    lines = (DEPLOY / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if re.match(r"\w+=", line))


def composed() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    return content


def test_the_example_names_every_setting_and_no_other() -> None:
    assert named((DEPLOY / ".env.example").read_text(encoding="utf-8")) == set(Settings.model_fields)


@pytest.mark.parametrize("name", ["deploy/compose.yml", "endpoints.production.yml", "deploy/Dockerfile"])
def test_no_file_names_a_setting_that_does_not_exist(name: str) -> None:
    assert named((ROOT / name).read_text(encoding="utf-8")) <= set(Settings.model_fields)


def test_the_example_is_refused_for_its_secrets_and_for_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in example().items():
        monkeypatch.setenv(name, value)
    found = list(reasons(Settings()))
    assert found and all("example's secret" in str(line) for line in found)
    for name, value in example().items():
        monkeypatch.setenv(name, value.replace(EXAMPLE, "a-secret-of-our-own"))
    assert list(reasons(Settings())) == []


def test_rasas_endpoints_are_the_embedded_ones_with_locks_in_redis() -> None:
    embedded = yaml.safe_load((ROOT / "endpoints.yml").read_text())
    production = yaml.safe_load((ROOT / "endpoints.production.yml").read_text())
    locks = production.pop("lock_store")
    module, _, name = locks["type"].rpartition(".")
    assert f"class {name}(LockStore)" in (ROOT / module.replace(".", "/")).with_suffix(".py").read_text()
    assert production["action_endpoint"]["url"] == "${VAGVISAREN_ACTIONS_URL}"
    assert {**production, "action_endpoint": None} == {**embedded, "action_endpoint": None}


def steps(target: str) -> list[str]:
    """The steps that an image is built in, each in one line."""
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    (stage,) = [
        each for each in re.split(r"^(?=FROM )", image, flags=re.MULTILINE) if f" AS {target}\n" in each
    ]
    return [" ".join(line.split()) for line in stage.splitlines() if line]


def complaints(unit: str, folder: Path) -> list[str]:
    """What systemd says of a unit in this folder that is about our files; where it fails, all of it."""
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if checked.returncode != 0:
        return checked.stderr.splitlines() or [f"systemd-analyze ended with {checked.returncode}"]
    return [line for line in checked.stderr.splitlines() if "vagvisaren" in line]


def copy_units(folder: Path) -> None:
    """Puts the units there, with a Python and a user of this machine."""
    for each in UNITS:
        text = each.read_text().replace("/opt/vagvisaren/.venv-", f"{ROOT}/.venv-")
        (folder / each.name).write_text(text.replace("User=vagvisaren", "User=root"))


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_unit_as_it_is(unit: Path, tmp_path: Path) -> None:
    copy_units(tmp_path)
    name = unit.name.replace("@.", "@5005.")
    if name != unit.name:
        shutil.copy(tmp_path / unit.name, tmp_path / name)
    assert complaints(name, tmp_path) == []


@pytest.mark.parametrize(
    ("line", "broken", "told"),
    [
        ("Restart=always", "Restrat=always", "Unknown key"),
        ("LimitNOFILE=20000", "LimitNOFILE=many", "Failed to parse"),
        (f"ExecStart={ROOT}", "ExecStart=/nowhere", "not executable"),
    ],
)
def test_systemd_complains_of_a_unit_that_is_broken(
    line: str, broken: str, told: str, tmp_path: Path
) -> None:
    copy_units(tmp_path)
    unit = tmp_path / "vagvisaren-web.service"
    text = unit.read_text()
    assert line in text
    unit.write_text(text.replace(line, broken))
    assert [each for each in complaints(unit.name, tmp_path) if told in each]


@pytest.mark.parametrize(
    "unit", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name
)
def test_a_server_comes_back_on_its_own_as_nobody_who_may_do_more(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    for line in (
        "Restart=always",
        "User=vagvisaren",
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "LimitCORE=0",
    ):
        assert line in lines
    assert "RASA_TELEMETRY_ENABLED=false" in unit.read_text()


@pytest.mark.parametrize("drop_in", DROP_INS, ids=lambda path: path.parent.name)
def test_what_debian_leaves_lying_comes_back_too(drop_in: Path, tmp_path: Path) -> None:
    name = drop_in.parent.name.removesuffix(".d").replace("@.", "@15-main.")
    (tmp_path / name).write_text("[Service]\nExecStart=/bin/true\n")
    shutil.copytree(drop_in.parent, tmp_path / drop_in.parent.name)
    assert complaints(name, tmp_path) == []
    lines = drop_in.read_text().splitlines()
    assert "StartLimitIntervalSec=0" in lines
    assert {"Restart=always", "Restart=on-failure"} & {*lines}


def environment_of(unit: Path) -> dict[str, str]:
    lines = [line for line in unit.read_text().splitlines() if line.startswith("Environment=")]
    words = [word for line in lines for word in line.removeprefix("Environment=").split()]
    return dict(word.split("=", 1) for word in words)


@pytest.mark.parametrize("service", ["web", "rasa", "actions"])
def test_a_server_in_a_container_has_the_environment_that_it_has_without_one(service: str) -> None:
    (unit,) = [path for path in UNITS if path.name.startswith(f"vagvisaren-{service}")]
    own = composed()["services"][service]
    (line,) = [each for each in steps(own["build"]["target"]) if each.startswith("ENV ")]
    inside = dict(word.split("=", 1) for word in line.split()[1:]) | own["environment"]
    outside = environment_of(unit)
    assert len(outside) >= 5
    assert {n: v for n, v in outside.items() if inside.get(n) != v and n not in OUTSIDE_CONTAINERS} == {}


def test_nginx_in_a_container_takes_its_main_file_and_as_many_connections_as_the_guide_says(
    tmp_path: Path,
) -> None:
    content = composed()["configs"]["nginx"]["content"]
    guide = (ROOT / "docs/drift.md").read_text(encoding="utf-8")
    assert "access_log off;" in content and "error_log /dev/null crit;" in content
    for line in ("worker_rlimit_nofile 20000", "worker_connections 10000"):
        assert f"{line};" in content
        assert all(word in guide for word in line.split())
    for was in ("/etc/nginx/conf.d", "/run/nginx.pid"):
        content = content.replace(was, str(tmp_path / Path(was).name))
    path = tmp_path / "nginx.main"
    path.write_text(content.replace("user nginx;", ""))
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    checked = subprocess.run(
        [str(found), "-t", "-q", "-c", str(path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_the_front_may_have_as_many_pages_open_as_nginx_lets_in_and_as_is_measured() -> None:
    nginx = composed()["configs"]["nginx"]["content"]
    (files,) = re.findall(r"worker_rlimit_nofile (\d+);", nginx)
    (connections,) = re.findall(r"worker_connections (\d+);", nginx)
    unit = (DEPLOY / "systemd/vagvisaren-web.service").read_text().splitlines()
    assert f"LimitNOFILE={files}" in unit
    assert composed()["services"]["web"]["ulimits"] == {"nofile": int(files)}
    measured = (ROOT / "docs/measurements.md").read_text(encoding="utf-8")
    (streams,) = re.findall(r"^\| open streams, 10 to ([\d,]+) \|", measured, re.MULTILINE)
    assert f"which may hold {int(files):,} files" in measured
    assert int(files) > int(connections) > int(streams.replace(",", "")) >= 1_000


def test_only_nginx_has_public_ports_in_containers() -> None:
    services = composed()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert [name for name, service in services.items() if "public" in service["networks"]] == ["nginx"]


def test_every_process_in_a_container_is_started_as_without_one() -> None:
    services = composed()["services"]
    for service, unit in {"web": "web", "rasa": "rasa@", "actions": "actions@"}.items():
        command = (DEPLOY / f"systemd/vagvisaren-{unit}.service").read_text()
        module = services[service]["command"][2]
        assert services[service]["command"][:2] == ["python", "-m"] and f"-m {module}" in command


@pytest.mark.parametrize(
    ("service", "environment"),
    [("web", Environment.FRONT), ("rasa", Environment.RASA), ("actions", Environment.RASA)],
)
def test_a_server_runs_in_its_environment_in_a_container_and_without(
    service: str, environment: Environment
) -> None:
    (unit,) = [path for path in UNITS if path.name.startswith(f"vagvisaren-{service}")]
    assert f"ExecStart=/opt/vagvisaren/.venv-{environment.value}/bin/python -m " in unit.read_text()
    own = composed()["services"][service]
    assert (own["build"]["target"], own["image"]) == (environment.value, f"vagvisaren-{environment.value}")


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_an_image_has_one_environment_made_as_without_containers_and_nothing_for_developers(
    environment: Environment,
) -> None:
    name = environment.value
    lines = steps(name)
    assert lines[0] == f"FROM python:{environment.version}-slim-bookworm AS {name}"
    installs = [line for line in lines if re.search(r"\b(pip|uv|setup\.sh)\b", line)]
    assert installs == [f"RUN UV_NO_CACHE=1 scripts/setup.sh --production {name} && rm --recursive .tools"]
    (path,) = re.findall(r"PATH=(\S+)", "\n".join(lines))
    assert path == f"/opt/vagvisaren/.venv-{name}/bin:$PATH"


def test_only_rasas_image_has_a_model() -> None:
    training = {name: "RUN python -m bot.run.train" in steps(name) for name in ("front", "rasa")}
    assert training == {"front": False, "rasa": True}
    kept_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"models", ".venv-*", ".tools", "tests"} <= set(kept_out)


def test_redis_keeps_nothing_on_disk() -> None:
    command = composed()["services"]["redis"]["command"]
    assert command[1:5] == ["--save", "", "--appendonly", "no"]


@pytest.mark.parametrize("secret", ["deploy/.env", "deploy/tls"])
@pytest.mark.parametrize("kept_out", [".dockerignore", ".gitignore"])
def test_passwords_and_certificates_come_into_no_image_and_no_repository(secret: str, kept_out: str) -> None:
    lines = (ROOT / kept_out).read_text(encoding="utf-8").splitlines()
    assert secret in [line.strip("/") for line in lines]
