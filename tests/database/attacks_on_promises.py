"""Places, things that exist once, references to nothing, and staff."""

from __future__ import annotations

from collections.abc import Iterator

from tests.database.hostile import FOREIGN_KEY, UNIQUE, Attack, attack
from tests.database.sql import SHA
from tests.database.world import AT, new


def attacks() -> Iterator[Attack]:
    yield from _places()
    yield from _kept_places()
    yield from _once_only()
    yield from _orphans()
    yield from _secrets()
    yield from _mailings()
    yield from _assets()
    yield from _imports()


def _places() -> Iterator[Attack]:
    full = "guard: {}_added_counts_as_taken"
    yield attack("a sponsor more than the tier has places", full.format("sponsorship"),
                 new("sponsorship", tier_id=1))  # fmt: skip
    yield attack("a sponsor moved into a full tier", "guard: sponsorship_changed_counts_as_taken",
                 "UPDATE sponsorship SET tier_id = 1 WHERE id = 2")  # fmt: skip
    yield attack("a capacity below what is taken", "within_capacity",
                 "UPDATE tier SET capacity = 0 WHERE id = 1")  # fmt: skip
    yield attack("a benefit promised more often than there is", full.format("promised_benefit"),
                 new("promised_benefit", benefit_id=1))  # fmt: skip
    yield attack("the same benefit promised twice", UNIQUE, new("promised_benefit", benefit_id=2))
    yield attack("a benefit promised after the contract",
                 "guard: promised_benefit_before_the_contract",
                 new("promised_benefit", sponsorship_id=1, benefit_id=2))  # fmt: skip
    yield attack("a promise dropped after the decision",
                 "guard: promised_benefit_chosen_before_the_decision",
                 "UPDATE promised_benefit SET is_released = TRUE, is_dropped = TRUE"
                 " WHERE id = 1")  # fmt: skip
    yield attack("a promise dropped that keeps its place", "dropped_is_released",
                 "UPDATE promised_benefit SET is_dropped = TRUE WHERE id = 2")  # fmt: skip
    yield attack("a dropped promise taken up beside what excludes it",
                 "guard: promised_benefit_taken_up_fits",
                 "UPDATE promised_benefit SET is_released = TRUE, is_dropped = TRUE WHERE id = 2",
                 new("promised_benefit", sponsorship_id=2, benefit_id=3), new("benefit_conflict"),
                 "UPDATE promised_benefit SET is_released = FALSE, is_dropped = FALSE"
                 " WHERE id = 2")  # fmt: skip
    yield attack("a benefit of another year", "guard: promised_benefit_before_the_contract",
                 new("promised_benefit", benefit_id=4))  # fmt: skip
    yield attack("a clause slipped in after the contract",
                 "guard: promised_clause_before_the_contract",
                 new("legal_clause", id=50),
                 new("promised_clause", promised_benefit_id=1, clause_id=50))  # fmt: skip
    yield attack("two benefits that exclude each other",
                 "guard: promised_benefit_without_conflict",
                 new("benefit_conflict"), new("promised_benefit"))  # fmt: skip
    yield attack("two benefits that exclude each other, the other way round",
                 "guard: promised_benefit_without_conflict",
                 new("promised_benefit", sponsorship_id=3, benefit_id=3), new("benefit_conflict"),
                 new("promised_benefit", sponsorship_id=3, benefit_id=2))  # fmt: skip
    yield attack("a pair written the wrong way round", "written_once",
                 new("benefit_conflict", benefit_id=3, other_id=2))  # fmt: skip
    yield attack("a pair of two years", "guard: benefit_conflict_within_a_year",
                 new("benefit_conflict", other_id=4))  # fmt: skip
    yield attack("a stand-alone benefit promised in a tier",
                 "guard: promised_benefit_stands_alone_or_not",
                 new("promised_benefit", benefit_id=5))  # fmt: skip
    yield attack("a stand-alone benefit in a tier", "guard: tier_benefit_stands_not_alone",
                 new("tier_benefit", benefit_id=5))  # fmt: skip
    yield attack("a tier's benefit that comes to stand alone",
                 "guard: benefit_stands_alone_in_no_tier",
                 "UPDATE benefit SET stand_alone_price_minor = 1 WHERE id = 1")  # fmt: skip
    yield attack("a benefit that stands alone and is added", "stands_alone_or_is_added",
                 new("benefit", is_add_on=True, add_on_price_minor=1,
                     stand_alone_price_minor=1))  # fmt: skip
    yield attack("a second stand-alone tier in a year", UNIQUE,
                 new("tier", is_stand_alone=True, is_advertised=False,
                     list_price_minor=0))  # fmt: skip
    yield attack("a stand-alone tier with a price", "stand_alone_is_plain",
                 "UPDATE tier SET list_price_minor = 1 WHERE id = 4")  # fmt: skip
    yield attack("an answer that says nothing", "answered_in_words",
                 new("question", id=50),
                 "UPDATE question SET status = 'answered' WHERE id = 50")  # fmt: skip
    yield attack("an answer changed after it went out", "guard: question_frozen_once_answered",
                 "UPDATE question SET answer = 'Otherwise.' WHERE id = 1")  # fmt: skip
    yield attack("a question put into somebody's mouth", "guard: question_frozen",
                 "UPDATE question SET text = 'How?' WHERE id = 1")  # fmt: skip
    yield attack("a programme without a name", "named", new("program", name=""))
    yield attack("two programmes of one name", UNIQUE, new("program", name="PSF"))
    yield attack("a tier of another year", "guard: sponsorship_tier_of_its_year",
                 new("sponsorship", tier_id=3))  # fmt: skip
    yield attack("a move to a tier of another year", "guard: sponsorship_tier_stays_in_its_year",
                 "UPDATE sponsorship SET tier_id = 3 WHERE id = 2")  # fmt: skip
    yield attack("a sponsorship in another currency", "guard: sponsorship_tier_of_its_year",
                 new("sponsorship", currency="EUR"))  # fmt: skip
    yield attack("an approval without a fee", "agreed_if_approved",
                 "UPDATE sponsorship SET status = 'approved' WHERE id = 2")  # fmt: skip


