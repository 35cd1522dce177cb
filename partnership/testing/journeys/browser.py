"""One person at one browser: fills real forms, presses real buttons, and looks at every page."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Response

from partnership.testing.axe import violations
from partnership.testing.journeys.effort import Effort

LOOK = (Path(__file__).with_name("look.js")).read_text("utf-8")
#: Whether a box is drawn itself; some are hidden beneath their label.
CAN_BE_TAPPED = """box => box.getBoundingClientRect().width > 4
  && !box.matches(".visually-hidden") && getComputedStyle(box).opacity > 0"""
#: Faults after which going on makes no sense.
BROKEN = ("4", "5", "script", "left the site")
#: Phones are 360 pixels wide, desks 1280.
HEIGHTS = {360: 740, 1280: 900}
#: What Chromium says of requests that had no line to go out on.
OFFLINE = "ERR_INTERNET_DISCONNECTED"
#: Text that asks to be read: not the words of choices, which are looked for.
TO_READ = """scope => [...scope.querySelectorAll("legend, h1, h2, p, li, label, .form-text")]
  .filter(box => box.checkVisibility() && !box.closest(
    ".skills, .week, .problem-cards, nav, header, footer, .visually-hidden, [hidden]"))
  .filter(box => !box.parentElement.closest("p, label, legend"))
  .map(box => box.innerText).join(" ").split(/\\s+/).filter(Boolean).length"""


class Guest:
    """A browser context of its own; `effort` counts what fingers and eyes do."""

    def __init__(self, browser: Browser, base: str, *, language: str, width: int) -> None:
        self.base, self.language, self.width = base, language, width
        self.context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": HEIGHTS[width]},
            has_touch=width < 600,
            locale="fa-IR" if language == "fa" else "en-GB",
            timezone_id="Asia/Tehran",
            accept_downloads=True,
            # What fades or slides takes time, and colours that axe cannot read.
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.effort = Effort()
        self.told: dict[str, int] = {}
        self.faults: list[str] = []
        self.allowed_statuses: set[int] = set()
        self._watch(self.page)

    @property
    def taps(self) -> int:
        """How often a finger went down so far."""
        return self.effort.taps

    def _watch(self, page: Page) -> None:
        """Write down what no page may do: go outside, complain, break."""

        def request(asked: Any) -> None:
            if not asked.url.startswith((self.base + "/", "data:", "blob:")):
                self.faults.append(f"left the site: {asked.url}")

        def response(answer: Response) -> None:
            if answer.status >= 400 and answer.status not in self.allowed_statuses:
                self.faults.append(f"{answer.status} at {answer.url}")

        def console(message: Any) -> None:
            if OFFLINE in message.text:
                return
            if message.type in ("error", "warning") and not self.allowed_statuses:
                self.faults.append(f"console {message.type}: {message.text} at {page.url}")

        page.on("request", request)
        page.on("response", response)
        page.on("console", console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error} at {page.url}"))

    def go(self, path: str) -> None:
        """Open an address of the site and look at the page."""
        self.page.goto(path)
        self.look()

    def follow(self, link: Locator | str) -> None:
        """Tap a link or a button that leads to a page, and look at it."""
        target = self.page.locator(link) if isinstance(link, str) else link
        with self.waiting(), self.page.expect_navigation():
            self.tap(target.filter(visible=True).first)
        self.look()

    def tap(self, target: Locator | str) -> None:
        """One finger on a phone, the mouse at a desk."""
        place = self.page.locator(target) if isinstance(target, str) else target
        self.effort.taps += 1
        if self.width < 600:
            place.tap()
        else:
            place.click()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """The time in here is the site's."""
        begun = time.monotonic()
        yield
        self.effort.waited += time.monotonic() - begun

    @contextmanager
    def offline(self) -> Iterator[None]:
        """In the tunnel, in the lift."""
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)

    def read(self, scope: str = "main") -> None:
        """Take in what a part of the page says."""
        self.effort.words += int(self.page.locator(scope).first.evaluate(TO_READ))

    def examine(self) -> None:
        """Let axe look at the page as it stands now; what it finds is a fault."""
        self.faults += [f"axe at {self.path}: {found}" for found in violations(self.page)]

    def open_first(self, start: str) -> int:
        """Follow the first link to an object below `start`; returns its key."""
        links = self.page.locator(f'main a[href^="{start}"]').filter(visible=True)
        hrefs = [str(link.get_attribute("href")) for link in links.all()]
        found = [href for href in hrefs if re.fullmatch(re.escape(start) + r"\d+/(\?.*)?", href)]
        assert found, f"nothing below {start} on {self.page.url}: {hrefs}"
        self.follow(f'main a[href="{found[0]}"]')
        return self.number_in_path()

    def press(self, button: str = "") -> None:
        """Tap the button of the main form, or the one `button` selects."""
        usual = "main form[method=post] button:is(.btn-primary, .btn-danger):not([type=button])"
        self.follow(self.page.locator(button or usual))

    def take(self, verb: str, **boxes: Any) -> None:
        """Tap a move of the object one looks at, fill its form, and confirm."""
        link = self.page.locator(f'main a[href$="/{verb}/"], main a[href*="/{verb}/?"]').first
        menu = self.page.locator("main details.menu:not([open])").filter(has=link)
        if not link.is_visible() and menu.count():
            self.tap(menu.first.locator("summary"))
        self.follow(link)
        self.fill(**boxes)
        self.press()

    def option(self, name: str, index: int) -> str:
        """The value of what a choice offers at a place in its list."""
        options = self.page.locator(f'main select[name="{name}"] option')
        chosen = options.nth(index if index >= 0 else options.count() + index)
        return str(chosen.get_attribute("value"))

    def option_named(self, name: str, words: str) -> str:
        """The value of the choice whose label holds these words."""
        options = self.page.locator(f'main select[name="{name}"] option', has_text=words)
        return str(options.first.get_attribute("value"))

    def fill(self, **boxes: Any) -> None:
        """Fill boxes by their names: text, choice by value, True/False, or a list of values."""
        for name, value in boxes.items():
            self._fill_one(name, value)

    def _fill_one(self, name: str, value: Any) -> None:
        found = self.page.locator(f'main [name="{name}"]')
        kind = found.first.evaluate("box => box.tagName === 'SELECT' ? 'select' : box.type")
        if kind == "select":
            self.effort.taps += 2
            self.effort.fields += 1
            found.first.select_option(value=str(value))
        elif kind in ("checkbox", "radio"):
            values = value if isinstance(value, list | tuple) else [value]
            self.effort.fields += 1
            for one in values:
                box = (
                    found
                    if isinstance(one, bool)
                    else found.and_(self.page.locator(f'[value="{one}"]'))
                )
                self.tick(box, one is not False)
        elif kind == "file":
            self.effort.taps += 3
            self.effort.fields += 1
            found.first.set_input_files(value)
        else:
            self.effort.taps += 1
            self.effort.fields += 1
            self.effort.letters += len(str(value))
            found.first.fill(str(value))
            self.page.keyboard.press("Escape")  # a calendar that opened is put away

    def tick(self, box: Locator, on: bool = True) -> None:
        """Boxes may be drawn by their label: a finger taps what it sees."""
        if box.first.is_checked() == on:
            return
        if box.first.evaluate(CAN_BE_TAPPED):
            self.effort.taps += 1
            box.first.set_checked(on)
        else:
            self.tap(box.first.locator("xpath=ancestor::label[1]"))
        assert box.first.is_checked() == on

    def look(self) -> None:
        """Every page: one h1, right language and direction, no sideways scrolling, clean prose."""
        self.page.wait_for_load_state("load")
        seen = self.page.evaluate(LOOK)
        where = f"{self.page.url} ({self.language}, {self.width})"
        wanted = {"lang": self.language, "dir": "rtl" if self.language == "fa" else "ltr"}
        for name, value in wanted.items():
            if seen[name] != value:
                self.faults.append(f"{name} is {seen[name]!r} at {where}")
        if seen["h1"] != 1:
            self.faults.append(f"{seen['h1']} h1 at {where}")
        if seen["scroll"] > self.width:
            self.faults.append(f"scrolls sideways to {seen['scroll']} at {where}: {seen['wide']}")
        if self.language == "fa":
            self.faults += [f"not Persian at {where}: {text!r}" for text in seen["latin"]]
        else:
            self.faults += [f"not English at {where}: {text!r}" for text in seen["persian"]]
        broken = [fault for fault in self.faults if fault.startswith(BROKEN)]
        if seen["errors"] or broken:
            raise AssertionError(f"stopped at {where}: {seen['errors']}\n" + self.told_faults())

    def told_faults(self) -> str:
        """Faults as lines."""
        return "\n".join(dict.fromkeys(self.faults))

    @property
    def path(self) -> str:
        """The path of the page one is on."""
        return self.page.url.removeprefix(self.base)

    def number_in_path(self) -> int:
        """The key of the object whose page one is on."""
        found = re.search(r"/(\d+)/", self.path)
        assert found, f"no object at {self.path}"
        return int(found.group(1))

    def reads(self, text: str) -> None:
        """The page says this."""
        main = self.page.locator("main").inner_text()
        assert text in main, f"{text!r} is not on {self.page.url}:\n{main[:3000]}"

    def close(self) -> None:
        """Leave."""
        self.context.close()
