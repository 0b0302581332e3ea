"""What holds for every request and every response."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from admin_app.access import PUBLIC
from admin_app.pages import download, safe_path
from admin_app.routing import form, machine, page
from admin_app.security import allowed_hosts, content_policy
from sponsorship.errors import Unavailable
from sponsorship.settings import Settings
from tests.admin_app.office import Office, Visitor

ALWAYS = (
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "cache-control",
    "x-request-id",
)
CANARIES = ("sk_test_canary123456", "kim.canary@example.org", "whsec_canary1234567")


def fail(_: Request) -> Response:
    raise RuntimeError("could not reach " + " ".join(CANARIES))


def unavailable(_: Request) -> Response:
    raise Unavailable("The card processor")


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def length(_: Request, sent: Any) -> Response:
    return PlainTextResponse(str(len(sent.upload("logo").content)))


@pytest.fixture
def troubled(office: Office) -> Visitor:
    office.app.router.routes[:0] = [
        page("/fails", fail, access=PUBLIC),
        page("/unavailable", unavailable, access=PUBLIC),
        machine("/webhooks/test", echo, methods=["POST"]),
        machine("/api/v1/fails", fail),
        form("/logos", length, access=PUBLIC, uploads=400_000),
    ]
    return office.visitor()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/admin/sign-in", 200),
        ("HEAD", "/admin/sign-in", 200),
        ("GET", "/nothing", 404),
        ("PUT", "/admin/sign-in", 405),
        ("GET", "/fails", 500),
        ("GET", "/unavailable", 503),
        ("GET", "/static/app.css", 200),
        ("GET", "/static/../app.py", 404),
        ("GET", "/admin/desk/account", 303),
        ("POST", "/admin/sign-in", 415),
        ("GET", "/api/v1/fails", 500),
        ("GET", "/a%00b", 404),
        ("GET", "/?q=%00", 404),
    ],
)
def test_every_response_carries_the_headers(
    troubled: Visitor, method: str, path: str, status: int
) -> None:
    answer = troubled.request(method, path)
    assert answer.status_code == status
    assert [name for name in ALWAYS if name not in answer.headers] == []


def test_an_unexpected_error_gives_a_number_and_nothing_else(
    troubled: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = troubled.get("/fails")
    logged = capsys.readouterr().out
    assert answer.headers["x-request-id"] in answer.text
    assert answer.headers["x-request-id"] in logged
    assert "RuntimeError" in logged
    for told in (*CANARIES, "Traceback", "RuntimeError", "could not reach"):
        assert told not in answer.text
    for secret in CANARIES:
        assert secret not in logged


def test_programs_get_json(troubled: Visitor) -> None:
    answer = troubled.get("/api/v1/fails")
    assert answer.json() == {
        "error": {
            "code": "internal_server_error",
            "message": "It has been noted. If you write to us, please mention the number below.",
            "request": answer.headers["x-request-id"],
        }
    }
    assert troubled.get("/api/v1/nothing").json()["error"]["code"] == "not_found"


def test_addresses_in_the_log_are_those_of_routes(
    troubled: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    troubled.get("/admin/first-sign-in/" + "s3cret" * 8 + "?mail=kim@example.org")
    logged = capsys.readouterr().out
    assert "/admin/first-sign-in/{token}" in logged
    assert "s3cret" not in logged
    assert "kim@" not in logged


@pytest.mark.parametrize(
    ("allowed", "size", "status"),
    [("/webhooks/test", 262_144, 200), ("/webhooks/test", 262_145, 413)],
)
def test_bodies_end_at_their_limit(troubled: Visitor, allowed: str, size: int, status: int) -> None:
    pieces = (b"x" * 4096 for _ in range(size // 4096))
    rest = b"x" * (size % 4096)

    def body() -> Any:
        yield from pieces
        yield rest

    assert troubled.post(allowed, content=body()).status_code == status


def test_a_compressed_body_is_refused(troubled: Visitor) -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    answer = troubled.post("/webhooks/test", content=bomb, headers={"content-encoding": "gzip"})
    assert answer.status_code == 415


def test_a_route_takes_files_up_to_what_it_declares(troubled: Visitor) -> None:
    token = {"form_token": _token(troubled)}
    small = troubled.post("/logos", data=token, files={"logo": ("a.png", b"x" * 390_000)})
    assert (small.status_code, small.text) == (200, "390000")
    big = troubled.post("/logos", data=token, files={"logo": ("a.png", b"x" * 700_000)})
    assert big.status_code == 413


def test_files_are_not_taken_where_none_are_expected(troubled: Visitor) -> None:
    files = {"name": ("a.txt", b"x")}
    answer = troubled.post("/admin/sign-in", data={"form_token": _token(troubled)}, files=files)
    assert answer.status_code == 400


def test_a_million_fields_are_not_read(troubled: Visitor) -> None:
    answer = troubled.post(
        "/admin/sign-in",
        content=b"a=&" * 80_000,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 400


def test_ten_thousand_header_lines_are_refused(visitor: Visitor) -> None:
    headers = {f"x-{n}": "1" for n in range(10_000)}
    assert visitor.get("/admin/sign-in", headers=headers).status_code == 431


def test_many_ranges_are_answered_with_the_whole_file(visitor: Visitor) -> None:
    ranges = "bytes=" + ",".join("0-0" for _ in range(5000))
    assert visitor.get("/static/app.css", headers={"range": ranges}).status_code == 200


def test_files_of_ours_are_kept_for_a_year_under_their_fingerprint(visitor: Visitor) -> None:
    shown = visitor.get("/admin/sign-in").text
    address = shown.partition('href="/static/app.css')[2].partition('"')[0]
    kept = visitor.get("/static/app.css" + address).headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"
    assert visitor.get("/static/app.css?v=0").headers["cache-control"] == "public, max-age=3600"


def test_a_slash_too_many_is_forgiven(visitor: Visitor) -> None:
    answer = visitor.get("/admin/sign-in/?next=/admin")
    assert (answer.status_code, answer.headers["location"]) == (308, "/admin/sign-in?next=/admin")
    assert visitor.get("/admin//").headers["location"] == "/admin"
    assert visitor.get("/nothing/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/admin//desk/staff", "/admin/desk%2fstaff", "/admin/desk/staff/..", "/ADMIN/desk/staff",
     "/admin;/desk/staff", "/admin/desk/staff%3f", "/@evil.example/admin"],
)  # fmt: skip
def test_odd_addresses_open_nothing(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code in {303, 404}


def test_the_health_of_the_product(visitor: Visitor) -> None:
    assert visitor.get("/healthz").text == "ok\n"
    assert visitor.get("/readyz").text == "ready\n"
    assert visitor.get("/healthz", headers={"host": "127.0.0.1:8000"}).status_code == 200


def test_pages_of_the_sandbox_are_on_its_own_server(office: Office, visitor: Visitor) -> None:
    answer = visitor.get("/sandbox/mail?page=2")
    target = office.wiring.settings.sandbox_origin + "/sandbox/mail?page=2"
    assert (answer.status_code, answer.headers["location"]) == (307, target)


def test_every_page_of_a_try_out_says_so(visitor: Visitor) -> None:
    for path in ("/admin/sign-in", "/nothing"):
        assert "no real money" in visitor.get(path).text


@pytest.mark.parametrize(
    "target",
    ["//evil", "https:evil", "https://evil", "/\\evil", "\\evil", "%2f%2fevil", "/%2fevil",
     "/%5cevil", "evil", "", "/a\nb", "/é", "javascript:alert(1)", "/" + "x" * 3000, None],
)  # fmt: skip
def test_only_our_own_paths_are_gone_back_to(target: str | None) -> None:
    assert safe_path(target, otherwise="/start") == "/start"


@pytest.mark.parametrize("target", ["/", "/admin", "/donate?fund=general&next=2", "/a/b%20c"])
def test_our_own_paths_are_gone_back_to(target: str) -> None:
    assert safe_path(target, otherwise="/start") == target


def test_forms_may_lead_to_the_payment_page_and_nowhere_else(settings: Settings) -> None:
    assert f"form-action 'self' {settings.sandbox_origin};" in content_policy(settings)
    real = settings.model_copy(update={"stripe_api_key": _Secret("sk_test_1")})
    assert "form-action 'self' https://checkout.stripe.com https://" in content_policy(real)


class _Secret(str):
    __slots__ = ()

    def get_secret_value(self) -> str:
        return str(self)


def test_hosts_come_from_the_settings(settings: Settings) -> None:
    assert allowed_hosts(settings) == {"testserver"}
    local = settings.model_copy(update={"base_url": ""})
    assert allowed_hosts(local) == {"127.0.0.1", "localhost", "[::1]"}
    two = settings.model_copy(update={"allowed_hosts": ("Give.example.org",)})
    assert allowed_hosts(two) == {"testserver", "give.example.org"}


def test_a_file_to_keep_cannot_run_in_our_name() -> None:
    answer = download(b"<svg/>", 'lo"go\r\n.svg', "image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
    kept = answer.headers["content-disposition"]
    assert kept == "attachment; filename=\"lo_go__.svg\"; filename*=UTF-8''lo%22go%0D%0A.svg"


def _token(visitor: Visitor) -> str:
    return visitor.get("/admin/sign-in").text.partition('name="form_token" value="')[2][:43]
