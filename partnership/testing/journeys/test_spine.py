"""The whole programme: from the first call to a certificate that anybody can check."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from partnership.testing.journeys import applying, beginnings, enrolments, forming, results, work
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.setup import House
from partnership.testing.journeys.stage import Stage
from partnership.testing.journeys.words import APPLICANTS, ENGLISH, MANAGER, PERSIAN, Words

pytestmark = pytest.mark.journey

MANDATORY_COURSES = 5
ROLES = ("officer", "head", "education", "professor", "manager", "supervisor", "visitor")


class Cast:
    """Everybody of a journey, each in a browser of their own."""

    def __init__(
        self, browser: Browser, stage: Stage, house: House, words: Words, width: int
    ) -> None:
        self.stage, self.house, self.words = stage, house, words

        def arrive() -> Guest:
            return Guest(browser, stage.url, language=words.language, width=width)

        self.officer, self.head, self.education, self.professor = (arrive() for _ in range(4))
        self.manager, self.supervisor, self.visitor = (arrive() for _ in range(3))
        self.students = [arrive() for _ in APPLICANTS]

    @property
    def leader(self) -> Guest:
        """The first student leads the team and gets the certificate."""
        return self.students[0]

    @property
    def everybody(self) -> dict[str, Guest]:
        """All guests by name."""
        students = {f"student {n}": guest for n, guest in enumerate(self.students, start=1)}
        return {role: getattr(self, role) for role in ROLES} | students

    def name_of(self, number: int) -> str:
        """The last name the pages show for a student."""
        who = APPLICANTS[number]
        return who.last_name_fa if self.words.language == "fa" else who.last_name_en

    def faults(self) -> str:
        """What no page should have done, by person."""
        return "\n".join(
            f"[{name}] {line}"
            for name, guest in self.everybody.items()
            for line in guest.told_faults().splitlines()
        )


@pytest.fixture
def cast(
    request: pytest.FixtureRequest,
    browser: Browser,
    open_site: Callable[[str], tuple[Stage, House]],
) -> Iterator[Cast]:
    """The people of the journey named by `request.param`: (words, width)."""
    words, width = request.param
    stage, house = open_site(words.language)
    people = Cast(browser, stage, house, words, width)
    with ExitStack() as doors:
        for guest in people.everybody.values():
            doors.enter_context(closing(guest))
        yield people


@pytest.mark.parametrize(
    "cast",
    [
        pytest.param((PERSIAN, 360), id="persian-phone"),
        pytest.param((ENGLISH, 1280), id="english-desktop"),
    ],
    indirect=True,
)
def test_spine_from_the_first_call_to_the_certificate(cast: Cast, tmp_path: Path) -> None:
    """Every step by its own form, in its own role; letters come from the worker."""
    try:
        problem = _begin(cast)
        _enrol(cast)
        team = _form_and_dispatch(cast, problem)
        _propose_and_decide(cast, team, problem)
        _execute_and_evaluate(cast, team)
        _certify(cast, tmp_path)
    except Exception as trouble:
        trouble.add_note(cast.stage.tell_logs())
        raise
    assert not cast.faults()
    assert not cast.stage.complaints()
    _tell_taps(cast)


def _begin(cast: Cast) -> int:
    """A unit registers, states a problem, meets the office."""
    words = cast.words
    beginnings.register_unit(cast.manager, words)
    beginnings.sign_in(cast.officer, cast.house.officer)
    unit = beginnings.approve_unit(cast.officer)
    beginnings.accept_invitation(cast.manager, cast.stage, MANAGER, words.manager)
    problem = beginnings.state_problem(cast.manager, words, unit)
    beginnings.accept_problem(cast.officer, words, problem)
    beginnings.hold_joint_meeting(cast.officer, words, problem, unit)
    return problem


def _enrol(cast: Cast) -> None:
    """Four students enrol, are approved, trained and insured."""
    for student, who in zip(cast.students, APPLICANTS, strict=True):
        applying.enrol(student, cast.stage, cast.words, who)
    enrolments.approve_enrolments(cast.officer, len(APPLICANTS))
    enrolments.train(cast.officer, cast.words, MANDATORY_COURSES)
    enrolments.record_insurance(cast.officer, cast.words, len(APPLICANTS))


def _form_and_dispatch(cast: Cast, problem: int) -> int:
    """A team by hand, its professor, its letter, its supervisor on site."""
    officer, words = cast.officer, cast.words
    team = forming.form_team(officer, words, problem)
    forming.gather_members(officer, team, invited=cast.name_of(3))
    forming.choose_leader(officer, team, cast.name_of(0))
    forming.ask_professor(officer, team)
    forming.accept_membership(cast.students[3])
    beginnings.sign_in(cast.professor, cast.house.professor)
    forming.accept_team(cast.professor)
    forming.confirm_team(officer, team)
    letter = forming.write_letter(officer, words, team)
    beginnings.sign_in(cast.head, cast.house.head)
    forming.dispatch(cast.head, team)
    forming.accept_letter(cast.manager, words, letter)
    return team


def _propose_and_decide(cast: Cast, team: int, problem: int) -> None:
    """Assessment, two solutions, and the manager's choice between them."""
    paper = work.assess(cast.leader, cast.words, team)
    work.accept_assessment(cast.professor, paper)
    solutions = [work.write_solution(cast.leader, cast.words, team, n) for n in (1, 2)]
    for solution in solutions:
        work.endorse(cast.professor, solution)
    for solution in solutions:
        work.submit(cast.leader, solution)
    work.decide(cast.manager, cast.words, problem, chosen=solutions[0])


def _execute_and_evaluate(cast: Cast, team: int) -> None:
    """Milestone, hours, final report, both evaluations."""
    words = cast.words
    results.execute(cast.officer, team)
    results.take_a_step(cast.leader, cast.manager, words, team)
    results.report_hours(cast.leader, words)
    results.confirm_hours(cast.supervisor, cast.stage)
    results.finish(cast.officer, words, team)
    results.hand_in_final_report(cast.leader, cast.professor, words, team)
    results.evaluate_by_link(cast.supervisor, cast.stage, words, team)
    results.evaluate_signed_in(cast.professor, words, team)
    results.complete(cast.officer, team)


def _certify(cast: Cast, folder: Path) -> None:
    """Credit to education and back, certificate by two persons, checked by anybody, revoked."""
    words = cast.words
    credit = results.send_credit(cast.officer, cast.name_of(0))
    beginnings.sign_in(cast.education, cast.house.education)
    results.record_credit(cast.education, words, credit)
    certificate = results.prepare_certificate(cast.officer, credit)
    results.issue_certificate(cast.head, certificate)
    code = results.fetch_certificate(cast.leader, cast.stage, certificate, folder)
    results.check(cast.visitor, words, code, "Valid")
    results.revoke(cast.head, words, certificate)
    results.check(cast.visitor, words, code, "Revoked")


def _tell_taps(cast: Cast) -> None:
    """Shown with `-s`: what the busiest forms ask of fingers."""
    told = {**cast.manager.told, **cast.leader.told, **cast.students[3].told}
    print("taps:", cast.words.language, told)
