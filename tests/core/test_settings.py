"""Settings: a wrong value stops the start with one sentence that names it."""

from pathlib import Path

import pytest

from sponsorship.settings import WrongSetting, load

SECRET = "a-secret-of-more-than-thirty-two-letters"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "TIME_ZONE",
            "Mars/Olympus",
            "SPONSORSHIP_TIME_ZONE names a time zone like Europe/Berlin.",
        ),
        ("CURRENCY", "usd", "SPONSORSHIP_CURRENCY is an ISO 4217 currency code like USD."),
        (
            "FISCAL_YEAR_STARTS_ON",
            "13-01",
            "SPONSORSHIP_FISCAL_YEAR_STARTS_ON is a month and a day",
        ),
        ("BASE_URL", "donate.example.org", "SPONSORSHIP_BASE_URL is an address like https://"),
        (
            "BASE_URL",
            "https://example.org/shop",
            "SPONSORSHIP_BASE_URL is an address like https://",
        ),
        (
            "DATABASE_URL",
            "mysql://x",
            "SPONSORSHIP_DATABASE_URL begins with sqlite:/// or postgresql",
        ),
        ("PORT", "70000", "SPONSORSHIP_PORT is a port number from 0 to 65535."),
        ("PORT", "http", "SPONSORSHIP_PORT is a whole number."),
        ("MAIL_URL", "mail.example.org", "SPONSORSHIP_MAIL_URL is an address like smtp://"),
        ("ASSET_REMINDER_DAYS", "7,soon", "SPONSORSHIP_ASSET_REMINDER_DAYS is made of numbers"),
        ("INVOICE_DUE_DAYS", "-1", "SPONSORSHIP_INVOICE_DUE_DAYS is a number of days"),
        ("SMALLEST_GIFT", "free", "SPONSORSHIP_SMALLEST_GIFT is made of plain whole amounts"),
        ("SUGGESTED_GIFTS", "10,,20", "SPONSORSHIP_SUGGESTED_GIFTS is made of plain whole amounts"),
        ("SMALLEST_GIFT", "999999", "SPONSORSHIP_SMALLEST_GIFT is not above"),
        ("LOG_LEVEL", "LOUD", "SPONSORSHIP_LOG_LEVEL is DEBUG, INFO, WARNING or ERROR."),
        ("LOG_FORMAT", "xml", "SPONSORSHIP_LOG_FORMAT is text or json."),
        (
            "STRIPE_API_KEY",
            "pk_test_123",
            "SPONSORSHIP_STRIPE_API_KEY is not a secret or restricted",
        ),
        ("STRIPE_API_KEY", "sk_test_123", "SPONSORSHIP_STRIPE_WEBHOOK_SECRETS is needed"),
        ("SECRET_KEY", "short", "SPONSORSHIP_SECRET_KEY has at least 32 characters."),
    ],
)
def test_a_wrong_value_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"SPONSORSHIP_{name}", value)

    with pytest.raises(WrongSetting) as wrong:
        load()

    assert str(wrong.value).startswith(sentence)
    assert "\n" not in str(wrong.value)


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPONSORSHIP_STRIPE_API_KEY", "pk_live_verysecret")

    with pytest.raises(WrongSetting) as wrong:
        load()

    assert "verysecret" not in str(wrong.value)


def test_real_payments_need_a_secret_key_and_live_ones_https(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SPONSORSHIP_STRIPE_API_KEY", "rk_live_123")
    monkeypatch.setenv("SPONSORSHIP_STRIPE_WEBHOOK_SECRETS", "whsec_new, whsec_old")
    with pytest.raises(WrongSetting, match="SPONSORSHIP_SECRET_KEY is needed"):
        load()
    monkeypatch.setenv("SPONSORSHIP_SECRET_KEY", SECRET)
    with pytest.raises(WrongSetting, match="SPONSORSHIP_MAIL_URL is needed"):
        load()
    monkeypatch.setenv("SPONSORSHIP_MAIL_URL", "smtp://localhost:25")
    with pytest.raises(WrongSetting, match="SPONSORSHIP_BASE_URL begins with https://"):
        load()
    monkeypatch.setenv("SPONSORSHIP_BASE_URL", "https://donate.example.org")

    settings = load()

    assert settings.is_live
    assert not settings.is_sandbox
    assert settings.webhook_secrets == ("whsec_new", "whsec_old")
    assert settings.signing_key == SECRET


def test_without_any_setting_the_sandbox_answers_and_secrets_are_kept(tmp_path: Path) -> None:
    settings = load(data_dir=tmp_path)

    assert settings.is_sandbox
    assert settings.origin == "http://127.0.0.1:8000"
    assert settings.sandbox_origin == "http://127.0.0.1:8001"
    assert settings.database == f"sqlite:///{tmp_path / 'sponsorship.db'}"
    assert settings.mail_dir == tmp_path / "mail"
    assert settings.sender == settings.organisation_email
    assert settings.signing_key == load(data_dir=tmp_path).signing_key
    assert settings.webhook_secrets == load(data_dir=tmp_path).webhook_secrets
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPONSORSHIP_ALLOWED_HOSTS", "one.example, two.example,")

    assert load().allowed_hosts == ("one.example", "two.example")
