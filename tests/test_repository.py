"""Things that must never be in the repository, or anywhere near it."""

import json
import os
import re
import subprocess

from bot.settings import ROOT, Settings


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listing.stdout.splitlines()


def test_no_database_model_key_or_address_writing_lock_is_committed() -> None:
    forbidden = re.compile(r"\.(db|sqlite3?|tar\.gz|key|pem)$|(^|/)(uv|poetry|pdm)\.lock$")
    assert [name for name in tracked() if forbidden.search(name)] == []


def test_locked_requirements_name_no_host_and_have_hashes() -> None:
    asked_for = {"rasa-overrides.txt", "swedish-front.txt", "swedish-rasa.txt"}
    locks = [path for path in (ROOT / "requirements").glob("*.txt") if path.name not in asked_for]
    assert {"front", "front-dev", "rasa", "rasa-dev", "uv", "audit", "tools"} <= {path.stem for path in locks}
    for path in locks:
        text = path.read_text()
        assert "://" not in text, path
        entries = re.split(r"^(?=[\w.-]+(?:\[.*\])?==)", text, flags=re.MULTILINE)[1:]
        assert entries and all("--hash=sha256:" in entry for entry in entries), path


def test_the_scripts_are_executable() -> None:
    scripts = [ROOT / name for name in tracked() if name.endswith(".sh") and name != "deploy/address.sh"]
    assert len(scripts) > 10
    assert [path for path in scripts if not os.access(path, os.X_OK)] == []


def test_the_lock_of_the_page_tools_names_no_host_and_has_hashes() -> None:
    text = (ROOT / "package-lock.json").read_text()
    installed = [each for path, each in json.loads(text)["packages"].items() if path]
    assert installed
    assert all(each["integrity"].startswith("sha512-") and "resolved" not in each for each in installed)


def test_the_page_needs_no_package_to_run() -> None:
    assert "dependencies" not in json.loads((ROOT / "package.json").read_text())


def test_no_python_file_is_longer_than_400_lines() -> None:
    long = {n: len((ROOT / n).read_text().splitlines()) for n in tracked() if n.endswith(".py")}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def default_of(setting: str) -> str:
    """As the table of settings has it: file names from the repository on, nothing where it is unset."""
    value = Settings.model_fields[setting].default
    if value is None or value == "":
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "`" + text.replace(f"{ROOT}/", "") + "`"


def test_the_table_of_settings_has_each_with_its_default_and_its_description() -> None:
    table = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert all(field.description for field in Settings.model_fields.values())
    assert re.findall(r"^\| `VAGVISAREN_.*$", table, re.MULTILINE) == [
        f"| `VAGVISAREN_{name.upper()}` | {default_of(name)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]


def test_telemetry_is_off_in_this_environment_whatever_the_shell_says() -> None:
    command = [
        str(ROOT / ".venv-rasa/bin/python"),
        "-c",
        "import os; print(os.environ['RASA_TELEMETRY_ENABLED'])",
    ]
    environment = {"PATH": "/usr/bin:/bin", "RASA_TELEMETRY_ENABLED": "true"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "false"
