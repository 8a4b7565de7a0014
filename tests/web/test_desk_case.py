"""One case at the desk: reading, taking, writing, and the ways in which it ends."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from bot.intake import staff
from bot.web.clock import now
from bot.web.desk.phrases import REFERRALS, phrases_of
from bot.web.explanation import load_explanation
from lab.desk import csrf_of, submit
from lab.profiles import always_open
from tests.support.desk import Desk, Opened, lines_on, opened, write
from tests.support.sqlite_gaps import leave_in_a_gap
from tests.web.conftest import StandInRasa

SHARED = [{"by": "you", "text": "Får de veta något?"}, {"by": "bot", "text": "Det beror på."}]
ODD = '</textarea><script>alert("1")</script><img src=x onerror=alert(2)>'


@pytest.fixture
def anna(desk: Desk) -> TestClient:
    """A worker who is in."""
    return desk.signed_in("Anna")


@pytest.fixture
def case(desk: Desk, client: TestClient, anna: TestClient) -> Opened:
    """A visitor waits with a message, what was said before, and a way to be called."""
    return opened(desk, client, shared=SHARED, message="Är någon där?", contact="070-174 06 05 efter sex")


def stream_of_ended(client: TestClient, case: Opened) -> str:
    """All that the visitor's page is ever told; it ends because no human has the case any more."""
    answer: httpx.Response = client.post("/api/events", json={"conversation": case.conversation})
    return answer.text


def state(desk: Desk, case: Opened) -> str:
    [(found,)] = desk.sql("SELECT state FROM cases WHERE id = :id", id=case.number)
    return str(found)


def test_the_case_page_has_what_came_along_and_what_the_visitor_was_told(
    anna: TestClient, case: Opened
) -> None:
    page = anna.get(case.path)
    whole = html.unescape(page.text)
    assert f"<h1>{case.label}</h1>" in whole
    assert "<strong>Besökaren:</strong> Får de veta något?" in whole
    assert "<strong>Roboten:</strong> Det beror på." in whole
    assert "070-174 06 05 efter sex" in whole
    assert lines_on(page) == [("visitor", "Är någon där?")]
    assert "Ta ärendet" in whole
    assert "Skicka" not in whole
    assert "Roboten tror att någon kan vara i fara" not in whole
    for text in load_explanation().texts_for(always_open()):
        assert text in whole


def test_a_summary_comes_before_the_conversation(
    desk: Desk, client: TestClient, anna: TestClient, case: Opened
) -> None:
    page = anna.get(case.path).text
    assert page.index("Sammanfattning") < page.index("Samtalet")
    assert re.findall(r"<dd>(?:<a [^>]*>)?([^<]*)", page) == [
        "2 rader",
        "På annat sätt också",
        "Nej",
        "Ingen",
        "Om sekretess",
    ]
    bare = anna.get(opened(desk, client, "message", message="Hej").path).text
    assert re.findall(r"<dd>(?:<a [^>]*>)?([^<]*)", bare) == [
        "Ingenting",
        "Bara här",
        "Ja",
        "Ingen",
        "Om sekretess",
    ]


@pytest.mark.parametrize("is_claimed", [True, False])
def test_danger_that_the_assistant_heard_is_told_on_the_case_page_whatever_the_visitors_page_claims(
    desk: Desk, client: TestClient, anna: TestClient, rasa: StandInRasa, is_claimed: bool
) -> None:
    for rasa.danger, told in {"danger/child": "i fara: ett barn.", "danger/new": "i fara.", "": ""}.items():
        page = anna.get(opened(desk, client, danger=is_claimed).path)
        assert ("Roboten tror att någon kan vara i fara" in page.text) is bool(rasa.danger)
        assert told in page.text


def test_whoever_takes_a_case_can_write_and_sees_the_ready_made_lines(
    desk: Desk, anna: TestClient, case: Opened
) -> None:
    assert submit(anna, f"{case.path}/take").headers["location"] == case.path
    page = anna.get(case.path)
    assert state(desk, case) == "taken"
    assert [who for who, _ in lines_on(page)] == ["visitor", "system"]
    for phrase in phrases_of(always_open()):
        assert phrase.text in html.unescape(page.text)
    assert "Pågår: Anna" in page.text
    assert submit(anna, f"{case.path}/take").status_code == 303
    assert len(lines_on(anna.get(case.path))) == 2  # taken twice, told once


