"""What a hostile hand sends: forms as a page offers them, filled in, and words nobody types."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import connection

#: Strings that have broken sites: each must be refused or stored clean, never crash.
CORPUS: dict[str, str] = {
    "right-to-left override": "نام\u202eفایل",
    "zero width": "a\u200bb\u2060c\ufeff",
    "isolates": "\u2066متن\u2069\u2067",
    "lone surrogate": "متن\udce2پایان",
    "combining marks": "e" + "\u0301" * 200,
    "ten thousand": "ب" * 10_000,
    "NUL": "پیش\x00پس",
    "astral": "𝕳𝖆𝖒𝖞𝖆𝖗 👩‍🏭 🇮🇷",
    "markup": '"><xq onx=1>{{7*7}}%(x)s{user.password}',
    "query": "'\"%;--\\",
    "only blanks": " \u200c\u00a0\u3000 ",
}
#: Characters that no stored text may hold.
UNCLEAN = "[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
#: Letters isolate codes and numbers by themselves: in plain text that takes marks of our own.
ISOLATED = frozenset({"notifications_message"})
UNCLEAN_LETTER = "[\u200b\u202a\u202b\u202d\u202e\u2060\ufeff]"
#: Kept as typed by design: nothing of a draft is thrown away.
AS_TYPED = frozenset({"students_enrolmentdraft"})
_TEXTS = frozenset({"text", "search", "tel", "url", "email", "password", "textarea"})


@dataclass
class Input:
    """One field of a form as the page offers it."""

    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether somebody types into it."""
        return self.kind in _TEXTS


@dataclass
class Found:
    """A form that posts: its fields by name."""

    action: str = ""
    inputs: dict[str, Input] = field(default_factory=dict)

    def filled(self, **texts: str) -> dict[str, Any]:
        """Data as a helpful person would send: every box ticked, the first choice taken."""
        data: dict[str, Any] = {}
        for name, box in self.inputs.items():
            if box.kind == "file":
                continue
            if box.kind in ("select", "radio"):
                data[name] = box.value or next((one for one in box.options if one), "")
            elif box.kind == "checkbox":
                data[name] = box.options[:1] or ["on"]
            else:
                data[name] = box.value or ("یک دلیل روشن" if box.kind == "textarea" else "")
        return {**data, **texts}

    def texts(self) -> list[str]:
        """Names of the fields one types into."""
        return [name for name, box in self.inputs.items() if box.is_text]

    def files(self) -> list[str]:
        """Names of the fields that take a file."""
        return [name for name, box in self.inputs.items() if box.kind == "file"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Found] = []
        self.form: Found | None = None
        self.select: Input | None = None
        self.area: Input | None = None

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in pairs}
        if tag == "form":
            posts = attrs.get("method", "").lower() == "post"
            self.form = Found(attrs.get("action", "")) if posts else None
            if self.form is not None:
                self.forms.append(self.form)
        if self.form is None:
            return
        name = attrs.get("name", "")
        if tag == "input" and name:
            self._input(name, attrs)
        elif tag == "textarea" and name:
            self.area = self.form.inputs.setdefault(name, Input("textarea"))
        elif tag == "select" and name:
            self.select = self.form.inputs.setdefault(name, Input("select"))
        elif tag == "option" and self.select is not None:
            self.select.options.append(attrs.get("value", ""))
            if "selected" in attrs:
                self.select.value = attrs.get("value", "")

    def _input(self, name: str, attrs: dict[str, str]) -> None:
        kind, value = attrs.get("type", "text").lower(), attrs.get("value", "")
        if kind in ("submit", "button", "image", "reset") or self.form is None:
            return
        box = self.form.inputs.setdefault(name, Input(kind))
        if kind in ("checkbox", "radio"):
            box.options.append(value)
            if "checked" in attrs and kind == "radio":
                box.value = value
        else:
            box.value = value

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def forms_on(page: bytes) -> list[Found]:
    """Forms of a page that write to the page's own address, the language switch left out."""
    reader = _Reader()
    reader.feed(page.decode("utf-8", "replace"))
    return [form for form in reader.forms if form.action in ("", "#", ".")]


def unclean_rows(tables: list[str]) -> list[str]:
    """Tables among these in which some row holds a character nobody typed on purpose."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(set(tables) - AS_TYPED):
            pattern = UNCLEAN_LETTER if table in ISOLATED else UNCLEAN
            cursor.execute(f'select count(*) from "{table}" t where t::text ~ %s', [pattern])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def rows_of(tables: list[str], leave_out: frozenset[str]) -> dict[str, list[str]]:
    """Rows of tables as sorted text, without the columns that differ from run to run."""
    rows: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                "select attname from pg_attribute where attrelid = %s::regclass"
                " and attnum > 0 and not attisdropped",
                [table],
            )
            names = [f'"{row[0]}"' for row in cursor.fetchall() if row[0] not in leave_out]
            if not names:  # a link table: nothing in it but keys
                continue
            cursor.execute(f'select ({", ".join(names)})::text from "{table}"')
            rows[table] = sorted(row[0] for row in cursor.fetchall())
    return rows
