"""A test client that audits every page it gets, and sends forms the way a browser does."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from logbook.actors import Actor
from tests.page_audit import audit_page


class AuditingClient(FlaskClient):
    """Every HTML answer is audited; send() fills in a page's own form and posts it where it says."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # a browser takes in the whole answer, also one that comes in pieces
        response = super().open(*args, **{"buffered": True, **kwargs})
        if _is_page(response) and not hasattr(response, "soup"):  # a page behind a redirect was audited on the way
            where = f"{response.status_code} {response.request.full_path}"
            response.soup = audit_page(response.get_data(as_text=True), where)
        return response

    def page(self, url: str, status: int = 200) -> BeautifulSoup:
        """Get a page and look at it."""
        response = self.get(url)
        assert response.status_code == status, f"{url}: {response.status_code} {response.headers.get('Location', '')}"
        return soup_of(response)

    def send(
        self,
        url: str,
        values: dict[str, Any] | None = None,
        form: int | str = 0,
        button: str | None = None,
        follow: bool = False,
    ) -> TestResponse:
        """Get the page, fill in its POST form (by number or id) and send it, as a browser without JavaScript does.

        A value of None leaves the field out, as an unticked box; a list sends several; `button` is the name or
        "name=value" of the button that was pressed.
        """
        found = find_form(self.page(url), form)
        data = form_values(found)
        for name, value in (values or {}).items():
            data[name] = [] if value is None else value if isinstance(value, list) else [value]
        if button:
            name, _, value = button.partition("=")
            data[name] = [value or _button_value(found, name)]
        return self.post(str(found.get("action") or url), data=data, follow_redirects=follow)

    def sign_in(self, actor: Actor, generation: int = 1, second_factor: bool = True) -> None:
        """Be this person (its row must exist), with the second factor shown unless said otherwise."""
        with self.session_transaction() as session:
            session["_user_id"] = f"{actor.key}:{generation}"
            session["_fresh"] = True
            if second_factor and actor.is_staff:
                session["second_factor"] = actor.key


def _is_page(response: TestResponse) -> bool:
    return response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 304, 307, 308)


def soup_of(response: TestResponse) -> BeautifulSoup:
    """The page as the audit read it: to read it takes as long as to make it. Tests change nothing in it."""
    return response.soup if hasattr(response, "soup") else BeautifulSoup(response.get_data(as_text=True), "html5lib")


def text_of(response: TestResponse) -> str:
    """What people read on this page, with single spaces."""
    main = soup_of(response).find("main")
    assert isinstance(main, Tag), "no <main> on this page"
    return " ".join(main.get_text(" ").split())


def find_form(soup: BeautifulSoup, which: int | str) -> Tag:
    main = soup.find("main")
    assert isinstance(main, Tag)
    forms = [form for form in main.find_all("form") if str(form.get("method", "")).lower() == "post"]
    found = [form for form in forms if form.get("id") == which] if isinstance(which, str) else forms[which : which + 1]
    assert found, f"no POST form {which!r} on this page"
    return found[0]


def form_values(form: Tag) -> dict[str, list[str]]:
    """What a browser would send if nobody touched the form."""
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.get("type") in ("submit", "button", "file") or field.has_attr("disabled"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        data.setdefault(str(field["name"]), []).extend(_values_of(field))
    return data


def _values_of(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        options = field.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")]
        if not chosen and not field.has_attr("multiple"):
            chosen = options[:1]
        return [str(option.get("value", option.get_text(strip=True))) for option in chosen]
    return [str(field.get("value", "on" if field.get("type") == "checkbox" else ""))]


def _button_value(form: Tag, name: str) -> str:
    button = form.select_one(f'button[name="{name}"], input[type=submit][name="{name}"]')
    assert button is not None, f"no button {name!r} in this form"
    return str(button.get("value", ""))
