"""Moves of units, problems, meetings and resolutions, and the names of what else is logged."""

from django.utils.translation import gettext_lazy as _

from industries.workflow import document, lists, meeting, problem, unit
from partnership.core.workflow import deeds

__all__ = ["document", "lists", "meeting", "problem", "unit"]

deeds.update(
    {
        "industries.industrialunit.register": _("Registered itself"),
        "industries.industrialunit.register_again": _("Registration form sent once more"),
        "industries.industrialunit.intake": _("Taken in by the office"),
        "industries.industrialunit.update": _("Data corrected"),
        "industries.industrialunit.absorb": _("Another record of this unit was merged into it"),
        "industries.contactnote.plan": _("Next action changed"),
        "industries.contactnote.close": _("Next action closed"),
        "industries.unitdocument.create": _("Paper recorded"),
        "industries.unitdocument.update": _("Paper changed"),
        "industries.unitperson.add": _("A person was added"),
        "industries.unitperson.update": _("A person’s data were corrected"),
        "industries.unitperson.invite": _("A person was invited to the system"),
        "industries.problem.create": _("Written"),
        "industries.problem.update": _("Text changed"),
        "industries.problem.name_readers": _("Readers named"),
        "industries.problem.restore": _("An earlier version restored"),
        "industries.problem.check": _("Checklist of the review filled"),
        "industries.problem.record_answer": _("Answer of the working group recorded"),
        "industries.jointmeeting.create": _("Meeting planned"),
        "industries.jointmeeting.update": _("Plan changed"),
        "industries.jointmeeting.answer": _("Invitation answered"),
        "industries.jointmeeting.update_minutes": _("Minutes corrected"),
        "industries.jointmeeting.note_told": _("Told in another way"),
        "industries.jointmeeting.note_signatures": _("Signatures noted"),
        "industries.jointmeeting.attendance": _("Attendance noted"),
        "industries.jointmeeting.add_guest": _("Somebody came without invitation"),
        "industries.resolution.note": _("Follow-up noted"),
        "industries.resolution.report": _("The owner reported"),
    }
)
