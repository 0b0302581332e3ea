"""What a contract costs as PDF and as Word file, warm: beside a receipt, our smallest paper."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.engines import Engines
from benchmarks.results import Result
from sponsorship.contracts.models import ContractKind, ContractText
from sponsorship.contracts.standard_wording import standard_wording
from sponsorship.documents.content import (
    BenefitLine,
    ContractContent,
    DocumentKind,
    ReceiptContent,
)
from sponsorship.documents.rendering import TypstRenderer
from sponsorship.documents.word_files import contract_as_word
from sponsorship.settings import load
from sponsorship.wiring import foundation_of
from sponsorship.workflows.contracting import specimen_contract

TIMES = 30
LIMIT_MS = 100
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def measure(_: Engines, folder: Path) -> Iterator[Result]:
    """The median of many renderings of one contract of twenty benefits."""
    contract = _contract(folder)
    receipt = ReceiptContent(
        created_at=AT, number="R-2026-00001", issued_on="2 March 2026", received_on="2 March 2026",
        donor=contract.sponsor, foundation=contract.foundation, amount="$100.00",
        fund_name="General fund", payment_method="Card", gift_reference="D-2026-000001",
    )  # fmt: skip
    renderer = TypstRenderer()
    try:
        renderer.render(DocumentKind.CONTRACT, contract)
        (worker,) = renderer.worker_ids
        before = machine.processor_ms(worker)
        pdf = _median_ms(
            lambda number: renderer.render(DocumentKind.CONTRACT, _another(contract, number))
        )
        spent = round((machine.processor_ms(worker) - before) / (TIMES + 1), 1)
        small = _median_ms(
            lambda number: renderer.render(
                DocumentKind.RECEIPT, receipt.model_copy(update={"number": f"R-2026-{number:05d}"})
            )
        )
    finally:
        renderer.close()
    details = {
        "limit": LIMIT_MS,
        "times": TIMES,
        "processor_ms": spent,
        "machine": machine.described(),
        "calibration_s": machine.calibrated(),
    }
    yield Result("contract as PDF, warm", pdf, "ms", small, details)
    word = _median_ms(lambda number: contract_as_word(_another(contract, number)))
    yield Result("contract as Word file", word, "ms", small, {"times": TIMES})


def _contract(folder: Path) -> ContractContent:
    text = ContractText(kind=ContractKind.NEW, number=1, text=standard_wording(ContractKind.NEW))
    foundation = foundation_of(load(data_dir=folder, base_url="https://fund.example"))
    benefits = tuple(
        BenefitLine(name=f"Benefit {number}", description="What it is.", programme="Foundation",
                    quantity=str(number), clause_numbers=(1,))
        for number in range(1, 21)
    )  # fmt: skip
    content = specimen_contract(text, foundation=foundation, at=AT)
    return content.model_copy(update={"benefits": benefits})


def _another(contract: ContractContent, number: int) -> ContractContent:
    """Another sponsor's contract: what the compiler remembers of the last one is of little use."""
    sponsor = contract.sponsor.model_copy(update={"name": f"Sponsor {number} Ltd"})
    return contract.model_copy(update={"reference": f"C-2026-{number:05d}", "sponsor": sponsor})


def _median_ms(make: Callable[[int], bytes]) -> float:
    make(0)
    taken = []
    for number in range(1, TIMES + 1):
        begun = time.perf_counter()
        make(number)
        taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken) * 1000, 1)
