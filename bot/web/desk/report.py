"""The municipality's yearly report, to read, print and download."""

from datetime import date

from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.intake.vault import Vault
from bot.municipality import Profile
from bot.report import report
from bot.report.report import BadYearError, Report
from bot.web.clock import now
from bot.web.desk.guard import EVERYBODY, page
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.transactions import in_transaction


async def show_report(request: DeskRequest, user: DeskUser) -> Response:
    """The report on a year; the current one if none is named."""
    found = await _report(request, user.profile)
    return render(request, "report.html", {"report": found, "years": report.years(_today(user.profile))})


async def download_values(request: DeskRequest, user: DeskUser) -> Response:
    """The same figures as CSV, for a spreadsheet."""
    found = await _report(request, user.profile)
    name = f"rapport-{found.profile.key}-{found.year}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(found.values().encode("utf-8-sig"), media_type="text/csv", headers=headers)


def _today(profile: Profile) -> date:
    return profile.local_time(now()).date()


async def _report(request: DeskRequest, profile: Profile) -> Report:
    """The report of the user's own municipality: nothing in the request can name another.

    Raises:
        HTTPException: 400, no figures are kept of that year.
    """
    today = _today(profile)
    try:
        year = report.read_year(request.query_params.get("year", str(today.year)), today)
    except BadYearError:
        raise HTTPException(400) from None

    def read(session: Session, _: Vault) -> Report:
        return report.of(session, profile, year, today)

    return await in_transaction(request.state["app"], read)


routes = [page("/report", show_report, EVERYBODY), page("/report.csv", download_values, EVERYBODY)]
