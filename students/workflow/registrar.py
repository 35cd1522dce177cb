"""Moves of a registrar's list: read by the worker, taken over by an officer."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move, deeds
from students.enums import ImportState as S

READ_IMPORT = Move(
    name="students.registrarimport.read",
    sources=frozenset({S.QUEUED}),
    target=S.READING,
    permission="students.import_registrar",
    label=_("Read the list"),
    explains=_("Follows by itself as soon as a worker is free."),
    back="students.registrarimport.reread",
    by_system=True,
)
CHECK_IMPORT = Move(
    name="students.registrarimport.check",
    sources=frozenset({S.READING}),
    target=S.CHECKED,
    permission="students.import_registrar",
    label=_("List checked"),
    explains=_("Follows by itself once every row has been compared."),
    back="students.registrarimport.reread",
    by_system=True,
)
FAIL_IMPORT = Move(
    name="students.registrarimport.fail",
    sources=frozenset({S.QUEUED, S.READING, S.APPLYING}),
    target=S.FAILED,
    permission="students.import_registrar",
    label=_("List not readable"),
    explains=_("Follows by itself when the file cannot be read; nothing has been changed."),
    back="students.registrarimport.reread",
    by_system=True,
)
APPLY_IMPORT = Move(
    name="students.registrarimport.apply",
    sources=frozenset({S.CHECKED}),
    target=S.APPLYING,
    permission="students.import_registrar",
    label=_("Take over"),
    explains=_(
        "The registrar’s records are written, all rows or none; refused rows are left out. "
        "Applications under review then carry the registrar’s credits, average and probation; "
        "what the student declared stays beside them. Nobody is written to."
    ),
    tone="primary",
    icon="check2-all",
    back="The next list replaces what this one brought; the log keeps what was before.",
    order=10,
)
FINISH_IMPORT = Move(
    name="students.registrarimport.finish",
    sources=frozenset({S.APPLYING}),
    target=S.APPLIED,
    permission="students.import_registrar",
    label=_("List taken over"),
    explains=_("Follows by itself once every row is written."),
    back="The next list replaces what this one brought; the log keeps what was before.",
    by_system=True,
)
REREAD_IMPORT = Move(
    name="students.registrarimport.reread",
    sources=frozenset({S.CHECKED, S.FAILED}),
    target=S.QUEUED,
    permission="students.import_registrar",
    label=_("Set columns and majors"),
    explains=_("Say which column is which; the file is read again and the answer remembered."),
    icon="layout-three-columns",
    back="students.registrarimport.cancel",
    order=20,
)
CANCEL_IMPORT = Move(
    name="students.registrarimport.cancel",
    sources=frozenset({S.QUEUED, S.READING, S.CHECKED, S.FAILED}),
    target=S.CANCELLED,
    permission="students.import_registrar",
    label=_("Cancel the import"),
    explains=_("The list is put aside; nothing has been changed and nothing will be."),
    tone="danger",
    icon="x-lg",
    back="Hand the list in again.",
    order=90,
)

deeds.update(
    {
        "students.registrarimport.hand_in": _("List handed in"),
        "students.registrarrecord.clear_national_id": _("National ID cleared"),
        "students.enrolment.match": _("Registrar’s figures taken over"),
        "students.enrolment.keep_declared": _("Student’s figures kept"),
        "students.enrolment.take_registrar": _("Registrar’s figures put back"),
    }
)
