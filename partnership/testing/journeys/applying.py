"""The form of enrolment as a thumb goes through it: step by step, then looked over and sent."""

from typing import Any

from partnership.testing.journeys import mail
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.effort import Effort
from partnership.testing.journeys.setup import PASSWORD
from partnership.testing.journeys.stage import Stage
from partnership.testing.journeys.words import Applicant, Words

STEPS = ("identity", "contact", "studies", "skills", "wishes", "declarations", "review")
FREE = ("sat-morning", "mon-noon", "wed-afternoon")
#: «کمتر از پنج دقیقه»: what the first page of the form promises.
FIVE_MINUTES = 300
#: Leaving for the letter with the code, finding it, coming back.
FETCHING_A_CODE = 15


def answers(student: Guest, words: Words, who: Applicant) -> dict[str, dict[str, Any]]:
    """What somebody types, by step. Choices are read from the page when their step is open."""
    return {
        "identity": {
            "first_name_fa": who.first_name_fa,
            "last_name_fa": who.last_name_fa,
            "national_id": words.digits(who.national_id),
            "student_number": words.digits(who.student_number),
            "first_name_en": who.first_name_en,
            "last_name_en": who.last_name_en,
        },
        "contact": {"mobile": words.digits(who.mobile), "email": who.email, "password": PASSWORD},
        "studies": {
            "major": student.option("major", int(who.student_number[-1])),
            "passed_credits": words.digits(98),
            "gpa": words.digits("16.25"),
        },
        "skills": {"availability": FREE},
        "wishes": {"motivation": words["motivation"]},
        "declarations": {"consents_to_data": True, "gives_undertaking": True},
    }


def enrol(student: Guest, stage: Stage, words: Words, who: Applicant) -> None:
    """Account and application from the first page to the code, in less than five minutes."""
    student.go("/")
    before = student.effort.copy()
    student.follow('main a[href="/enrol/"]')
    student.read(".page-head")
    given = answers(student, words, who)
    for step in STEPS[:-1]:
        student.read(f'[data-step="{step}"]')
        student.fill(**given[step])
        if step == "skills":
            choose_skills(student, 2)
        if step == "wishes":
            add_wishes(student, 2)
        go_on(student)
    send(student)
    student.fill(code=mail.code_in(stage, who.email))
    student.press()
    assert student.path.startswith("/students/enrolments/"), student.path
    tell_effort(student, student.effort.since(before))


def tell_effort(student: Guest, effort: Effort) -> None:
    """The count behind «under five minutes», shown with `-s` and held here."""
    seconds = effort.seconds + FETCHING_A_CODE
    print(
        f"enrolment ({student.language}, {student.width}): {effort}; with the code {seconds:.0f} s"
    )
    student.told["enrolment"] = effort.taps
    assert seconds < FIVE_MINUTES, f"{effort}, with the letter {seconds:.0f} s"


def step_of(student: Guest) -> str:
    """The step that is open."""
    shown = student.page.locator("[data-enrol] [data-step]:not([hidden])")
    return str(shown.get_attribute("data-step"))


def go_on(student: Guest) -> None:
    """To the next step; what the site has against this one stops the journey."""
    step = step_of(student)
    following = student.page.locator(f'[data-step="{STEPS[STEPS.index(step) + 1]}"]')
    complaint = student.page.locator("[data-step-errors]")
    with student.waiting():
        student.tap("[data-enrol-next]")
        following.or_(complaint).first.wait_for()
    student.look()
    assert step_of(student) != step, student.page.locator(".invalid-feedback").all_inner_texts()


def open_step(student: Guest, step: str) -> None:
    """By the dots above the form."""
    student.tap(f'[data-enrol-progress] a[href="#step-{step}"]')
    student.page.locator(f'[data-step="{step}"]').wait_for()


def send(student: Guest) -> None:
    """Once the site has looked it over."""
    assert step_of(student) == "review"
    with student.waiting():
        student.page.locator("[data-enrol-summary] dl").first.wait_for()
    student.read('[data-step="review"]')
    student.press("[data-enrol-send]")


def choose_skills(student: Guest, count: int) -> None:
    """The first ones of the list, each with a level."""
    rows = student.page.locator("main [data-skill]").filter(visible=True)
    for place in range(count):
        row = rows.nth(place)
        student.effort.fields += 1
        student.tick(row.locator("input[type=checkbox]"))
        student.tap(row.locator(".skill-level label").nth(3))


def search_skill(student: Guest, words: str) -> None:
    """Type a part of its name and choose what is found."""
    box = student.page.locator("[data-skills-search]")
    box.fill(words)
    found = student.page.locator("main [data-skill]").filter(visible=True)
    assert found.count() == 1, found.all_inner_texts()
    student.tick(found.locator("input[type=checkbox]"))
    box.fill("")


def add_wishes(student: Guest, most: int) -> None:
    """From the cards, as many as there are."""
    buttons = student.page.locator("main [data-problem-add]").filter(visible=True)
    for place in range(min(most, buttons.count())):
        student.effort.fields += 1
        student.tap(buttons.nth(place))


def wishes_of(student: Guest) -> list[str]:
    """Titles in the order they stand in."""
    return [text.strip() for text in student.page.locator(".wish-title").all_inner_texts()]


def wait_until_saved(student: Guest) -> None:
    """The line below the form says so."""
    student.page.locator('[data-enrol-status][data-kind="saved"]').wait_for()
