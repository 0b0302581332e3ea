"""E-mail addresses in their normal form."""

from email_validator import EmailNotValidError, validate_email

from sponsorship.errors import Invalid


def checked_email(email: str, field: str = "email") -> str:
    """The address in its normal form; raises Invalid if it cannot be an e-mail address."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized
    except EmailNotValidError as wrong:
        raise Invalid(field, "Please give an e-mail address like name@example.org.") from wrong
