"""From the call to «trained» on a phone, in Persian, with everything that gets in the way.

Negar begins on her phone, loses the line, goes on at a desk, looks at the form in English, and
sends it from the phone. Saman fills it in one go, and is counted: the five minutes of the call.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from industries.tests.factories import ProblemFactory
from partnership.programme.models import Round
from partnership.testing.journeys import (
    applying,
    beginnings,
    enrolments,
    learning,
    mail,
    reviewing,
)
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.setup import PASSWORD, House
from partnership.testing.journeys.stage import Stage
from partnership.testing.journeys.words import APPLICANTS, PERSIAN
from students.models import Enrolment

pytestmark = pytest.mark.journey

NEGAR, SAMAN = APPLICANTS[:2]
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PROBLEMS = ("کاهش ضایعات خط تزریق", "کاهش مصرف انرژی کوره", "چیدمان تازهٔ انبار")
#: What the office wants corrected, field by field.
TO_CORRECT = {
    "gpa": "معدل کل در سامانهٔ آموزش ۱۶/۷۵ است.",
    "motivation": "لطفاً بنویسید از کدام درس در این کار بهره می‌گیرید.",
}
MOTIVE = "درس کنترل کیفیت را گذرانده‌ام و می‌خواهم آن را در کارخانه به کار ببرم."
PHONE, DESK = 360, 1280


class Cast:
    """Negar with two devices, Saman with one, the officer, the instructor."""

    def __init__(self, browser: Browser, stage: Stage, house: House) -> None:
        def arrive(width: int) -> Guest:
            return Guest(browser, stage.url, language="fa", width=width)

        self.stage, self.house = stage, house
        self.negar, self.saman, self.instructor = (arrive(PHONE) for _ in range(3))
        self.laptop, self.officer = (arrive(DESK) for _ in range(2))

    @property
    def everybody(self) -> dict[str, Guest]:
        """All guests by name."""
        names = ("negar", "laptop", "saman", "officer", "instructor")
        return {name: getattr(self, name) for name in names}

    def faults(self) -> str:
        """What no page should have done, by person."""
        return "\n".join(
            f"[{name}] {line}"
            for name, guest in self.everybody.items()
            for line in guest.told_faults().splitlines()
        )


@pytest.fixture
def cast(browser: Browser, open_site: Callable[[str], tuple[Stage, House]]) -> Iterator[Cast]:
    """Everybody at their devices, three problems on the list."""
    stage, house = open_site("fa")
    round_ = Round.objects.get(is_current=True)
    for title in PROBLEMS:
        ProblemFactory(
            round=round_, public_title=title, public_summary=f"{title} در یک واحد تولیدی"
        )
    people = Cast(browser, stage, house)
    with ExitStack() as doors:
        for guest in people.everybody.values():
            doors.enter_context(closing(guest))
        yield people


def test_students_come_from_the_call_to_trained(cast: Cast, tmp_path: Path) -> None:
    """Call, enrol, returned, corrected, approved, wishes, training by QR and by list, trained."""
    try:
        _begin_on_the_phone(cast)
        _go_on_at_the_desk(cast)
        _send_from_the_phone(cast, tmp_path)
        applying.enrol(cast.saman, cast.stage, PERSIAN, SAMAN)
        _compare_with_the_registrar(cast, tmp_path)
        _return_and_correct(cast)
        _approve(cast)
        _change_wishes(cast)
        _train(cast)
        _see_what_is_left(cast)
    except Exception as trouble:
        trouble.add_note(cast.faults() + "\n" + cast.stage.tell_logs())
        raise
    assert not cast.faults()
    assert not cast.stage.complaints()


def _begin_on_the_phone(cast: Cast) -> None:
    """The first page, who one is – and the line is gone."""
    phone, given = cast.negar, {}
    phone.go("/")
    phone.follow('main a[href="/enrol/"]')
    given = applying.answers(phone, PERSIAN, NEGAR)
    # An Arabic keyboard writes another yeh.
    phone.fill(**{**given["identity"], "last_name_fa": "اميني"})
    phone.examine()
    applying.go_on(phone)
    phone.fill(**given["contact"])
    applying.wait_until_saved(phone)
    with phone.offline():
        applying.go_on(phone)
        phone.fill(**given["studies"])
        phone.page.locator('[data-enrol-status][data-kind="local"]').wait_for()
    applying.wait_until_saved(phone)
    phone.examine()


def _go_on_at_the_desk(cast: Cast) -> None:
    """The link scanned by another device: everything is there, in both languages."""
    phone, laptop = cast.negar, cast.laptop
    phone.follow('a[href="/enrol/continue/"]')
    phone.examine()
    link = phone.page.locator(".draft-link bdi").inner_text()
    laptop.go(link.removeprefix(cast.stage.url))
    laptop.press()
    assert applying.step_of(laptop) == "studies"
    assert value(laptop, "passed_credits") == PERSIAN.digits(98)
    applying.go_on(laptop)
    laptop.fill(availability=applying.FREE)
    applying.search_skill(laptop, "پايتون")
    _look_at_it_in_english(laptop)
    applying.go_on(laptop)
    applying.add_wishes(laptop, 3)
    laptop.tap(laptop.page.locator("[data-wish-up]").nth(2))
    assert len(applying.wishes_of(laptop)) == 3
    laptop.fill(together_1=PERSIAN.digits(SAMAN.student_number))
    laptop.examine()
    applying.wait_until_saved(laptop)


def _look_at_it_in_english(laptop: Guest) -> None:
    """Right after a tap, before anything was saved: the other language, and back."""
    boxes = laptop.page.locator('main [name="availability"]:checked')
    laptop.fill(availability=["thu-noon"])
    for language in ("en", "fa"):
        laptop.language = language
        button = f'form[action="/i18n/setlang/"] button[value="{language}"]'
        laptop.follow(button)
        assert applying.step_of(laptop) == "skills"
        assert boxes.count() == len(applying.FREE) + 1
        assert laptop.page.locator('main [name="skills"]:checked').count() == 1


def _send_from_the_phone(cast: Cast, folder: Path) -> None:
    """What was typed at the desk is here; only the password was kept nowhere."""
    phone, cv = cast.negar, folder / "cv.pdf"
    cv.write_bytes(PDF)
    phone.go("/enrol/")
    assert applying.step_of(phone) == "wishes"
    assert len(applying.wishes_of(phone)) == 3
    phone.fill(motivation=PERSIAN["motivation"])
    phone.examine()
    applying.go_on(phone)
    phone.fill(cv=cv, consents_to_data=True, gives_undertaking=True)
    phone.page.locator("[data-enrol-cv-name]", has_text="cv.pdf").wait_for()
    phone.examine()
    applying.go_on(phone)
    phone.page.locator("[data-enrol-summary] .enrol-wrong").first.wait_for()
    applying.open_step(phone, "contact")
    phone.fill(password=PASSWORD)
    applying.open_step(phone, "review")
    phone.page.locator("[data-enrol-send]:not([aria-busy])").wait_for()
    phone.examine()
    applying.send(phone)
    phone.fill(code=mail.code_in(cast.stage, NEGAR.email))
    phone.press()
    sent = Enrolment.objects.get(student__student_number=NEGAR.student_number)
    assert phone.path == sent.get_absolute_url()
    assert sent.student.last_name_fa == NEGAR.last_name_fa
    assert sent.free_blocks.count() == len(applying.FREE) + 1
    assert sent.preferences.count() == 3
    assert sent.companion_wishes.count() == 1


def _compare_with_the_registrar(cast: Cast, folder: Path) -> None:
    """Two hundred rows; Negar's figures differ, Saman's agree."""
    officer = cast.officer
    beginnings.sign_in(officer, cast.house.officer)
    known = [(NEGAR, 94, "16.75"), (SAMAN, 98, "16.25")]
    reviewing.hand_in_list(officer, reviewing.registrar_list(folder, known, rows=200))
    reviewing.open_beside(officer, NEGAR.last_name_fa)
    registrar = officer.page.locator("#registrar").inner_text()
    for figure in (98, 94, "۱۶٫۲۵", "۱۶٫۷۵"):
        assert PERSIAN.digits(figure) in registrar, registrar
    assert PERSIAN.said("Differs") in registrar
    officer.examine()


def _return_and_correct(cast: Cast) -> None:
    """Two fields with a sentence each, in the letter and in the form; sent again."""
    officer, phone = cast.officer, cast.negar
    letter = reviewing.return_application(officer, "studies", TO_CORRECT, note="سپاسگزاریم.")
    subject = PERSIAN.said("Your application needs a correction")
    came = mail.wait_for_subject(cast.stage, NEGAR.email, subject)
    for sentence in TO_CORRECT.values():
        assert sentence in letter
        assert sentence in came
    phone.go("/me/")
    phone.follow('main .way-next a[href="/enrol/"]')
    marked = phone.page.locator("[data-field][data-marked]")
    assert sorted(str(box.get_attribute("data-field")) for box in marked.all()) == [*TO_CORRECT]
    assert applying.step_of(phone) == "studies"
    phone.fill(gpa="۱۶/۷۵")
    phone.examine()
    applying.go_on(phone)
    applying.go_on(phone)
    phone.fill(motivation=MOTIVE)
    applying.go_on(phone)
    applying.go_on(phone)
    applying.send(phone)
    assert phone.path.startswith("/students/enrolments/"), phone.path


def _approve(cast: Cast) -> None:
    """Both, from the queue; each gets the letter."""
    for who, guest in ((NEGAR, cast.negar), (SAMAN, cast.saman)):
        reviewing.open_beside(cast.officer, who.last_name_fa)
        reviewing.approve(cast.officer)
        subject = PERSIAN.said("Result of your application")
        mail.wait_for_subject(cast.stage, who.email, subject)
        guest.go("/students/me/")
        guest.examine()


def _change_wishes(cast: Cast) -> None:
    """Accepted, and still free to put another problem first."""
    phone = cast.negar
    phone.follow('main a[href$="/wishes/"]')
    before = applying.wishes_of(phone)
    phone.tap(phone.page.locator("[data-wish-down]").first)
    phone.examine()
    phone.press()
    rows = Enrolment.objects.get(student__student_number=NEGAR.student_number).preferences
    after = [wish.problem.public_title for wish in rows.order_by("rank")]
    assert after == [before[1], before[0], before[2]]


def _train(cast: Cast) -> None:
    """One course by the code on the instructor's phone, one by list, the others by the office."""
    officer, instructor = cast.officer, cast.instructor
    officer.go("/students/sessions/new/")
    teacher = officer.option_named("instructor", "دانش‌پژوه")
    begun = timezone.localtime() - timedelta(minutes=10)
    by_code, by_list = (
        enrolments.plan_session(officer, PERSIAN, course, start, instructor=teacher)
        for course, start in ((1, begun), (2, begun - timedelta(hours=2)))
    )
    wanted = learning.course_to_take(cast.negar)
    coming = enrolments.plan_session(officer, PERSIAN, wanted, enrolments.day_at(2, 10))
    learning.take_seat(cast.negar, coming)
    beginnings.sign_in(instructor, cast.house.professor)
    learning.open_code(instructor, by_code)
    instructor.examine()
    learning.scan(cast.negar, instructor, cast.stage, by_code)
    learning.type_code(cast.saman, by_code)
    learning.close_register(instructor, by_code)
    names = (NEGAR.last_name_fa, SAMAN.last_name_fa)
    learning.tick_list(instructor, by_list, names)
    for course in (3, 4, 5):
        start = enrolments.day_at(-1, 8 + course)
        session = enrolments.plan_session(officer, PERSIAN, course, start)
        learning.tick_list(officer, session, names)


def _see_what_is_left(cast: Cast) -> None:
    """Trained; the panel has moved on to the next gate, which is the office's."""
    for who, guest in ((NEGAR, cast.negar), (SAMAN, cast.saman)):
        enrolment = Enrolment.objects.get(student__student_number=who.student_number)
        assert enrolment.state == "trained"
        top = learning.next_step(guest)
        assert PERSIAN.said("Initial training") not in top
        guest.examine()


def value(guest: Guest, name: str) -> str:
    """What stands in a box."""
    return guest.page.locator(f'main [name="{name}"]').input_value()
