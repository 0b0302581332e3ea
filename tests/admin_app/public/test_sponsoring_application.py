"""Applying: what is accepted, what is refused and how it is said, and one application per form."""

from __future__ import annotations

import html
import re
import threading

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from sponsorship.audit import SYSTEM
from sponsorship.clock import utc_now
from sponsorship.database import Database
from sponsorship.documents.models import StoredFile
from sponsorship.lifecycle import advance
from sponsorship.messages.models import Dispatch
from sponsorship.money import Money
from sponsorship.sponsorships import queries as applied
from sponsorship.sponsorships.models import (
    Sponsor,
    SponsorContact,
    Sponsorship,
    SponsorshipStatus,
)
from sponsorship.tiers.models import ProgramYear
from sponsorship.tiers.operations import BenefitFacts, add_benefit, add_program
from sponsorship.wiring import Wiring
from tests.admin_app.public.company import (
    ANSWERS,
    Desk,
    applications,
    apply,
    benefit_id,
    logo,
    open_programme,
    resend,
)
from tests.admin_app.public.visitor import Visitor, words


@pytest.fixture
def desk(wiring: Wiring) -> Desk:
    open_programme(wiring.database)
    return Desk(wiring.database, wiring.renderer, wiring.foundation)


@pytest.fixture
def northwind(ada: Visitor, desk: Desk) -> tuple[Visitor, Database]:
    """A company's browser, and where its application would be kept."""
    return ada, desk.database


def stored(database: Database) -> list[int]:
    """How many applications, sponsors, contacts, files and letters there are."""
    tables = (Sponsorship, Sponsor, SponsorContact, StoredFile, Dispatch)
    with database.reading() as session:
        return [
            session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables
        ]