def _kept_places() -> Iterator[Attack]:
    full = "guard: kept_place_added_counts_as_kept_of_{}"
    yield attack("a place kept in a full tier", full.format("tier"), new("kept_place", tier_id=1))
    yield attack("a piece kept of a benefit that is gone", full.format("benefit"),
                 new("kept_place", tier_id=None, benefit_id=1))  # fmt: skip
    yield attack("a sponsor in a place that is kept", "guard: sponsorship_added_counts_as_taken",
                 "UPDATE tier SET capacity = 1 WHERE id = 5", new("sponsorship", tier_id=5))  # fmt: skip
    yield attack("a sponsor moved into a place that is kept",
                 "guard: sponsorship_changed_counts_as_taken",
                 "UPDATE tier SET capacity = 1 WHERE id = 5",
                 "UPDATE sponsorship SET tier_id = 5 WHERE id = 2")  # fmt: skip
    yield attack("a benefit promised that is kept for another",
                 "guard: promised_benefit_added_counts_as_taken",
                 "UPDATE benefit SET capacity = 1 WHERE id = 7",
                 new("promised_benefit", benefit_id=7))  # fmt: skip
    yield attack("a capacity below what is kept", "within_capacity",
                 "UPDATE tier SET capacity = 0 WHERE id = 5")  # fmt: skip
    yield attack("a piece fewer than are kept", "within_capacity",
                 "UPDATE benefit SET capacity = 0 WHERE id = 7")  # fmt: skip
    for table in ("tier", "benefit"):
        yield attack(f"by hand: kept places of a {table}", f"guard: {table}_kept_is_recomputed",
                     f"UPDATE {table} SET kept = 0 WHERE kept > 0")  # fmt: skip
        yield attack(f"a {table} born with a kept place", f"guard: {table}_kept_starts_at_zero",
                     new(table, kept=1))  # fmt: skip
    yield attack("two places kept by one form", UNIQUE, new("kept_place", form_key="form-fox"))
    yield attack("a kept place of nothing", "of_one", new("kept_place", tier_id=None))
    yield attack("a kept place of two things", "of_one", new("kept_place", benefit_id=7))
    yield attack("a place kept until before", "for_a_time",
                 new("kept_place", kept_until="2020-01-01T00:00:00.000000Z"))  # fmt: skip
    for change in (
        "kept_until = '2098-01-01T00:00:00.000000Z'",
        "form_key = 'mine'",
        "tier_id = 2",
    ):
        yield attack(f"a kept place with {change}", "guard: kept_place_frozen",
                     f"UPDATE kept_place SET {change} WHERE id = 1")  # fmt: skip
    offered = "guard: kept_place_offered_to_who_waited"
    for name, facts in (
        ("another form", {"tier_id": 1, "form_key": "mine"}),
        ("something else", {"form_key": "turn"}),
        ("somebody whose turn it is not", {"tier_id": None, "benefit_id": 1, "entry_id": 2}),
    ):
        yield attack(f"an offer for {name}", offered,
                     new("kept_place", **{"entry_id": 1, **facts}))  # fmt: skip
    yield attack("the same address in a line twice", UNIQUE,
                 new("waiting_entry", email="fox@x.example"))  # fmt: skip
    yield attack("an address in capitals in a line", "email_folded",
                 new("waiting_entry", email="FOX@x.example"))  # fmt: skip
    yield attack("somebody who waits for a tier of another year", "guard: waiting_entry_of_its_year",
                 new("waiting_entry", tier_id=3))  # fmt: skip
    yield attack("somebody who waits for nothing", "guard: waiting_entry_of_its_year",
                 new("waiting_entry", tier_id=None))  # fmt: skip
    yield attack("an offer without an end", "offered_for_a_time",
                 "UPDATE waiting_entry SET status = 'offered' WHERE id = 2")  # fmt: skip
    yield attack("a turn that lasts longer", "guard: waiting_entry_frozen_once_set",
                 "UPDATE waiting_entry SET offered_until = '2099-02-01T00:00:00.000000Z'"
                 " WHERE id = 1")  # fmt: skip
    yield attack("somebody else in line", "guard: waiting_entry_changes_only_to_be_forgotten",
                 "UPDATE waiting_entry SET email = 'eve@x.example' WHERE id = 2")  # fmt: skip
    yield attack("somebody forgotten who waits", "guard: waiting_entry_changes_only_to_be_forgotten",
                 "UPDATE waiting_entry SET company = '', name = '', email = ''"
                 " WHERE id = 2")  # fmt: skip
    yield attack("a waiting that ends at no time", "ended_when",
                 "UPDATE waiting_entry SET status = 'declined' WHERE id = 2")  # fmt: skip
    yield attack("truncate kept_place", "guard: kept_place_never_truncated",
                 "TRUNCATE kept_place", only="postgresql")  # fmt: skip


