"""The words of contracts before staff publish any of their own, in the form in which staff write them."""

from __future__ import annotations

from collections.abc import Sequence

from sponsorship.contracts.models import ContractKind
from sponsorship.documents.standard_terms import standard_recitals, standard_terms

_OPENING = {
    ContractKind.NEW: "",
    ContractKind.RENEWAL: "This agreement renews the sponsorship agreement between the Foundation and the"
    " Sponsor that took effect on {{ previous_first_day }}. From {{ first_day }} the tier, fee, term,"
    " benefits and terms below take the place of the earlier ones; rights and duties that arose before"
    " that day remain.",
    ContractKind.AMENDMENT: "This amendment changes the sponsorship agreement {{ amended_reference }},"
    " which both parties signed by {{ amended_executed_on }}. It takes the place of that agreement, from"
    " the day on which both have signed it; what was done and paid under that agreement stays.",
}
_AGREE = "The Foundation and the Sponsor therefore agree as follows."
_FIRST = (
    (
        "Sponsorship",
        (
            "The Sponsor sponsors the {{ programme }} of the Foundation at the **{{ tier }}** tier, from"
            " {{ first_day }} to {{ last_day }}, both days included.",
        ),
    ),
    (
        "Fee and payment",
        (
            "The Sponsor pays the Foundation a fee of **{{ fee }}**. The fee is due {{ payment_terms }},"
            " against an invoice of the Foundation.",
            "The benefits are secured once the fee has been paid in full. Bank and transfer charges on"
            " the Sponsor's side are borne by the Sponsor.",
        ),
    ),
    (
        "Benefits",
        (
            "In recognition of the sponsorship the Foundation gives the Sponsor the benefits of"
            " Schedule A. Where Schedule A names a clause, that clause of Schedule B applies to the"
            " benefit.",
            "A benefit is for the Sponsor alone; it is neither transferred to a third party nor"
            " exchanged for money.",
        ),
    ),
)


def standard_wording(kind: ContractKind) -> str:
    """A text to start from, for the foundation's own counsel to change; not legal advice."""
    recitals = standard_recitals(
        purpose="promote, protect and advance the work described in its mission",
        programme="{{ programme }}",
    )
    terms = standard_terms(
        governing_law="the law of the place where the Foundation has its seat",
        notices_to="{{ foundation_email }}",
    )
    opening = [part for part in (_OPENING[kind], *recitals, _AGREE) if part]
    sections = [*_FIRST, *((term.title, term.paragraphs) for term in terms)]
    return "\n\n".join([*opening, *(_section(title, parts) for title, parts in sections)])


def _section(title: str, paragraphs: Sequence[str]) -> str:
    return "\n\n".join([f"# {title}", *paragraphs])