class TestAccepted:
    def test_an_application_is_taken_in_confirmed_and_shown_in_full(
        self, ada: Visitor, desk: Desk
    ) -> None:
        extra = benefit_id(desk.database, "Newsletter issue")
        answer = apply(ada, add_ons=extra)
        (sponsorship,) = applications(desk.database)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/sponsors/applications/{sponsorship.public_token}"
        # one application, one sponsor, two contacts, its logo, letters to the contact and to staff
        assert stored(desk.database) == [1, 1, 2, 1, 2]
        page = ada.visit(answer.headers["location"])
        said = words(page)
        for text in (
            "We have your application", "What happens next", "Northwind Cloud", "Partner",
            "Newsletter issue", "$12,800.00", "Seattle WA 98101 United States", "91-1144442",
            "PO-4711", "We build on what you maintain.", "Robin Calder", "primary",
            "accounts@northwind.example", "accounting", "+1 206 555 0100",
            "https://www.northwind.example",
        ):  # fmt: skip
            assert text in said
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cache-control"] == "no-store"

    def test_the_logo_is_drawn_again_and_kept_as_png(self, ada: Visitor, desk: Desk) -> None:
        picture = logo(512, 256, kind="WEBP", mode="RGB")
        assert apply(ada, picture, "logo.png").status_code == 303
        with desk.database.reading() as session:
            file = session.scalars(sa.select(StoredFile)).one()
            assert (file.media_type, file.width, file.height) == ("image/png", 512, 256)
            assert file.bytes.startswith(b"\x89PNG")
            assert file.original_name == "logo.png"

    def test_the_same_form_sent_twice_is_one_application(self, ada: Visitor, desk: Desk) -> None:
        first = apply(ada)
        kept = dict(ada.fields)
        ada.visit("/sponsors/apply")
        second = ada.client.post(
            "/sponsors/apply",
            data={**ada.fields, **ANSWERS, "submission": _key_of(desk.database), "name": "Other"},
            files={"logo": ("logo.png", logo(), "image/png")},
        )
        assert kept == {}
        assert second.status_code == 303
        assert second.headers["location"] == first.headers["location"]
        assert stored(desk.database) == [1, 1, 2, 1, 2]
        assert "nothing was sent twice" in words(ada.visit(second.headers["location"]))

    def test_who_comes_back_to_the_form_is_led_to_what_they_sent(
        self, ada: Visitor, stranger: Visitor, desk: Desk
    ) -> None:
        sent_to = apply(ada).headers["location"]
        used = _key_of(desk.database)
        page = ada.visit("/sponsors/apply")
        assert f'href="{sent_to}"' in page.text
        assert ada.fields["submission"] != used
        assert sent_to not in stranger.visit("/sponsors/apply").text

    def test_a_double_click_on_two_connections_is_one_application(
        self, app: Starlette, ada: Visitor, desk: Desk
    ) -> None:
        """Also for the last place of a tier: the second click does not find it full."""
        ada.visit("/sponsors/apply")
        fields = {**ada.fields, **ANSWERS, "tier": "visionary"}
        cookies = dict(ada.client.cookies)
        answers: list[tuple[int, str]] = []

        def click() -> None:
            visitor = Visitor(app)
            visitor.client.cookies.update(cookies)
            files = {"logo": ("logo.png", logo(), "image/png")}
            answer = visitor.client.post("/sponsors/apply", data=fields, files=files)
            answers.append((answer.status_code, answer.headers.get("location", "")))
            visitor.close()

        clicks = [threading.Thread(target=click) for _ in range(3)]
        for one in clicks:
            one.start()
        for one in clicks:
            one.join()
        (sponsorship,) = applications(desk.database)
        assert answers == [(303, f"/sponsors/applications/{sponsorship.public_token}")] * 3
        assert stored(desk.database) == [1, 1, 2, 1, 2]

    def test_two_companies_of_one_name_both_get_in(
        self, ada: Visitor, stranger: Visitor, desk: Desk
    ) -> None:
        assert apply(ada).status_code == 303
        assert apply(stranger).status_code == 303
        with desk.database.reading() as session:
            slugs = set(session.scalars(sa.select(Sponsor.slug)))
        assert slugs == {"northwind-cloud", "northwind-cloud-2"}

    def test_fields_that_nobody_asks_for_change_nothing(self, ada: Visitor, desk: Desk) -> None:
        apply(
            ada, status="confirmed", list_price_minor="1", agreed_fee_minor="1", sponsor_id="7",
            version="9", contact_0_manager="yes", public_token="t" * 32, logo_id="1",
        )  # fmt: skip
        (sponsorship,) = applications(desk.database)
        assert (sponsorship.status.value, sponsorship.list_price_minor) == ("applied", 1_100_000)
        with desk.database.reading() as session:
            whole = applied.by_token(session, sponsorship.public_token)
        assert whole.public_token != "t" * 32
        assert not any(contact.is_manager for contact in whole.sponsor.contacts)

    def test_what_was_typed_is_text_on_the_applicants_page(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, _ = northwind
        hostile = '"><img src=x onerror=alert(1)>'
        typed = dict.fromkeys(
            ("name", "description", "message", "city", "po_number", "contact_0_name"), hostile
        )
        page = ada.visit(apply(ada, **typed).headers["location"])
        assert "<img src=x" not in page.text
        assert page.text.count(html.escape(hostile)) >= 5 or page.text.count("&lt;img src=x") >= 5


def _key_of(database: Database) -> str:
    return str(applications(database)[0].form_key)


WRONG = [
    ("tier", "", "Please choose a tier."),
    ("tier", "platinum", "This tier is not offered. Please choose one of these."),
    ("add_ons", "999", "One of the chosen additions is not offered this year."),
    ("add_ons", "x' OR 1=1", "One of the chosen additions is not offered this year."),
    ("name", "", "Please give the name of your organisation."),
    ("name", "N" * 201, "Please give the name of your organisation in one line of at most 200"),
    ("name", "North\nwind", "This has to be one line of text."),
    ("name", "North\x00wind", "This contains characters that cannot be stored."),
    ("description", "", "Please describe your organisation in a sentence or two."),
    ("description", "d" * 2001, "This text has at most 2000 letters."),
    ("website", "", "Please give your web site."),
    ("website", "javascript:alert(1)", "Please give your web site like https://www.example.org."),
    ("website", "data:text/html,x", "Please give your web site like https://www.example.org."),
    ("website", "https://localhost", "Please give your web site like https://www.example.org."),
    ("website", "https://a:b@x.org", "Please give your web site like https://www.example.org."),
    ("address_line_1", " ", "Please give your street address."),
    ("city", "", "Please give your city."),
    ("postal_code", "", "Please give your postal code."),
    ("country", "", "Please choose a country from the list."),
    ("country", "XX", "Please choose a country from the list."),
    ("country", "us", "Please choose a country from the list."),
    ("message", "m" * 2001, "This text has at most 2000 letters."),
    ("contact_0_name", "", "Please give the name of this contact."),
    ("contact_0_email", "robin", "Please give an e-mail address like name@example.org."),
    ("contact_0_email", "r@x.org\r\nBcc: a@b.org", "This has to be one line of text."),
    ("contact_0_primary", "", "Please make one contact the primary contact."),
    ("contact_1_email", "ROBIN@northwind.example", "Each contact needs an e-mail address of"),
    ("submission", "short", "Please reload the page and fill in the form again."),
]


class TestRefused:
    @pytest.fixture
    def database_url(self, sqlite_url: str) -> str:
        """For what comes before any engine makes a difference, one is enough."""
        return sqlite_url

    @pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
    def test_a_wrong_value_is_explained_and_nothing_is_stored(
        self, field: str, value: str, sentence: str, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, database = northwind
        page = apply(ada, **{field: value})
        assert page.status_code == 422
        assert sentence in words(page)
        assert stored(database) == [0, 0, 0, 0, 0]

    def test_every_problem_is_told_at_once_in_the_order_of_the_form(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, _ = northwind
        ada.visit("/sponsors/apply")
        page = ada.send("/sponsors/apply", contact_0_email="nope")
        summary = re.search(
            r"<ul>(.*?)</ul>", page.text[page.text.index("problems-title") :], re.DOTALL
        )
        assert summary is not None
        assert re.findall(r'href="#([^"]+)"', summary[1]) == [
            "tiers", "name", "description", "website", "logo", "address_line_1", "city",
            "postal_code", "country", "contact_0_name", "contact_0_email",
        ]  # fmt: skip
        for field in ("name", "logo", "country", "contact_0_email"):
            assert f'aria-describedby="{field}-hint wrong-{field}"' in page.text or (
                f'aria-describedby="wrong-{field}"' in page.text
            )
        assert "<title>Please check the form" in page.text

    def test_what_was_typed_is_kept_and_the_logo_asked_for_again(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, _ = northwind
        page = apply(ada, city="")
        kept = ada.fields
        for name in ("name", "website", "tier", "contact_1_email", "contact_1_accounting"):
            assert kept[name] == ANSWERS[name]
        assert '<option value="US" selected>' in page.text
        assert ANSWERS["message"] in page.text
        assert "Only the logo has to be chosen again" in words(page)
        assert resend(ada).status_code == 303

    def test_the_page_asks_for_one_contact_and_no_more(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        page = northwind[0].visit("/sponsors/apply").text
        required = re.findall(r'name="(contact_\w+)"[^>]* required', page)
        assert required == ["contact_0_name", "contact_0_email"]

    def test_empty_contacts_are_ignored_wherever_they_stand(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, database = northwind
        moved = {name.replace("_0_", "_2_"): v for name, v in ANSWERS.items() if "_0_" in name}
        gone = dict.fromkeys((n for n in ANSWERS if n.startswith(("contact_0", "contact_1"))), "")
        assert apply(ada, **gone, **moved).status_code == 303
        assert stored(database)[2] == 1

    def test_an_addition_that_the_tier_has_or_forbids_is_refused(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, database = northwind
        extra = benefit_id(database, "Lanyards")
        page = apply(ada, tier="associate", add_ons=extra)
        assert page.status_code == 422
        assert "The tier Associate cannot be combined with additions." in words(page)
        assert stored(database) == [0, 0, 0, 0, 0]

    def test_the_total_is_added_up_without_sending_anything(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, database = northwind
        page = apply(ada, add_ons=benefit_id(database, "Lanyards"), look="total")
        assert page.status_code == 200
        assert "Total at list price $20,000" in words(page)
        assert stored(database) == [0, 0, 0, 0, 0]

    def test_a_year_that_closed_meanwhile_takes_no_application(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, database = northwind
        ada.visit("/sponsors/apply")
        with database.unit_of_work() as session:
            year = session.scalars(sa.select(ProgramYear)).one()
            advance(session, year, "closed", at=utc_now(), by=SYSTEM)
        page = resend(ada)
        assert page.status_code == 409
        assert "Applications are closed at the moment" in words(page)
        assert stored(database) == [0, 0, 0, 0, 0]

    def test_a_sent_application_is_found_again_after_the_year_closed(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, database = northwind
        ada.visit("/sponsors/apply")
        fields = dict(ada.fields)
        first = resend(ada).headers["location"]
        with database.unit_of_work() as session:
            year = session.scalars(sa.select(ProgramYear)).one()
            advance(session, year, "closed", at=utc_now(), by=SYSTEM)
        again = ada.client.post("/sponsors/apply", data={**fields, **ANSWERS})
        assert (again.status_code, again.headers["location"]) == (303, first)

    def test_an_unknown_tier_in_the_address_is_not_found(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, _ = northwind
        assert ada.visit("/sponsors/apply?tier=platinum").status_code == 404

    def test_more_than_the_form_can_hold_is_cut_off(
        self, northwind: tuple[Visitor, Database]
    ) -> None:
        ada, database = northwind
        assert apply(ada, b"\x89PNG" + b"x" * 7_000_000).status_code == 413
        assert stored(database) == [0, 0, 0, 0, 0]

    def test_a_form_from_elsewhere_is_refused(self, northwind: tuple[Visitor, Database]) -> None:
        ada, database = northwind
        assert apply(ada, form_token="forged").status_code == 403
        assert stored(database) == [0, 0, 0, 0, 0]


class TestTooLate:
    def test_a_tier_that_filled_up_meanwhile_is_told_and_shown_as_full(
        self, ada: Visitor, desk: Desk
    ) -> None:
        ada.visit("/sponsors/apply?tier=visionary")
        assert ada.fields["tier"] == "visionary"
        desk.enter("Tessera Bank", "visionary", at=utc_now())
        page = resend(ada, tier="visionary")
        assert page.status_code == 409
        assert "All places of the tier Visionary are taken." in words(page)
        assert ada.fields["name"] == "Northwind Cloud"
        assert re.search(r'value="visionary"[^>]* disabled>', page.text)
        assert len(applications(desk.database)) == 1

    def test_an_addition_that_was_taken_meanwhile_is_told(
        self, ada: Visitor, stranger: Visitor, desk: Desk
    ) -> None:
        only = benefit_id(desk.database, "Lanyards")
        ada.visit("/sponsors/apply")
        assert apply(stranger, add_ons=only).status_code == 303
        page = resend(ada, add_ons=only)
        assert page.status_code == 409
        assert "“Lanyards” is fully taken. Please apply without it." in words(page)
        assert len(applications(desk.database)) == 1


class TestPersonalPage:
    @pytest.fixture
    def database_url(self, sqlite_url: str) -> str:
        """For what comes before any engine makes a difference, one is enough."""
        return sqlite_url

    @pytest.mark.parametrize("token", ["x" * 32, "short", "x" * 31 + "é", "1", "x" * 3000])
    def test_a_token_that_is_not_one_finds_nothing(self, token: str, ada: Visitor) -> None:
        said = set()
        for path in (
            f"/sponsors/applications/{token}", f"/contracts/{token}", f"/contracts/{token}.pdf",
            f"/invoices/{token}", f"/invoices/{token}.pdf", f"/logos/{token}",
            f"/invoices/{token}/credit-notes/CN-2026-00001.pdf",
        ):  # fmt: skip
            page = ada.visit(path)
            assert page.status_code == 404
            said.add(
                re.sub(r"\w+$", "", re.sub("application|contract|invoice|file", "", words(page)))
            )
        assert len({len(text.split("Number of this request")[0]) for text in said}) == 1

    def test_a_token_of_another_kind_finds_nothing(self, ada: Visitor, desk: Desk) -> None:
        token = desk.enter("Northwind Cloud", at=utc_now())
        for path in ("contracts", "invoices", "logos", "receipts"):
            assert ada.visit(f"/{path}/{token}").status_code == 404
        assert ada.visit(f"/sponsors/applications/{token}").status_code == 200

    def test_a_declined_application_says_why(self, ada: Visitor, desk: Desk) -> None:
        token = desk.enter("Northwind Cloud", at=utc_now())
        desk.decline(token, reason="Our programme has no room for tobacco.", at=utc_now())
        said = words(ada.visit(f"/sponsors/applications/{token}"))
        assert "We could not accept this application." in said
        assert "Our programme has no room for tobacco." in said

    def test_it_leads_on_to_contract_and_invoice(self, ada: Visitor, desk: Desk) -> None:
        token = desk.enter("Northwind Cloud", at=utc_now())
        contract = desk.send_contract(token, at=utc_now())
        page = ada.visit(f"/sponsors/applications/{token}")
        assert f'href="/contracts/{contract}"' in page.text
        invoice = desk.have_signed(contract, at=utc_now())
        page = ada.visit(f"/sponsors/applications/{token}")
        assert f'href="/invoices/{invoice}"' in page.text
        assert "Please pay invoice" in words(page)


class TestChoosing:
    def test_what_a_company_does_without_makes_the_price_a_matter_of_agreement(
        self, ada: Visitor, desk: Desk
    ) -> None:
        unwanted = benefit_id(desk.database, "Conference passes")
        looked = apply(ada, left_out=unwanted, look="total")
        assert "Total at list price to be agreed" in words(looked)
        assert f'value="{unwanted}"' in looked.text
        answer = resend(ada, left_out=unwanted)
        (sponsorship,) = applications(desk.database)
        assert sponsorship.left_out == ["Conference passes"]
        said = words(ada.visit(answer.headers["location"]))
        assert "Left out Conference passes" in said
        assert "Price to be agreed" in said

    def test_what_can_be_had_alone_needs_no_tier(self, ada: Visitor, desk: Desk) -> None:
        with desk.database.unit_of_work() as session:
            year = session.scalars(sa.select(ProgramYear)).one()
            add_program(session, name="Core development", description="")
            travel = BenefitFacts(
                "Core development", "Travel", stand_alone_price=Money(200_000, "USD")
            )
            add_benefit(session, year, travel)
        number = benefit_id(desk.database, "Travel")
        none = apply(ada, tier="none")
        assert "Please choose a tier. Or tick what you would like without one." in words(none)
        both = resend(ada, tier="partner", stand_alone=number)
        assert both.status_code == 422
        assert "“Travel” is for companies without a tier." in words(both)
        answer = resend(ada, tier="none", stand_alone=number)
        (sponsorship,) = applications(desk.database)
        assert sponsorship.list_price == Money(200_000, "USD")
        said = words(ada.visit(answer.headers["location"]))
        assert "benefits without a tier" in said

    @pytest.mark.parametrize("number", ["x", "²", "-1", "9" * 30])
    def test_a_number_that_is_none_of_ours_is_refused(
        self, ada: Visitor, desk: Desk, number: str
    ) -> None:
        answer = apply(ada, add_ons=number)
        assert answer.status_code == 422
        assert "One of the chosen additions is not offered this year." in words(answer)
        assert applications(desk.database) == []


class TestWithdrawing:
    def test_a_company_withdraws_on_its_own_page_and_pressing_twice_changes_nothing(
        self, ada: Visitor, desk: Desk
    ) -> None:
        home = apply(ada).headers["location"]
        page = ada.visit(f"{home}/withdraw")
        assert "your place is free for others" in words(page)
        fields = {**ada.fields, "reason": "Our budget\nwas cut."}
        answer = ada.client.post(f"{home}/withdraw", data=fields)
        assert answer.headers["location"] == home
        said = words(ada.visit(home))
        assert "You withdrew this application." in said
        again = ada.client.post(f"{home}/withdraw", data=fields)
        assert (again.status_code, again.headers["location"]) == (303, home)
        (sponsorship,) = applications(desk.database)
        assert sponsorship.status is SponsorshipStatus.WITHDRAWN
        assert ada.client.get(f"{home}/withdraw").headers["location"] == home

    def test_nobody_withdraws_with_a_link_that_is_none(self, ada: Visitor, desk: Desk) -> None:
        home = apply(ada).headers["location"]
        ada.visit(f"{home}/withdraw")
        wrong = ada.client.post(f"{home}x/withdraw", data=ada.fields)
        assert wrong.status_code == 404
        too_long = ada.client.post(f"{home}/withdraw", data={**ada.fields, "reason": "x" * 2001})
        assert too_long.status_code == 422
        assert ada.client.post(f"{home}/withdraw", data={"reason": "x"}).status_code == 403
        (sponsorship,) = applications(desk.database)
        assert sponsorship.status is SponsorshipStatus.APPLIED
