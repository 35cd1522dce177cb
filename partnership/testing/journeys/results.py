"""Steps eight and nine: execution, hours, evaluations, credit, certificate, verification."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from string import digits as ascii_digits

from partnership.core.jalali import today
from partnership.core.text import to_ascii_digits
from partnership.testing.journeys import mail
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.stage import Stage, wait_for
from partnership.testing.journeys.words import SUPERVISOR, Words

SATURDAY = 5
#: Days of two past weeks (Saturday is 0) on which the leader worked eight hours: 64 in all.
DAYS_WORKED = ((0, 1, 2, 3, 4), (0, 1, 2))


def execute(officer: Guest, team: int) -> None:
    """The selected solution is executed with the unit."""
    officer.go(f"/teams/teams/{team}/")
    officer.take("execute")


def take_a_step(leader: Guest, manager: Guest, words: Words, team: int) -> None:
    """A milestone: planned and reported by the team, accepted by the unit."""
    leader.go(f"/teams/teams/{team}/")
    leader.follow(f'main a[href="/teams/teams/{team}/steps/new/"]')
    leader.fill(title=words["milestone"], due_on=words.days_from_now(5))
    leader.press()
    leader.go(f"/teams/teams/{team}/")
    leader.follow('main a[href*="/teams/steps/"][href*="/report/"]')
    leader.press()
    manager.go(f"/teams/teams/{team}/")
    manager.follow('main a[href*="/teams/steps/"][href*="/accept/"]')
    manager.press()


def report_hours(leader: Guest, words: Words) -> None:
    """Two past weeks from «my work», eight hours a day."""
    day = today()
    this_week = day - timedelta((day.weekday() - SATURDAY) % 7)
    leader.go("/me/")
    leader.follow('main a[href*="/teams/memberships/"]')
    membership = leader.number_in_path()
    for ago, days in zip((2, 1), DAYS_WORKED, strict=True):
        week = this_week - timedelta(7 * ago)
        leader.go(f"/teams/memberships/{membership}/reports/{week.isoformat()}/")
        hours = {f"came_{n}_1": words.digits("08:00") for n in days}
        hours |= {f"left_{n}_1": words.digits("16:00") for n in days}
        leader.fill(body=words["week"], **hours)
        leader.press('main button[name="send"]')


def confirm_hours(supervisor: Guest, stage: Stage) -> None:
    """Once a week a letter brings a link; it opens the sheets without signing in."""
    stage.ring("teams.remind_reports")
    supervisor.go(mail.link_in(stage, SUPERVISOR, "/l/"))
    assert supervisor.path == "/teams/hours/confirm/", supervisor.path
    assert supervisor.page.locator('main [name="report"]:checked').count() == len(DAYS_WORKED)
    supervisor.press()


def finish(officer: Guest, words: Words, team: int) -> None:
    """Results handed over: the team comes under evaluation."""
    officer.go(f"/teams/teams/{team}/")
    officer.take(
        "finish",
        summary=words["result"],
        kpi_after=words.digits(3),
        benefit_claimed_rial=words.digits(1_200_000_000),
    )


def hand_in_final_report(leader: Guest, professor: Guest, words: Words, team: int) -> None:
    """Written and sent by the leader, accepted by the professor."""
    leader.go(f"/teams/teams/{team}/")
    leader.follow(f'main a[href="/teams/teams/{team}/final-report/"]')
    leader.fill(summary=words["result"], lessons=words["needs"])
    leader.press()
    paper = leader.number_in_path()
    leader.take("submit")
    professor.go(f"/teams/final-reports/{paper}/")
    professor.take("accept")


def evaluate(judge: Guest, words: Words) -> None:
    """Points on every criterion for every member, on the page one is on."""
    boxes = judge.page.locator('main input[name^="points_"]')
    names = dict.fromkeys(str(box.get_attribute("name")) for box in boxes.all())
    for name in names:
        box = judge.page.locator(f'main [name="{name}"]')
        if box.first.get_attribute("type") == "radio":
            best = box.last.get_attribute("value")
            judge.fill(**{name: best})
        else:
            note = box.first.locator("xpath=ancestor::div[1]//small").first.inner_text()
            most = "".join(sign for sign in to_ascii_digits(note) if sign in ascii_digits)
            judge.fill(**{name: words.digits(most)})
    judge.press('main button[name="submit"]')


def evaluate_by_link(supervisor: Guest, stage: Stage, words: Words, team: int) -> None:
    """The supervisor comes by the letter asking for the evaluation."""
    supervisor.go(mail.link_in(stage, SUPERVISOR, "/l/"))
    assert supervisor.path == f"/teams/teams/{team}/evaluate/", supervisor.path
    evaluate(supervisor, words)


def evaluate_signed_in(professor: Guest, words: Words, team: int) -> None:
    """The professor finds it on «my work»."""
    professor.go("/me/")
    professor.follow(f'main a[href="/teams/teams/{team}/evaluate/"]')
    evaluate(professor, words)


def complete(officer: Guest, team: int) -> None:
    """Every member has both evaluations."""
    officer.go(f"/teams/teams/{team}/")
    officer.take("complete")


def send_credit(officer: Guest, name: str) -> int:
    """The grade list of those who are ready goes to education; returns the credit."""
    officer.go("/certificates/credits/?state=ready")
    officer.reads(name)
    credit = officer.open_first("/certificates/credits/")
    officer.go("/certificates/credits/")
    officer.follow('main a[href="/certificates/credits/send/"]')
    officer.press()
    return credit


def record_credit(education: Guest, words: Words, credit: int) -> None:
    """Education records it under its letter's number."""
    education.go(f"/certificates/credits/{credit}/")
    education.take("record", education_letter=words.digits("1405/18/204"))


