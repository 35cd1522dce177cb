"""What holds for every page: seen in its text and its headers."""

import re
from html.parser import HTMLParser

from partnership.testing.doors.crawl import Answer

GREGORIAN = re.compile(
    r"\b(January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b20[0-9]{2}[-/][01]?[0-9]"
)
PERSIAN_LETTER = re.compile("[آ-ی]")
#: Figures in Persian prose are Persian: a Latin digit between Persian words is a slip.
LATIN_DIGIT = re.compile(r"[آ-ی] [0-9]+ [آ-ی]")
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//", re.I)
#: A link somebody gave, marked as leading away: a course's material, an online session.
EXTERNAL = "external noopener noreferrer"
HARMLESS = ("mailto:", "tel:", "data:image/", "otpauth:")
LTR = ("bdi", "code", "pre", "time", "script", "style", "textarea", "input", "option")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.headings = 0
        self.root: dict[str, str | None] = {}
        self.prose: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attrs = dict(pairs)
        if tag == "html":
            self.root = attrs
        self.headings += tag == "h1"
        if tag == "script" and not attrs.get("src") and attrs.get("type") != "application/json":
            self.faults.append("a script inside the page")
        if tag == "style" or "style" in attrs:
            self.faults.append(f"a style inside the page (<{tag}>)")
        self.faults += [f"handler {name} on <{tag}>" for name in attrs if name.startswith("on")]
        for name in ("src", "href", "action", "formaction", "srcset", "poster", "data"):
            value = (attrs.get(name) or "").strip()
            if tag == "a" and attrs.get("rel") == EXTERNAL and value.lower().startswith("https:"):
                continue
            if OUTSIDE.match(value) or value.lower().startswith(("javascript:", "data:text")):
                self.faults.append(f"<{tag} {name}> leads outside: {value[:60]}")
        if "action-counter" in (attrs.get("class") or ""):
            tag = "option"  # counts with the boxes ticked, once scripts run
        if tag not in ("input", "img", "br", "hr", "meta", "link", "source", "wbr", "path", "use"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop() == tag:
                break

    def handle_data(self, data: str) -> None:
        if not any(tag in LTR for tag in self.open[-3:]):
            self.prose.append(data)


def page_faults(answer: Answer, language: str, *, office: bool = False) -> list[str]:
    """What is wrong with a page, in words; empty when nothing is.

    Columns of the office's lists stand beside each other without being prose: their figures are
    not looked at.
    """
    if not answer.is_page or not answer.body:
        return []
    reader = _Reader()
    reader.feed(answer.body.decode())
    faults = list(dict.fromkeys(reader.faults))
    if reader.headings != 1:
        faults.append(f"{reader.headings} first headings")
    direction = "rtl" if language == "fa" else "ltr"
    if (reader.root.get("lang"), reader.root.get("dir")) != (language, direction):
        faults.append(f"lang/dir is {reader.root.get('lang')}/{reader.root.get('dir')}")
    if language == "fa":
        faults += _persian_faults(" ".join(" ".join(reader.prose).split()), office=office)
    return faults


def _persian_faults(prose: str, *, office: bool) -> list[str]:
    found = [
        f"Gregorian: …{prose[max(m.start() - 30, 0) : m.end() + 10]}…"
        for m in GREGORIAN.finditer(prose)
    ]
    found += [f"Latin digits: …{m.group()}…" for m in LATIN_DIGIT.finditer(prose) if not office]
    return found[:3]


def header_faults(answer: Answer, *, signed_in: bool) -> list[str]:
    """What is wrong with the headers."""
    headers, faults = answer.headers, []
    policy = headers.get("content-security-policy", "")
    # A letter is shown as its readers got it, in a frame that runs nothing and loads nothing.
    boxed = "sandbox" in policy and "default-src 'none'" in policy
    if "default-src" not in policy or ("unsafe-" in policy and not boxed):
        faults.append(f"Content-Security-Policy: {policy!r}")
    if headers.get("x-content-type-options") != "nosniff":
        faults.append("no nosniff")
    if headers.get("referrer-policy") not in ("same-origin", "no-referrer"):
        faults.append(f"Referrer-Policy: {headers.get('referrer-policy')!r}")
    if signed_in and answer.status == 200 and "no-store" not in headers.get("cache-control", ""):
        faults.append(f"Cache-Control: {headers.get('cache-control')!r}")
    return faults
