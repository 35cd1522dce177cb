"""Joint meetings as plans: made, changed, called off."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import MEETING_AHEAD, MeetingState, Rsvp
from industries.models import AgendaItem, FollowUp, Invitee, JointMeeting, Resolution
from industries.services.common import require_right, require_unchanged, write_columns
from industries.services.invitations import cancel_invitations
from industries.workflow import meeting as workflow
from partnership.accounts.services import revoke_links_about
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog
from partnership.core.workflow import apply

MEETING_COLUMNS = (
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "place",
    "chair",
    "secretary",
    "translations",
)
ITEM_COLUMNS = ("title", "problem", "presenter", "minutes", "is_follow_up", "translations")
OUTSIDER_COLUMNS = ("name", "position", "organisation", "email", "mobile")


@transaction.atomic
def create_meeting(
    *,
    actor: Any,
    items: Iterable[dict[str, Any]],
    problems: Iterable[Any] = (),
    people: Iterable[Any] = (),
    units: Iterable[Any] = (),
    outsiders: Iterable[dict[str, Any]] = (),
    follows: JointMeeting | None = None,
    carried: Iterable[Resolution] = (),
    **columns: Any,
) -> JointMeeting:
    """Plan a meeting: agenda, problems, everybody to be invited, earlier resolutions to look at.

    `items` and `outsiders` are columns of their rows, the agenda in order.
    """
    require_right(actor, "industries.manage_meeting")
    meeting = JointMeeting(organiser=actor, follows=follows)
    write_columns(meeting, columns, MEETING_COLUMNS)
    _require_order(meeting)
    meeting.save()
    _write_items(meeting, items, problems)
    _set_invitees(meeting, people, units, outsiders)
    FollowUp.objects.bulk_create(FollowUp(meeting=meeting, resolution=row) for row in carried)
    ActionLog.objects.record(
        meeting, verb="industries.jointmeeting.create", actor=actor, after=meeting.state
    )
    return meeting


@transaction.atomic
def update_meeting(
    *,
    meeting_id: int,
    actor: Any,
    seen: str = "",
    items: Iterable[dict[str, Any]] | None = None,
    problems: Iterable[Any] | None = None,
    people: Iterable[Any] | None = None,
    units: Iterable[Any] | None = None,
    outsiders: Iterable[dict[str, Any]] | None = None,
    **columns: Any,
) -> JointMeeting:
    """Change the plan while the meeting has not been held; what is not given stays.

    Nobody hears of it before the invitations are sent. Raises WrongState afterwards.
    """
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    require_unchanged(meeting, seen)
    if meeting.state not in MEETING_AHEAD:
        raise WrongState(_("This meeting has been held or cancelled; its plan stays as it was."))
    write_columns(meeting, columns, MEETING_COLUMNS)
    _require_order(meeting)
    meeting.save()
    if items is not None or problems is not None:
        _write_items(meeting, items, meeting.problems.all() if problems is None else problems)
    if people is not None and units is not None:
        _set_invitees(meeting, people, units, outsiders)
    ActionLog.objects.record(
        meeting,
        verb="industries.jointmeeting.update",
        actor=actor,
        data={"columns": sorted(columns)},
    )
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Call the meeting off; whoever was invited is told, calendars take it out."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    was_invited = meeting.state == MeetingState.INVITED
    meeting.sequence += 1
    entry = apply(workflow.CANCEL_MEETING, meeting, actor=actor, reason=reason, also=("sequence",))
    if was_invited:
        cancel_invitations(meeting, entry.reason)
    return meeting


def _require_order(meeting: JointMeeting) -> None:
    if meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise DomainError(_("The meeting cannot end before it begins."), field="ends_at")


def _write_items(
    meeting: JointMeeting, items: Iterable[dict[str, Any]] | None, problems: Iterable[Any]
) -> None:
    """Make the agenda what was written, in this order; items that stay keep what was said."""
    if items is not None:
        old = {item.pk: item for item in meeting.items.locked()}
        kept = []
        for order, row in enumerate(items):
            values = {name: value for name, value in row.items() if name != "id"}
            item = old.get(row.get("id")) or AgendaItem(meeting=meeting)
            write_columns(item, values, ITEM_COLUMNS)
            item.order = order
            kept.append(item)
        if not kept:
            raise DomainError(_("The agenda needs at least one item."))
        staying = [item.pk for item in kept if item.pk]
        meeting.items.exclude(pk__in=staying).delete()
        for item in kept:
            item.save()
    chosen = {problem.pk for problem in problems}
    chosen |= set(meeting.items.exclude(problem=None).values_list("problem_id", flat=True))
    meeting.problems.set(chosen)


def _set_invitees(
    meeting: JointMeeting,
    people: Iterable[Any],
    units: Iterable[Any],
    outsiders: Iterable[dict[str, Any]] | None,
) -> None:
    """Make the list what was chosen; answers of those who stay are kept.

    Whoever had been told is kept as removed until the letter that says so; links end at once.
    Without `outsiders` those on the list stay.
    """
    rows = list(meeting.invitees.locked())
    people = {user.pk: user for user in people}
    units = {unit.pk: unit for unit in units}
    by_user = {row.user_id: row for row in rows if row.user_id}
    by_unit = {row.unit_id: row for row in rows if row.unit_id}
    staying = [row for pk, row in by_user.items() if pk in people]
    staying += [row for pk, row in by_unit.items() if pk in units]
    old = [row for row in rows if row.is_outsider]
    staying += old if outsiders is None else _write_outsiders(meeting, old, outsiders)
    for row in staying:
        if row.removed_at and not (row.is_outsider and outsiders is None):
            row.removed_at, row.told_sequence, row.rsvp = None, None, Rsvp.PENDING
            row.save(update_fields=["removed_at", "told_sequence", "rsvp"])
    ids = {row.pk for row in staying}
    for row in rows:
        if row.pk not in ids and not row.came_uninvited:
            _take_off(row)
    Invitee.objects.bulk_create(
        [Invitee(meeting=meeting, user=user) for pk, user in people.items() if pk not in by_user]
        + [Invitee(meeting=meeting, unit=unit) for pk, unit in units.items() if pk not in by_unit]
    )


def _write_outsiders(
    meeting: JointMeeting, old: list[Invitee], outsiders: Iterable[dict[str, Any]]
) -> list[Invitee]:
    """Rows of people without an account; the same address or name and organisation is one row."""
    by_key = {key: row for row in old for key in (row.pk, row.email.lower(), _named(row)) if key}
    written: dict[int, Invitee] = {}
    for values in outsiders:
        typed = {name: values.get(name, "") for name in OUTSIDER_COLUMNS}
        row = (
            by_key.get(values.get("id") or 0)
            or by_key.get(typed["email"].lower())
            or by_key.get((typed["name"], typed["organisation"]))
            or Invitee(meeting=meeting)
        )
        if row.pk and row.email.lower() != typed["email"].lower():
            revoke_links_about(row)
            row.told_sequence = None
        write_columns(row, typed, OUTSIDER_COLUMNS)
        row.save()
        by_key |= {key: row for key in (row.pk, row.email.lower(), _named(row)) if key}
        written[row.pk] = row
    return list(written.values())


def _named(row: Invitee) -> tuple[str, str]:
    return (row.name, row.organisation)


def _take_off(row: Invitee) -> None:
    revoke_links_about(row)
    if row.told_sequence is None:
        row.delete()
    elif row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
