"""What is added after the contract, and only with it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.database.hostile import UNIQUE, Attack, attack
from tests.database.world import new

_ANOTHER = new("supplement", id=50, sponsorship_id=3)
_APPROVED = "UPDATE supplement SET status = 'approved', agreed_price_minor = 1 WHERE id = {}"
_PROMISED = "UPDATE supplement SET status = 'promised', promised_on = '2026-03-02' WHERE id = {}"


def attacks() -> Iterator[Attack]:
    currency = "guard: supplement_in_the_currency_of_its_sponsorship"
    yield attack("a supplement in another currency", currency, new("supplement", currency="EUR"))
    yield attack("a supplement to an application", currency, new("supplement", sponsorship_id=2))
    yield attack("a supplement approved without a price", "priced_if_approved",
                 "UPDATE supplement SET status = 'approved' WHERE id = 1")  # fmt: skip
    yield attack("a supplement declined without a word", "declined_with_a_reason",
                 "UPDATE supplement SET status = 'declined' WHERE id = 1")  # fmt: skip
    yield attack("a supplement promised before anybody has signed",
                 "guard: supplement_promised_once_signed", new("supplement", id=50),
                 _APPROVED.format(50), _PROMISED.format(50))  # fmt: skip
    yield attack("a supplement promised without its benefits", "guard: supplement_promised_whole",
                 _ANOTHER, new("supplement_line", supplement_id=50),
                 _APPROVED.format(50), _PROMISED.format(50))  # fmt: skip
    yield attack("a supplement named by a contract that amends nothing",
                 "guard: supplement_named_by_an_amendment",
                 "UPDATE supplement SET contract_id = 2 WHERE id = 1")  # fmt: skip
    yield attack("another price after the decision",
                 "guard: supplement_price_frozen_by_the_decision", _APPROVED.format(1),
                 "UPDATE supplement SET agreed_price_minor = 2 WHERE id = 1")  # fmt: skip
    yield attack("two amendments under way at once", UNIQUE, new("supplement", id=50),
                 _APPROVED.format(1), _APPROVED.format(50))  # fmt: skip
    addable = "guard: supplement_line_may_be_added"
    yield attack(
        "something added that is no addition", addable, new("supplement_line", benefit_id=2)
    )
    yield attack("several pieces of what is limited", addable, new("supplement_line", quantity=2))
    yield attack("a line added after the decision", addable, _APPROVED.format(1),
                 new("supplement_line"))  # fmt: skip
    fits = "guard: supplement_line_fits_what_is_had"
    yield attack("the same asked for twice", fits, new("supplement", id=50),
                 new("supplement_line", supplement_id=50, benefit_id=8))  # fmt: skip
    yield attack("two additions that exclude each other", fits,
                 new("benefit_conflict", benefit_id=8, other_id=9), new("supplement_line"))  # fmt: skip
    yield attack("the last piece asked for by two", "guard: supplement_line_added_counts_as_taken",
                 new("supplement_line"), _ANOTHER,
                 new("supplement_line", supplement_id=50, id=51))  # fmt: skip
    yield attack("what is asked for promised to another",
                 "guard: promised_benefit_added_counts_as_taken", new("supplement_line"),
                 new("promised_benefit", benefit_id=9))  # fmt: skip
    yield attack("a place taken up again", "guard: supplement_line_stays_released",
                 "UPDATE supplement_line SET is_released = TRUE WHERE id = 1",
                 "UPDATE supplement_line SET is_released = FALSE WHERE id = 1")  # fmt: skip
    yield attack("what was asked for promised after the contract, unsigned",
                 "guard: promised_benefit_before_the_contract", _APPROVED.format(1),
                 new("promised_benefit", sponsorship_id=1, benefit_id=8))  # fmt: skip
    yield attack("an invoice for what is not promised", "guard: invoice_of_a_promised_supplement",
                 new("invoice", sponsorship_id=1, supplement_id=1))  # fmt: skip
