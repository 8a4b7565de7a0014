"""What the front measures of requests: enough to see that something is wrong, and nothing of who asked."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from prometheus_client import generate_latest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot import coarse_metrics
from bot.coarse_metrics import STEP
from bot.intake.case_store import CaseStore
from bot.metrics import REGISTRY
from bot.municipality import Profiles
from bot.settings import Settings
from bot.web import pace
from bot.web.app import create_app
from tests.support.desk import Desk, opened
from tests.support.metric_names import VALUES, values
from tests.web.conftest import StandInRasa
from tests.web.test_events import listening

SECRET = "qvarzon"


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"vagvisaren_{name}", labels) or 0


@contextmanager
def more(by: float, name: str, **labels: str) -> Iterator[None]:
    """The block makes the number grow by as much."""
    before = sample(name, **labels)
    yield
    assert sample(name, **labels) - before == by, (name, labels)


@pytest.fixture
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Sets the clock of what is published on the hour."""
    original, later = coarse_metrics._this_hour, [0]
    monkeypatch.setattr(coarse_metrics, "_this_hour", lambda: original() + len(later))
    return lambda: later.append(0)


def send(client: TestClient, conversation: str, text: str = "hej", number: int = 0) -> httpx.Response:
    body = {"conversation": conversation, "id": f"m{number}", "text": text}
    sent: httpx.Response = client.post("/api/messages", json=body)
    return sent


def test_requests_are_known_by_the_routes_of_our_source_and_never_by_their_paths(
    client: TestClient, desk: Desk, an_hour_later: Callable[[], None]
) -> None:
    anna = desk.signed_in("anna")
    for _ in range(STEP):
        client.get(f"/{SECRET}")
        client.get(f"/static/{SECRET}")
        client.get(f"/api/messages?{SECRET}")
        client.request(SECRET.upper(), "/health")
        anna.get("/desk/cases/190101")
        anna.get(f"/desk/{SECRET}")
    an_hour_later()
    page = generate_latest(REGISTRY).decode()
    routes = values(page)["route"]
    assert {"other", "/static", "/api/messages", "/health", "/desk"} <= routes
    assert [route for route in routes if route.startswith("/desk/") and "{" in route]
    assert SECRET not in page.lower() and "190101" not in page
    for label, allowed in VALUES.items():
        assert values(page).get(label, set()) <= allowed, label
    known = {route.path for route in client.app.routes}  # type: ignore[attr-defined]
    assert {route for route in routes if not route.startswith("/desk")} <= known | {"other"}


def test_a_lone_hand_over_does_not_show_even_after_the_hour(
    client: TestClient, conversation: str, an_hour_later: Callable[[], None]
) -> None:
    an_hour_later()
    before = generate_latest(REGISTRY).decode()
    body = {"conversation": conversation, "id": "h", "way": "message", "danger": True, "shared": []}
    assert client.post("/api/hand-over", json={**body, "message": "hej"}).status_code == 201
    an_hour_later()
    asked = 'route="/api/hand-over",status="2xx"'
    after = generate_latest(REGISTRY).decode()
    assert [line for line in before.splitlines() if asked in line] == [
        line for line in after.splitlines() if asked in line
    ]


def test_a_message_is_measured_apart_from_what_the_page_loads(client: TestClient, conversation: str) -> None:
    with (
        more(1, "request_duration_seconds_count", what="message", status="2xx"),
        more(2, "request_duration_seconds_count", what="other", status="2xx"),
    ):
        send(client, conversation)
        client.get("/health")
        client.get("/static/widget.js")


def test_a_calm_line_is_a_fault_and_a_refusal_is_none(
    client: TestClient, conversation: str, rasa: StandInRasa
) -> None:
    with more(0, "unanswered_messages_total", kind="fault"):
        assert send(client, conversation).status_code == 200
    rasa.error = httpx.ConnectError("gone")
    with (
        more(1, "unanswered_messages_total", kind="fault"),
        more(0, "unanswered_messages_total", kind="refused"),
    ):
        assert send(client, conversation, number=1).status_code == 503
    rasa.error = None
    with (
        more(1, "unanswered_messages_total", kind="refused"),
        more(0, "unanswered_messages_total", kind="fault"),
        more(1, "too_fast_total", limit="conversation"),
    ):
        while send(client, conversation, number=2).status_code != 429:
            pass


def test_the_limit_that_was_met_is_known(
    client: TestClient, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "AT_ONCE", 0)
    with more(1, "too_fast_total", limit="waiting"), more(0, "too_fast_total", limit="conversation"):
        assert send(client, conversation).status_code == 429


def test_whoever_is_told_that_the_robot_is_off_has_met_no_fault(
    web_settings: Settings, profiles: Profiles, conversation: str
) -> None:
    app = create_app(web_settings.model_copy(update={"turned_off": True}), profiles)
    with (
        TestClient(app) as client,
        more(1, "unanswered_messages_total", kind="refused"),
        more(0, "unanswered_messages_total", kind="fault"),
    ):
        assert send(client, conversation).status_code == 503


def test_a_few_open_pages_do_not_show_and_five_do(address: str, desk: Desk) -> None:
    desk.signed_in("anna")
    with httpx.Client(base_url=address, timeout=5) as visitor, ExitStack() as pages:
        case = opened(desk, visitor, message="hej")
        for number in range(STEP):
            assert sample("event_streams") == 0, number
            pages.enter_context(listening(visitor, case.conversation))
        assert sample("event_streams") == STEP


def test_a_transaction_that_the_database_refuses_is_an_error_of_its(case_store: CaseStore) -> None:
    with (
        more(1, "database_errors_total"),
        pytest.raises(OperationalError),
        case_store.transaction() as session,
    ):
        session.connection().exec_driver_sql("SELECT nothing FROM nowhere")
    with more(0, "database_errors_total"), pytest.raises(ValueError), case_store.transaction():
        raise ValueError


def test_the_front_itself_shows_nobody_its_metrics(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 404
