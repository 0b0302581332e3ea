"""What books, letters and statuses must be: plain dicts of cents, written from docs/journal.md alone."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

ALONE = 100_000  # what one person may give back of one payment
FREE_ON = date(2026, 3, 31)  # the end of the jubilee fund's restriction in time
NET = ("contributions", "processing-fees", "dispute-fees", "released-from-restriction")
OWN = [f"{role}/jubilee" for role in NET]
UNPAID = {"pending": ("begun", "failed", "lapsed"), "failed": ("begun", "pending")}
SUSPENSE, RECEIVABLES = "suspense/general", "receivables/general"
DEFERRED, INCOME = "deferred-revenue/general", "sponsorship-income/general"
DAY = timedelta(days=1)
Row = dict[str, Any]


class Expected:
    def __init__(self) -> None:
        self.books: Counter[tuple[str, str]] = Counter()  # by month and account, debits above zero
        self.gifts, self.payments, self.invoices = Row(), Row(), Row()
        self.letters: set[tuple[str, str]] = set()
        self.closed: list[date] = []

    def move(self, on: date, debit: str, credit: str, cents: int) -> None:
        month = f"{max([on, *(end + DAY for end in self.closed)]):%Y-%m}"
        self.books[month, debit] += cents
        self.books[month, credit] -= cents

    def hear(self, key: str, told: Row, today: date) -> None:
        """All that the processor says of a payment now, which may be what is known already."""
        fresh = Row(status="pending", fee=0, lost=0, gone=0)
        fresh |= Row(back={}, alone={}, proposed={}, disputes={})
        one, gift = self.payments.setdefault(key, fresh), self.gifts.get(told["for"], {})
        if one["status"] == "pending":
            one["status"], was = told["status"], gift.get("status")
            if told["status"] == "settled":
                self.settle(one, told, gift)
            elif was in UNPAID[told["status"]]:
                gift["status"] = told["status"]
                if "pending" in {was, told["status"]}:
                    self.letters.add((f"donation_{told['status']}", told["for"]))
        if one["status"] == "settled":
            fee, one["fee"] = told["fee"] - one["fee"], told["fee"]
            self.move(told["on"], f"processing-fees/{one['fund']}", one["clearing"], fee)
            back, taken = self.give_back(one, told, today), self.dispute(one, told, today)
            if (back or taken) and not one["place"].startswith("suspense"):
                self.keep(one, (back or taken)[-1], today)

    def settle(self, one: Row, told: Row, gift: Row) -> None:
        cents, place, invoice = told["cents"], SUSPENSE, self.invoices.get(told["for"])
        settles = min(cents, self.owed(invoice)) if invoice else 0
        if gift.get("kept") is None and gift.get("cents") == cents:
            settles, place = cents, f"contributions/{gift['fund']}"
            gift |= {"status": "received", "kept": cents}
            self.letters.add(("donation_received", told["for"]))
        elif invoice and settles:
            place = RECEIVABLES
            invoice["paid"] += settles
            self.letters.add(("invoice_paid", told["id"]))
        fund = place.partition("/")[2]
        one |= Row(what=told["for"], place=place, fund=fund, clearing=f"stripe-clearing/{fund}")
        one |= Row(cents=cents, aside=cents - settles, counted=settles, settled=settles)
        self.move(told["on"], one["clearing"], place, settles)
        self.move(told["on"], one["clearing"], SUSPENSE, cents - settles)

    def give_back(self, one: Row, told: Row, today: date) -> list[str]:
        news = []
        for key, (cents, said) in sorted(told["back"].items(), key=lambda each: str(each[1][1])):
            was, sign = one["back"].get(key, (0, ""))[1], 1 if said == "succeeded" else -1
            if said != was and (was or sign > 0):
                while sign > 0 and one["proposed"] and self.over(one) + cents > 0:
                    one["back"][one["proposed"].popitem()[0]] = (0, "rejected")
                self.move(today, one["place"], one["clearing"], cents * sign)
                one["back"][key] = (cents, said)
                news.append(key)
                if one["what"] in self.gifts and not one["place"].startswith("suspense"):
                    self.letters.add((f"donation_{'refunded' if sign > 0 else 'restored'}", key))
        return news

    def dispute(self, one: Row, told: Row, today: date) -> list[str]:
        news = [key for key, all_ in told["disputes"].items() if one["disputes"].get(key) != all_]
        for key in news:
            (was, seen), (said, lines) = one["disputes"].get(key, ("", ())), told["disputes"][key]
            one["disputes"][key] = (said, lines)
            for cents, fee, on in lines[len(seen) :]:
                self.move(on, f"disputed-funds/{one['fund']}", one["clearing"], cents)
                self.move(on, f"dispute-fees/{one['fund']}", one["clearing"], fee)
            if said != was and "lost" in {said, was} and one["place"].startswith("contributions"):
                word = "taken_back" if said == "lost" else "restored"
                self.letters.add((f"donation_{word}", key))
        more, one["lost"] = self.taken(one, "lost") - one["lost"], self.taken(one, "lost")
        self.move(today, one["place"], f"disputed-funds/{one['fund']}", more)
        return news

    def keep(self, one: Row, cause: str, today: date) -> None:
        """What goes is taken from what waits in suspense, then from gift or invoice, never below zero."""
        back = sum(cents for cents, status in one["back"].values() if status == "succeeded")
        more, invoice = back + one["lost"] - one["gone"], self.invoices.get(one["what"])
        room = min(one["settled"] - one["counted"], self.owed(invoice) if invoice else one["cents"])
        less = min(max(0, more - max(0, one["aside"])), one["counted"])
        change = min(max(0, min(0, one["aside"]) - more), room) - less
        self.move(today, SUSPENSE, "between-funds/general", more + change)
        self.move(today, f"between-funds/{one['fund']}", one["place"], more + change)
        for part, by in (("gone", more), ("aside", -more - change), ("counted", change)):
            one[part] += by
        if invoice is None:
            gone = "refunded" if back >= one["cents"] else "taken_back"
            self.gifts[one["what"]]["status"] = "received" if one["counted"] else gone
            self.gifts[one["what"]]["kept"] = one["counted"]
        elif change:
            invoice["paid"] += change
            self.letters.add((f"invoice_{'restored' if change > 0 else 'reopened'}", cause))

    def taken(self, one: Row, only: str = "") -> int:
        told = [lines for said, lines in one["disputes"].values() if only in {"", said}]
        return sum(cents for lines in told for cents, _, _ in lines)

    def over(self, one: Row) -> int:
        back = sum(cents for cents, status in one["back"].values() if status != "failed")
        return int(back + sum(one["proposed"].values()) - one["cents"])

    def decide(self, one: Row, key: str, cents: int) -> str:
        alone = (one["back"][each] for each in one["alone"])
        if cents + self.over(one) + self.taken(one) > 0:
            return "refused"
        if cents + sum(each for each, status in alone if status != "failed") > ALONE:
            one["proposed"][key] = cents
        return "proposed" if key in one["proposed"] else "asked"

    def owed(self, one: Row) -> int:
        return 0 if one["void"] else int(one["cents"] - one["paid"] - one["credited"])

    def issue(self, key: str, cents: int, starts: date, ends: date, on: date) -> None:
        begun = Row(cents=cents, deferred=cents, paid=0, credited=0, earned=0, void=False)
        self.invoices[key] = begun | Row(starts=starts, ends=ends, on=on)
        self.move(on, RECEIVABLES, DEFERRED, cents)
        self.letters.add(("invoice_issued", key))

    def transfer(self, key: str, cents: int, on: date, cause: str) -> None:
        self.move(on, "bank/general", RECEIVABLES, cents)
        self.invoices[key]["paid"] += cents
        self.letters.add(("invoice_paid", cause))

    def credit(self, key: str, cents: int, on: date, cause: str) -> None:
        one, earned = self.invoices[key], max(0, cents - self.invoices[key]["deferred"])
        self.move(on, DEFERRED, RECEIVABLES, cents - earned)
        self.move(on, INCOME, RECEIVABLES, earned)
        one["deferred"], one["earned"] = one["deferred"] - cents + earned, one["earned"] - earned
        one["credited"] += cents
        self.letters.add(("credit_note_issued", cause))

    def void(self, key: str, on: date) -> None:
        one = self.invoices[key]
        self.move(on, DEFERRED, RECEIVABLES, one["cents"])
        self.move(on, INCOME, DEFERRED, one["earned"])
        one["void"] = True
        self.letters.add(("invoice_void", key))

    def earn(self, today: date) -> None:
        for one in (each for each in self.invoices.values() if not each["void"]):
            end, days = one["starts"] - DAY, (one["ends"] - one["starts"]).days + 1
            while end < one["ends"]:
                end = min((end.replace(day=1) + 63 * DAY).replace(day=1) - DAY, one["ends"])
                passed = (end - one["starts"]).days + 1
                more = (one["cents"] - one["credited"]) * passed // days - one["earned"]
                if end < today and more > 0:
                    self.move(max(end, one["on"]), DEFERRED, INCOME, more)
                    one["deferred"], one["earned"] = one["deferred"] - more, one["earned"] + more

    def close(self, end: date) -> None:
        free = -sum(n for (m, account), n in self.books.items() if m <= str(end) and account in OWN)
        if end >= FREE_ON and free > 0:
            self.move(end, "released-from-restriction/jubilee", "between-funds/jubilee", free)
            self.move(end, "between-funds/general", "released-from-restriction/general", free)
        self.closed.append(end)
