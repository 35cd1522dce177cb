"""Initial training: a seat, the code on the instructor's phone, the register."""

from urllib.parse import urlsplit

from partnership.core.qr import qr_markup
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.stage import Stage
from students.models import TrainingSession
from students.selectors.checkin import short_code_of, token_of

SQUARES = "svg.qr path"


def course_to_take(student: Guest) -> str:
    """The course «what is left» offers a session for, as the forms know it."""
    student.go("/me/")
    link = student.page.locator('main .way-next a[href*="/students/sessions/?course="]')
    return str(link.get_attribute("href")).rpartition("=")[2]


def take_seat(student: Guest, session: int) -> None:
    """From «what is left» to the session and a seat in it."""
    student.go("/me/")
    student.follow(student.page.locator('main .way-next a[href*="/students/sessions/?course="]'))
    student.follow(f'main a[href="/students/sessions/{session}/"]')
    student.press(f'main form[action="/students/sessions/{session}/seat/"] button')
    student.go("/me/")
    assert student.page.locator(f'main .way a[href="/students/sessions/{session}/"]').count()


def open_code(instructor: Guest, session: int) -> None:
    """The instructor's phone shows the code to the room."""
    instructor.go(f"/students/sessions/{session}/")
    instructor.follow(f'main a[href="/students/sessions/{session}/code/"]')
    instructor.press(f'main form[action="/students/sessions/{session}/code/open/"] button')


def scan(student: Guest, instructor: Guest, stage: Stage, session: int) -> None:
    """Hold the phone before the instructor's: what its squares say is opened, one button pressed.

    No camera here: the picture is compared, square by square, with the code of the address.
    """
    row = TrainingSession.objects.get(pk=session)
    address = f"{stage.url}/students/checkin/{token_of(row)}/"
    instructor.go(instructor.path)
    shown = instructor.page.locator(SQUARES).get_attribute("d")
    assert shown and shown in qr_markup(address), "the picture is not the code of this minute"
    student.go(urlsplit(address).path)
    student.examine()
    student.press()
    assert student.path == f"/students/sessions/{session}/here/", student.path


def type_code(student: Guest, session: int) -> None:
    """For a phone that cannot scan: the six characters below the picture."""
    student.go("/students/checkin/")
    student.fill(code=short_code_of(TrainingSession.objects.get(pk=session)).lower())
    student.press()
    assert student.path == f"/students/sessions/{session}/here/", student.path


def close_register(instructor: Guest, session: int) -> None:
    """Those who scanned are marked already; the rest is closed with one button."""
    instructor.go(f"/students/sessions/{session}/register/")
    instructor.examine()
    _close(instructor)


def tick_list(instructor: Guest, session: int, names: tuple[str, ...]) -> None:
    """Another session by list: a tap for each who is there, then close."""
    instructor.go(f"/students/sessions/{session}/register/")
    others = instructor.page.locator("details.register-others:not([open]) > summary")
    if others.count():
        instructor.tap(others)
    for name in names:
        row = instructor.page.locator("main .register-row", has_text=name)
        instructor.tick(row.locator('input[value="present"]'))
    _close(instructor)


def _close(instructor: Guest) -> None:
    """Save, see who is taken for absent, close."""
    instructor.press('main button[name="close"]')
    assert instructor.path.endswith("/hold/"), instructor.path
    instructor.press()


def next_step(student: Guest) -> str:
    """What «what is left for my credit» puts on top."""
    student.go("/me/")
    return student.page.locator(".way-next").inner_text()
