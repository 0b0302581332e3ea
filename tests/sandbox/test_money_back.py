"""Refunds that succeed, wait and fail, and disputes that are won, lost and accepted."""

from __future__ import annotations

import pytest
import stripe

from tests.sandbox.driver import Driver


def test_a_gift_is_refunded_in_parts_and_never_more(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    sandbox.reveal_fees()
    refund = sandbox.v1.refunds.create(
        {
            "payment_intent": intent.id,
            "amount": 1000,
            "reason": "requested_by_customer",
            "metadata": {"refund_id": "RF-1"},
            "expand": ["balance_transaction", "charge"],
        },
        {"idempotency_key": "RF-1"},
    )
    assert (refund.status, refund.balance_transaction.net) == ("succeeded", -1000)
    assert (refund.charge.amount_refunded, refund.charge.refunded) == (1000, False)

    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount"):
        sandbox.v1.refunds.create({"payment_intent": intent.id, "amount": 1501})
    rest = sandbox.v1.refunds.create({"charge": refund.charge.id})
    assert rest.amount == 1500
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sandbox.v1.refunds.create({"charge": refund.charge.id})
    assert refusal.value.code == "charge_already_refunded"

    listed = sandbox.v1.refunds.list({"payment_intent": intent.id})
    assert [one.id for one in listed] == [rest.id, refund.id]
    expanded = sandbox.v1.charges.retrieve(refund.charge.id, {"expand": ["refunds"]})
    assert [one.amount for one in expanded.refunds] == [1500, 1000]


def test_a_refund_may_fail_weeks_after_it_succeeded(sandbox: Driver) -> None:
    intent = sandbox.paid_donation("refund_fails")
    refund = sandbox.v1.refunds.create({"payment_intent": intent.id}, {"idempotency_key": "RF-2"})
    assert refund.status == "succeeded"

    sandbox.post("waiting/refunds/run")
    sandbox.drain()

    failed = sandbox.v1.refunds.retrieve(
        refund.id, {"expand": ["failure_balance_transaction", "charge"]}
    )
    assert (failed.status, failed.failure_reason) == ("failed", "expired_or_canceled_card")
    assert failed.failure_balance_transaction.net == 2500
    assert (failed.charge.amount_refunded, failed.charge.refunded) == (0, False)
    assert sandbox.receiver.types[-5:] == [
        "refund.created",
        "charge.refunded",
        "refund.updated",
        "refund.failed",
        "charge.updated",
    ]


def test_the_refund_of_a_bank_debit_takes_its_time(sandbox: Driver) -> None:
    session = sandbox.donation()
    done = sandbox.post(f"sessions/{session.id}/pay", outcome="debit_settles")
    with pytest.raises(stripe.InvalidRequestError, match="has not been paid"):
        sandbox.v1.refunds.create({"payment_intent": done["payment_intent"]})
    sandbox.post(f"payments/{done['payment_intent']}/settle")
    refund = sandbox.v1.refunds.create({"payment_intent": done["payment_intent"]})
    assert (refund.status, refund.pending_reason) == ("pending", "processing")
    sandbox.post("waiting/refunds/run")
    assert sandbox.v1.refunds.retrieve(refund.id).status == "succeeded"
    types = [event["type"] for event in sandbox.ask("events")["events"]]
    assert types[-1] == "refund.updated"


def test_nothing_is_refunded_for_a_payment_never_made(sandbox: Driver) -> None:
    session = sandbox.donation()
    sandbox.post(f"sessions/{session.id}/pay", outcome="declined")
    intent = sandbox.ask("objects?kind=payment_intent")["objects"][0]
    with pytest.raises(stripe.InvalidRequestError, match="has not been paid"):
        sandbox.v1.refunds.create({"payment_intent": intent["id"]})
    with pytest.raises(stripe.InvalidRequestError, match="No such charge"):
        sandbox.v1.refunds.create({"charge": "ch_unknown"})


def test_a_dispute_takes_the_money_and_a_fee(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    sandbox.reveal_fees()
    opened = sandbox.post(f"payments/{intent.id}/dispute")

    dispute = sandbox.v1.disputes.retrieve(opened["id"], {"expand": ["charge", "payment_intent"]})
    assert (dispute.status, dispute.amount) == ("needs_response", 2500)
    assert dispute.charge.disputed
    assert dispute.payment_intent.id == intent.id
    assert [line.net for line in dispute.balance_transactions] == [-4000]
    assert dispute.evidence_details.due_by > dispute.created
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sandbox.v1.refunds.create({"payment_intent": intent.id})
    assert refusal.value.code == "charge_disputed"
    assert "can be disputed" in sandbox.refusal(f"payments/{intent.id}/dispute")


def test_a_dispute_won_gives_the_amount_back_but_not_the_fee(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    opened = sandbox.post(f"payments/{intent.id}/dispute")
    v1 = sandbox.v1
    draft = v1.disputes.update(
        opened["id"], {"evidence": {"uncategorized_text": "A receipt"}, "submit": False}
    )
    assert (draft.status, draft.evidence_details.has_evidence) == ("needs_response", True)
    sent = v1.disputes.update(opened["id"], {"submit": True}, {"idempotency_key": "du:submit"})
    assert (sent.status, sent.evidence_details.submission_count) == ("under_review", 1)
    with pytest.raises(stripe.InvalidRequestError, match="already been submitted"):
        v1.disputes.update(opened["id"], {"submit": True})

    sandbox.post(f"disputes/{opened['id']}/win")

    won = v1.disputes.retrieve(opened["id"])
    assert won.status == "won"
    assert [line.net for line in won.balance_transactions] == [-4000, 2500]
    types = [event["type"] for event in sandbox.ask("events")["events"]]
    assert types[-2:] == ["charge.dispute.funds_reinstated", "charge.dispute.closed"]
    assert "already closed" in sandbox.refusal(f"disputes/{opened['id']}/lose")


def test_accepting_a_dispute_is_losing_it(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    opened = sandbox.post(f"payments/{intent.id}/dispute")
    lost = sandbox.v1.disputes.close(opened["id"], {}, {"idempotency_key": "du:close"})
    assert lost.status == "lost"
    with pytest.raises(stripe.InvalidRequestError, match="already closed"):
        sandbox.v1.disputes.update(opened["id"], {"submit": True})


def test_the_card_that_disputes_does_so_by_itself(sandbox: Driver) -> None:
    intent = sandbox.paid_donation("disputed")
    sandbox.reveal_fees()
    disputes = sandbox.v1.disputes.list({"payment_intent": intent.id})
    assert [dispute.reason for dispute in disputes] == ["fraudulent"]
    types = [event["type"] for event in sandbox.ask("events")["events"]]
    assert types[-4:] == [
        "charge.updated",
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.updated",
    ]


def test_a_warning_takes_no_money_and_may_rest_or_be_prevented_or_escalate(sandbox: Driver) -> None:
    for how, status in (("close_warning", "warning_closed"), ("prevent", "prevented")):
        opened = sandbox.post(f"payments/{sandbox.paid_donation().id}/warn", amount=700)
        assert (opened["status"], opened["amount"]) == ("warning_needs_response", 700)
        assert (opened["balance_transactions"], opened["is_charge_refundable"]) == ([], True)
        assert sandbox.post(f"disputes/{opened['id']}/{how}")["status"] == status
        assert "already closed" in sandbox.refusal(f"disputes/{opened['id']}/escalate")

    opened = sandbox.post(f"payments/{sandbox.paid_donation().id}/warn")
    sandbox.v1.disputes.update(
        opened["id"], {"evidence": {"uncategorized_text": "It was she."}, "submit": True}
    )
    assert sandbox.v1.disputes.retrieve(opened["id"]).status == "warning_under_review"
    escalated = sandbox.post(f"disputes/{opened['id']}/escalate")
    assert escalated["status"] == "needs_response"
    assert [one["net"] for one in escalated["balance_transactions"]] == [-4000]


def test_a_lost_dispute_may_be_turned_by_an_appeal(sandbox: Driver) -> None:
    opened = sandbox.post(f"payments/{sandbox.paid_donation().id}/dispute", amount=1000)
    assert "Only a lost dispute" in sandbox.refusal(f"disputes/{opened['id']}/appeal")
    sandbox.post(f"disputes/{opened['id']}/lose")
    assert sandbox.post(f"disputes/{opened['id']}/appeal")["status"] == "appeal_under_review"

    won = sandbox.post(f"disputes/{opened['id']}/win")

    assert [one["amount"] for one in won["balance_transactions"]] == [-1000, 1000]


def test_somebody_refunds_in_the_dashboard_and_the_bank_sends_it_back(sandbox: Driver) -> None:
    intent = sandbox.paid_donation()
    refund = sandbox.post(f"payments/{intent.id}/refund", amount=1000)
    assert (refund["amount"], refund["metadata"]) == (1000, {})
    assert "at most what is left" in sandbox.refusal(f"payments/{intent.id}/refund", amount=1501)

    assert sandbox.post(f"refunds/{refund['id']}/fail")["status"] == "failed"
    assert sandbox.post(f"payments/{intent.id}/refund")["amount"] == 2500
    assert "Nothing is left" in sandbox.refusal(f"payments/{intent.id}/refund")
