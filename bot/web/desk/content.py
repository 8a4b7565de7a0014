"""The answers that the municipality's visitors get, and which of them may be out of date."""

from datetime import datetime
from itertools import groupby
from pathlib import Path

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from bot.intake import not_understood
from bot.intake.not_understood import Entry
from bot.intake.vault import Vault
from bot.municipality import Profile
from bot.municipality.sources import documents
from bot.review.answer_set import all_ways, answers_of
from bot.review.answer_views import AnswerViews, anchor
from bot.review.everything import findings
from bot.review.words import WORDS
from bot.web.clock import now
from bot.web.desk.guard import EVERYBODY, WORKERS, page
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.transactions import in_transaction


async def show_content(request: DeskRequest, user: DeskUser) -> Response:
    """What needs to be done, the messages that were not understood, and every answer."""
    app, profile = request.state["app"], user.profile

    def read(session: Session, vault: Vault) -> list[Entry]:
        return not_understood.everything(session, vault, profile.key)

    may_read = user.role in WORKERS  # messages are visitors' words, which administrators may not read
    entries = await in_transaction(app, read) if may_read else []
    content = await run_in_threadpool(_content, profile, now(), app.sources)
    days = [(day, list(each)) for day, each in groupby(entries, lambda entry: entry.day)]
    kept = {"may_read": may_read, "kept": len(entries), "days": days}
    return render(request, "content.html", {**content, **kept, "anchor": anchor})


def _content(profile: Profile, moment: datetime, sources: Path | None) -> dict[str, object]:
    views = AnswerViews(profile.phrases(moment), documents(), all_ways().examples, WORDS)
    groups = views.groups(answers_of(profile))
    return {
        "findings": findings(profile, profile.local_time(moment).date(), sources),
        "groups": groups,
        "headings": {answer.name: answer.heading for group in groups for answer in group.answers},
    }


routes = [page("/content", show_content, EVERYBODY)]