def _once_only() -> Iterator[Attack]:
    yield attack("two open programme years", UNIQUE,
                 "UPDATE program_year SET status = 'open' WHERE id = 2")  # fmt: skip
    yield attack("two sponsorships of one company in one year", UNIQUE,
                 new("sponsorship", sponsor_id=1))  # fmt: skip
    yield attack("a second contract to agree on", UNIQUE,
                 new("contract", sponsorship_id=3, revision=2))  # fmt: skip
    yield attack("a second contract in force", UNIQUE,
                 new("contract", id=50, sponsorship_id=1, revision=3),
                 "UPDATE contract SET status = 'awaiting_signature' WHERE id = 50",
                 "UPDATE contract SET status = 'executed' WHERE id = 50")  # fmt: skip
    yield attack("the same revision twice", UNIQUE, new("contract", sponsorship_id=3))
    for name, facts in (
        ("nothing", {"kind": "amendment"}),
        ("another sponsor's contract", {"kind": "amendment", "amends_id": 2}),
        ("a contract, and calls itself new", {"sponsorship_id": 1, "revision": 3, "amends_id": 2}),
    ):
        yield attack(f"an amendment of {name}", "guard: contract_amends_one_in_force",
                     new("contract", **facts))  # fmt: skip
    yield attack("a term cut short without a word", "guard: sponsorship_term_frozen_by_the_contract",
                 "UPDATE sponsorship SET ends_on = '2026-02-01' WHERE id = 1")  # fmt: skip
    yield attack("a reason rewritten", "guard: contract_ending_frozen",
                 "UPDATE contract SET terminated_reason = 'None' WHERE id = 2")  # fmt: skip
    yield attack("a contract that never was ours to sign later", "guard: contract_sending_frozen",
                 "UPDATE contract SET countersigns_later = TRUE WHERE id = 2")  # fmt: skip
    yield attack("a second text in use", UNIQUE,
                 new("contract_text", id=50),
                 "UPDATE contract_text SET status = 'published' WHERE id = 50")  # fmt: skip
    for name, facts in (("another kind", {"kind": "renewal"}), ("a draft", {"text_id": 50})):
        yield attack(f"a contract made from a text of {name}",
                     "guard: contract_made_from_a_text_in_use", new("contract_text", id=50),
                     new("contract", **{"text_id": 1, **facts}))  # fmt: skip
    yield attack("a version written twice", UNIQUE, new("contract_text", number=1))
    yield attack("a text without words", "written", new("contract_text", text=""))
    yield attack("other words in a published text", "guard: contract_text_frozen_once_published",
                 "UPDATE contract_text SET text = 'Otherwise.' WHERE id = 1")  # fmt: skip
    yield attack("a contract said to be made from another text", "guard: contract_frozen",
                 "UPDATE contract SET text_id = NULL WHERE id = 1")  # fmt: skip
    yield attack("a second signature", UNIQUE, new("signature", contract_id=2))
    yield attack("a second receipt for a payment", "guard: receipt_fits_its_payment",
                 new("receipt", payment_id=1, amount_minor=5_000))  # fmt: skip
    yield attack("a second receipt for a gift", UNIQUE, new("receipt", donation_id=1))
    yield attack("a receipt for money that has not come", "guard: receipt_fits_its_payment",
                 new("receipt", payment_id=3, amount_minor=1))  # fmt: skip
    yield attack("a receipt for more than was paid", "guard: receipt_fits_its_payment",
                 new("receipt", amount_minor=10_001))  # fmt: skip
    yield attack("a receipt in another currency", "guard: receipt_fits_its_payment",
                 new("receipt", currency="EUR"))  # fmt: skip
    yield attack("the same form twice", UNIQUE, new("donation", form_key="form-ada"))
    yield attack("the same payment twice", UNIQUE, new("payment", external_id="pi_1"))
    yield attack("the same page asked with the same key", UNIQUE,
                 new("checkout", idempotency_key="donation:1:checkout:1"))  # fmt: skip
    yield attack("the same attempt twice", UNIQUE, new("checkout", purpose_id=1, attempt=1))
    yield attack("the same event twice", UNIQUE, new("inbound_event", external_id="evt_1"))
    yield attack("the same letter twice", UNIQUE,
                 new("letter", template="receipt", fact="donation:1"))  # fmt: skip
    yield attack("the same dispatch twice", UNIQUE, new("dispatch", ordinal=1))
    yield attack("the same delivery twice", UNIQUE, new("delivery", ordinal=1))
    turn = "guard: announcement_takes_its_turn"
    yield attack("an announcement again", turn, new("announcement", number=1))
    yield attack("an announcement left out", turn, new("announcement", number=3))
    yield attack("a start after a start", turn, new("announcement", kind="started"))
    yield attack("an end of what never started", turn,
                 new("announcement", sponsorship_id=2, number=1, kind="ended"))  # fmt: skip


