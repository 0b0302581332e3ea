"""What a sponsorship was promised: frozen copies of benefits, with their places and their assets."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from sponsorship.errors import Invalid
from sponsorship.fulfilment.models import PromisedAsset
from sponsorship.importing.benefits import BENEFIT, label_of, quantity_of
from sponsorship.importing.passage import Passage, stands_anew
from sponsorship.importing.records import Record
from sponsorship.importing.terms import KINDS, place_of, terms_of
from sponsorship.sponsorships.models import PromisedBenefit, PromisedPlacement, Sponsorship
from sponsorship.tiers.models import AssetTerms, Benefit, BenefitAsset, BenefitConflict

STANDS_IN = (
    "Only promises from python.org hang on it: their benefit is not in the catalogue any more."
)
_TERMS = tuple(AssetTerms.__annotations__)


def of_sponsorship(passage: Passage, record: Record) -> list[Record]:
    """The benefits of a sponsorship, in their order."""
    found = passage.dump.of("sponsorbenefit", "sponsorship", record.pk)
    return sorted(found, key=lambda one: (_order(one), one.pk))


def _order(record: Record) -> int:
    said = record.fields.get("order")
    return said if type(said) is int else 0


@dataclass(slots=True)
class _Promises:
    """What a sponsorship holds, by the benefit; and of that, what they have not confirmed yet."""

    sponsorship: Sponsorship
    held: dict[int, PromisedBenefit]
    left: dict[int, PromisedBenefit]
    catalogue: dict[int, Benefit]
    pairs: frozenset[tuple[int, int]]

    def may_take(self, benefit: Benefit) -> bool:
        """A benefit is promised once."""
        return benefit.id not in self.held or benefit.id in self.left


def promise(
    session: Session, passage: Passage, record: Record, sponsorship: Sponsorship, *, counts: bool
) -> None:
    """Promise what they promised and take back what they took back, as long as that is possible."""
    held = {one.benefit_id: one for one in sponsorship.promised_benefits if not one.is_released}
    catalogue, pairs = _catalogue(session, sponsorship)
    promises = _Promises(sponsorship, held, dict(held), catalogue, pairs)
    for position, theirs in enumerate(of_sponsorship(passage, record), start=1):
        benefit = _benefit(session, passage, theirs, promises)
        kept = promises.left.pop(benefit.id, None)
        if kept is not None:
            _follow(passage, theirs, kept, position)
            continue
        if counts:
            _make_room(session, passage, theirs, benefit)
        with session.no_autoflush:  # all of them at once: no benefit is promised twice
            made = _copy(passage, theirs, benefit, position)
            made.sponsorship, made.is_released = sponsorship, not counts
            session.add(made)
        held[benefit.id] = made
    for gone in promises.left.values():
        gone.is_released = True
        passage.note(f"“{gone.name}” is promised no more.")
    session.flush()
    session.expire(sponsorship, ["promised_benefits"])


def _catalogue(
    session: Session, sponsorship: Sponsorship
) -> tuple[dict[int, Benefit], frozenset[tuple[int, int]]]:
    """The benefits of its year with their clauses, and the pairs of them that exclude each other."""
    benefits = session.scalars(
        sa.select(Benefit)
        .where(Benefit.program_year_id == sponsorship.program_year_id)
        .options(selectinload(Benefit.linked_clauses), joinedload(Benefit.clause))
    )
    pairs = session.execute(
        sa.select(BenefitConflict.benefit_id, BenefitConflict.other_id)
        .join(Benefit, Benefit.id == BenefitConflict.benefit_id)
        .where(Benefit.program_year_id == sponsorship.program_year_id)
    )
    return {one.id: one for one in benefits}, frozenset((one, other) for one, other in pairs)


def _benefit(session: Session, passage: Passage, theirs: Record, promises: _Promises) -> Benefit:
    """The benefit that it was copied from, or one that stands in for it."""
    template = theirs.one("sponsorship_benefit")
    if template is not None:
        benefit = passage.ours(session, Benefit, "sponsorshipbenefit", template)
        if promises.may_take(benefit) and _fits(benefit, promises):
            return benefit
    return _stand_in(session, passage, theirs, promises)


def _fits(benefit: Benefit, promises: _Promises) -> bool:
    sponsorship, others = promises.sponsorship, promises.held.keys() - {benefit.id}
    if benefit.program_year_id != sponsorship.program_year_id:
        return False
    if benefit.stands_alone != sponsorship.tier.is_stand_alone:
        return False
    return not any(
        (benefit.id, other) in promises.pairs or (other, benefit.id) in promises.pairs
        for other in others
    )


def _stand_in(session: Session, passage: Passage, theirs: Record, promises: _Promises) -> Benefit:
    """A benefit that nobody can choose, for promises whose own is gone, of another year, or excluded."""
    sponsorship = promises.sponsorship
    name, program = theirs.line("name", most=1024, is_needed=True), theirs.line("program_name")
    alone = sponsorship.tier.is_stand_alone
    for one in promises.catalogue.values():
        is_alike = one.name == name and one.program == program and one.stands_alone == alone
        if is_alike and one.internal_note == STANDS_IN and promises.may_take(one):
            return one
    passage.note(
        f"“{name}” hangs on a benefit that nobody can choose: its own does not fit it here."
    )
    made = Benefit(
        program_year_id=sponsorship.program_year_id,
        currency=passage.currency,
        program=program,
        name=name,
        description=theirs.text("description"),
        position=0,
        is_available=False,
        internal_note=STANDS_IN,
        stand_alone_price_minor=0 if alone else None,
        taken=0,
    )
    session.add(made)
    session.flush()
    promises.catalogue[made.id] = made
    return made


def _make_room(session: Session, passage: Passage, theirs: Record, benefit: Benefit) -> None:
    """There nobody counts: what was promised beyond the number that there is, is promised all the same."""
    if benefit.capacity is None:
        return
    session.refresh(benefit, ["taken", "kept", "version"])
    gone = benefit.taken + benefit.kept
    if gone >= benefit.capacity:
        passage.note(
            f"“{benefit.name}” was promised more than {benefit.capacity} times:"
            f" there are {gone + 1} of it here."
        )
        benefit.capacity = gone + 1
        template = theirs.one("sponsorship_benefit")
        if passage.is_here("sponsorshipbenefit", template):
            stands_anew(session, passage, BENEFIT, ("sponsorshipbenefit", template or 0), benefit)


def _copy(passage: Passage, theirs: Record, benefit: Benefit, position: int) -> PromisedBenefit:
    """The promise as it was copied there, under the number of its benefit."""
    value = theirs.amount("benefit_internal_value", passage.currency)
    made = PromisedBenefit(
        benefit=benefit,
        clause_id=benefit.clauses[0].id if benefit.clauses else None,
        internal_value_minor=value.minor if value else None,
        linked_clauses=list(benefit.clauses),
    )
    _follow(passage, theirs, made, position)
    return made


def _follow(passage: Passage, theirs: Record, promise: PromisedBenefit, position: int) -> None:
    """Its words, its number and its places as they are there; a place that was promised stays."""
    counted = _counted(passage, theirs)
    promise.position = position
    promise.program = theirs.line("program_name")
    promise.name = _name(passage, theirs)
    promise.description = theirs.text("description")
    promise.quantity = quantity_of(passage, counted)
    promise.is_add_on = bool(theirs.flag("added_by_user") or theirs.flag("standalone"))
    held = {(one.publisher, one.flight) for one in promise.placements}
    promise.placements += [
        one for one in _placements(passage, theirs) if (one.publisher, one.flight) not in held
    ]


def _counted(passage: Passage, theirs: Record) -> Record | None:
    return next(iter(passage.dump.of("tieredbenefit", "sponsor_benefit", theirs.pk)), None)


def _name(passage: Passage, theirs: Record) -> str:
    """As it is shown there, with the label of its number."""
    name, label = (
        theirs.line("name", most=1024, is_needed=True),
        label_of(_counted(passage, theirs)),
    )
    return f"{name} ({label})" if label else name


def note_other_promises(passage: Passage, record: Record, sponsorship: Sponsorship) -> None:
    """Say so where they promise something else by now: what is in an executed contract stays."""
    theirs = sorted(_name(passage, one) for one in of_sponsorship(passage, record))
    ours = sorted(one.name for one in sponsorship.promised_benefits if not one.is_released)
    if theirs != ours:
        passage.note("Its contract is executed: its promises stay as they are here.")


def _placements(passage: Passage, theirs: Record) -> list[PromisedPlacement]:
    found = {}
    for feature in passage.dump.of("logoplacement", "sponsor_benefit", theirs.pk):
        try:
            publisher, flight = place_of(feature)
        except Invalid as wrong:
            passage.refuse(feature, str(theirs.fields.get("name", "")), wrong)
            continue
        found[publisher, flight] = PromisedPlacement(
            publisher=publisher,
            flight=flight,
            links_to_sponsors_page=bool(feature.flag("link_to_sponsors_page")),
            describes_as_sponsor=bool(feature.flag("describe_as_sponsor")),
        )
    return list(found.values())


def ask(session: Session, passage: Passage, record: Record, sponsorship: Sponsorship) -> None:
    """What the promises ask for and hand over, in the terms that were copied when they were made."""
    promised = {one.benefit_id: one for one in sponsorship.promised_benefits if not one.is_released}
    by_name = {one.name: one for one in promised.values()}
    for theirs in of_sponsorship(passage, record):
        template = passage.known.get(("sponsorshipbenefit", theirs.one("sponsorship_benefit") or 0))
        found = promised.get(template.row_id) if template else None
        kept = found or by_name.get(_name(passage, theirs))
        if kept is None:
            continue
        held = set(
            session.scalars(
                sa.select(PromisedAsset.internal_name).where(
                    PromisedAsset.promised_benefit_id == kept.id
                )
            )
        )
        for name in KINDS:
            for feature in passage.dump.of(name, "sponsor_benefit", theirs.pk):
                try:
                    _ask_for(session, passage, kept, feature, held)
                except Invalid as wrong:
                    passage.refuse(feature, str(feature.fields.get("label", "")), wrong)
    session.flush()


def _ask_for(
    session: Session, passage: Passage, kept: PromisedBenefit, feature: Record, held: set[str]
) -> None:
    facts = terms_of(passage, feature)
    if facts.internal_name in held:
        return
    asset = session.scalars(
        sa.select(BenefitAsset).where(
            BenefitAsset.benefit_id == kept.benefit_id,
            BenefitAsset.internal_name == facts.internal_name,
        )
    ).one_or_none()
    terms = {name: getattr(facts, name) for name in _TERMS}
    if asset is None and kept.benefit.internal_note == STANDS_IN:
        asset = BenefitAsset(benefit_id=kept.benefit_id, **terms | {"is_shared": False})
        session.add(asset)
        session.flush()
    if asset is None:
        passage.note(f"“{facts.label}” is not asked for: its benefit asks for it no more.")
        return
    session.add(PromisedAsset(promised_benefit_id=kept.id, benefit_asset_id=asset.id, **terms))
    held.add(facts.internal_name)
