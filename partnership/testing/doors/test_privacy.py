"""What others see of a student: `domain.md` §6.3 as a table, held against every page.

Markers are planted in the rows of two members of team T01 – its leader, who owns whatever the
doors open, and a plain member –, then everybody opens every page they may, and what they find is
compared with the table.
"""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from partnership.accounts.models import User
from partnership.core.text import to_ascii_digits
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.testing.doors.crawl import knock, prepared, rolled_back, url_of
from partnership.testing.doors.people import EVERYBODY, OFFICE, PROFESSOR, UNIT
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import PDF, World
from students.enums import RuleCode, WishKind, WithdrawalState
from students.models import (
    CompanionWish,
    Enrolment,
    EnrolmentDraft,
    EnrolmentRevision,
    RegistrarRecord,
    Student,
    Waiver,
    Withdrawal,
)
from students.tests.factories import StudentFactory, national_id

pytestmark = pytest.mark.django_db

SELF = frozenset({"leader"})
NOBODY: frozenset[str] = frozenset()

#: What is planted with the leader. A figure is found in any digits, a text as it stands.
MARKERS = {
    "mobile": "09709998877",
    "email": "planted.marker@student.hamyar.example",
    "gpa": "13.37",
    "national_id": "9990000018",
    "motivation": "انگیزهٔ نشان‌دار",
    "conflict": "خویشاوند نشان‌دار",
    "cv": "cv-planted-marker.pdf",
    "apart_wish": "نشان‌دارنژاد",
    "waiver": "دلیل نشان‌دار معافیت",
    "note": "یادداشت نشان‌دار",
    "withdrawal": "انصراف نشان‌دار",
    "professor_view": "نظر نشان‌دار استاد",
    "draft": "پیش‌نویس نشان‌دار",
    "revision": "نسخهٔ نشان‌دار",
    "registrar": "رشتهٔ نشان‌دار",
    "appeal": "اعتراض نشان‌دار",
}
#: The plain member's, to tell a leader's telephone from a member's.
MEMBER_MARKERS = {"mobile": "09709991122", "gpa": "13.53", "national_id": "9990000026"}

#: Field → who must find it, and who may besides; everybody else must not.
OF_A_LEADER: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # Own; the professor of the team; the unit for the leader alone; the office.
    "mobile": (SELF | PROFESSOR | UNIT | OFFICE, NOBODY),
    "email": (SELF | PROFESSOR | OFFICE, NOBODY),
    "gpa": (SELF | PROFESSOR | OFFICE, NOBODY),
    # Masked even for the office; a look at it is an act that the log keeps.
    "national_id": (NOBODY, SELF),
    "motivation": (SELF | OFFICE, NOBODY),
    "conflict": (SELF | OFFICE, NOBODY),
    "cv": (OFFICE, SELF),
    "apart_wish": (OFFICE, SELF),
    "waiver": (OFFICE, SELF),
    "note": (SELF | OFFICE, NOBODY),
    # Somebody who left after the letter is judged with the professor’s view.
    "withdrawal": (NOBODY, SELF | PROFESSOR | OFFICE),
    "professor_view": (NOBODY, SELF | PROFESSOR | OFFICE),
    # What was not handed in is nobody's but the writer's.
    "draft": (NOBODY, SELF),
    "revision": (NOBODY, SELF | OFFICE),
    "registrar": (NOBODY, OFFICE),
    "appeal": (SELF | OFFICE, NOBODY),
}
OF_A_MEMBER: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "mobile": (PROFESSOR | OFFICE, frozenset({"member"})),
    "gpa": (PROFESSOR | OFFICE, frozenset({"member"})),
    "national_id": (NOBODY, frozenset({"member"})),
}
VIEWERS = sorted(EVERYBODY - {"deactivated"})


@contextmanager
def planted(world: World) -> Iterator[None]:
    """The world with the markers in it."""
    with rolled_back():
        leader, member = world.things["student"], world.users["member"].student
        _plant_identity(leader, MARKERS)
        _plant_identity(member, MEMBER_MARKERS)
        User.objects.filter(pk=leader.user_id).update(
            email=MARKERS["email"], mobile=MARKERS["mobile"]
        )
        _plant_application(world)
        _plant_certificate(world)
        yield


def _plant_certificate(world: World) -> None:
    """What a certificate froze bears the number whole."""
    certificate = world.things["certificate"]
    words = dict(certificate.snapshot)
    words["fa"] = {**words["fa"], "national_id": MARKERS["national_id"]}
    type(certificate).objects.filter(membership=certificate.membership_id).update(snapshot=words)


def _plant_identity(student: Student, markers: dict[str, str]) -> None:
    Student.objects.filter(pk=student.pk).update(
        mobile=markers["mobile"],
        gpa=Decimal(markers["gpa"]),
        national_id=markers["national_id"],
    )


