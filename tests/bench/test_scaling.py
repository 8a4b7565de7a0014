"""Where processes cannot be held to a share, scaling is left out of all benches, and alone it is an error."""

import sys

import pytest

from bench import scaling


@pytest.fixture(autouse=True)
def not_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaling, "lacking", lambda: "Run this as root.")


def test_among_all_benches_it_says_why_it_is_left_out_and_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench.scaling", "--where-possible"])
    scaling.main()
    assert capsys.readouterr().out == "What an added Rasa server gains was left out. Run this as root.\n"


def test_alone_it_ends_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bench.scaling"])
    with pytest.raises(SystemExit, match="Run this as root"):
        scaling.main()
