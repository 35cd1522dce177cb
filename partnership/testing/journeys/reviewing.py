"""The officer's desk: the registrar's list, the queue with its panel, a return and an approval."""

from collections.abc import Iterable
from pathlib import Path

from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.stage import wait_for
from partnership.testing.journeys.words import Applicant

PATIENCE = 60
HEADS = ("شماره دانشجویی", "کد ملی", "نام", "نام خانوادگی", "واحد گذرانده", "معدل", "مشروط")


def registrar_list(folder: Path, known: Iterable[tuple[Applicant, int, str]], rows: int) -> Path:
    """A list as the registrar's program writes it: Arabic letters, lost zeros, `rows` lines.

    `known` are applicants with their credits and average; the others are nobody.
    """
    lines = [
        (a.student_number, a.national_id.lstrip("0"), a.first_name_fa, a.last_name_fa, c, g, "خیر")
        for a, c, g in known
    ]
    lines += [
        (f"39812{n:04}", "", "علي", f"كاظمي {n}", 60 + n % 80, f"{12 + n % 8}.5", "خیر")
        for n in range(rows - len(lines))
    ]
    file = folder / "registrar.csv"
    text = "\n".join(",".join(map(str, line)) for line in [HEADS, *lines])
    file.write_text(text, encoding="utf-8-sig")
    return file


def hand_in_list(officer: Guest, file: Path) -> None:
    """Handed in, read by the worker, looked through, taken over."""
    officer.go("/students/registrar/")
    officer.follow('main a[href="/students/registrar/new/"]')
    officer.fill(upload=file)
    officer.press()
    wait_until_there(officer, 'main a[href$="/apply/"]')
    officer.take("apply")
    wait_until_there(officer, 'main .note[data-tone="success"]')


def wait_until_there(officer: Guest, what: str) -> None:
    """The page asks again by itself; here it is loaded again until the worker is done."""

    def seen() -> bool | None:
        officer.go(officer.path)
        is_moving = officer.page.locator("#import-progress").count()
        return None if is_moving else officer.page.locator(what).count() > 0 or None

    wait_for(seen, seconds=PATIENCE, what=what)


def open_beside(officer: Guest, name: str) -> None:
    """From the queue into the panel beside it."""
    officer.go("/students/enrolments/?state=submitted")
    officer.tap(officer.page.locator("main th a[data-part]", has_text=name))
    officer.page.locator("#application header h2", has_text=name).wait_for()


def return_application(officer: Guest, code: str, fields: dict[str, str], note: str) -> str:
    """With a coded reason, a sentence a field, and a look at the letter; returns the letter."""
    officer.tap('#application [data-decide="r"]')
    officer.page.locator("#application [name=return_code]").wait_for()
    officer.fill(return_code=code, reason=note)
    for name, sentence in fields.items():
        officer.fill(**{f"fix_{name}": True, f"say_{name}": sentence})
    last = list(fields.values())[-1]
    officer.page.locator("#letter", has_text=last).wait_for()
    letter = officer.page.locator("#letter").inner_text()
    officer.examine()
    decide(officer)
    return letter


def approve(officer: Guest) -> None:
    """In the panel, with the letter in view."""
    officer.tap('#application [data-decide="a"]')
    officer.page.locator("#application form.decision #letter").wait_for()
    decide(officer)


def decide(officer: Guest) -> None:
    """The button below the letter; the panel says what was decided."""
    officer.tap("#application form.decision [data-primary]")
    officer.page.locator("#application .decided").wait_for()
    officer.look()
