"""Tables of contracts and signatures."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Days
from admin_app.tables.table import Table
from sponsorship.contracts.models import Contract, ContractText, Signature


class Contracts(Table, model=Contract):
    name_plural = "Contracts"
    column_list = (
        "reference",
        "sponsorship.reference",
        "revision",
        "kind",
        "status",
        "sent_at",
        "executed_at",
    )
    filters = (Choice(Contract.status), Choice(Contract.kind), Days(Contract.drafted_at))


class Signatures(Table, model=Signature):
    name_plural = "Signatures"
    column_list = ("signer_name", "signer_title", "method", "contract.reference", "signed_at")
    column_searchable_list = ("signer_name",)
    filters = (Choice(Signature.method),)


class ContractTexts(Table, model=ContractText):
    name_plural = "Contract texts"
    column_list = ("kind", "number", "status", "note", "published_at")
    filters = (Choice(ContractText.kind), Choice(ContractText.status))


tables = (
    Contracts,
    Signatures,
    ContractTexts,
)