def prepare_certificate(officer: Guest, credit: int) -> int:
    """The officer's half of the two-person rule."""
    officer.go(f"/certificates/credits/{credit}/")
    officer.take("prepare")
    return officer.number_in_path()


def issue_certificate(head: Guest, certificate: int) -> None:
    """The head's half."""
    head.go(f"/certificates/certificates/{certificate}/")
    head.take("issue")


def fetch_certificate(student: Guest, stage: Stage, certificate: int, folder: Path) -> str:
    """The student downloads the PDF once it is printed; returns the code printed on it."""
    link = f'main a[href="/certificates/certificates/{certificate}/pdf/"]'

    def is_printed() -> bool | None:
        student.go(f"/certificates/certificates/{certificate}/")
        return True if student.page.locator(link).count() else None

    wait_for(is_printed, seconds=60, what="The printed certificate")
    with student.page.expect_download() as loading:
        student.page.locator(link).first.click()
    file = folder / loading.value.suggested_filename
    loading.value.save_as(file)
    assert file.read_bytes().startswith(b"%PDF")
    serial = re.fullmatch(r"(HS-\d{4}-\d{6}-\d)\.pdf", file.name)
    assert serial, file.name
    printed = subprocess.run(
        ["pdftotext", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert serial.group(1) in printed, printed
    code = re.search(rf"{re.escape(stage.url)}/verify/([0-9A-Z]{{10}})", printed)
    assert code, printed
    return code.group(1)


def check(visitor: Guest, words: Words, code: str, said: str) -> None:
    """Anybody types the code in small letters, with this keyboard's digits."""
    visitor.go("/verify/")
    visitor.fill(code=words.digits(code.lower()))
    visitor.press("main form button")
    visitor.reads(words.said(said))


def revoke(head: Guest, words: Words, certificate: int) -> None:
    """The head revokes with a kind of reason and a sentence."""
    head.go(f"/certificates/certificates/{certificate}/")
    head.take("revoke", reason=words["revoked"])
