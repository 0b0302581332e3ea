"""Workers that are recycled, hang, die or are closed, and the documents they still deliver."""

from __future__ import annotations

import array
import fcntl
import os
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest

from sponsorship.documents.content import DocumentKind
from sponsorship.documents.rendering import (
    Attachment,
    TypstRenderer,
    UnknownKind,
    WrongContent,
)
from sponsorship.errors import Invalid, Unavailable
from tests.documents.samples import make_contract, make_invoice, make_receipt

RECEIPT = DocumentKind.RECEIPT

Starter = Callable[..., TypstRenderer]


@pytest.fixture
def start() -> Iterator[Starter]:
    """Renderers of one test, closed when it ends."""
    started: list[TypstRenderer] = []

    def start_one(**options: Any) -> TypstRenderer:
        started.append(TypstRenderer(**options))
        return started[-1]

    yield start_one
    for renderer in started:
        renderer.close()


def wait_until(claim: Callable[[], bool]) -> None:
    """Wait for another thread; the test fails by its assertions, not here."""
    for _ in range(2000):
        if claim():
            return
        time.sleep(0.01)


def is_asked(renderer: TypstRenderer) -> bool:
    """Whether something that its worker has not read yet was sent to it."""
    unread = array.array("i", [0])
    for worker in list(renderer._running):
        fcntl.ioctl(worker._requests, termios.FIONREAD, unread)
    return unread[0] > 0


def test_no_worker_runs_before_the_first_document(start: Starter) -> None:
    renderer = start()
    assert renderer.worker_ids == ()
    renderer.render(RECEIPT, make_receipt())
    assert len(renderer.worker_ids) == 1


def test_a_worker_is_replaced_after_its_share_of_documents(start: Starter) -> None:
    renderer = start(max_tasks_per_child=2)
    seen = []
    for _ in range(5):
        renderer.render(RECEIPT, make_receipt())
        seen.append(renderer.worker_ids)
    assert [len(ids) for ids in seen] == [1, 0, 1, 0, 1]
    assert len({ids for ids in seen if ids}) == 3


def test_a_refused_document_leaves_the_worker_at_work(start: Starter) -> None:
    renderer = start()
    renderer.render(RECEIPT, make_receipt())
    before = renderer.worker_ids
    with pytest.raises(Invalid, match="PARTY POPPER"):
        renderer.render(RECEIPT, make_receipt(tribute="🎉"))
    assert renderer.render(RECEIPT, make_receipt())
    assert renderer.worker_ids == before


def test_a_worker_that_hangs_is_ended_and_replaced(start: Starter) -> None:
    renderer = start(timeout=2.0)
    expected = renderer.render(RECEIPT, make_receipt())
    (hanging,) = renderer.worker_ids
    os.kill(hanging, signal.SIGSTOP)
    with pytest.raises(Unavailable):
        renderer.render(RECEIPT, make_receipt())
    assert renderer.worker_ids == ()
    assert renderer.render(RECEIPT, make_receipt()) == expected
    assert hanging not in renderer.worker_ids


def test_a_worker_that_dies_over_a_document_is_replaced(start: Starter) -> None:
    renderer = start()
    expected = renderer.render(RECEIPT, make_receipt())
    (dying,) = renderer.worker_ids
    os.kill(dying, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(renderer.render, RECEIPT, make_receipt())
        wait_until(lambda: is_asked(renderer))
        os.kill(dying, signal.SIGKILL)
        with pytest.raises(Unavailable):
            answer.result()
    assert renderer.render(RECEIPT, make_receipt()) == expected


def test_a_worker_that_died_while_idle_is_not_noticed_by_the_next_document(start: Starter) -> None:
    renderer = start()
    expected = renderer.render(RECEIPT, make_receipt())
    (idle,) = renderer.worker_ids
    os.kill(idle, signal.SIGKILL)
    os.waitid(os.P_PID, idle, os.WEXITED | os.WNOWAIT)
    assert renderer.render(RECEIPT, make_receipt()) == expected


def test_many_threads_share_two_workers(start: Starter) -> None:
    renderer = start(workers=2)
    receipts = [make_receipt(number=f"R-{n}") for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda receipt: renderer.render(RECEIPT, receipt), receipts))
    assert together == [renderer.render(RECEIPT, receipt) for receipt in receipts]
    assert 1 <= len(renderer.worker_ids) <= 2
    assert renderer.busy == 0


def test_a_closed_renderer_ends_its_workers_and_refuses_further_work(start: Starter) -> None:
    renderer = start()
    renderer.render(RECEIPT, make_receipt())
    (worker,) = renderer.worker_ids
    renderer.close()
    assert renderer.worker_ids == ()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    with pytest.raises(Unavailable):
        renderer.render(RECEIPT, make_receipt())


def test_closing_interrupts_a_document_in_the_making(start: Starter) -> None:
    renderer = start()
    renderer.render(RECEIPT, make_receipt())
    os.kill(renderer.worker_ids[0], signal.SIGSTOP)
    refusals: list[Unavailable] = []

    def render() -> None:
        try:
            renderer.render(RECEIPT, make_receipt())
        except Unavailable as refusal:
            refusals.append(refusal)

    thread = threading.Thread(target=render)
    thread.start()
    wait_until(lambda: is_asked(renderer))
    renderer.close()
    thread.join()
    assert len(refusals) == 1
    assert renderer.worker_ids == ()


def test_a_worker_knows_nothing_of_the_settings(
    start: Starter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPONSORSHIP_SECRET_KEY", "not-for-workers")
    renderer = start()
    renderer.render(RECEIPT, make_receipt())
    environment = Path(f"/proc/{renderer.worker_ids[0]}/environ")
    assert not environment.exists() or b"not-for-workers" not in environment.read_bytes()


def test_the_compiler_is_never_loaded_into_the_process_that_asks() -> None:
    question = "import sys, sponsorship.documents.rendering; print('typst' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, check=True)
    assert answer.stdout.strip() == b"False"


def test_a_kind_without_a_template_is_refused(renderer: TypstRenderer) -> None:
    with pytest.raises(UnknownKind, match="“poster”"):
        renderer.render(cast("DocumentKind", "poster"), make_receipt())


def test_content_of_another_kind_is_refused(renderer: TypstRenderer) -> None:
    with pytest.raises(WrongContent, match="InvoiceContent"):
        renderer.render(DocumentKind.CONTRACT, make_invoice())


def test_the_name_of_an_attached_file_stays_in_its_folder() -> None:
    with pytest.raises(Invalid):
        Attachment(filename="../signed.pdf", content=b"", description="Signed")


def test_any_document_can_carry_a_file(renderer: TypstRenderer) -> None:
    note = Attachment(
        filename="lines.csv",
        content=b"a,b\n",
        description="The lines",
        media_type="text/csv",
        relationship="data",
    )
    with_file = renderer.render(DocumentKind.INVOICE, make_invoice(), attachment=note)
    assert with_file != renderer.render(DocumentKind.INVOICE, make_invoice())
    assert b"lines.csv" in with_file
    assert renderer.render(DocumentKind.CONTRACT, make_contract())
