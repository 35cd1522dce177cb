"""Step four and five: a team by hand, the professor, the letter, and off to the factory."""

from datetime import timedelta

from partnership.core.jalali import today
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.words import SUPERVISOR, Words

#: How long ago the team went on site: room for hours worked in past weeks.
ON_SITE_SINCE = 24
WEEKDAYS = ("sat", "sun", "mon", "tue", "wed")


def form_team(officer: Guest, words: Words, problem: int) -> int:
    """A name and a problem; the professor is asked."""
    officer.go("/teams/")
    officer.follow('main a[href="/teams/new/"]')
    officer.fill(name_fa=words["team"], name_en="Zero Scrap", problem=problem)
    officer.press()
    return officer.number_in_path()


def gather_members(officer: Guest, team: int, invited: str) -> None:
    """One student is invited, the others are seated at once; the first seated one leads."""
    officer.go(f"/teams/teams/{team}/arrange/")
    card = officer.page.locator("#candidates article", has_text=invited)
    officer.follow(card.locator('button[value="invite"]'))
    while (seat := officer.page.locator('#candidates button[value="seat"]')).count():
        officer.follow(seat.first)


def choose_leader(officer: Guest, team: int, name: str) -> None:
    """The star beside a name."""
    officer.go(f"/teams/teams/{team}/arrange/")
    row = officer.page.locator("main li.row-between", has_text=name)
    officer.follow(row.locator('form[action$="/leader/"] button'))


def ask_professor(officer: Guest, team: int) -> None:
    """The request to the only professor with a free place."""
    officer.go(f"/teams/teams/{team}/arrange/")
    officer.fill(professor=officer.option("professor", 1))
    officer.press(f'main form[action="/teams/teams/{team}/professor/"] button')


def accept_membership(student: Guest) -> None:
    """What waits on «my work», on the phone."""
    student.go("/me/")
    before = student.taps
    student.follow('main a[href^="/teams/memberships/"]')
    if not student.path.endswith("/join/"):
        student.follow('main a[href*="/join/"]')
    student.press()
    student.told["invitation"] = student.taps - before


def accept_team(professor: Guest) -> None:
    """With the declaration that no interest is in the way."""
    professor.go("/me/")
    professor.open_first("/teams/teams/")
    professor.follow('main a[href*="/supervisions/"][href*="/accept/"]')
    professor.fill(no_conflict_declared=True)
    professor.press()


def confirm_team(officer: Guest, team: int) -> None:
    """Four members, a leader, a problem, a professor: the team is formed."""
    officer.go(f"/teams/teams/{team}/")
    officer.take("form")


def write_letter(officer: Guest, words: Words, team: int) -> int:
    """Prepared with dates and days, then numbered."""
    officer.go(f"/teams/teams/{team}/")
    officer.follow(f'main a[href="/teams/teams/{team}/letters/new/"]')
    officer.fill(
        starts_on=words.day(today() - timedelta(ON_SITE_SINCE)),
        ends_on=words.days_from_now(40),
        weekdays=WEEKDAYS,
        hours_each=words.digits(60),
    )
    officer.press()
    letter = officer.number_in_path()
    officer.take("number")
    return letter


def dispatch(head: Guest, team: int) -> None:
    """The head signs from what waits on «my work»; the team is on its way."""
    head.go(f"/teams/teams/{team}/")
    head.take("dispatch")


def accept_letter(manager: Guest, words: Words, letter: int) -> None:
    """The unit expects the team and names who guides it on site."""
    manager.go(f"/teams/letters/{letter}/")
    manager.follow(f'main a[href^="/teams/letters/{letter}/accept/"]')
    manager.fill(
        supervisor="",
        name_fa=words.supervisor,
        title_fa=words["position"],
        mobile=words.digits("09123334455"),
        email=SUPERVISOR,
        note=words["note"],
    )
    manager.press()
