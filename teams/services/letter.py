"""The letter of introduction: prepared, numbered from a frozen snapshot, signed, accepted, void."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from industries.enums import PersonRole
from industries.models import UnitPerson
from industries.services.people import add_person, invite_unit_person
from partnership.core import jalali
from partnership.core.errors import DomainError, WrongState
from partnership.core.models import ActionLog, next_number
from partnership.core.text import normalise_text
from partnership.core.workflow import apply
from partnership.notifications.services import queue_letter
from students.enums import Weekday
from teams import emails
from teams.enums import TEAM_ON_SITE, LetterState, TeamState
from teams.models import IntroductionLetter, Team
from teams.selectors.team import gates_for_dispatch
from teams.services import audience
from teams.services.letter_text import hash_of, people_of, snapshot_of
from teams.services.strength import require_strength
from teams.services.team import require_right
from teams.workflow import letter as workflow
from teams.workflow import team as team_moves

SERIES = "letter"
WEEK = [day.value for day in Weekday]
#: States of a team in which a letter may be written.
TAKES_LETTER = TEAM_ON_SITE | {TeamState.FORMED}


@transaction.atomic
def prepare_letter(
    *,
    team_id: int,
    actor: Any,
    starts_on: date,
    ends_on: date,
    weekdays: list[str],
    hours_each: int = 240,
    purpose: str = "",
) -> IntroductionLetter:
    """Write the draft. Raises WrongState before the team is formed, DomainError for a second."""
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.prepare_letter", team)
    if team.state not in TAKES_LETTER:
        raise WrongState(_("A letter is written once the team is formed and until it ends."))
    letter = IntroductionLetter(team=team)
    _write(letter, starts_on, ends_on, weekdays, hours_each, purpose)
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError as error:
        raise DomainError(_("A letter of this team is in preparation already.")) from error
    ActionLog.objects.record(
        letter, verb="teams.introductionletter.prepare", actor=actor, after=letter.state
    )
    return letter


@transaction.atomic
def edit_letter(
    *,
    letter_id: int,
    actor: Any,
    starts_on: date,
    ends_on: date,
    weekdays: list[str],
    hours_each: int,
    purpose: str = "",
) -> IntroductionLetter:
    """Change the draft; after numbering its words are frozen."""
    letter = IntroductionLetter.objects.locked().get(pk=letter_id)
    require_right(actor, "teams.prepare_letter", letter)
    if letter.state != LetterState.DRAFT:
        raise WrongState(_("The letter has its number; its words are frozen."))
    _write(letter, starts_on, ends_on, weekdays, hours_each, purpose)
    letter.save()
    ActionLog.objects.record(letter, verb="teams.introductionletter.edit", actor=actor)
    return letter


@transaction.atomic
def number_letter(
    *,
    letter_id: int,
    actor: Any,
    reason: str = "",
    date: date | None = None,
    valid_until: date | None = None,
) -> IntroductionLetter:
    """Give the letter the secretariat's next number and freeze every printed word.

    Numbers have no gaps: the counter's row is locked until the transaction commits. Raises
    DomainError while a gate of the dispatch is closed.
    """
    letter, team = _lock(letter_id)
    day = date or timezone.localdate()
    letter.date, letter.valid_until = day, valid_until or letter.ends_on
    if letter.valid_until < day:
        raise DomainError(_("The letter cannot end before its date."), field="valid_until")
    require_gates(team)
    year = jalali.jalali_year(day)
    letter.number = f"HS-L-{year}-{next_number(SERIES, year):04}"
    letter.snapshot = snapshot_of(letter, team)
    letter.snapshot_hash = hash_of(letter.snapshot)
    apply(
        workflow.NUMBER,
        letter,
        actor=actor,
        reason=reason,
        also=["number", "date", "valid_until", "snapshot", "snapshot_hash", "updated_at"],
    )
    queue_letter(
        emails.team.LETTER_TO_SIGN,
        about=letter,
        to=audience.heads(),
        context={"team": team, "number": letter.number},
    )
    return letter


@transaction.atomic
def dispatch_team(*, team_id: int, actor: Any, reason: str = "") -> Team:
    """Sign the numbered letter and send the team; members, professor and manager get it.

    Raises WrongState unless the team is formed, DomainError while a gate is closed or no letter
    has been numbered.
    """
    team = Team.objects.locked().get(pk=team_id)
    letter = (
        IntroductionLetter.objects.locked().filter(team=team, state=LetterState.NUMBERED).first()
    )
    if letter is not None:
        team.starts_on, team.ends_on = letter.starts_on, letter.ends_on
    apply(team_moves.DISPATCH, team, actor=actor, reason=reason, also=["starts_on", "ends_on"])
    if letter is None:
        raise DomainError(_("No numbered letter of introduction waits for a signature."))
    require_gates(team)
    _sign(letter, team, actor)
    return team


@transaction.atomic
def sign_letter(*, letter_id: int, actor: Any, reason: str = "") -> IntroductionLetter:
    """Sign a numbered letter: the first one dispatches the team, a later one follows a change."""
    letter, team = _lock(letter_id)
    require_right(actor, "teams.dispatch_team", team)
    if team.state == TeamState.FORMED:
        dispatch_team(team_id=team.pk, actor=actor, reason=reason)
    elif team.state in TEAM_ON_SITE:
        require_gates(team)
        _sign(letter, team, actor)
    else:
        raise WrongState(
            _("The team is “%(state)s”; its letter cannot be signed now.")
            % {"state": team.get_state_display()}
        )
    letter.refresh_from_db()
    return letter


@transaction.atomic
def accept_letter(
    *,
    letter_id: int,
    actor: Any,
    reason: str = "",
    supervisor_id: int | None = None,
    name_fa: str = "",
    name_en: str = "",
    title_fa: str = "",
    mobile: str = "",
    email: str = "",
    note: str = "",
) -> IntroductionLetter:
    """The unit expects the team and names its supervisor: a known person, or a new one invited."""
    letter, team = _lock(letter_id)
    letter.acceptance_note = normalise_text(note)
    apply(
        workflow.ACCEPT,
        letter,
        actor=actor,
        reason=reason,
        also=["acceptance_note", "updated_at"],
    )
    person = _known_person(team, supervisor_id) or _new_person(
        team, actor, name_fa=name_fa, name_en=name_en, title_fa=title_fa, mobile=mobile, email=email
    )
    team.supervisor = person
    team.save(update_fields=["supervisor", "updated_at"])
    context = {
        "team": team,
        "unit": team.problem.unit,
        "supervisor": person,
        "note": letter.acceptance_note,
    }
    queue_letter(
        emails.team.LETTER_ACCEPTED,
        about=letter,
        to=[
            *audience.member_users(team),
            *audience.professor_users(team),
            *audience.officers(),
        ],
        context=context,
        url=team.get_absolute_url(),
    )
    if person.user_id and person.user_id != actor.pk:
        queue_letter(emails.team.SUPERVISOR_NAMED, about=team, to=[person.user], context=context)
    return letter


@transaction.atomic
def name_supervisor(*, team_id: int, actor: Any, supervisor_id: int) -> Team:
    """The unit's manager or the office names another industrial supervisor later on."""
    team = Team.objects.locked().get(pk=team_id)
    require_right(actor, "teams.name_supervisor", team)
    person = _known_person(team, supervisor_id)
    if person is None:
        raise DomainError(_("Please choose a person of this unit."), field="supervisor")
    team.supervisor = person
    team.save(update_fields=["supervisor", "updated_at"])
    ActionLog.objects.record(
        team, verb="teams.team.name_supervisor", actor=actor, data={"person": person.pk}
    )
    if person.user_id:
        queue_letter(
            emails.team.SUPERVISOR_NAMED,
            about=team,
            to=[person.user],
            context={"team": team, "unit": team.problem.unit},
            dedupe=f"team:{team.pk}:{person.pk}",
        )
    return team


