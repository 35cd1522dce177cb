"""Step one for students: enrol on a phone, be trained, and what the office records about them."""

from datetime import timedelta

from partnership.core.jalali import today
from partnership.testing.journeys import mail
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.setup import PASSWORD
from partnership.testing.journeys.stage import Stage
from partnership.testing.journeys.words import Applicant, Words

FREE = ("sat-morning", "mon-noon", "wed-afternoon")


def enrol(student: Guest, stage: Stage, words: Words, who: Applicant) -> None:
    """Account and application in one form, then the code from the letter."""
    student.go("/")
    student.follow('main a[href="/enrol/"]')
    before = student.taps
    student.fill(
        first_name_fa=who.first_name_fa,
        last_name_fa=who.last_name_fa,
        first_name_en=who.first_name_en,
        last_name_en=who.last_name_en,
        national_id=words.digits(who.national_id),
        student_number=words.digits(who.student_number),
        mobile=words.digits(who.mobile),
        email=who.email,
        password=PASSWORD,
        major=student.option("major", int(who.student_number[-1])),
        passed_credits=words.digits(98),
        gpa=words.digits("16.25"),
        skills=[student.page.locator('main [name="skills"]').first.get_attribute("value")],
        availability=FREE,
        preference_1=student.option("preference_1", 1),
        motivation=words["motivation"],
        consents_to_data=True,
        gives_undertaking=True,
    )
    student.press('main button[name="action"][value="send"]')
    student.fill(code=mail.code_in(stage, who.email))
    student.press()
    assert student.path.startswith("/students/enrolments/"), student.path
    student.told["enrolment"] = student.taps - before


def approve_enrolments(officer: Guest, count: int) -> None:
    """One after the other, from the list of those that wait."""
    for _ in range(count):
        officer.go("/students/enrolments/?state=submitted")
        officer.open_first("/students/enrolments/")
        officer.take("approve")


def train(officer: Guest, words: Words, courses: int) -> None:
    """A session of yesterday for each mandatory course, with everybody there."""
    officer.go("/students/sessions/")
    officer.follow('main a[href="/students/sessions/new/"]')
    for place in range(1, courses + 1):
        officer.go("/students/sessions/new/")
        officer.fill(
            course=officer.option("course", place),
            starts_at_date=words.days_from_now(-1),
            starts_at_time=words.digits(f"{7 + place:02}:00"),
            ends_at_date=words.days_from_now(-1),
            ends_at_time=words.digits(f"{7 + place:02}:45"),
            place=words["place"],
            capacity=words.digits(30),
        )
        officer.press()
        people = officer.number_in_path()
        officer.follow(f'main a[href="/students/sessions/{people}/hold/"]')
        for box in officer.page.locator('main [name="present"]').all():
            officer.tick(box)
        officer.press()


def record_insurance(officer: Guest, words: Words, count: int) -> None:
    """Insured until next year, and half a credit registered, for each student who lacks it."""
    for _ in range(count):
        officer.go("/students/students/?lacks=insurance")
        student = officer.open_first("/students/students/")
        officer.follow(f'main a[href="/students/students/{student}/record/"]')
        officer.fill(
            insured_until=words.day(today() + timedelta(300)),
            internship_credits=officer.option("internship_credits", 1),
        )
        officer.press()
