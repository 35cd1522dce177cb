"""What the public home shows."""

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from certificates.enums import CertificateState
from certificates.models import Certificate
from industries.enums import ProblemState, UnitState
from industries.models import IndustrialUnit, Problem
from partnership.programme.models import Round
from students.enums import ENROLMENT_ACCEPTED
from students.models import Enrolment
from teams.enums import TEAM_AFTER_LETTER
from teams.models import Team

FIGURES_SECONDS = 300


def open_round() -> Round | None:
    """The running round, with its term."""
    return Round.objects.current()


def public_figures() -> dict[str, int]:
    """Counts anyone may know; at most five minutes old."""
    figures = cache.get("portal.figures")
    if figures is None:
        figures = {
            "students": Enrolment.objects.filter(state__in=ENROLMENT_ACCEPTED).count(),
            "units": IndustrialUnit.objects.filter(state=UnitState.ACTIVE).count(),
            "teams": Team.objects.filter(state__in=TEAM_AFTER_LETTER).count(),
            **Problem.objects.aggregate(
                problems=Count("pk", filter=~Q(state__in=["draft", "cancelled"])),
                solved=Count("pk", filter=Q(state=ProblemState.CLOSED_SOLVED)),
            ),
            "certificates": Certificate.objects.filter(state=CertificateState.ISSUED).count(),
        }
        cache.set("portal.figures", figures, FIGURES_SECONDS)
    return figures


def public_steps() -> list[dict[str, Any]]:
    """The programme's nine steps, in the words of the public home."""
    steps = [
        (
            "person-plus",
            _("Enrolment"),
            _("Students enrol in a few minutes and say what they can do."),
        ),
        (
            "mortarboard",
            _("Initial training"),
            _("Safety, confidentiality and problem solving come first."),
        ),
        (
            "buildings",
            _("Introduction of units"),
            _("The Ministry introduces units; units also register themselves."),
        ),
        (
            "chat-square-text",
            _("Joint meeting"),
            _("The office, units and professors agree on what matters."),
        ),
        ("people", _("Team formation"), _("Four to six students and a professor for one problem.")),
        ("search", _("Assessment"), _("The team goes to the factory and measures what hurts.")),
        (
            "lightbulb",
            _("Solution presentation"),
            _("Solutions with cost, time, benefit and risk."),
        ),
        (
            "check2-square",
            _("Decision and execution"),
            _("The manager chooses; the team executes with the unit."),
        ),
        (
            "award",
            _("Certificate issuing"),
            _("Confirmed hours and two evaluations become internship credit."),
        ),
    ]
    return [
        {"number": place, "icon": icon, "title": title, "sentence": sentence}
        for place, (icon, title, sentence) in enumerate(steps, start=1)
    ]
