"""Industry comes in: the Ministry's list, the invitation, questions, a meeting with guests."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from industries.models import IndustrialUnit, JointMeeting, MinistryList, ProblemMessage
from partnership.core.jalali import today
from partnership.testing.journeys import mail
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.reviewing import wait_until_there
from partnership.testing.journeys.stage import Stage
from partnership.testing.journeys.words import MANAGER, Words, legal_id

#: As the Ministry's program writes it: Arabic letters, a title above, other words for columns.
HEADS = ("نام واحد توليدي", "شناسه ملي", "شماره پروانه", "شهرك", "مدیرعامل", "همراه", "ایمیل مدیر")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LETTER = "140/2217"


def ministry_list(folder: Path, words: Words, rows: int) -> Path:
    """Our unit first, its mobile without the zero; one row whose legal ID is wrong; others."""
    ours = (words.unit_fa, legal_id(1_010_123_456), "D/1394/01244", "شکوهیه", words.manager)
    lines = [(*ours, "9121112233", MANAGER), ("کارگاه نادرست", "12345678901", "", "", "", "", "")]
    lines += [
        (
            f"صنایع كاشي {words.digits(n)}",
            legal_id(1_023_456_000 + n),
            f"L/{n}",
            "شکوهیه",
            "",
            "",
            "",
        )
        for n in range(rows - len(lines))
    ]
    title = ("فهرست واحدهای داوطلب", *[""] * (len(HEADS) - 1))
    file = folder / "ministry.csv"
    text = "\n".join(",".join(line) for line in [title, HEADS, *lines])
    file.write_text(text, encoding="utf-8-sig")
    return file


def scan(folder: Path, name: str) -> Path:
    """A paper that came back signed."""
    file = folder / name
    file.write_bytes(PDF)
    return file


def hand_in(officer: Guest, words: Words, folder: Path, rows: int) -> MinistryList:
    """Letter, scan and list; read by the worker, looked through, taken over."""
    officer.go("/industries/lists/")
    officer.follow('main a[href="/industries/lists/add/"]')
    officer.fill(
        letter_no=words.digits(LETTER),
        letter_date=words.day(today()),
        upload=ministry_list(folder, words, rows),
        scan=scan(folder, "letter.pdf"),
    )
    officer.examine()
    officer.press()
    wait_until_there(officer, 'main a[href$="/apply/"]')
    officer.examine()
    handed = MinistryList.objects.get(pk=officer.number_in_path())
    officer.take("apply")
    wait_until_there(officer, 'main a[href$="/invitations/"]')
    return handed


def invite(officer: Guest, unit: IndustrialUnit) -> None:
    """Only now is somebody written to: the manager of this unit, which is approved as well."""
    officer.follow('main a[href$="/invitations/"]')
    officer.examine()
    box = officer.page.locator("main tr", has_text=unit.name_fa).locator('[name="rows"]')
    officer.tick(box)
    officer.fill(is_approving=True)
    officer.press()
    officer.go(officer.path)


def ask(asker: Guest, problem: int, body: str, audience: str) -> None:
    """From the problem's page."""
    asker.go(f"/industries/problems/{problem}/")
    asker.tap("main details:has(form[action$='/ask/']) > summary")
    asker.fill(body=body, audience=audience)
    asker.press("main form[action$='/ask/'] button")
    asker.reads(body)


def answer(who: Guest, problem: int, question: str, body: str) -> None:
    """Below the question, for the same readers."""
    row = ProblemMessage.objects.get(problem=problem, body=question)
    who.go(f"/industries/problems/{problem}/")
    who.examine()
    who.follow(f'main a[href$="/ask/?reply_to={row.pk}"]')
    who.fill(body=body)
    who.press()
    who.reads(body)


def plan_meeting(
    officer: Guest, words: Words, problems: Iterable[int], unit: int, guest: tuple[str, str]
) -> int:
    """Two problems, a unit, and somebody of the Ministry without an account."""
    officer.go("/industries/meetings/add/")
    officer.fill(
        title=words["meeting"],
        starts_at_date=words.days_from_now(2),
        starts_at_time=words.digits("10:00"),
        place=words["place"],
        problems=list(problems),
        units=[unit],
        **{
            "agenda-0-title": words["agenda"],
            "outsiders-0-name": guest[0],
            "outsiders-0-email": guest[1],
        },
    )
    officer.examine()
    officer.press()
    meeting = officer.number_in_path()
    officer.take("invite")
    return meeting


def answer_by_link(guest: Guest, stage: Stage, email: str, words: Words) -> str:
    """No account, no password: the link in the letter, one tap, one press; returns the page."""
    guest.go(mail.link_in(stage, email, "/l/"))
    guest.reads(words["place"])
    guest.examine()
    before = guest.taps
    guest.fill(rsvp="yes")
    guest.press()
    guest.told["rsvp"] = guest.taps - before
    return guest.path


def record_meeting(officer: Guest, words: Words, meeting: int, unit: int, problem: int) -> None:
    """Who is there, what was said, what was resolved; then final."""
    # Its hour comes: the journey does not wait for it.
    JointMeeting.objects.filter(pk=meeting).update(starts_at=timezone.now() - timedelta(minutes=1))
    officer.go(f"/industries/meetings/{meeting}/attendance/")
    officer.examine()
    for row in officer.page.locator("main .register-row").all():
        officer.tick(row.locator('input[value="present"]'))
    officer.press("main form[data-autosave] button.btn-primary")
    officer.go(f"/industries/meetings/{meeting}/")
    officer.take(
        "hold",
        discussion=words["discussion"],
        **{
            "resolutions-0-body": words["resolution"],
            "resolutions-0-owner": f"unit:{unit}",
            "resolutions-0-due_on": words.days_from_now(10),
            "resolutions-0-problem": problem,
        },
    )
    officer.take("sign")


def keep_signed(officer: Guest, folder: Path, meeting: int) -> Path:
    """The paper is fetched, signed by everybody, and its scan kept."""
    officer.go(f"/industries/meetings/{meeting}/")
    with officer.page.expect_download() as coming:
        officer.tap(f'main a[href="/industries/meetings/{meeting}/minutes.pdf"]')
    paper = folder / "minutes.pdf"
    coming.value.save_as(paper)
    officer.follow(f'main a[href="/industries/meetings/{meeting}/signatures/"]')
    names = officer.page.locator('main select[name^="state_"]')
    boxes = [str(box.get_attribute("name")) for box in names.all()]
    officer.fill(**dict.fromkeys(boxes, "signed"))
    officer.examine()
    officer.press()
    officer.take("archive", scan=scan(folder, "signed.pdf"))
    officer.examine()
    return paper
