"""What each role may do: one table, read by every desk and by the menu."""

from __future__ import annotations

from enum import StrEnum


class StaffRole(StrEnum):
    """The part a member of staff plays; a person has exactly one."""

    ADMINISTRATOR = "administrator"
    """Everything, including who else may sign in."""
    FINANCE = "finance"
    """Money: invoices, refunds, the books, reconciliation."""
    PROGRAMME = "programme"
    """Sponsors, contracts, initiatives, letters; no refunds and no books."""
    VIEWER = "viewer"
    """Looks, and changes nothing."""

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Capability(StrEnum):
    """One thing that staff may do; the value completes the sentence "not allowed to ..."."""

    SEE = "see the back office"
    EXPORT = "export tables"
    DECIDE_SPONSORSHIP = "decide sponsorship applications"
    KEEP_SPONSORS = "change sponsors and what they were promised"
    KEEP_CATALOGUE = "change programme years, tiers and benefits"
    MANAGE_CONTRACT = "change contracts"
    MANAGE_INVOICE = "change invoices"
    RECORD_MONEY = "record money that arrived outside the processor"
    REFUND = "refund money"
    KEEP_BOOKS = "post to the ledger and close periods"
    RECONCILE = "reconcile payouts and events"
    KEEP_DONORS = "change donors and their gifts"
    KEEP_FUNDS = "change funds and campaigns"
    KEEP_GRANTS = "change grants and initiatives"
    RESEND_LETTER = "send letters again"
    SEND_LETTERS = "write to sponsors"
    MANAGE_STAFF = "change who may sign in"
    KEEP_TOKENS = "give and revoke tokens of machines"


_PROGRAMME = {
    Capability.SEE,
    Capability.EXPORT,
    Capability.DECIDE_SPONSORSHIP,
    Capability.KEEP_SPONSORS,
    Capability.KEEP_CATALOGUE,
    Capability.MANAGE_CONTRACT,
    Capability.KEEP_DONORS,
    Capability.KEEP_GRANTS,
    Capability.RESEND_LETTER,
    Capability.SEND_LETTERS,
}

_FINANCE = {
    Capability.SEE,
    Capability.EXPORT,
    Capability.MANAGE_INVOICE,
    Capability.RECORD_MONEY,
    Capability.REFUND,
    Capability.KEEP_BOOKS,
    Capability.RECONCILE,
    Capability.KEEP_DONORS,
    Capability.KEEP_FUNDS,
    Capability.KEEP_GRANTS,
    Capability.RESEND_LETTER,
}

ROLES: dict[StaffRole, frozenset[Capability]] = {
    StaffRole.ADMINISTRATOR: frozenset(Capability),
    StaffRole.FINANCE: frozenset(_FINANCE),
    StaffRole.PROGRAMME: frozenset(_PROGRAMME),
    StaffRole.VIEWER: frozenset({Capability.SEE}),
}


def may(role: StaffRole, capability: Capability) -> bool:
    """Whether somebody in `role` may do what `capability` names."""
    return capability in ROLES[role]