def _orphans() -> Iterator[Attack]:
    for table, column in (
        ("contract", "sponsorship_id"),
        ("delivery", "announcement_id"),
        ("dispatch", "letter_id"),
        ("donation", "fund_id"),
        ("donation", "donor_id"),
        ("document", "attaches_id"),
        ("invoice", "sponsorship_id"),
        ("ledger_account", "fund_id"),
        ("payment", "checkout_id"),
        ("receipt", "document_id"),
        ("tier", "program_year_id"),
    ):
        yield attack(f"{table} with a {column} of nothing", FOREIGN_KEY, new(table, **{column: 77}))
    yield attack("a signature under another document",
                 "guard: signature_on_the_document_that_was_sent",
                 new("signature", document_sha256="6" * 64))  # fmt: skip
    yield attack("a signature under a draft", "guard: signature_on_the_document_that_was_sent",
                 new("contract", id=50), new("signature", contract_id=50))  # fmt: skip
    yield attack("a file with half a hash", "sha256_length", new("stored_file", sha256=SHA[:32]))
    yield attack("a document with a hash and no file", "rendered_whole",
                 f"UPDATE document SET sha256 = '{SHA}' WHERE id = 5")  # fmt: skip


def _secrets() -> Iterator[Attack]:
    yield attack("a contact's address in capitals", "email_folded",
                 new("contact_link", email="ROSA@x.example"))  # fmt: skip
    yield attack("staff with one factor", "both_factors_or_none",
                 "UPDATE staff_user SET password_hash = 'x'")  # fmt: skip
    yield attack("a second account under one address", UNIQUE,
                 new("staff_user", email="ewa@python.example"))  # fmt: skip
    yield attack("an address in capitals", "email_folded", new("staff_user", email="EWA@X.example"))