@transaction.atomic
def void_letter(*, letter_id: int, actor: Any, reason: str = "") -> IntroductionLetter:
    """Take the letter's force; its number is never used again. Who had it is told."""
    letter, team = _lock(letter_id)
    was_out = letter.state in (LetterState.SIGNED, LetterState.ACCEPTED)
    apply(workflow.VOID, letter, actor=actor, reason=reason)
    if was_out:
        queue_letter(
            emails.team.LETTER_VOID,
            about=letter,
            to=[
                *audience.member_users(team),
                *audience.professor_users(team),
                *audience.unit_users(team),
            ],
            context={"team": team, "number": letter.number, "reason": reason},
            url=team.get_absolute_url(),
        )
    return letter


def require_gates(team: Team) -> None:
    """Raise DomainError naming what still stands between the team and its letter."""
    require_strength(team)
    shut = [gate for gate in gates_for_dispatch(team) if not gate.is_open and gate.blocks_letter]
    if shut:
        lines = "؛ " if jalali.active_language() == "fa" else "; "
        raise DomainError(
            _("The letter has to wait: %(missing)s")
            % {"missing": lines.join(f"{gate.label} – {gate.note}" for gate in shut)}
        )


def report_by(letter: IntroductionLetter) -> date:
    """The last day on which the members must have reported to the unit."""
    return letter.date + timedelta(days=letter.team.round.report_within_days)


