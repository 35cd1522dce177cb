"""Moves of a registrar's list: read by the worker, taken over by an officer."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import deeds
from partnership.imports.workflow import import_moves

MOVES = import_moves(
    "students.registrarimport",
    permission="students.import_registrar",
    taking=_(
        "The registrar’s records are written, all rows or none; refused rows are left out. "
        "Applications under review then carry the registrar’s credits, average and probation; "
        "what the student declared stays beside them. Nobody is written to."
    ),
    undone="The next list replaces what this one brought; the log keeps what was before.",
    reread=_("Set columns and majors"),
)
APPLY_IMPORT, REREAD_IMPORT, CANCEL_IMPORT = MOVES.apply, MOVES.reread, MOVES.cancel

deeds.update(
    {
        "students.registrarimport.hand_in": _("List handed in"),
        "students.registrarrecord.clear_national_id": _("National ID cleared"),
        "students.enrolment.match": _("Registrar’s figures taken over"),
        "students.enrolment.keep_declared": _("Student’s figures kept"),
        "students.enrolment.take_registrar": _("Registrar’s figures put back"),
    }
)