def _mailings() -> Iterator[Attack]:
    yield attack("the same form of a letter twice", UNIQUE, new("mailing", form_key="form-mailing"))
    yield attack("a letter to sponsors without words", "written", new("mailing", text=""))
    yield attack("a letter about something else", "topic", new("mailing", topic="gossip"))
    yield attack("a text without a name", "written", new("standing_letter", name=""))
    yield attack("two texts of one name", UNIQUE, new("standing_letter", name="Thanks"))
    yield attack("the same address written to twice", UNIQUE,
                 new("addressee", email="bill@initech.example"))  # fmt: skip
    yield attack("somebody written to and skipped", "written_or_skipped",
                 new("addressee", letter_id=2, sponsorship_id=3,
                     email="bill@initech.example"))  # fmt: skip
    yield attack("somebody neither written to nor skipped", "written_or_skipped",
                 new("addressee", skipped=None))  # fmt: skip
    for name, facts in (
        ("another fact's letter", {"letter_id": 1}),
        ("somebody else's letter", {"letter_id": 2, "email": "eve@x.example"}),
    ):
        yield attack(name, "guard: addressee_gets_a_letter_of_the_mailing",
                     new("addressee", sponsorship_id=3, skipped=None, **facts))  # fmt: skip
    yield attack("two contacts behind one link", UNIQUE, new("sponsor_contact", public_token="t"))


