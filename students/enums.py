"""States and codes of the students' room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnrolmentState(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    WAITING = "waiting", _("Waiting list")
    APPROVED = "approved", _("Approved")
    TRAINED = "trained", _("Trained")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENROLMENT_EDITABLE = frozenset({EnrolmentState.DRAFT, EnrolmentState.RETURNED})
ENROLMENT_ACCEPTED = frozenset({EnrolmentState.APPROVED, EnrolmentState.TRAINED})
ENROLMENT_ALIVE = frozenset(
    set(EnrolmentState) - {EnrolmentState.REJECTED, EnrolmentState.WITHDRAWN}
)


class RejectionCode(TextChoices):
    """Why an application was rejected; printed in the letter."""

    CREDITS = "credits", _("Too few credits passed")
    PROBATION = "probation", _("On academic probation")
    DOCUMENTS = "documents", _("Papers are missing or wrong")
    CAPACITY = "capacity", _("No place left in this round")
    OTHER = "other", _("Another reason")


class HalfDay(TextChoices):
    """Blocks of a day in the availability grid."""

    MORNING = "morning", _("Morning")
    NOON = "noon", _("Noon")
    AFTERNOON = "afternoon", _("Afternoon")


class Weekday(TextChoices):
    """Days on which a team may work; the week begins on Saturday."""

    SATURDAY = "sat", _("Saturday")
    SUNDAY = "sun", _("Sunday")
    MONDAY = "mon", _("Monday")
    TUESDAY = "tue", _("Tuesday")
    WEDNESDAY = "wed", _("Wednesday")
    THURSDAY = "thu", _("Thursday")


class WishKind(TextChoices):
    """A wish about a companion."""

    TOGETHER = "together", _("Together")
    APART = "apart", _("Apart")


class SessionState(TextChoices):
    """A training session's life."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class AttendanceState(TextChoices):
    """What became of a student's seat in a session."""

    REGISTERED = "registered", _("Registered")
    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")


class AppealState(TextChoices):
    """An appeal's life."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DISMISSED = "dismissed", _("Dismissed")


class AppealSubject(TextChoices):
    """What a student appeals against."""

    REJECTION = "rejection", _("Rejection of the application")
    GRADE = "grade", _("The final grade")


#: Version of the undertaking's text; a new wording gets a new one and old consents keep theirs.
UNDERTAKING_VERSION = "1405-1"
#: Ranked wishes of an application.
MAX_WISHES = 5


class Standing(TextChoices):
    """How one rule of eligibility stands."""

    MET = "met", _("Met")
    WARNING = "warning", _("To be looked at")
    MISSING = "missing", _("Still missing")
    FAILED = "failed", _("Not met")
