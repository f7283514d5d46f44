"""The console's door: closed without a secret, and open only to who knows it, for a working day."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute
from itsdangerous import TimestampSigner

from bot.console.router import console_router
from bot.console.routes.login import next_page
from bot.console.session import COOKIE, LIFETIME

PAGES = ("", "/questions", "/questions.csv", "/questions/1", "/unanswered", "/taught", "/taught/new", "/feedback")
PAGES += ("/guide", "/privacy", "/pause", "/audit", "/nothing")
FORMS = ("/logout", "/unanswered/decide", "/taught/new", "/taught/withdraw", "/guide/reload", "/pause", "/pause/end")
FORMS += ("/privacy/sender", "/privacy/sender/erase", "/privacy/older", "/privacy/older/erase")


def test_without_a_secret_every_page_says_how_to_open_the_console(new_console: Any) -> None:
    console = new_console(admin_secret="")
    for path in (*PAGES, "/login"):
        answer = console.client.get(f"/admin{path}")
        assert answer.status_code == httpx.codes.NOT_FOUND, path
        assert "JIGAI_ADMIN_SECRET" in answer.text


def test_without_a_secret_the_empty_one_opens_nothing(new_console: Any) -> None:
    assert new_console(admin_secret="").login(secret="").status_code == httpx.codes.NOT_FOUND


def test_the_running_assistant_keeps_its_console_closed(server: httpx.Client) -> None:
    answer = server.get("/admin")
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert "没有开启" in answer.text
    assert server.post("/admin/reload", headers={"Authorization": "Bearer x"}).status_code == httpx.codes.FORBIDDEN


def test_nobody_sees_a_page_before_the_login(new_console: Any) -> None:
    console = new_console()
    for path in PAGES:
        answer = console.client.get(f"/admin{path}")
        assert answer.status_code == httpx.codes.SEE_OTHER, path
        assert answer.headers["location"].startswith("/admin/login?next=/admin")


def test_nobody_changes_anything_before_the_login(new_console: Any) -> None:
    console = new_console()
    for path in FORMS:
        answer = console.client.post(f"/admin{path}", data={"csrf": "x"})
        assert answer.headers["location"] == "/admin/login?next=/admin", path


@pytest.mark.parametrize("token", ["", "x", "汉"])
def test_a_form_without_the_sessions_token_is_refused(console: Any, token: str) -> None:
    for path in FORMS:
        answer = console.client.post(f"/admin{path}", data={"csrf": token, "text": "停", "sure": "yes"})
        assert answer.status_code == httpx.codes.FORBIDDEN, path
        assert "表单已经失效" in answer.text
    assert console.desk.operation.off_switch.pause() is None


def test_a_token_of_another_session_is_refused(console: Any, new_console: Any) -> None:
    other = new_console()
    other.login("王工")
    token = other.page("/audit").partition('name="csrf" value="')[2].partition('"')[0]
    assert console.client.post("/admin/pause", data={"csrf": token, "text": "停"}).status_code == 403


def test_the_right_secret_opens_the_page_that_was_wanted(new_console: Any) -> None:
    console = new_console()
    answer = console.login(next="/admin/audit?page=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/audit?page=1")
    assert "李工" in console.page("/audit")
    assert console.log() == [("李工", "登录", "")]


@pytest.mark.parametrize("wanted", ["https://evil.example", "//evil.example", "/administration", "/", ""])
def test_a_login_leads_to_no_other_site(wanted: str) -> None:
    assert next_page(wanted) == "/admin"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(new_console: Any) -> None:
    cookie = new_console().login().headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=strict", "Path=/admin", f"Max-Age={LIFETIME}"):
        assert part in cookie
    assert "Secure" not in cookie


def test_the_cookie_goes_only_over_https_where_the_console_does(new_console: Any) -> None:
    console = new_console()
    console.client.base_url = "https://testserver"
    assert "Secure" in console.login().headers["set-cookie"]


@pytest.mark.parametrize("secret", ["", "wrong", "密钥", "a long secret of the tests "])
def test_a_wrong_secret_is_refused(new_console: Any, secret: str) -> None:
    console = new_console()
    answer = console.login(secret=secret)
    assert answer.status_code == httpx.codes.FORBIDDEN
    assert "密钥不对" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("name", ["", "  ", "长" * 21, "李\n工"])
def test_a_login_needs_a_name_for_the_log(new_console: Any, name: str) -> None:
    answer = new_console().login(name)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "请填写姓名" in answer.text


def test_after_some_wrong_secrets_even_the_right_one_waits(new_console: Any) -> None:
    console = new_console()
    for _ in range(5):
        console.login(secret="guess")
    answer = console.login()
    assert answer.status_code == httpx.codes.TOO_MANY_REQUESTS
    assert "过几分钟再试" in answer.text


def test_right_logins_are_not_counted_as_guesses(new_console: Any) -> None:
    console = new_console()
    assert {console.login().status_code for _ in range(8)} == {303}


def test_a_login_sent_by_another_site_is_refused(new_console: Any) -> None:
    console = new_console()
    console.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert console.login().status_code == httpx.codes.FORBIDDEN


def test_a_session_ends_after_its_time(new_console: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    console = new_console()
    with monkeypatch.context() as patch:
        patch.setattr(TimestampSigner, "get_timestamp", lambda self: int(time.time()) - LIFETIME - 60)
        console.login()
    assert console.client.get("/admin").status_code == httpx.codes.SEE_OTHER


def test_a_session_ends_with_the_secret(console: Any, new_console: Any) -> None:
    other = new_console(admin_secret="another secret")
    other.client.cookies.update(console.client.cookies)
    assert other.client.get("/admin").status_code == httpx.codes.SEE_OTHER


@pytest.mark.parametrize("cookie", ["", "x", "e30.x.y"])
def test_a_forged_cookie_opens_nothing(new_console: Any, cookie: str) -> None:
    console = new_console()
    console.client.cookies.set(COOKIE, cookie)
    assert console.client.get("/admin").status_code == httpx.codes.SEE_OTHER


def test_a_copy_of_the_cookie_is_worth_nothing_after_the_logout(console: Any, new_console: Any) -> None:
    copy = new_console()
    copy.client.cookies.update(console.client.cookies)
    assert copy.client.get("/admin").status_code == httpx.codes.OK
    assert console.send("/logout").headers["location"] == "/admin/login"
    assert console.client.get("/admin").status_code == httpx.codes.SEE_OTHER
    assert copy.client.get("/admin").status_code == httpx.codes.SEE_OTHER


def test_pages_are_neither_kept_nor_framed_nor_scripted(console: Any) -> None:
    answer = console.client.get("/admin")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy


def test_the_address_with_a_stroke_at_its_end_leads_to_the_first_page(console: Any) -> None:
    assert console.client.get("/admin/").headers["location"] == "/admin"


def test_an_unknown_page_is_said_to_be_unknown(console: Any) -> None:
    answer = console.client.get("/admin/nothing")
    assert answer.status_code == httpx.codes.NOT_FOUND
    assert "没有这个页面" in answer.text


@pytest.mark.parametrize("path", ["/questions?page=x", "/questions/x"])
def test_a_wrong_parameter_is_refused_in_words(console: Any, path: str) -> None:
    answer = console.client.get(f"/admin{path}")
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "参数不对" in answer.text


def test_a_form_that_cannot_be_read_is_refused(console: Any) -> None:
    answer = console.client.post("/admin/pause", content=b"\xff\xfe")
    assert answer.status_code == httpx.codes.BAD_REQUEST


def test_the_forms_tried_here_are_all_that_change_something(console: Any) -> None:
    routes = [route for route in console_router(console.desk).routes if isinstance(route, APIRoute)]
    assert {route.path for route in routes if route.methods != {"GET"}} == {
        f"/admin{path}" for path in (*FORMS, "/login")
    }
