"""«What comes next», from a student's side."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnership.core.jalali import format_date
from students.enums import EnrolmentState as S
from students.models import Enrolment

#: How far each state has come: review, decision, training, team.
_REACHED = {S.DRAFT: 0, S.RETURNED: 0, S.SUBMITTED: 1, S.WAITING: 1, S.APPROVED: 2, S.TRAINED: 3}


def next_steps(enrolment: Enrolment) -> list[dict[str, Any]]:
    """Gates from sending the application to the team; empty once it is closed."""
    if enrolment.state not in _REACHED:
        return []
    reached = _REACHED[enrolment.state]
    round_ = enrolment.round
    gates = [
        {
            "label": _("Send the application"),
            "note": enrolment.decision_note if enrolment.state == S.RETURNED else "",
            "action_label": _("Open the form"),
            "action_url": reverse("students:enrol"),
        },
        {
            "label": _("The office reviews it"),
            "note": _("You are on the waiting list; a letter comes as soon as a place is free.")
            if enrolment.state == S.WAITING
            else _("Usually within a few working days; the answer comes by letter."),
        },
        {
            "label": _("Initial training"),
            "note": _("All mandatory courses by %(date)s.")
            % {"date": format_date(round_.training_until, style="medium")},
            "action_label": _("Training sessions"),
            "action_url": reverse("students:list_sessions"),
        },
        {
            "label": _("Team formation"),
            "note": _("Teams of four to six, by %(date)s.")
            % {"date": format_date(round_.formation_until, style="medium")},
        },
    ]
    # The student's own turn is "open"; what others do is "waiting".
    turn = ("open", "waiting", "open", "waiting")
    for place, gate in enumerate(gates):
        gate["state"] = (
            "done" if place < reached else turn[place] if place == reached else "blocked"
        )
        if gate["state"] != "open":
            gate.pop("action_url", None)
    return gates
