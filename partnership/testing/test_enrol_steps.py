"""The enrolment form step by step in a real browser; what it asks goes straight to the views.

No server runs: each request of the page is handed to a test client in this thread, so that lines
can be cut, sessions ended and tokens lost at will.
"""

from collections.abc import Iterator
from io import BytesIO
from mimetypes import guess_type
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Route, expect

from industries.tests.factories import ProblemFactory
from partnership.accounts.models import User
from partnership.testing.doors.eyes import HEIGHTS, SITE, static_file
from students.models import Enrolment, EnrolmentDraft
from students.tests.factories import (
    EnrolmentFactory,
    MajorFactory,
    RoundFactory,
    SkillFactory,
    StudentFactory,
)

pytestmark = [
    # The browser's requests come in another context, hence over a connection of their own.
    pytest.mark.django_db(transaction=True),
    pytest.mark.journey,
    pytest.mark.usefixtures("empty_cache"),
]
SECRET = "four words are enough"


class Line:
    """A browser whose requests end in a test client; `is_cut` loses what is sent."""

    def __init__(self, browser: Browser, *, language: str = "en", width: int = 360) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies["language"] = language
        self.is_cut = False
        self.context = browser.new_context(
            base_url=SITE,
            viewport={"width": width, "height": HEIGHTS[width]},
            has_touch=width < 600,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(10_000)
        self.context.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        """A file of the site, or what a view answers; redirects are followed at once."""
        asked = urlsplit(route.request.url)
        file = static_file(asked.path) if asked.path.startswith(settings.STATIC_URL) else None
        if file:
            kind = guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
            return
        if self.is_cut and route.request.method == "POST":
            route.abort("internetdisconnected")
            return
        try:
            response = self.ask(route.request, asked.path)
        finally:
            connection.close()
        route.fulfill(
            status=response.status_code,
            body=response.content,
            content_type=response["Content-Type"],
        )

    def ask(self, request: Request, path: str) -> Any:
        """What a view answers in the end."""
        response = self.client.generic(
            request.method,
            path,
            request.post_data_buffer or b"",
            request.headers.get("content-type", ""),
        )
        while response.status_code in (301, 302):
            response = self.client.get(response["Location"])
        return response

    def open(self) -> Page:
        """The form, its scripts at work."""
        page = self.context.new_page()
        page.goto("/enrol/")
        page.locator("form.is-stepped").wait_for()
        return page


@pytest.fixture
def line(browser: Browser) -> Iterator[Line]:
    """A visitor with a phone during a call with two problems."""
    RoundFactory()
    MajorFactory()
    SkillFactory()
    for n in range(2):
        ProblemFactory(state="open", public_title=f"Problem {n}")
    one = Line(browser)
    yield one
    one.context.close()


def step(page: Page) -> str:
    """Key of the step one looks at."""
    return str(page.locator("[data-step]:not([hidden])").get_attribute("data-step"))


def go_on(page: Page) -> None:
    """Tap Next and wait for its answer."""
    page.tap("[data-enrol-next]")
    expect(page.locator("[data-enrol-next]")).not_to_have_attribute("aria-busy", "true")


def identify(page: Page) -> None:
    """Fill the first step."""
    page.fill("#id_first_name_fa", "نگار")
    page.fill("#id_last_name_fa", "صادقی")
    page.fill("#id_national_id", "۹۹۹۰۰۰۰۱۳۱")
    page.fill("#id_student_number", "۴۰۲۹۹۹۱۲۳")


def status(page: Page) -> Any:
    """The quiet line that says how the draft stands."""
    return page.locator("[data-enrol-status]")


def test_mistakes_of_a_step_show_at_once_and_go_when_mended(line: Line) -> None:
    page = line.open()
    page.fill("#id_national_id", "1234567890")
    go_on(page)
    assert step(page) == "identity"
    wrong = page.locator("[data-field].has-error, [data-field] .has-error")
    assert wrong.count() == 4
    expect(page.locator("#id_first_name_fa")).to_be_focused()
    identify(page)
    assert page.locator("[data-step=identity] .invalid-feedback:visible").count() == 0
    go_on(page)
    assert step(page) == "contact"
    heading = "[data-step=contact] legend"
    expect(page.locator(heading)).to_be_focused()
    page.go_back()
    expect(page.locator("[data-step=identity]")).to_be_visible()
    page.go_forward()
    page.tap("[data-enrol-back]")
    expect(page.locator("[data-step=identity]")).to_be_visible()


def test_from_the_first_box_to_the_code(line: Line) -> None:
    page = line.open()
    identify(page)
    go_on(page)
    page.fill("#id_mobile", "۰۹۷۰۹۹۹۱۲۳۴")
    page.fill("#id_email", "negar@student.example")
    page.fill("#id_password", SECRET)
    page.press("#id_password", "Enter")
    expect(page.locator("[data-step=studies]")).to_be_visible()
    page.select_option("#id_major", index=1)
    page.fill("#id_passed_credits", "۱۰۴")
    page.fill("#id_gpa", "۱۷/۲")
    go_on(page)
    page.locator("label.week-cell").first.tap()
    go_on(page)
    page.locator("[data-problem-add]").first.tap()
    go_on(page)
    page.check("#id_consents_to_data")
    page.check("#id_gives_undertaking")
    go_on(page)
    assert step(page) == "review"
    summary = page.locator("[data-enrol-summary]")
    expect(summary).to_contain_text("صادقی")
    expect(summary).to_contain_text("9990000131")
    expect(summary).not_to_contain_text(SECRET)
    summary.get_by_role("link", name="Change").nth(2).tap()
    assert step(page) == "studies"
    page.fill("#id_gpa", "۱۸")
    page.locator("[data-for=review] a").tap()
    expect(summary).to_contain_text("18")
    page.tap("[data-enrol-send]")
    page.locator("[name=code]").wait_for()
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, str(enrolment.student.gpa)) == ("submitted", "18.00")
    assert enrolment.preferences.count() == 1
    assert not EnrolmentDraft.objects.exists()
    # The copy on the device goes once the next page's module has been read.
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('draft:'))"
    )


