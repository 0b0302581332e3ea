"""The tables of python.org's sponsors application, as far as we read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Cell(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    ONE = "one"
    """The number of a record of another table."""
    MANY = "many"
    """Numbers of records of another table, in a table of their own."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its fields, those that older copies lack, and whose part its rows are.

    `joins` are the tables of its many-to-many fields with the columns of this side and of the other.
    """

    cells: dict[str, Cell]
    may_lack: frozenset[str] = frozenset()
    joins: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    parent: str = ""
    """The table whose rows these rows go on, under the same number."""


def _table(
    *,
    text: str = "",
    number: str = "",
    flag: str = "",
    day: str = "",
    one: str = "",
    may_lack: str = "",
    joins: dict[str, tuple[str, str, str]] | None = None,
    parent: str = "",
) -> Table:
    cells = {
        **dict.fromkeys(text.split(), Cell.TEXT),
        **dict.fromkeys(number.split(), Cell.NUMBER),
        **dict.fromkeys(flag.split(), Cell.FLAG),
        **dict.fromkeys(day.split(), Cell.DAY),
        **dict.fromkeys(one.split(), Cell.ONE),
        **dict.fromkeys(joins or {}, Cell.MANY),
    }
    return Table(cells, frozenset(may_lack.split()), joins or {}, parent)


_PLACEMENT = {"text": "publisher logo_place", "flag": "link_to_sponsors_page describe_as_sponsor"}
_TIERED = {
    "text": "display_label",
    "number": "quantity",
    "one": "package",
    "may_lack": "display_label",
}
_ASKED = {
    "text": "related_to internal_name label help_text",
    "day": "due_date",
    "may_lack": "due_date",
}
_PICTURE = _ASKED | {"number": "min_width max_width min_height max_height"}
_WORDS = _ASKED | {"number": "max_length"}
_GIVEN_TEXT = {
    "text": "related_to internal_name label help_text shared_text",
    "flag": "shared",
    "may_lack": "shared shared_text",
}
_GIVEN_FILE = {
    "text": "related_to internal_name label help_text shared_file",
    "flag": "shared",
    "may_lack": "shared shared_file",
}
FEATURES: dict[str, dict[str, str]] = {
    "logoplacement": _PLACEMENT,
    "tieredbenefit": _TIERED,
    "emailtargetable": {},
    "requiredimgasset": _PICTURE,
    "requiredtextasset": _WORDS,
    "requiredresponseasset": _ASKED,
    "providedtextasset": _GIVEN_TEXT,
    "providedfileasset": _GIVEN_FILE,
}
"""What a benefit brings: configured on it, and copied to whoever it is promised to."""

TABLES: dict[str, Table] = {
    "sponsorshipprogram": _table(text="name description", number="order"),
    "legalclause": _table(text="internal_name clause notes", number="order"),
    "sponsorshipcurrentyear": _table(number="year"),
    "sponsorshippackage": _table(
        text="name slug",
        number="order sponsorship_amount logo_dimension year",
        flag="advertise allow_a_la_carte",
        may_lack="year allow_a_la_carte",
    ),
    "sponsorshipbenefit": _table(
        text="name description internal_description",
        number="order internal_value capacity year",
        flag="package_only new unavailable standalone soft_capacity",
        one="program",
        may_lack="year standalone",
        joins={
            "packages": (
                "sponsorshipbenefit_packages", "sponsorshipbenefit_id", "sponsorshippackage_id",
            ),
            "legal_clauses": (
                "sponsorshipbenefit_legal_clauses", "sponsorshipbenefit_id", "legalclause_id",
            ),
            "conflicts": (
                "sponsorshipbenefit_conflicts",
                "from_sponsorshipbenefit_id",
                "to_sponsorshipbenefit_id",
            ),
        },
    ),
    "benefitfeatureconfiguration": _table(one="benefit"),
    **{
        f"{name}configuration": _table(**cells, parent="benefitfeatureconfiguration")  # type: ignore[arg-type]
        for name, cells in FEATURES.items()
    },
    "sponsor": _table(
        text="name description landing_page_url twitter_handle linked_in_page_url web_logo white_logo"
        " print_logo primary_phone mailing_address_line_1 mailing_address_line_2 city state postal_code"
        " country country_of_incorporation state_of_incorporation",
        day="created",
        may_lack="created twitter_handle linked_in_page_url white_logo country_of_incorporation"
        " state_of_incorporation",
    ),
    "sponsorcontact": _table(
        text="name email phone",
        flag="primary administrative accounting manager",
        one="sponsor",
    ),
    "sponsorship": _table(
        text="status level_name_old",
        number="year sponsorship_fee",
        flag="for_modified_package renewal",
        day="start_date end_date applied_on approved_on rejected_on finalized_on",
        one="sponsor package overlapped_by",
        may_lack="year level_name_old overlapped_by renewal",
    ),
    "sponsorbenefit": _table(
        text="program_name name description",
        number="order benefit_internal_value",
        flag="added_by_user standalone",
        one="sponsorship sponsorship_benefit",
        may_lack="standalone",
    ),
    "benefitfeature": _table(one="sponsor_benefit"),
    **{name: _table(**cells, parent="benefitfeature") for name, cells in FEATURES.items()},  # type: ignore[arg-type]
    "contract": _table(
        text="status document document_docx signed_document sponsor_info sponsor_contact benefits_list"
        " legal_clauses",
        number="revision",
        day="created_on sent_on last_update",
        one="sponsorship original_sponsorship",
        may_lack="document_docx original_sponsorship last_update",
    ),
    "genericasset": _table(text="content_type internal_name", one="object_id"),
    "imgasset": _table(text="image", parent="genericasset"),
    "textasset": _table(text="text", parent="genericasset"),
    "fileasset": _table(text="file", parent="genericasset"),
    "responseasset": _table(text="response", parent="genericasset"),
}  # fmt: skip
"""By the name that Django gives the model."""

NOT_TAKEN = {
    "sponsoremailnotificationtemplate": "texts of letters: write them anew as standing letters",
    "sponsorshipnotificationlog": "the list of letters that were sent",
}
"""Tables of the application that have no counterpart here, and what becomes of what they hold."""

UNREAD = {
    "polymorphic_ctype", "uuid", "locked", "submited_by", "user", "program", "updated", "creator",
    "last_modified_by", "benefits_list_markup_type", "legal_clauses_markup_type",
    "_benefits_list_rendered", "_legal_clauses_rendered",
}  # fmt: skip
"""Fields that say nothing about a record by themselves: accounts, locks, rendered copies, type numbers."""