def test_of_two_workers_one_gets_the_case_and_the_other_a_calm_page(
    desk: Desk, anna: TestClient, case: Opened
) -> None:
    both = [(anna, csrf_of(anna)), (bo := desk.signed_in("Bo"), csrf_of(bo))]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda each: each[0].post(f"{case.path}/take", data={"csrf": each[1]}), both))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    loser, refused = next((each[0], a) for each, a in zip(both, answers, strict=True) if a.status_code == 409)
    assert "Ärendet har ändrats" in refused.text
    before = desk.sql("SELECT * FROM cases"), desk.sql("SELECT * FROM messages")
    fields = {"text": "hej", "id": "1", "note": "x", "referral": "bris"}
    for form in ("take", "messages", "note", "put-back", "hand-back", "end", "refer"):
        assert submit(loser, f"{case.path}/{form}", **fields).status_code == 409, form
    assert (desk.sql("SELECT * FROM cases"), desk.sql("SELECT * FROM messages")) == before
    assert "Skicka" not in loser.get(case.path).text


@pytest.mark.parametrize("reason", ["page closed", "account removed"])
def test_a_case_whose_worker_is_gone_can_be_taken_over(
    desk: Desk, anna: TestClient, case: Opened, reason: str
) -> None:
    submit(anna, f"{case.path}/take")
    bo = desk.signed_in("Bo")
    assert "Ta ärendet" not in bo.get(case.path).text
    if reason == "page closed":
        desk.sql("UPDATE desk_sessions SET seen_at = '2026-01-01 00:00:00.000000' WHERE staff_id = 1")
    else:
        with desk.case_store.transaction() as session:
            staff.remove(session, "Anna", now())
    assert "Ta ärendet" in bo.get(case.path).text
    assert submit(bo, f"{case.path}/take").status_code == 303
    assert "Pågår: Bo" in bo.get(case.path).text


def test_a_message_sent_twice_is_stored_once_and_reaches_the_visitor(
    client: TestClient, anna: TestClient, case: Opened
) -> None:
    submit(anna, f"{case.path}/take")
    for _ in range(2):
        assert submit(anna, f"{case.path}/messages", text=" Hej! ", id="a1").status_code == 303
    submit(anna, f"{case.path}/messages", text="Hej igen", id="a2")
    said = [text for who, text in lines_on(anna.get(case.path)) if who == "worker"]
    assert said == ["Hej!", "Hej igen"]
    submit(anna, f"{case.path}/end")
    assert stream_of_ended(client, case).count('"Hej!"') == 1


def test_what_fits_the_field_is_sent_and_anything_longer_or_empty_is_not(
    desk: Desk, anna: TestClient, case: Opened
) -> None:
    """A browser counts a line break as one character and sends it as two."""
    submit(anna, f"{case.path}/take")
    sent = {"å" * 2000: 303, "å" * 999 + "\r\n" + "å" * 1000: 303, "å" * 2001: 400, " ": 400, "": 400}
    path = f"{case.path}/messages"
    found = {text: submit(anna, path, text=text, id=str(n)).status_code for n, text in enumerate(sent)}
    assert found == sent


def test_the_note_is_for_colleagues_and_never_for_the_visitor(
    desk: Desk, client: TestClient, anna: TestClient, case: Opened
) -> None:
    submit(anna, f"{case.path}/take")
    assert submit(anna, f"{case.path}/note", note="Ring Grå Papegoja").status_code == 303
    bo = desk.signed_in("Bo")
    submit(bo, f"{case.path}/reason", reason="Anna bad mig läsa")
    assert "Ring Grå Papegoja" in bo.get(case.path).text
    assert "Papegoja" not in str(desk.sql("SELECT * FROM cases"))
    submit(anna, f"{case.path}/end")
    streamed = stream_of_ended(client, case)
    assert "Är någon där?" in streamed
    assert "Papegoja" not in streamed


@pytest.mark.parametrize("later", ["Ring inte.", ""])
def test_a_note_that_was_replaced_or_taken_away_is_not_left_in_the_databases_file(
    anna: TestClient, case: Opened, tmp_path: Path, later: str
) -> None:
    submit(anna, f"{case.path}/take")
    submit(anna, f"{case.path}/note", note="Ring i kväll.")
    leave_in_a_gap(tmp_path / "cases.sqlite", "Papegoja")
    submit(anna, f"{case.path}/note", note=later)
    assert b"Papegoja" not in (tmp_path / "cases.sqlite").read_bytes()


def test_a_case_that_is_put_back_waits_for_a_colleague(desk: Desk, anna: TestClient, case: Opened) -> None:
    submit(anna, f"{case.path}/take")
    assert submit(anna, f"{case.path}/put-back").status_code == 303
    assert state(desk, case) == "left"
    assert submit(anna, f"{case.path}/messages", text="hej", id="1").status_code == 409
    assert submit(desk.signed_in("Bo"), f"{case.path}/take").status_code == 303