def _assets() -> Iterator[Attack]:
    yield attack("the same asset of a sponsor twice", UNIQUE,
                 new("asset", internal_name="bio"))  # fmt: skip
    yield attack("an asset without a value", "has_a_value",
                 "UPDATE asset SET text = '' WHERE id = 1")  # fmt: skip
    yield attack("an asset with two values", "has_a_value",
                 "UPDATE asset SET answer = TRUE WHERE id = 1")  # fmt: skip
    yield attack("an asset of somebody else's sponsorship", "guard: asset_of_its_sponsor",
                 new("asset", sponsor_id=2, sponsorship_id=1))  # fmt: skip
    yield attack("an asset given to somebody else", "guard: asset_frozen",
                 "UPDATE asset SET sponsor_id = 2 WHERE id = 1")  # fmt: skip
    yield attack("an asset of another benefit", "guard: promised_asset_of_its_benefit",
                 new("promised_asset", promised_benefit_id=2))  # fmt: skip
    yield attack("an asset that was promised otherwise", "guard: promised_asset_frozen",
                 "UPDATE promised_asset SET due_on = '2026-12-31' WHERE id = 1")  # fmt: skip
    yield attack("the same asset asked for twice", UNIQUE,
                 new("benefit_asset", internal_name="bio"))  # fmt: skip
    yield attack("the same code twice", UNIQUE, new("voucher", code="PASS-1"))
    yield attack("a code for nobody", "says_something", new("voucher", uses=0))
    yield attack("a code used too often", "used_within_its_uses",
                 "UPDATE voucher SET used = 3 WHERE id = 1")  # fmt: skip
    yield attack("a code used that nobody has", "used_once_issued", new("voucher", used=1))
    yield attack("a code issued at no time", "issued_when",
                 new("voucher", id=50),
                 "UPDATE voucher SET promised_benefit_id = 1 WHERE id = 50")  # fmt: skip
    yield attack("a code born issued", "guard: voucher_begins_free",
                 new("voucher", promised_benefit_id=1, issued_at=AT))  # fmt: skip
    yield attack("a code issued for another benefit", "guard: voucher_issued_for_its_benefit",
                 new("voucher", id=50, benefit_id=3),
                 f"UPDATE voucher SET promised_benefit_id = 1, issued_at = '{AT}'"
                 " WHERE id = 50")  # fmt: skip
    yield attack("an issued code forgotten", "guard: voucher_issued_stays",
                 "DELETE FROM voucher WHERE id = 1")  # fmt: skip
    yield attack("a proof of nothing", "shows_something", new("proof", note=""))
    yield attack("fewer owed for no reason", "adjusted_with_a_reason",
                 "UPDATE promised_benefit SET adjusted_quantity = 0 WHERE id = 2")  # fmt: skip
    for name, why, facts in (
        ("an asset without a name", "named", {"label": ""}),
        ("a picture handed to sponsors", "providable", {"direction": "provided", "kind": "image"}),
        ("an asset of ours that is due", "due_from_the_sponsor",
         {"direction": "provided", "due_on": "2026-12-31"}),
        ("a text in pixels", "pictures_have_sides", {"min_width": 100}),
        ("a picture smaller than small", "sides",
         {"kind": "image", "min_width": 100, "max_width": 50}),
        ("a text of no length", "texts_have_a_length", {"max_length": 0}),
        ("an asked asset that all share", "shared_by_us", {"is_shared": True}),
        ("a value for all that nobody shares", "value_if_shared", {"shared_text": "Hall 3"}),
    ):  # fmt: skip
        yield attack(name, why, new("benefit_asset", **facts))


def _imports() -> Iterator[Attack]:
    yield attack("a word about an import that is over", "guard: import_line_before_its_end",
                 new("import_line", run_id=1))  # fmt: skip
    yield attack("an import counted otherwise afterwards", "guard: import_run_frozen_once_ended",
                 "UPDATE import_run SET counts = '{\"sponsor\": {}}' WHERE id = 1")  # fmt: skip
    yield attack("an import ended again", "guard: import_run_frozen_once_set",
                 "UPDATE import_run SET ended_at = NULL WHERE id = 1")  # fmt: skip
    yield attack("an import of other files", "guard: import_run_frozen",
                 "UPDATE import_run SET file_name = 'x' WHERE id = 1")  # fmt: skip
    yield attack("a record of theirs taken over twice", UNIQUE,
                 new("counterpart", source="elsewhere", model="sponsor", number=7))  # fmt: skip
    yield attack("a record of theirs that becomes another", "guard: counterpart_frozen",
                 "UPDATE counterpart SET number = 9 WHERE id = 1")  # fmt: skip
    yield attack("nothing said of what did not change", "worth_a_line",
                 new("import_line", outcome="unchanged", sentence=""))  # fmt: skip
    yield attack("an import from nowhere", "named", new("import_run", source=""))