def _write(
    letter: IntroductionLetter,
    starts_on: date,
    ends_on: date,
    weekdays: list[str],
    hours_each: int,
    purpose: str,
) -> None:
    if ends_on < starts_on:
        raise DomainError(_("The end lies before the beginning."), field="ends_on")
    days = [day for day in WEEK if day in weekdays]
    if not days:
        raise DomainError(_("Please choose at least one day of the week."), field="weekdays")
    letter.starts_on, letter.ends_on, letter.weekdays = starts_on, ends_on, days
    letter.hours_each, letter.purpose = hours_each, normalise_text(purpose)


def _lock(letter_id: int) -> tuple[IntroductionLetter, Team]:
    team_id = IntroductionLetter.objects.values_list("team_id", flat=True).get(pk=letter_id)
    team = Team.objects.locked().get(pk=team_id)
    return IntroductionLetter.objects.locked().get(pk=letter_id), team


def _sign(letter: IntroductionLetter, team: Team, actor: Any) -> None:
    """Sign, and void what it replaces; members, professor and manager are told once."""
    if letter.snapshot["people"] != people_of(team):
        raise DomainError(
            _(
                "Members or professor have changed since the letter was numbered. "
                "Please void it and write a new one."
            )
        )
    olds = IntroductionLetter.objects.locked().filter(
        team=team, state__in=[LetterState.SIGNED, LetterState.ACCEPTED]
    )
    for old in olds.exclude(pk=letter.pk):
        apply(workflow.VOID, old, actor=actor, reason=_("A new letter replaces it."))
    apply(workflow.SIGN, letter, actor=None, data={"by": actor.pk})
    letter.team = team
    context = {
        "team": team,
        "unit": team.problem.unit,
        "number": letter.number,
        "date": audience.said_date(report_by(letter), "long"),
        "valid_until": audience.said_date(letter.valid_until, "medium"),
    }
    managers = audience.manager_users(team)
    queue_letter(
        emails.team.LETTER_ISSUED,
        about=letter,
        to=managers,
        context={**context, "is_manager": True},
    )
    queue_letter(
        emails.team.LETTER_ISSUED,
        about=letter,
        to=[*audience.member_users(team), *audience.professor_users(team)],
        context=context,
    )


def _known_person(team: Team, person_id: int | None) -> UnitPerson | None:
    if not person_id:
        return None
    return (
        UnitPerson.objects.filter(unit=team.problem.unit, is_active=True, pk=person_id)
        .select_related("user")
        .first()
    )


def _new_person(team: Team, actor: Any, **words: str) -> UnitPerson:
    """Enter a supervisor the unit had not named before and invite them to an account."""
    clean = {key: normalise_text(value) for key, value in words.items()}
    if not clean["name_fa"] or not (clean["mobile"] or clean["email"]):
        raise DomainError(
            _("Please choose the industrial supervisor, or give a name and a mobile or e-mail."),
            field="supervisor",
        )
    # The right was asked with the letter; the unit's register is otherwise the office's.
    person = add_person(
        unit_id=team.problem.unit_id, actor=None, role=PersonRole.SUPERVISOR, **clean
    )
    ActionLog.objects.record(
        team, verb="teams.team.name_supervisor", actor=actor, data={"person": person.pk}
    )
    return invite_unit_person(person_id=person.pk, actor=None)
