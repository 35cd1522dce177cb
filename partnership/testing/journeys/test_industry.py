"""From the Ministry’s letter to an open problem, in Persian: managers and guests use phones."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from industries.enums import MeetingState, Rsvp, UnitState
from industries.models import IndustrialUnit, JointMeeting, ListRow, Problem
from industries.tests.factories import ProblemFactory
from partnership.programme.models import Major, Round, Skill
from partnership.testing.journeys import beginnings, industry, mail
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.setup import House, set_password
from partnership.testing.journeys.stage import Stage
from partnership.testing.journeys.words import APPLICANTS, MANAGER, PERSIAN
from students.models import StudentSkill
from students.tests.factories import EnrolmentFactory

pytestmark = pytest.mark.journey

ROWS = 60
GUEST = ("نمایندهٔ ادارهٔ کل صمت", "guest@ministry.example")
QUESTION = "بیشتر ضایعات در کدام نوبت کاری است؟"
ANSWER = "در نوبت شب، نزدیک به دو برابر نوبت روز."
PHONE, DESK = 360, 1280


class Cast:
    """The officer at a desk, everybody else with a phone."""

    def __init__(self, browser: Browser, stage: Stage, house: House) -> None:
        def arrive(width: int) -> Guest:
            return Guest(browser, stage.url, language="fa", width=width)

        self.stage, self.house = stage, house
        self.officer = arrive(DESK)
        self.manager, self.guest, self.liaison, self.student = (arrive(PHONE) for _ in range(4))

    @property
    def everybody(self) -> dict[str, Guest]:
        """All guests by name."""
        names = ("officer", "manager", "guest", "liaison", "student")
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
    """Everybody at their devices; one student of the round, one problem that is open already."""
    stage, house = open_site("fa")
    round_, who = Round.objects.get(is_current=True), APPLICANTS[0]
    enrolment = EnrolmentFactory(
        round=round_,
        state="approved",
        student__user__email=who.email,
        student__user__language="fa",
        student__user__last_name_fa=who.last_name_fa,
        student__major=Major.objects.get(code=who.major),
    )
    StudentSkill.objects.create(
        student=enrolment.student, skill=Skill.objects.order_by("pk").first(), level=4
    )
    ProblemFactory(
        round=round_,
        title="لرزش ماشین بافندگی",
        public_title="لرزش ماشین بافندگی",
        unit__name_fa="نساجی نمونه",
    )
    set_password()
    people = Cast(browser, stage, house)
    with ExitStack() as doors:
        for guest in people.everybody.values():
            doors.enter_context(closing(guest))
        yield people


def test_industry_comes_from_the_letter_to_the_market(cast: Cast, tmp_path: Path) -> None:
    """Letter, list, invitation, problem, question, meeting with a guest, minutes, market."""
    try:
        unit = _introduce(cast, tmp_path)
        problem = _state_and_ask(cast, unit)
        meeting = _meet(cast, unit, problem)
        _lock_and_sign(cast, tmp_path, meeting, unit, problem)
        _open_in_the_market(cast, problem)
        _look_back(cast, unit)
    except Exception as trouble:
        trouble.add_note(cast.faults() + "\n" + cast.stage.tell_logs())
        raise
    assert not cast.faults()
    assert not cast.stage.complaints()


def _introduce(cast: Cast, folder: Path) -> int:
    """The list is taken over: one row refused, nobody written to until the officer says so."""
    officer = cast.officer
    beginnings.sign_in(officer, cast.house.officer)
    handed = industry.hand_in(officer, PERSIAN, folder, ROWS)
    assert (handed.rows.count(), ListRow.objects.filter(verdict="refused").count()) == (ROWS, 1)
    unit = IndustrialUnit.objects.get(name_fa=PERSIAN.unit_fa)
    assert unit.state == UnitState.INTRODUCED
    assert unit.persons.get().mobile == "09121112233", "the zero is put back"
    assert not mail.letters_to(cast.stage, MANAGER)
    industry.invite(officer, unit)
    beginnings.accept_invitation(cast.manager, cast.stage, MANAGER, PERSIAN.manager)
    unit.refresh_from_db()
    assert unit.state == UnitState.ACTIVE
    return int(unit.pk)


def _state_and_ask(cast: Cast, unit: int) -> int:
    """Five fields on a phone; the office asks, the manager answers."""
    problem = beginnings.state_problem(cast.manager, PERSIAN, unit)
    cast.manager.examine()
    industry.ask(cast.officer, problem, QUESTION, audience="unit")
    subject = PERSIAN.said("New message about “%(title)s”") % {"title": PERSIAN["problem"]}
    mail.wait_for_subject(cast.stage, MANAGER, subject)
    industry.answer(cast.manager, problem, QUESTION, ANSWER)
    cast.officer.go(f"/industries/problems/{problem}/")
    cast.officer.reads(ANSWER)
    return problem


def _meet(cast: Cast, unit: int, problem: int) -> int:
    """A guest of the Ministry answers by link, the manager on the meeting's page."""
    other = Problem.objects.exclude(pk=problem).get().pk
    meeting = industry.plan_meeting(cast.officer, PERSIAN, (problem, other), unit, GUEST)
    industry.answer_by_link(cast.guest, cast.stage, GUEST[1], PERSIAN)
    letters = [m for m in mail.letters_to(cast.stage, GUEST[1]) if list(m.iter_attachments())]
    assert "METHOD:REQUEST" in letters[-1].as_string().replace("\r\n ", "") or any(
        part.get_content_type() == "text/calendar" for part in letters[-1].walk()
    )
    manager = cast.manager
    manager.go(f"/industries/meetings/{meeting}/")
    manager.examine()
    manager.fill(rsvp="yes")
    manager.press('main form[action$="/answer/"] button')
    invitees = JointMeeting.objects.get(pk=meeting).invitees
    assert set(invitees.values_list("rsvp", flat=True)) == {Rsvp.YES}
    return meeting


