"""What the doors of industry need beside the cohort: meetings, a question, a referral, a list."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from industries.enums import MessageAudience, PersonRole
from industries.models import ProblemMessage, Referral, Resolution
from industries.services.minutes import freeze_minutes
from industries.tests.factories import InviteeFactory, MeetingFactory
from partnership.testing.doors import world_units
from partnership.testing.doors.lists import ministry_list


def add(world: Any, cohort: Any) -> None:
    """Meetings of two kinds, a question, a referral, a list; what units need is beside."""
    unit, problem, secret = cohort["U01"], cohort["P01"], cohort["P14"]
    manager, officer = world.users["manager"], world.users["officer"]
    meeting = MeetingFactory(organiser=officer, title="نشست فنی")
    InviteeFactory(meeting=meeting, user=world.users["professor"])
    InviteeFactory(meeting=meeting, user=None, unit=unit)
    meeting.problems.set([problem, secret])
    guest = InviteeFactory(meeting=meeting, user=None, name="مهمان", email="guest@agency.example")
    # The same table, an hour after the meeting has begun.
    begun = MeetingFactory(
        organiser=officer,
        title="نشست امروز",
        starts_at=timezone.now() - timedelta(minutes=1),
        version=1,
        number="HS-M-1405-901",
    )
    InviteeFactory(meeting=begun, user=world.users["professor"])
    InviteeFactory(meeting=begun, user=None, unit=unit, was_present=True)
    freeze_minutes(begun, officer)
    resolution = Resolution.objects.create(
        meeting=meeting,
        number=1,
        serial="1405-0901",
        body="فهرست مرجوعی آماده شود.",
        owner_user=manager,
        due_on=timezone.localdate() + timedelta(days=5),
    )
    for about, author in ((problem, world.users["leader"]), (secret, officer)):
        ProblemMessage.objects.create(
            problem=about, author=author, audience=MessageAudience.UNIT, body="کدام خط؟"
        )
    world_units.add(world, unit)
    question = ProblemMessage.objects.get(problem=problem, author=world.users["leader"])
    referral = Referral.objects.create(
        problem=problem,
        number="HS-R-1405-901",
        agency="بانک",
        request="امهال",
        referred_on=timezone.localdate(),
    )
    world.things |= {
        "question": question,
        "referral": referral,
        "unit": unit,
        "person": unit.persons.get(role=PersonRole.SUPERVISOR),
        "problem": problem,
        "secret": secret,
        "open_problem": cohort["P02"],
        "meeting": meeting,
        "begun_meeting": begun,
        "guest": guest,
        "resolution": resolution,
        "list": ministry_list(unit, officer),
    }