def _plant_application(world: World) -> None:
    enrolment, officer = world.things["enrolment"], world.users["officer"]
    Enrolment.objects.filter(pk=enrolment.pk).update(
        motivation=MARKERS["motivation"],
        conflict=MARKERS["conflict"],
        decision_note=MARKERS["note"],
        declared={"gpa": MARKERS["gpa"]},
    )
    other = StudentFactory(
        last_name_fa=MARKERS["apart_wish"],
        national_id=national_id(888_888),
        student_number="88888801",
    )
    CompanionWish.objects.all().delete()
    CompanionWish.objects.create(enrolment=enrolment, companion=other, kind=WishKind.APART)
    Waiver.objects.create(
        enrolment=enrolment,
        rule=RuleCode.CREDITS,
        reason=MARKERS["waiver"],
        granted_by=officer,
    )
    Withdrawal.objects.create(
        enrolment=enrolment,
        state=WithdrawalState.FREE,
        reason=MARKERS["withdrawal"],
        professor_view=MARKERS["professor_view"],
    )
    EnrolmentDraft.objects.create(
        round=enrolment.round,
        user=world.users["leader"],
        data={"motivation": [MARKERS["draft"]]},
        expires_at=enrolment.created_at,
    )
    EnrolmentRevision.objects.create(
        enrolment=enrolment, number=90, content={"motivation": MARKERS["revision"]}
    )
    RegistrarRecord.objects.create(
        student_number=world.things["student"].student_number,
        national_id=MARKERS["national_id"],
        major_text=MARKERS["registrar"],
    )
    type(world.things["appeal"]).objects.filter(pk=world.things["appeal"].pk).update(
        statement=MARKERS["appeal"]
    )
    store_file(
        upload_or_bytes=PDF,
        name=MARKERS["cv"],
        owner=enrolment,
        kind=FileKind.ATTACHMENT,
        actor=world.users["leader"],
    )


def _doors(viewer: str) -> Iterator[Door]:
    return (
        door
        for door in DOORS
        if viewer in door.ok
        and not door.only_post
        and not door.name.startswith(("account", "mfa"))
        and not door.name.endswith(("_delete", "_add"))
    )


def _said(body: bytes) -> str:
    """A page as one reads it: entities resolved, every digit ASCII, decimal points dots."""
    text = html.unescape(body.decode("utf-8", "replace"))
    return to_ascii_digits(text).replace("٫", ".").replace("/37", ".37").replace("/53", ".53")


def _seen(world: World, viewer: str, markers: dict[str, str]) -> dict[str, list[str]]:
    """Where this viewer finds which field."""
    found: dict[str, list[str]] = {field: [] for field in markers}
    with planted(world):
        for label, body in _pages(world, viewer):
            said = _said(body)
            for field, marker in markers.items():
                if marker in said:
                    found[field].append(label)
    return found


def _pages(world: World, viewer: str) -> Iterator[tuple[str, bytes]]:
    """Every page the table opens, and those reached by asking for the two by name or number."""
    for door in _doors(viewer):
        with prepared(door, world):
            yield door.label, knock(world, viewer, url_of(door, world)).body
    leader, member = world.things["student"], world.users["member"].student
    asked = [member.get_absolute_url(), leader.get_absolute_url()]
    for number in (leader.student_number, member.student_number):
        asked += [
            f"/students/students/?q={number}",
            f"/students/enrolments/?q={number}",
            f"/office/students/student/?q={number}",
            f"/office/accounts/user/?q={number}",
            "/office/autocomplete/?app_label=teams&model_name=membership&field_name=student"
            f"&term={number}",
        ]
    for address in asked:
        yield address, knock(world, viewer, address).body


def _faults(
    table: dict[str, tuple[frozenset[str], frozenset[str]]],
    found: dict[str, list[str]],
    viewer: str,
) -> list[str]:
    faults = []
    for field, (must, may) in table.items():
        if viewer in must and not found[field]:
            faults.append(f"{field}: {viewer} finds it nowhere")
        if viewer not in must | may and found[field]:
            faults.append(f"{field}: {viewer} finds it on {found[field]}")
    return faults


@pytest.mark.parametrize("viewer", VIEWERS)
def test_pages_show_of_a_student_what_the_table_says(viewer: str, world: World) -> None:
    """No page, list, letter or office form says more of a student, and the entitled find it."""
    both = {**MARKERS, **{f"member {field}": text for field, text in MEMBER_MARKERS.items()}}
    table = {**OF_A_LEADER, **{f"member {field}": row for field, row in OF_A_MEMBER.items()}}
    assert _faults(table, _seen(world, viewer, both), viewer) == []


@pytest.mark.parametrize(
    "address",
    [
        "/office/students/student/?national_id__startswith=999",
        "/office/students/student/?national_id=9990000018",
        "/office/students/registrarrecord/?national_id__startswith=999",
        "/office/teams/professor/?national_id__gte=5",
        "/office/certificates/certificate/?snapshot__fa__national_id=9990000018",
        "/office/students/trainingsession/?checkin_key__startswith=a",
    ],
)
def test_office_lists_are_no_oracle(address: str, world: World) -> None:
    """A list answers no question about a column that its pages mask."""
    assert knock(world, "officer", address).status in (302, 400, 404)
