"""The tests of the page's scripts, which run in Node and stand in `static/` beside this file."""

from collections import Counter
from pathlib import Path

import pytest

from tests.support.page_scripts import Outcome, declared, run

FILES = sorted((Path(__file__).parent / "static").rglob("*.test.js"))


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return run(FILES)


def test_the_page_keeps_its_promises(outcomes: list[Outcome]) -> None:
    failed = [f"{each.file.name}: {each.name}\n{each.failure}" for each in outcomes if each.failure]
    assert not failed, "\n\n".join([f"{len(failed)} of {len(outcomes)} tests of the page failed", *failed])


def test_every_declared_test_of_the_page_was_run(outcomes: list[Outcome]) -> None:
    assert FILES
    assert [each for each in outcomes if each.was_skipped] == []
    for file in FILES:
        ran = [each.name for each in outcomes if each.file == file]
        names = declared(file)
        assert names, f"{file.name} declares no test"
        assert len(ran) >= len(names), file.name
        for name, times in Counter(name for name in names if name).items():
            found = [each for each in ran if each == name or each.endswith(f" {name}")]
            assert len(found) >= times, f"{file.name}: {name}"


def test_what_fails_and_what_is_skipped_is_told_by_name(tmp_path: Path) -> None:
    file = tmp_path / "made_up.test.mjs"
    file.write_text(
        """
        import assert from "node:assert/strict";
        import { describe, test } from "node:test";
        describe("a visitor", () => {
          test("who is fine", () => {});
          test("who is not", () => assert.equal("seen", "hoped for"));
          test.skip("who is passed over", () => {});
        });
        """
    )
    fine, failed, skipped = run([file])
    assert (fine.name, fine.failure, fine.was_skipped) == ("a visitor who is fine", None, False)
    assert failed.name == "a visitor who is not"
    assert failed.failure is not None and "hoped for" in failed.failure
    assert (skipped.name, skipped.was_skipped) == ("a visitor who is passed over", True)
    assert declared(file) == ["who is fine", "who is not", "who is passed over"]


def test_a_file_that_cannot_be_read_as_a_script_has_failed(tmp_path: Path) -> None:
    file = tmp_path / "broken.test.mjs"
    file.write_text("test(")
    [broken] = run([file])
    assert broken.failure
