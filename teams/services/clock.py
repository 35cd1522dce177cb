"""What the hourly clock does: reminders, each said once, and deadlines that have passed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from partnership.notifications.services import queue_letter
from teams import emails
from teams.enums import TEAM_RUNNING, LetterState, TeamState
from teams.models import IntroductionLetter, Team
from teams.services import audience
from teams.services.letter import report_by
from teams.services.supervision import remind_professors

#: Days after the letter's date on which members who have not reported are reminded.
REMIND_AFTER = (3, 6)


def watch_clocks() -> dict[str, int]:
    """Write every reminder that is due; safe to run as often as one likes."""
    return {
        "dispatch": remind_dispatched(),
        "professors": remind_professors(),
        "strength": report_overdue_strength(),
    }


@transaction.atomic
def remind_dispatched() -> int:
    """Members who hold a letter but have not begun the assessment."""
    today = timezone.localdate()
    letters = IntroductionLetter.objects.filter(
        state__in=[LetterState.SIGNED, LetterState.ACCEPTED],
        team__state=TeamState.DISPATCHED,
        date__lte=today - timedelta(days=min(REMIND_AFTER)),
    ).select_related("team__round", "team__problem__unit")
    written = 0
    for letter in letters:
        passed = max(days for days in REMIND_AFTER if letter.date + timedelta(days=days) <= today)
        written += len(
            queue_letter(
                emails.team.DISPATCH_REMINDER,
                about=letter,
                to=audience.member_users(letter.team),
                context={
                    "team": letter.team,
                    "unit": letter.team.problem.unit,
                    "date": audience.said_date(report_by(letter), "long"),
                },
                dedupe=f"letter:{letter.pk}:{passed}",
                url=letter.team.get_absolute_url(),
            )
        )
    return written


@transaction.atomic
def report_overdue_strength() -> int:
    """Tell the office once of every team whose replacement deadline has passed."""
    late = Team.objects.filter(
        state__in=TEAM_RUNNING, replace_by__lt=timezone.localdate()
    ).select_related("round")
    return sum(
        len(
            queue_letter(
                emails.team.STRENGTH_OVERDUE,
                about=team,
                to=audience.officers(),
                context={"team": team, "date": audience.said_date(team.replace_by, "long")},
                dedupe=f"team:{team.pk}:{team.replace_by.isoformat()}",
            )
        )
        for team in late
    )
