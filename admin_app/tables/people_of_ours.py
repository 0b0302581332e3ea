"""Tables of staff, their sessions and tokens of machines."""

from __future__ import annotations

from admin_app.tables.filters import Choice, Flag
from admin_app.tables.table import Table
from sponsorship.portal.models import ContactLink, ContactSession
from sponsorship.staff.models import ApiToken, SignInAttempt, SignInLink, StaffSession, StaffUser
from sponsorship.staff.permissions import Capability


class Staff(Table, model=StaffUser):
    name_plural = "Staff"
    column_list = ("name", "email", "role", "standing", "created_at")
    column_searchable_list = ("name", "email")
    filters = (Choice(StaffUser.role), Flag(StaffUser.is_active))
    may = Capability.MANAGE_STAFF


class StaffSessions(Table, model=StaffSession):
    name_plural = "Sessions of staff"
    column_list = ("id", "staff.name", "created_at", "last_seen_at", "revoked_at", "ip")
    may = Capability.MANAGE_STAFF


class SignInLinks(Table, model=SignInLink):
    name_plural = "Sign-in links"
    column_list = ("id", "staff.name", "created_by", "created_at", "expires_at", "used_at")
    may = Capability.MANAGE_STAFF


class SignInAttempts(Table, model=SignInAttempt):
    name_plural = "Attempts to sign in"
    column_list = ("bucket", "quarter", "tries")
    may = Capability.MANAGE_STAFF


class ApiTokens(Table, model=ApiToken):
    name_plural = "Tokens of machines"
    column_list = ("name", "scopes", "created_at", "last_used_on", "revoked_at")
    may = Capability.KEEP_TOKENS


class ContactSessions(Table, model=ContactSession):
    name_plural = "Sessions of sponsors' contacts"
    column_list = ("id", "email", "created_at", "expires_at", "revoked_at")
    may = Capability.MANAGE_STAFF


class ContactLinks(Table, model=ContactLink):
    name_plural = "Sign-in links of sponsors' contacts"
    column_list = ("id", "email", "created_at", "expires_at", "used_at")
    may = Capability.MANAGE_STAFF


tables = (
    Staff,
    StaffSessions,
    SignInLinks,
    SignInAttempts,
    ApiTokens,
    ContactSessions,
    ContactLinks,
)