def _lock_and_sign(cast: Cast, folder: Path, meeting: int, unit: int, problem: int) -> None:
    """Final with a number and a number for the resolution; signed, scanned, kept."""
    industry.record_meeting(cast.officer, PERSIAN, meeting, unit, problem)
    row = JointMeeting.objects.get(pk=meeting)
    assert row.state == MeetingState.SIGNED and row.number
    assert row.resolutions.get().serial
    paper = industry.keep_signed(cast.officer, folder, meeting)
    assert paper.read_bytes().startswith(b"%PDF")
    row.refresh_from_db()
    assert row.state == MeetingState.ARCHIVED
    mail.wait_for_subject(cast.stage, GUEST[1], row.number)


def _open_in_the_market(cast: Cast, problem: int) -> None:
    """Accepted by its checklist; a student finds it with an Arabic keyboard and wishes for it."""
    beginnings.accept_problem(cast.officer, PERSIAN, problem)
    student = cast.student
    beginnings.sign_in(student, APPLICANTS[0].email)
    student.go("/industries/problems/?q=ضايعات+تزريق")
    student.reads(PERSIAN["problem"])
    assert "لرزش" not in student.page.locator("main").inner_text()
    student.examine()
    student.follow(f'main a[href^="/industries/problems/{problem}/"]')
    student.examine()


def _look_back(cast: Cast, unit: int) -> None:
    """The unit's own page, and what the liaison sees of the letter."""
    manager, liaison = cast.manager, cast.liaison
    manager.go(f"/industries/units/{unit}/")
    manager.reads(PERSIAN["problem"])
    manager.examine()
    beginnings.sign_in(liaison, cast.house.liaison)
    liaison.go("/industries/units/introduced/")
    liaison.reads(PERSIAN.unit_fa)
    liaison.examine()
    liaison.go("/industries/units/introduced/refused/")
    liaison.reads("کارگاه نادرست")
    liaison.examine()
