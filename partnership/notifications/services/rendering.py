"""A letter's words for one reader: subject, plain text and HTML, in the reader's language.

Nothing anybody typed is ever read as a template: values are put in last, into our own templates
or into the office's text by plain replacement.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, engines
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from partnership.core.models import in_persian
from partnership.core.text import to_persian_digits
from partnership.notifications.emails import Letter
from partnership.notifications.models import EmailTemplate

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ISOLATE = re.compile("\u2066(.*?)\u2069")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Rendered:
    """The frozen words."""

    subject: str
    words: str
    body: str
    html: str
    action: str


def one_line(text: object, limit: int = 300) -> str:
    """Text that is safe in a mail header: one line, no control characters of any kind."""
    clean = "".join(
        " " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") else char
        for char in str(text)
    )
    return _SPACES.sub(" ", clean).strip()[:limit]


def greeting_name(name: str) -> str:
    """A name as it may stand in a greeting: letters only, so that it carries no address."""
    kept = "".join(
        char if char.isalpha() or char in " \u200c'’-" or unicodedata.combining(char) else " "
        for char in name
    )
    return _SPACES.sub(" ", kept).strip()[:120]


def absolute(url: str) -> str:
    """An address on this site; anything else is no address for a letter."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") and not url.startswith("//") else ""


def render_letter(
    letter: Letter,
    *,
    language: str,
    name: str,
    about: Any,
    recipient: Any,
    context: dict[str, Any],
    url: str,
    own: EmailTemplate | None = None,
) -> Rendered:
    """Render the letter for one reader, wholly in one language.

    `own` is the office's own text of the letter in that language, if it has one.
    """
    with override(language):
        values = {**context, "name": greeting_name(name), "about": about, "recipient": recipient}
        values["site_url"] = settings.SITE_URL
        subject, words = _own_words(own, letter, values) if own else _our_words(letter, values)
        action = one_line(letter.action, 120) if url else ""
        frame = {
            "greeting": _greeting(values["name"]),
            "words": words,
            "url": absolute(url),
            "action": action or gettext("Open the page"),
            "language": language,
            "dir": "rtl" if language == "fa" else "ltr",
            "align": "right" if language == "fa" else "left",
            "site_url": settings.SITE_URL,
            "subject": subject,
        }
        body = _tidy(_plain("letters/base.txt", frame))
        html = render_to_string("letters/base.html", {**frame, "paragraphs": to_html(words)})
    return Rendered(subject=subject, words=words, body=body, html=html, action=action)


def fill(text: str, values: dict[str, Any], allowed: tuple[str, ...]) -> str:
    """Put values into the office's words; unknown names stay, values are never read again."""
    return _PLACEHOLDER.sub(
        lambda found: str(values.get(found[1], "")) if found[1] in allowed else found[0], text
    )


def unknown_placeholders(letter: Letter, text: str) -> list[str]:
    """Names in braces the letter does not offer."""
    return sorted(
        {name for name in _PLACEHOLDER.findall(text) if name not in letter.known_placeholders}
    )


def to_html(words: str) -> SafeString:
    """Paragraphs and dashed lists as HTML; all escaped, only our own addresses become links."""
    blocks = []
    for block in re.split(r"\n\s*\n", words.strip()):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if lines and all(line.startswith(("- ", "• ")) for line in lines):
            items = "".join(
                f'<li style="margin:0 0 4px">{_inline(line[2:])}</li>' for line in lines
            )
            blocks.append(f'<ul style="margin:0 0 16px;padding-inline-start:20px">{items}</ul>')
        elif lines:
            blocks.append(
                f'<p style="margin:0 0 16px">{"<br>".join(_inline(line) for line in lines)}</p>'
            )
    return mark_safe("".join(blocks))  # noqa: S308  every part went through escape()


def _inline(line: str) -> str:
    text = _ISOLATE.sub(r'<bdi dir="ltr">\1</bdi>', escape(line))
    own = re.escape(escape(settings.SITE_URL))
    return re.sub(rf"({own}/[^\s<]*)", r'<a href="\1" dir="ltr">\1</a>', text)


def _greeting(name: str) -> str:
    return gettext("Dear %(name)s,") % {"name": name} if name else gettext("Hello,")


def _our_words(letter: Letter, values: dict[str, Any]) -> tuple[str, str]:
    digits = to_persian_digits if in_persian() else str
    safe = {
        key: digits(value) if isinstance(value, int) else value for key, value in values.items()
    }
    return one_line(str(letter.subject) % safe), _tidy(_plain(letter.template_name, values))


def _own_words(own: EmailTemplate, letter: Letter, values: dict[str, Any]) -> tuple[str, str]:
    allowed = letter.known_placeholders
    return one_line(fill(own.subject, values, allowed)), _tidy(fill(own.body, values, allowed))


def _plain(template: str, values: dict[str, Any]) -> str:
    """Render a text template with escaping off: it is not HTML."""
    found: Any = engines["django"].get_template(template)
    return found.template.render(Context(values, autoescape=False))


def _tidy(text: str) -> str:
    """No trailing blanks, at most one empty line between paragraphs."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
