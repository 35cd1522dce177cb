"""Minutes: written, made final and frozen, signed on paper, kept, opened again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries import emails
from industries.enums import MEETING_FINAL, MeetingState, SignerState
from industries.models import JointMeeting, MinutesSigner, MinutesVersion, Resolution
from industries.selectors.meetings import readers_of_row
from industries.selectors.minutes import digest_of, signers_of, snapshot_of
from industries.services.common import require_right, require_unchanged, write_columns
from industries.services.invitations import words_of
from industries.services.linked import LINK_LASTS, write_to_invitee
from industries.services.resolutions import follow_up_in
from industries.workflow import meeting as workflow
from partnership.core.errors import DomainError, WrongState
from partnership.core.jalali import jalali_year
from partnership.core.models import ActionLog, next_number
from partnership.core.workflow import apply
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.services import Letter

RESOLUTION_COLUMNS = (
    "body",
    "owner_user",
    "owner_unit",
    "owner_text",
    "problem",
    "due_on",
    "translations",
)


@transaction.atomic
def hold_meeting(*, meeting_id: int, actor: Any, reason: str = "", **written: Any) -> JointMeeting:
    """Write down what happened; `written` is what `_write` takes.

    Raises WrongState before the meeting's hour.
    """
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    require_begun(meeting)
    apply(workflow.HOLD_MEETING, meeting, actor=actor, reason=reason)
    _write(meeting, **written)
    return meeting


@transaction.atomic
def update_minutes(*, meeting_id: int, actor: Any, seen: str = "", **written: Any) -> JointMeeting:
    """Correct minutes that are not final. Raises WrongState once they are."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    require_unchanged(meeting, seen)
    if meeting.state != MeetingState.HELD:
        raise WrongState(_("These minutes are final. The head of the Office can unlock them."))
    _write(meeting, **written)
    ActionLog.objects.record(meeting, verb="industries.jointmeeting.update_minutes", actor=actor)
    return meeting


@transaction.atomic
def sign_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Make the minutes final: numbers without gaps, a frozen version, letters to who came.

    The minutes and each new resolution get the next number of the year, once. What was agreed on
    about earlier resolutions takes effect. Raises DomainError for empty minutes.
    """
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    meeting.version += 1
    year = jalali_year(timezone.localdate())
    if not meeting.number and meeting.state in workflow.SIGN.sources:
        meeting.number = f"HS-M-{year}-{next_number('minutes', year):03}"
    apply(
        workflow.SIGN, meeting, actor=actor, reason=reason, also=("number", "version", "updated_at")
    )
    _require_words(meeting)
    for row in meeting.resolutions.locked():
        if not row.serial:
            row.serial = f"{year}-{next_number('resolutions', year):04}"
            row.save(update_fields=["serial", "updated_at"])
    follow_up_in(meeting, actor)
    freeze_minutes(meeting, actor)
    _tell(meeting, emails.MEETING_MINUTES, f"{meeting.pk}:{meeting.version}")
    return meeting


@transaction.atomic
def unlock_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Open final minutes for correction; those who were there are told why."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    entry = apply(workflow.UNLOCK, meeting, actor=actor, reason=reason)
    _tell(meeting, emails.MEETING_UNLOCKED, f"{meeting.pk}:{entry.pk}", reason=entry.reason)
    return meeting


@transaction.atomic
def archive_meeting(*, meeting_id: int, actor: Any, scan: Any, reason: str = "") -> JointMeeting:
    """Keep the minutes as signed on paper, with the version they belong to."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    apply(workflow.ARCHIVE, meeting, actor=actor, reason=reason)
    store_file(
        upload_or_bytes=scan,
        owner=version_of(meeting),
        kind=FileKind.SCAN,
        actor=actor,
    )
    return meeting


@transaction.atomic
def unarchive_meeting(*, meeting_id: int, actor: Any, reason: str = "") -> JointMeeting:
    """Put the scan aside: the minutes wait for another one, the file stays with the office."""
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    apply(workflow.UNARCHIVE, meeting, actor=actor, reason=reason)
    return meeting


@transaction.atomic
def note_signatures(
    *, meeting_id: int, actor: Any, states: Mapping[int, tuple[str, date | None]]
) -> JointMeeting:
    """Note who has signed the paper: state and day by the signer's id.

    Raises WrongState while the minutes are not final.
    """
    meeting = JointMeeting.objects.locked().get(pk=meeting_id)
    require_right(actor, "industries.manage_meeting", meeting)
    if meeting.state not in MEETING_FINAL:
        raise WrongState(_("Signatures are noted once the minutes are final."))
    for signer in version_of(meeting).signers.locked():
        if signer.pk in states:
            state, day = states[signer.pk]
            signer.state = SignerState(state)
            signer.signed_on = day if state == SignerState.SIGNED else None
            signer.save(update_fields=["state", "signed_on"])
    ActionLog.objects.record(meeting, verb="industries.jointmeeting.note_signatures", actor=actor)
    return meeting


