"""Two people act on one record in the same second: one effect, and one who is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sponsorship.contracts.models import Contract
from sponsorship.invoicing.models import Invoice
from sponsorship.payments.models import Refund
from tests.admin_app.desks.desks import Colleague, Desks, told

TERM = {"starts_on": "2026-04-01", "ends_on": "2027-03-31", "agreed_fee": "10500.00"}


def at_once(*posts: tuple[Colleague, str, dict[str, str]]) -> list[tuple[int, str]]:
    """Send all forms at the same moment: status and sentence of each answer, by status."""
    gate = threading.Barrier(len(posts), timeout=60)

    def send(post: tuple[Colleague, str, dict[str, str]]) -> tuple[int, str]:
        colleague, path, form = post
        gate.wait()
        answer = colleague.post(path, data=form)
        return answer.status_code, told(answer)

    with ThreadPoolExecutor(len(posts)) as pool:
        return sorted(pool.map(send, posts))


def test_two_approvers_approve_once(shared_desks: Desks) -> None:
    desks = shared_desks
    path = f"/admin/desk/sponsorships/{desks.story.apply().id}/approve"
    colleagues = [desks.staff("Ada Okafor"), desks.staff("Bo Lindqvist")]
    forms = [one.opened(path) | TERM for one in colleagues]

    answers = at_once(*zip(colleagues, [path, path], forms, strict=True))

    assert [status for status, _ in answers] == [303, 409]
    assert answers[1][1].startswith("Somebody else changed this")
    assert desks.story.count(Contract) == 1
    assert len(desks.notes("approved")) == 1


def test_one_approves_while_the_other_rejects(shared_desks: Desks) -> None:
    desks = shared_desks
    sponsorship = desks.story.apply()
    home = f"/admin/desk/sponsorships/{sponsorship.id}"
    ada, bo = desks.staff("Ada Okafor"), desks.staff("Bo Lindqvist")
    approval = ada.opened(f"{home}/approve") | TERM
    rejection = bo.opened(f"{home}/reject") | {"reason": "No places left"}

    answers = at_once((ada, f"{home}/approve", approval), (bo, f"{home}/reject", rejection))

    assert [status for status, _ in answers] == [303, 409]
    assert len(desks.history(sponsorship)) == 1
    was_approved = desks.history(sponsorship)[0].startswith("approved")
    assert desks.story.count(Contract) == int(was_approved)
    assert len(desks.letters("sponsorship_rejected")) == int(not was_approved)


def test_two_who_issue_the_new_invoice_issue_one(shared_desks: Desks) -> None:
    desks = shared_desks
    sponsorship = desks.story.contracted()
    ada, bo = desks.staff("Ada Okafor"), desks.staff("Bo Lindqvist")
    first = desks.story.invoice_of(sponsorship)
    ada.act(f"/admin/desk/invoices/{first.id}/void", reason="Wrong address")
    path = f"/admin/desk/sponsorships/{sponsorship.id}/invoice"

    answers = at_once((ada, path, ada.opened(path)), (bo, path, bo.opened(path)))

    assert [status for status, _ in answers] == [303, 409]
    assert desks.story.count(Invoice) == 2


def test_two_who_refund_the_same_gift_refund_once(shared_desks: Desks) -> None:
    desks = shared_desks
    gift = desks.story.give("100.00")
    path = f"/admin/desk/gifts/{gift.id}/refund"
    colleagues = [desks.staff("Ada Okafor"), desks.staff("Bo Lindqvist")]
    forms = [one.opened(path) | {"amount": "40.00", "reason": "x"} for one in colleagues]

    answers = at_once(*zip(colleagues, [path, path], forms, strict=True))

    assert [status for status, _ in answers] == [303, 409]
    assert desks.story.count(Refund) == 1
    desks.story.work()
    assert [receipt.partition(" ")[2] for receipt in desks.story.receipts()] == ["void", "issued"]