def test_a_lost_line_loses_nothing(line: Line) -> None:
    page = line.open()
    line.is_cut = True
    identify(page)
    expect(status(page)).to_contain_text("Kept on this device")
    go_on(page)
    assert step(page) == "contact"
    page.reload()
    page.locator("form.is-stepped").wait_for()
    assert step(page) == "contact"
    assert page.input_value("#id_last_name_fa") == "صادقی"
    assert not EnrolmentDraft.objects.exists()
    line.is_cut = False
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(status(page)).to_contain_text("Saved at")
    assert EnrolmentDraft.objects.get().data["last_name_fa"] == ["صادقی"]


def test_wishes_come_back_after_a_lost_line(line: Line) -> None:
    page = line.open()
    line.is_cut = True
    identify(page)
    page.evaluate("document.querySelector('[data-problem-add]').click()")
    page.reload()
    page.locator("form.is-stepped").wait_for()
    expect(page.locator("[data-wish-list] li")).to_have_count(1)


def test_the_other_language_keeps_what_was_typed_a_moment_ago(line: Line) -> None:
    page = line.open()
    page.fill("#id_first_name_fa", "نگار")
    page.locator("form[action='/i18n/setlang/'] button").first.tap()
    page.locator("html[lang=fa] form.is-stepped").wait_for()
    assert page.input_value("#id_first_name_fa") == "نگار"


def test_a_session_that_ends_says_so_and_goes_on(line: Line) -> None:
    user = StudentFactory().user
    User.objects.update(language="en")
    line.client.force_login(user)
    page = line.open()
    page.fill("#id_first_name_fa", "نگار")
    expect(status(page)).to_contain_text("Saved at")
    line.client.cookies[settings.SESSION_COOKIE_NAME] = "gone"
    page.fill("#id_last_name_fa", "صادقی")
    expect(status(page)).to_contain_text("session has ended")
    expect(status(page).locator("a")).to_have_attribute("href", "/accounts/login/?next=/enrol/")
    line.client.force_login(user)
    page.goto("/enrol/")
    assert page.input_value("#id_last_name_fa") == "صادقی"


def test_a_page_with_a_lost_token_brings_the_words_back(line: Line) -> None:
    page = line.open()
    page.fill("#id_first_name_fa", "نگار")
    expect(status(page)).to_contain_text("Saved at")
    line.client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    page.fill("#id_last_name_fa", "صادقی")
    expect(status(page)).to_contain_text("too old")
    status(page).locator("a").tap()
    expect(page.locator("#id_last_name_fa")).to_have_value("صادقی")
    expect(status(page)).to_contain_text("Saved at")


@pytest.mark.parametrize(("button", "stays"), [("newer", "second"), ("mine", "first")])
def test_of_two_tabs_the_reader_chooses(line: Line, button: str, stays: str) -> None:
    first, second = line.open(), line.open()
    second.fill("#id_last_name_fa", "second")
    expect(status(second)).to_contain_text("Saved at")
    first.fill("#id_last_name_fa", "first")
    conflict = first.locator("[data-enrol-conflict]")
    expect(conflict).to_be_visible()
    assert EnrolmentDraft.objects.get().data["last_name_fa"] == ["second"]
    first.tap(f"[data-enrol-{button}]")
    expect(conflict).to_be_hidden()
    expect(first.locator("#id_last_name_fa")).to_have_value(stays)
    if stays == "first":
        expect(status(first)).to_contain_text("Saved at")
    assert EnrolmentDraft.objects.get().data["last_name_fa"] == [stays]


def test_a_returned_application_opens_at_what_was_marked(line: Line) -> None:
    enrolment = EnrolmentFactory(state="returned", returned_fields={"gpa": "Not as in the list"})
    User.objects.update(language="en")
    line.client.force_login(enrolment.student.user)
    page = line.open()
    assert step(page) == "studies"
    note = page.locator("[data-field=gpa] .returned-note")
    expect(note).to_contain_text("Not as in the list")
    page.locator("[data-for=review] a").tap()
    expect(page.locator("[data-enrol-send]")).to_contain_text("Send again")


def test_a_cv_is_kept_as_soon_as_it_is_chosen(line: Line) -> None:
    page = line.open()
    page.fill("#id_first_name_fa", "نگار")
    expect(status(page)).to_contain_text("Saved at")
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    lie = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": picture.getvalue()}
    page.set_input_files("#id_cv", files=[lie])
    expect(page.locator("[data-field=cv] .invalid-feedback").last).to_contain_text("not what")
    page.set_input_files("#id_cv", files=[{**lie, "name": "cv.png", "mimeType": "image/png"}])
    expect(page.locator("[data-enrol-cv-name]")).to_have_text("cv.png")
    page.reload()
    expect(page.locator("[data-enrol-cv-name]")).to_have_text("cv.png")
