"""A browser that is handed the doors' answers, and axe to look at them.

No server runs: the answer of the test client, with whatever state the door is in, is what the
browser gets for its one request; styles and scripts come from the files they are made of.
"""

from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Route

from partnership.testing.axe import violations
from partnership.testing.doors.crawl import Answer

SITE = "http://hamyar.test"
HEIGHTS = {360: 740, 1280: 900}


class Eyes:
    """One reader with one width: opens answers and lists what axe has against them."""

    def __init__(self, browser: Browser, *, language: str, width: int) -> None:
        self.language = language
        self.answer: Answer | None = None
        self.context = browser.new_context(
            base_url=SITE,
            viewport={"width": width, "height": HEIGHTS[width]},
            has_touch=width < 600,
            locale="fa-IR" if language == "fa" else "en-GB",
            timezone_id="Asia/Tehran",
            # axe measures colours: not while they fade from one to the other.
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        self.context.route("**/*", self._answer)
        self.page = self.context.new_page()

    def _answer(self, route: Route) -> None:
        """The answer for the page itself, a file for what it needs, and nothing else."""
        asked = urlsplit(route.request.url)
        if route.request.is_navigation_request() and route.request.frame == self.page.main_frame:
            assert self.answer is not None
            # Without the site's policy, which would rightly keep axe out.
            kind = self.answer.headers["content-type"]
            route.fulfill(status=self.answer.status, body=self.answer.body, content_type=kind)
        elif asked.path.startswith(settings.STATIC_URL) and (file := static_file(asked.path)):
            kind = guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=204, body="")

    def faults(self, answer: Answer, address: str) -> list[str]:
        """All of axe's complaints about a page in daylight, then those about dark colours."""
        self.answer = answer
        self.page.emulate_media(color_scheme="light")
        self.page.goto(address)
        return violations(self.page)

    def close(self) -> None:
        """Leave."""
        self.context.close()


def static_file(path: str) -> Path | None:
    """The file behind a static address: as collected, with its hash, else from its source."""
    name = unquote(path).removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    if collected.is_file():
        return collected
    found = finders.find(name)
    return Path(str(found)) if found else None
