"""What holds whatever breaks."""

from typing import Any

from bot.intake.models import CaseState, Sender
from lab.traffic import IN_LINE, Answer, Traffic


def assert_everybody_is_told_and_nothing_is_lost(traffic: Traffic, *refusals: str | None) -> None:
    """Whoever wrote is answered or shown the way, and what was confirmed is there, once and in order.

    Args:
        refusals: all that a worker may be told instead of what was asked for; without any, none may be.
    """
    assert traffic.errors == []
    assert [answer for answer in traffic.answers if not answer.shows_the_way] == []
    for sender in Sender.VISITOR, Sender.WORKER:
        stored, confirmed = traffic.stored(sender), traffic.confirmed[sender]
        assert len(stored) == len(set(stored)), "something is there twice"
        assert set(confirmed) <= set(stored), "something confirmed is lost"
        assert is_in_order(confirmed, stored), "something confirmed has changed places"
        assert confirmed
    refused = [seen for seen in traffic.worker.seen if not seen.is_good]
    assert [seen for seen in refused if not any(seen.shows(each) for each in refusals)] == []
    assert traffic.worker.seen[-1].is_good, "the worker is still signed in"
    ids = [line.id for line in traffic.page.lines]
    assert ids == sorted(set(ids)), "the visitor's page was told something twice or in the wrong order"
    assert_whoever_waits_in_line_still_does(traffic)


def assert_whoever_waits_in_line_still_does(traffic: Traffic) -> None:
    """The place, and what was written there, are as they were, for the page and in the database."""
    (how, place), *_ = traffic.page_in_line.places
    assert how == CaseState.WAITING.value and place
    assert set(traffic.page_in_line.places) == {(how, place)}
    assert [line.text for line in traffic.page_in_line.lines] == [IN_LINE]
    assert traffic.stored_in_line() == [IN_LINE]


def is_in_order(some: list[str], whole: list[str]) -> bool:
    """Whether all of `some` stand in the whole, one after the other; others may stand between them."""
    remaining = iter(whole)
    return all(line in remaining for line in some)


def figures(fault: str, healed_after: float, answers: list[Answer], traffic: Traffic) -> dict[str, Any]:
    """What was measured of a fault, for docs/drift.md; `answers` are those since it happened."""
    bad = [answer for answer in answers if not answer.is_good]
    return {
        "fault": fault,
        "healed_after": round(healed_after, 1),
        "out_of_order": sum(answer.text is not None for answer in bad),
        "unreachable": sum(answer.text is None for answer in bad),
        "worker_refused": sum(not seen.is_good for seen in traffic.worker.seen),
        "slowest": round(max(answer.seconds for answer in answers), 1),
    }
