"""Steps one to four: the unit registers, its problem and the joint meeting."""

from datetime import timedelta

from django.utils import timezone

from industries.enums import TriageItem
from industries.models import JointMeeting
from partnership.core.jalali import today
from partnership.testing.journeys import mail
from partnership.testing.journeys.browser import Guest
from partnership.testing.journeys.setup import PASSWORD
from partnership.testing.journeys.stage import Stage
from partnership.testing.journeys.words import LEGAL_ID, MANAGER, Words


def sign_in(guest: Guest, identifier: str) -> None:
    """Through the one sign-in page, to «my work»."""
    guest.go("/accounts/login/")
    guest.fill(login=identifier, password=PASSWORD)
    guest.press()
    assert guest.path == "/me/", guest.path


def register_unit(guest: Guest, words: Words) -> None:
    """Anybody: identity, licence, manager."""
    guest.go("/")
    guest.follow('main a[href="/units/register/"]')
    guest.fill(
        name_fa=words.unit_fa,
        name_en=words.unit_en,
        legal_id=words.digits(LEGAL_ID),
        place=guest.option("place", 1),
        products=words["products"],
        phone=words.digits("02533330000"),
        address=words["address"],
        employees=words.digits(85),
        licence_no=words.digits("12345678"),
        manager_name=words.manager,
        manager_title=words["position"],
        manager_mobile=words.digits("09121112233"),
        manager_email=MANAGER,
    )
    guest.press()
    assert guest.path == "/units/register/done/", guest.path


def approve_unit(officer: Guest) -> int:
    """The office finds the new unit in its list and lets it in."""
    officer.go("/industries/units/?state=new")
    unit = officer.open_first("/industries/units/")
    officer.take("approve")
    return unit


def accept_invitation(guest: Guest, stage: Stage, email: str, name: str) -> None:
    """The link in the letter, one's name, a password, and one is in."""
    guest.go(mail.link_in(stage, email, "/accounts/invitation/"))
    first, last = name.split()
    guest.fill(first_name_fa=first, last_name_fa=last, password=PASSWORD, password_again=PASSWORD)
    guest.press()
    assert guest.path == "/me/", guest.path


def state_problem(manager: Guest, words: Words, unit: int) -> int:
    """Five fields on a phone, then send."""
    manager.go("/industries/units/mine/")
    manager.follow(f'main a[href="/industries/units/{unit}/problems/add/"]')
    before = manager.taps
    manager.fill(
        title=words["problem"],
        detail=words["detail"],
        category=manager.option("category", 1),
        urgency=manager.option("urgency", -1),
        **{
            "baselines-0-kpi": words["figure"],
            "baselines-0-unit_label": words["percent"],
            "baselines-0-current": words.digits("7.5"),
            "baselines-0-goal": words.digits(3),
        },
    )
    manager.press('main button[name="submit"]')
    manager.told["problem"] = manager.taps - before
    return manager.number_in_path()


def accept_problem(officer: Guest, words: Words, problem: int) -> None:
    """The office opens the problem to teams."""
    officer.go(f"/industries/problems/{problem}/review/")
    officer.fill(**{f"answer_{item}": "yes" for item in TriageItem.values})
    officer.press('main button[name="then"][value="accept"]')
    officer.fill(public_title=words["problem"], public_summary=words["figure"])
    officer.press()


def hold_joint_meeting(officer: Guest, words: Words, problem: int, unit: int) -> int:
    """Planned, invited, held with a resolution, minutes final."""
    officer.go("/industries/meetings/")
    officer.follow('main a[href="/industries/meetings/add/"]')
    soon = timezone.localtime() + timedelta(minutes=30)
    if soon.date() != today():
        soon = timezone.localtime() + timedelta(days=1)
    officer.fill(
        title=words["meeting"],
        starts_at_date=words.day(soon.date()),
        starts_at_time=words.digits(f"{soon:%H:%M}"),
        place=words["place"],
        problems=[problem],
        units=[unit],
        **{"agenda-0-title": words["agenda"]},
    )
    officer.press()
    meeting = officer.number_in_path()
    officer.take("invite")
    # Its hour comes: the journey does not wait for it.
    JointMeeting.objects.filter(pk=meeting).update(starts_at=timezone.now() - timedelta(minutes=1))
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
    officer.reads(words["resolution"])
    officer.take("sign")
    return meeting
