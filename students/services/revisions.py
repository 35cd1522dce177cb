"""Keep what an application said each time it was sent."""

from students.models import Enrolment, EnrolmentRevision
from students.selectors.revisions import content_of


def keep_revision(enrolment: Enrolment) -> EnrolmentRevision:
    """Write down the application as it is sent, and what it was sent back for; then forget that.

    Runs inside `submit_enrolment`, before the row is saved: the marks of the return are cleared
    on the object and the caller saves `RETURN_FIELDS`.
    """
    kept, _created = EnrolmentRevision.objects.update_or_create(
        enrolment=enrolment,
        number=enrolment.revision,
        defaults={"content": content_of(enrolment), "returned": enrolment.returned_fields},
    )
    enrolment.returned_fields, enrolment.return_code, enrolment.decision_note = {}, "", ""
    return kept


#: Columns `keep_revision` empties.
RETURN_FIELDS = ("returned_fields", "return_code", "decision_note")