@pytest.mark.parametrize(("form", "after"), [("hand-back", "handed_back"), ("end", "ended")])
def test_a_case_that_ends_leaves_the_queue_and_both_sides_are_told(  # noqa: PLR0913, PLR0917
    desk: Desk, client: TestClient, anna: TestClient, case: Opened, form: str, after: str
) -> None:
    submit(anna, f"{case.path}/take")
    assert submit(anna, f"{case.path}/{form}").status_code == 303
    assert state(desk, case) == after
    assert case.label not in anna.get("/desk/").text
    assert "Nu svarar roboten igen." in lines_on(anna.get(case.path))[-1][1]
    assert "Nu svarar roboten igen." in stream_of_ended(client, case)
    assert submit(anna, f"{case.path}/messages", text="hej", id="1").status_code == 409


def test_a_referral_can_be_read_whole_before_it_is_sent(anna: TestClient, case: Opened) -> None:
    """A list to choose from shows no more of a line than fits its width."""
    submit(anna, f"{case.path}/take")
    page = html.unescape(re.sub("<select.*?</select>", "", anna.get(case.path).text, flags=re.DOTALL))
    assert [each.text for each in REFERRALS.values() if each.text not in page] == []


@pytest.mark.parametrize("name", REFERRALS)
def test_a_referral_is_read_by_the_visitor_as_it_stands_and_ends_the_case(
    desk: Desk, anna: TestClient, case: Opened, name: str
) -> None:
    submit(anna, f"{case.path}/take")
    assert submit(anna, f"{case.path}/refer", referral="nobody").status_code == 400
    assert state(desk, case) == "taken"
    assert submit(anna, f"{case.path}/refer", referral=name).status_code == 303
    assert state(desk, case) == "ended"
    assert lines_on(anna.get(case.path))[-2] == ("worker", REFERRALS[name].text)


@pytest.mark.parametrize(
    "number", ["erased", "99", "9" * 20, "9" * 5000], ids=["erased", "none", "big", "huge"]
)
def test_a_case_that_is_not_there_gets_a_calm_page(
    client: TestClient, anna: TestClient, case: Opened, number: str
) -> None:
    if number == "erased":
        submit(anna, f"{case.path}/take")
        client.post("/api/forget", json={"conversation": case.conversation})
        number = str(case.number)
    page = anna.get(f"/desk/cases/{number}")
    assert page.status_code == 404
    assert "Ärendet finns inte längre" in page.text
    assert anna.get(f"/desk/polls/cases/{number}").status_code == 404
    for form in ("take", "messages", "end"):
        assert submit(anna, f"/desk/cases/{number}/{form}", text="hej", id="1").status_code == 404


def test_what_people_write_is_shown_as_text(desk: Desk, client: TestClient, anna: TestClient) -> None:
    odd = [{"by": "you", "text": ODD}, {"by": "bot", "text": ODD}]
    case = opened(desk, client, shared=odd, contact=ODD, message=ODD)
    submit(anna, f"{case.path}/take")
    submit(anna, f"{case.path}/note", note=ODD)
    submit(anna, f"{case.path}/messages", text=ODD, id="1")
    for path, times in {case.path: 7, f"/desk/polls/cases/{case.number}": 2}.items():
        page = anna.get(path).text
        assert html.unescape(page).count(ODD) == times
        assert "<script>" not in page
        assert "<img" not in page


def test_a_poll_has_what_is_newer_than_what_was_seen(
    client: TestClient, anna: TestClient, case: Opened
) -> None:
    poll = f"/desk/polls/cases/{case.number}"
    first = anna.get(poll)
    [seen] = re.findall(r'data-id="(\d+)"', first.text)
    write(client, case.conversation, "Hallå?")
    assert lines_on(anna.get(f"{poll}?after={seen}")) == [("visitor", "Hallå?")]
    assert lines_on(anna.get(f"{poll}?after={int(seen) + 1}")) == []
    for wrong in ("x", "-1", "1.0", "٣", "9" * 16):
        assert anna.get(poll, params={"after": wrong}).status_code == 400


def test_colleagues_with_the_same_case_open_see_each_other(
    desk: Desk, anna: TestClient, case: Opened
) -> None:
    bo = desk.signed_in("Bo")
    poll = f"/desk/polls/cases/{case.number}"
    assert "Har också ärendet öppet" not in anna.get(case.path).text
    assert "Har också ärendet öppet:</strong> Anna." in bo.get(case.path).text
    assert "Har också ärendet öppet:</strong> Bo." in anna.get(poll).text
    desk.sql("UPDATE case_readers SET seen_at = '2026-01-01 00:00:00.000000' WHERE staff_id = 1")
    assert "Har också ärendet öppet" not in bo.get(poll).text
