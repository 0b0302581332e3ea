"""What a line may be: the rule alone, without a database."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sponsorship.banking.matching import (
    ExpectedPayout,
    LineFacts,
    OpenInvoice,
    Recorded,
    proposals,
)
from sponsorship.banking.models import MatchKind
from sponsorship.money import Money

DAY = date(2026, 3, 5)


def usd(amount: str) -> Money:
    sign = -1 if amount.startswith("-") else 1
    return Money.parse(amount.removeprefix("-"), "USD") * sign


def line(amount: str, words: str = "", reference: str = "") -> LineFacts:
    return LineFacts(usd(amount), DAY, words, reference)


def invoice(number: int = 1, owed: str = "11000.00", **facts: object) -> OpenInvoice:
    names = {"sponsor": "Fox & Hedgehog Ltd", "names": ("PO-77", "S-2026-000004")} | facts
    return OpenInvoice(number, f"I-2026-{number:05d}", usd(owed), **names)  # type: ignore[arg-type]


def cheque(number: int, amount: str, *, days: int = 3) -> Recorded:
    on = DAY - timedelta(days=days)
    return Recorded(
        number, usd(amount), on, f"cheque {number}", "", "Grace Hopper", str(1000 + number)
    )


def told(facts: LineFacts, **candidates: object) -> list[str]:
    return [
        f"{one.confidence.value} {one.key}: {one.reason}"
        for one in proposals(facts, **candidates)  # type: ignore[arg-type]
    ]


def test_an_invoice_that_is_named_and_paid_in_full_is_certain() -> None:
    for words in ("/INV/i 2026 00001", "RE I-2026-00001.", "Rechnung I202600001", "i-20 26-000 01"):
        assert told(line("11000.00", words), invoices=[invoice()])[:1] == [
            "certain invoice:1: The line names I-2026-00001; the amount is what is outstanding."
        ]


def test_an_invoice_paid_in_part_or_above_is_likely() -> None:
    assert told(line("4000.00", "I-2026-00001"), invoices=[invoice()]) == [
        "likely invoice:1: The line names I-2026-00001; it is a part of the $11,000.00 outstanding."
    ]
    assert told(line("11100.00", "I-2026-00001"), invoices=[invoice()]) == [
        "likely invoice:1: The line names I-2026-00001; it is $100.00 more than is outstanding."
    ]


def test_a_number_within_a_longer_one_is_not_that_number() -> None:
    for words in ("I-2026-000012 XI-2026-00001", "I-2026-0000 12"):
        assert told(line("4000.00", words), invoices=[invoice()]) == []
    short = invoice(names=("7-12",))
    assert told(line("4000.00", "on 7 1 2 2026"), invoices=[short]) == []


def test_order_number_sponsor_and_amount_are_weaker_signs() -> None:
    assert told(line("4000.00", "po 77"), invoices=[invoice()])[0].startswith(
        "likely invoice:1: The line names PO-77"
    )
    assert told(line("11000.00", "FOX HEDGEHOG"), invoices=[invoice()])[0].startswith(
        "likely invoice:1: The line names Fox & Hedgehog Ltd"
    )
    assert told(line("11000.00", "x"), invoices=[invoice()]) == [
        "possible invoice:1: Only the amount is the same; the amount is what is outstanding."
    ]
    assert told(line("4000.00", "FOX HEDGEHOG"), invoices=[invoice()]) == []
    assert told(line("-11000.00", "I-2026-00001"), invoices=[invoice()]) == []


def test_what_was_recorded_before_is_found_by_reference_number_name_or_day() -> None:
    transfer = Recorded(4, usd("4000.00"), DAY, "transfer", "FB-1", "Fox Ltd")

    assert told(line("4000.00", "", "FB-1"), recorded=[transfer])[0].startswith(
        "certain recorded:4"
    )
    assert told(line("4000.00", "fox"), recorded=[transfer])[0].startswith("likely recorded:4")
    assert told(line("4000.01", "fox", "FB-1"), recorded=[transfer]) == []
    assert told(line("250.00", "CHECK 1007"), recorded=[cheque(7, "250.00", days=90)])[
        0
    ].startswith("certain recorded:7")
    assert told(line("250.00"), recorded=[cheque(7, "250.00", days=90)]) == []
    assert [
        one[:8] for one in told(line("250.00"), recorded=[cheque(7, "250.00"), cheque(8, "250.00")])
    ] == ["possible", "possible"]


def test_a_deposit_is_the_only_cheques_that_add_up_to_it() -> None:
    cheques = [cheque(1, "100.00"), cheque(2, "250.00"), cheque(3, "50.00"), cheque(4, "999.00")]

    assert told(line("400.00", "CHECK DEPOSIT"), recorded=cheques) == [
        "likely recorded:1,2,3: These 3 cheques (1001, 1002, 1003) are the only ones that add up to"
        " the line."
    ]
    assert told(line("400.00"), recorded=[*cheques, cheque(5, "50.00")]) == []


def test_a_payout_is_certain_by_amount_day_and_processor() -> None:
    payout = ExpectedPayout(9, "PO-1", usd("182.40"), DAY + timedelta(days=1), "Stripe")

    assert told(line("182.40", "STRIPE TRANSFER ST-1"), payouts=[payout])[0].startswith(
        "certain payout:9"
    )
    assert told(line("182.40", "deposit"), payouts=[payout])[0].startswith("possible payout:9")
    assert told(line("182.41", "STRIPE"), payouts=[payout]) == []
    late = ExpectedPayout(9, "PO-1", usd("182.40"), DAY + timedelta(days=9), "Stripe")
    assert told(line("182.40", "STRIPE"), payouts=[late]) == []


AMOUNTS = st.integers(1, 400).map(lambda minor: Money(minor, "USD"))
RECORDED = st.lists(
    st.builds(
        Recorded,
        st.just(0),
        AMOUNTS,
        st.dates(DAY - timedelta(days=60), DAY + timedelta(days=10)),
        st.just("x"),
        st.sampled_from(["", "R1"]),
        st.just("Ada"),
        st.sampled_from(["", "17", "18"]),
    ),
    max_size=8,
).map(
    lambda found: [
        Recorded(n, r.amount, r.on, r.label, r.reference, r.name, r.cheque_number)
        for n, r in enumerate(found, start=1)
    ]
)
OPEN = st.lists(
    st.tuples(st.integers(1, 5), AMOUNTS), max_size=4, unique_by=lambda pair: pair[0]
).map(
    lambda found: [
        OpenInvoice(n, f"I-2026-{n:05d}", owed, "Fox Ltd", (f"PO-{n}",)) for n, owed in found
    ]
)
LINES = st.builds(
    LineFacts,
    st.integers(-400, 400).filter(bool).map(lambda minor: Money(minor, "USD")),
    st.just(DAY),
    st.sampled_from(["", "I-2026-00002", "po 3 fox", "ada cheque 17"]),
    st.sampled_from(["", "R1"]),
)


@given(LINES, RECORDED, OPEN, st.randoms())
def test_a_proposal_always_fits_the_line_and_does_not_depend_on_the_order(
    facts: LineFacts, recorded: list[Recorded], invoices: list[OpenInvoice], chance: object
) -> None:
    found = proposals(facts, recorded=recorded, invoices=invoices)
    amounts = {one.entry_id: one.amount.minor for one in recorded}

    for one in found:
        if one.kind is MatchKind.RECORDED:
            assert sum(amounts[number] for number in one.ids) == facts.amount.minor
            assert len(set(one.ids)) == len(one.ids)
        else:
            assert facts.amount.is_positive
    assert len({one.key for one in found}) == len(found)

    shuffled, other = list(recorded), list(invoices)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert proposals(facts, recorded=shuffled, invoices=other) == found
