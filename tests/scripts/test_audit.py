"""What is said of known vulnerabilities, reviewed and not; a small pip-audit stands in for the network."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.run.environments import Environment
from bot.settings import ROOT
from scripts import audit

FRONT = "pydantic==2.12.0 \\\n    --hash=sha256:00\nsqlalchemy==2.1.0 \\\n    --hash=sha256:00\n"
RASA = "pydantic==2.12.0 \\\n    --hash=sha256:00\naiohttp==3.9.5 \\\n    --hash=sha256:00\n    # via rasa\n"
HOLE = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["3.10"], "description": "Bad."}
REVIEWED = audit.Reviewed(
    package="aiohttp",
    version="3.9.5",
    advisory="CVE-1",
    what="Bad.",
    reachable=False,
    because="Not used.",
    who="nobody",
    again=date.max,
)


class Service:
    """A folder with requirements and a pip-audit, which answers what `holes` and `silent_about` tell it."""

    def __init__(self, folder: Path) -> None:
        self.front, self.rasa = folder / "front.txt", folder / "rasa.txt"
        self.front.write_text(FRONT)
        self.rasa.write_text(RASA)
        self.pip_audit = folder / "pip-audit"
        self.holes: dict[str, list[dict[str, Any]]] = {}
        self.silent_about: set[str] = set()
        self.ends_with = ""

    def _script(self) -> str:
        """Does as the real one: skips what is not found, and ends with an error where nobody answers."""
        return f"""#!{sys.executable}
import json, re, sys
if {self.ends_with!r}:
    sys.exit("Traceback:\\n" + {self.ends_with!r})
pins = re.findall(r"^(\\S+)==(\\S+)", open(sys.argv[-1]).read(), re.M)
holes = json.loads({json.dumps(self.holes)!r})
print(json.dumps({{"dependencies": [
    {{"name": name, "skip_reason": "not found"}} if name in {self.silent_about}
    else {{"name": name, "version": version, "vulns": holes.get(name, [])}}
    for name, version in pins
]}}))
sys.exit(bool(holes))
"""

    def audit(self, *reviewed: audit.Reviewed) -> tuple[int, list[str]]:
        self.pip_audit.write_text(self._script())
        self.pip_audit.chmod(0o755)
        return audit.audit(self.pip_audit, self.front, self.rasa, list(reviewed))


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path)


def test_nothing_known_is_well(service: Service) -> None:
    assert service.audit() == (0, ["3 packages checked: 0 known vulnerabilities, all of them reviewed."])


def test_a_vulnerability_that_is_not_reviewed_fails_with_its_name(service: Service) -> None:
    service.holes = {"aiohttp": [HOLE]}
    assert service.audit() == (1, ["aiohttp 3.9.5: PYSEC-1, CVE-1 (fixed in 3.10) is not reviewed"])


def test_a_reviewed_one_passes_by_any_of_its_names(service: Service) -> None:
    service.holes = {"aiohttp": [HOLE]}
    for name in ("PYSEC-1", "CVE-1"):
        assert service.audit(replace(REVIEWED, advisory=name))[0] == 0


def test_the_public_front_has_no_exceptions(service: Service) -> None:
    service.holes = {"sqlalchemy": [HOLE], "pydantic": [HOLE]}
    reviewed = [
        replace(REVIEWED, package=package, version=version)
        for package, version in (("sqlalchemy", "2.1.0"), ("pydantic", "2.12.0"))
    ]
    code, lines = service.audit(*reviewed)
    assert code == 1
    assert lines == [
        "sqlalchemy 2.1.0, CVE-1: no vulnerability of the public front may be excepted",
        "pydantic 2.12.0, CVE-1: no vulnerability of the public front may be excepted",
        "pydantic 2.12.0: PYSEC-1, CVE-1 (fixed in 3.10) is not reviewed",
        "sqlalchemy 2.1.0: PYSEC-1, CVE-1 (fixed in 3.10) is not reviewed",
    ]


def test_what_only_rasa_has_in_an_older_version_may_be_excepted(service: Service) -> None:
    service.front.write_text(FRONT + "aiohttp==3.14.5 \\\n    --hash=sha256:00\n")
    service.holes = {"aiohttp": [HOLE]}
    not_excepted = "aiohttp 3.14.5: PYSEC-1, CVE-1 (fixed in 3.10) is not reviewed"
    assert service.audit(REVIEWED) == (1, [not_excepted])


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"version": "3.8.0"}, "no longer applies, that version is not pinned"),
        ({"advisory": "CVE-2"}, "no longer applies, the service does not know it"),
        ({"reachable": True}, "only what is not reachable can be excepted"),
        ({"again": date(2020, 1, 1)}, "to be looked at again since 2020-01-01, by nobody"),
    ],
)
def test_an_exception_must_be_true_today(service: Service, changed: dict[str, Any], told: str) -> None:
    service.holes = {"aiohttp": [HOLE]}
    code, lines = service.audit(REVIEWED, replace(REVIEWED, **changed))
    assert code == 1
    assert [line for line in lines if line.endswith(told)]


@pytest.mark.parametrize(
    "ends_with",
    [
        "ERROR: Could not connect to PyPI's vulnerability feed",
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='nobody.invalid', port=443)",
        "requests.exceptions.ProxyError: HTTPSConnectionPool(host='nobody.invalid', port=443)",
        "",  # it knows nothing
    ],
)
def test_a_service_that_does_not_answer_is_not_all_well(service: Service, ends_with: str) -> None:
    service.ends_with = ends_with
    service.silent_about = {"pydantic", "sqlalchemy", "aiohttp"}
    told = "Nothing was checked: PyPI's vulnerability service does not answer from here."
    assert service.audit() == (2, [told])


@pytest.mark.parametrize(
    "reason", ["ModuleNotFoundError: No module named 'requests'", "requests.exceptions.SSLError: not trusted"]
)
def test_a_tool_that_breaks_down_is_not_taken_for_a_service_that_does_not_answer(
    service: Service, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    service.ends_with = reason
    with pytest.raises(audit.ToolError):
        service.audit()
    assert audit.main(service.pip_audit) == audit.TOOL_FAILED
    assert capsys.readouterr().out == f"Nothing was checked: pip-audit failed with: {reason}\n"


def test_a_package_that_the_service_says_nothing_about_is_not_well(service: Service) -> None:
    service.silent_about = {"aiohttp"}
    assert service.audit() == (2, ["Not checked, since the service said nothing about them: aiohttp 3.9.5"])


def test_our_list_is_true_of_what_is_pinned_and_excepts_nothing_of_the_front() -> None:
    front, rasa = (audit.pins_of(each.lock) for each in Environment)
    assert len(front) > 50 and len(rasa) > 150
    reviewed = audit.read_reviewed(audit.REVIEWED)
    assert reviewed
    assert [fault for each in reviewed for fault in each.faults(front, rasa, date.min)] == []


def test_the_tool_itself_is_locked_and_names_no_host() -> None:
    text = (ROOT / "requirements/audit.txt").read_text()
    assert "://" not in text
    assert text.count("--hash=sha256:") > text.count("==") > 20
