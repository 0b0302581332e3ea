"""Tables of contracts and signatures."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.contracts.models import Contract, Signature


class Contracts(Table, model=Contract):
    name_plural = "Contracts"
    column_list = (
        "reference",
        "sponsorship.reference",
        "revision",
        "status",
        "sent_at",
        "executed_at",
    )
    filters = (Choice(Contract.status), Days(Contract.drafted_at))


class Signatures(Table, model=Signature):
    name_plural = "Signatures"
    column_list = ("signer_name", "signer_title", "method", "contract.reference", "signed_at")
    column_searchable_list = ("signer_name",)
    filters = (Choice(Signature.method),)


tables = (
    Contracts,
    Signatures,
)