def version_of(meeting: JointMeeting) -> MinutesVersion:
    """The version in force. Minutes made final before versions were kept get theirs now."""
    found = meeting.versions.filter(version=meeting.version).first()
    return found or freeze_minutes(meeting, None)


def require_begun(meeting: JointMeeting) -> None:
    """Raise WrongState before the meeting's hour."""
    if not meeting.has_begun:
        raise WrongState(_("This meeting has not begun yet; it can be recorded from its hour on."))


def freeze_minutes(meeting: JointMeeting, actor: Any) -> MinutesVersion:
    """Keep the minutes as they stand as their current version, with whoever is to sign."""
    snapshot = snapshot_of(meeting)
    version = MinutesVersion.objects.create(
        meeting=meeting,
        version=meeting.version,
        number=meeting.number,
        snapshot=snapshot,
        sha256=digest_of(snapshot),
        made_by=actor,
    )
    MinutesSigner.objects.bulk_create(
        MinutesSigner(
            version=version,
            order=order,
            title=words["title"][:160],
            name=words["name"][:160],
            invitee=row,
        )
        for order, ((_role, row), words) in enumerate(
            zip(signers_of(meeting), snapshot["fa"]["signers"], strict=True)
        )
    )
    return version


def _tell(meeting: JointMeeting, letter: Letter, dedupe: str, **more: Any) -> None:
    """Write to everybody on the list who was not absent; the button opens the minutes."""
    rows = meeting.invitees.current().exclude(was_present=False)
    rows = rows.select_related("user", "unit", "meeting").prefetch_related("unit__persons__user")
    for row in rows:
        write_to_invitee(
            letter,
            row=row,
            readers=readers_of_row(row),
            context={**words_of(meeting), "number": meeting.number, **more},
            dedupe=dedupe,
            until=timezone.now() + LINK_LASTS,
        )


def _require_words(meeting: JointMeeting) -> None:
    spoken = meeting.discussion.strip() or meeting.items.exclude(discussion="").exists()
    if not spoken and not meeting.resolutions.exists():
        raise DomainError(_("Write down the discussion or at least one resolution first."))


def _write(
    meeting: JointMeeting,
    *,
    discussion: str = "",
    present: Iterable[int] = (),
    resolutions: Iterable[dict[str, Any]] = (),
    said: Mapping[int, str] | None = None,
    followed: Mapping[int, dict[str, str]] | None = None,
    **columns: Any,
) -> None:
    """Attendance (ids of invitees), discussion, what was said to each item, resolutions.

    `said` has words by the item's id; `followed` `said` and `state` by the follow-up's id.
    """
    write_columns(meeting, columns, ("chair", "secretary"))
    meeting.discussion = discussion
    meeting.save()
    _write_attendance(meeting, present)
    _write_resolutions(meeting, resolutions)
    for item in meeting.items.locked():
        if item.pk in (said or {}):
            item.discussion = (said or {})[item.pk]
            item.save(update_fields=["discussion"])
    for row in meeting.follow_ups.locked():
        if row.pk in (followed or {}):
            write_columns(row, (followed or {})[row.pk], ("said", "state"))
            row.save(update_fields=["said", "state"])


def _write_attendance(meeting: JointMeeting, present: Iterable[int]) -> None:
    ids = set(present)
    rows = meeting.invitees.current()
    rows.filter(pk__in=ids).update(was_present=True)
    rows.exclude(pk__in=ids).update(was_present=False, came_late=False)


def _write_resolutions(meeting: JointMeeting, rows: Iterable[dict[str, Any]]) -> None:
    """Make the resolutions what was written, in order; a row with its `id` stays itself.

    A resolution that has its number of the year stays: the series has no gaps.
    """
    rows = list(rows)
    old = list(meeting.resolutions.locked())
    by_id = {row.pk: row for row in old}
    by_number = {} if any(row.get("id") for row in rows) else {row.number: row for row in old}
    kept = []
    for number, values in enumerate(rows, start=1):
        row = by_id.get(values.get("id") or 0) or by_number.get(number)
        row = row or Resolution(meeting=meeting)
        write_columns(row, {k: v for k, v in values.items() if k != "id"}, RESOLUTION_COLUMNS)
        kept.append(row)
    staying = {row.pk for row in kept if row.pk}
    gone = [row for row in old if row.pk not in staying]
    if numbered := [row.serial for row in gone if row.serial]:
        raise DomainError(
            _(
                "Resolution %(number)s has its number of the year and stays. Correct its words, or "
                "record later that it was not done."
            )
            % {"number": numbered[0]}
        )
    meeting.resolutions.filter(pk__in=[row.pk for row in gone]).delete()
    # Out of the way first, so that rows may change places under the constraint.
    for place, row in enumerate(kept):
        if row.pk:
            Resolution.objects.filter(pk=row.pk).update(number=10_000 + place)
    for number, row in enumerate(kept, start=1):
        row.number = number
        row.save()
