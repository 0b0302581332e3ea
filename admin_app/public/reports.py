"""The report to a sponsor, on its personal page: as it stands now, to read and to keep."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from admin_app.access import LINK
from admin_app.pages import download, render, wiring_of
from admin_app.public.personal import PRIVATE, token_of
from admin_app.routing import page
from admin_app.slots import Slots
from sponsorship.clock import utc_now
from sponsorship.documents.content import DocumentKind, ReportContent
from sponsorship.fulfilment import board
from sponsorship.fulfilment.models import Proof
from sponsorship.sponsorships import queries as sponsorships
from sponsorship.sponsorships.models import Sponsorship
from sponsorship.workflows import reporting_back

printing_slots = Slots("printing reports", 1)


def show_report(request: Request) -> Response:
    """What was promised, what became of it, and what shows it."""
    sponsorship, content, shown = _report(request)
    promises = [one for one in sponsorship.promised_benefits if not one.is_released]
    context = {
        "title": "What became of your sponsorship",
        "sponsorship": sponsorship,
        "report": content,
        "lines": list(zip(promises, content.lines, strict=True)),
        "shown": shown,
    }
    return render(request, "public/sponsor_report.html", context, headers=PRIVATE)


def print_report(request: Request) -> Response:
    """The same on paper."""
    sponsorship, content, _ = _report(request)
    pdf = wiring_of(request).renderer.render(DocumentKind.SPONSOR_REPORT, content)
    answer = download(pdf, f"report-{sponsorship.reference}.pdf", "application/pdf")
    answer.headers.update(PRIVATE)
    return answer


def _report(request: Request) -> tuple[Sponsorship, ReportContent, dict[int, list[Proof]]]:
    wiring, token = wiring_of(request), token_of(request, "application")
    with wiring.database.reading() as session:
        sponsorship = sponsorships.by_token(session, token)
        content = reporting_back.current(
            session, sponsorship, foundation=wiring.foundation, at=utc_now()
        )
        return sponsorship, content, board.proofs_of(session, sponsorship)


routes: list[BaseRoute] = [
    page("/sponsors/applications/{token}/report", show_report, access=LINK, name="sponsor_report"),
    page(
        "/sponsors/applications/{token}/report.pdf", print_report, access=LINK,
        limiter=printing_slots, name="sponsor_report_pdf",
    ),
]  # fmt: skip
