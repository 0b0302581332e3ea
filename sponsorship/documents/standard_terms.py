"""The wording that a sponsorship agreement starts from.

A foundation may replace any of it without touching a template: recitals and terms are content. This
is a starting point for the foundation's own counsel, not legal advice.
"""

from sponsorship.documents.content import TermText


def standard_recitals(*, purpose: str, programme: str) -> tuple[str, ...]:
    """Why the two parties meet; `purpose` completes "The Foundation exists to …"."""
    return (
        f"The Foundation exists to {purpose}.",
        f"To that end it runs the {programme}, which sponsors make possible.",
        "The Sponsor wishes to support this work, and the Foundation wishes to thank the Sponsor "
        "for it in public.",
    )


def standard_terms(
    *,
    governing_law: str,
    notices_to: str,
    termination_notice_days: int = 60,
    cure_days: int = 15,
    assets_due_days: int = 30,
) -> tuple[TermText, ...]:
    """The general terms, in the order in which they are printed.

    `governing_law` completes "governed by", such as "the laws of the State of Delaware";
    `notices_to` is the address at which the Foundation receives notices.
    """
    return (
        _acknowledgement(),
        _marks(),
        _materials(assets_due_days),
        _term_and_termination(termination_notice_days, cure_days),
        _conduct_and_independence(),
        _liability(),
        _notices(notices_to),
        _law(governing_law),
        _whole_agreement(),
    )


def _acknowledgement() -> TermText:
    return TermText(
        title="Acknowledgement, not advertising",
        paragraphs=(
            "The Foundation acknowledges the Sponsor by name, logo, web address and a neutral "
            "description of what the Sponsor makes or does. The parties intend the fee to be a "
            "qualified sponsorship payment.",
            "An acknowledgement carries no message that compares or praises products, states "
            "prices, or urges anyone to buy, sell, rent or invest. The Foundation may shorten or "
            "decline a text that does.",
            "Nothing in this agreement is an endorsement of the Sponsor, its products or its "
            "views by the Foundation.",
        ),
    )


def _marks() -> TermText:
    return TermText(
        title="Names and logos",
        paragraphs=(
            "For the term of this agreement the Sponsor allows the Foundation to show the names "
            "and logos that the Sponsor hands in, without charge and worldwide, in order to give "
            "the benefits and to report on the programme.",
            "For the same time the Foundation allows the Sponsor to say truthfully that it "
            "sponsors the programme at the agreed tier, and to show the sponsor mark that the "
            "Foundation provides, in accordance with the Foundation's trademark rules.",
            "Each party keeps all rights in its own names and logos. What was printed or "
            "published while the permission lasted need not be called back afterwards.",
        ),
    )


def _materials(assets_due_days: int) -> TermText:
    return TermText(
        title="What the Sponsor hands in",
        paragraphs=(
            f"The Sponsor hands in logos, texts and other material within {assets_due_days} days "
            "of being asked, in the stated format and size, and vouches for its right to do so.",
            "A benefit that cannot be given because material came late or not at all counts as "
            "given; the Foundation will still try to give it for the rest of the term.",
        ),
    )


def _term_and_termination(notice_days: int, cure_days: int) -> TermText:
    return TermText(
        title="Term and termination",
        paragraphs=(
            "This agreement takes effect when both parties have signed it and ends with the term "
            "stated above. It is not renewed without a new signature.",
            f"Either party may end this agreement with {notice_days} days' notice in writing.",
            f"If a party breaks this agreement and does not put it right within {cure_days} days "
            "of being asked in writing, the other party may end it at once. The Foundation may "
            "do the same when the fee is overdue.",
            "A fee that has been paid is not refunded, unless the Foundation ends this agreement "
            "without a breach by the Sponsor; then it returns the share of the fee for the days "
            "that remain.",
        ),
    )


def _conduct_and_independence() -> TermText:
    return TermText(
        title="Conduct and independence",
        paragraphs=(
            "The people whom the Sponsor sends to events and spaces of the Foundation follow the "
            "code of conduct that applies there.",
            "The sponsorship gives the Sponsor no say in the decisions of the Foundation, its "
            "staff or the projects that it supports. The parties are independent; neither is the "
            "partner, agent or employee of the other.",
        ),
    )


def _liability() -> TermText:
    return TermText(
        title="Liability",
        paragraphs=(
            "Neither party is liable to the other for indirect or consequential loss. Apart from "
            "intent, gross negligence and the duty to pay, the liability of each party is limited "
            "to the amount of the fee.",
            "A party that is kept from a duty by events beyond its control is excused for as long "
            "as they last. If a benefit becomes impossible, the Foundation offers another of "
            "like value.",
        ),
    )


def _notices(notices_to: str) -> TermText:
    return TermText(
        title="Notices",
        paragraphs=(
            f"Notices are given in writing, to the Foundation at {notices_to} and to the Sponsor "
            "at the address stated above or to its contact named there. E-mail is writing.",
        ),
    )


def _law(governing_law: str) -> TermText:
    return TermText(
        title="Governing law",
        paragraphs=(
            f"This agreement is governed by {governing_law}, without regard to rules that would "
            "lead to the law of another place.",
        ),
    )


def _whole_agreement() -> TermText:
    return TermText(
        title="Whole agreement",
        paragraphs=(
            "This document with its schedules is the whole agreement of the parties about the "
            "sponsorship. It is changed only in writing, signed by both.",
            "If a provision turns out to be void, the others stand. A party may hand this "
            "agreement on to a successor of its whole business and to no one else without "
            "consent.",
            "This agreement may be signed electronically and in separate copies, which together "
            "are one.",
        ),
    )
