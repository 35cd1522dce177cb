"""States and codes of the students' room."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from partnership.imports.enums import ImportState as ImportState
from partnership.programme.enums import Weekday as Weekday  # known by this name to rooms above


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
    GPA = "gpa", _("Grade-point average too low")
    PROBATION = "probation", _("On academic probation")
    DOCUMENTS = "documents", _("Papers are missing or wrong")
    CAPACITY = "capacity", _("No place left in this round")
    BARRED = "barred", _("Barred after unexcused withdrawals")
    OTHER = "other", _("Another reason")


class ReturnCode(TextChoices):
    """Why an application goes back to its student; printed in the letter."""

    IDENTITY = "identity", _("Name or identifiers do not match the registrar’s list")
    STUDIES = "studies", _("Credits, average or probation do not match the registrar’s list")
    INCOMPLETE = "incomplete", _("Something is missing")
    UNCLEAR = "unclear", _("Something is not clear")
    CV = "cv", _("The CV cannot be read or is missing")
    OTHER = "other", _("Another reason")


class WaitCode(TextChoices):
    """Why an application waits; printed in the letter."""

    CAPACITY = "capacity", _("All places are taken for now")
    REGISTRAR = "registrar", _("The registrar’s list has not come yet")
    MAJOR = "major", _("Your major is not asked for by the open problems yet")
    OTHER = "other", _("Another reason")


#: {field name: words} of what the office may send back; the form of enrolment enters its own.
FIELD_LABELS: dict[str, Any] = {}


class Decision(TextChoices):
    """What the office can decide about an application, or many."""

    APPROVE = "approve", _("Approve")
    WAIT = "wait", _("Put on the waiting list")
    RETURN = "return", _("Return for correction")
    REJECT = "reject", _("Reject")


class ReviewOutcome(TextChoices):
    """What came of a decision for one application among many."""

    PENDING = "pending", _("Not yet")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


class RuleCode(TextChoices):
    """Rules of eligibility."""

    CREDITS = "credits", _("Credits passed")
    PROBATION = "probation", _("Academic probation")
    GPA = "gpa", _("Grade-point average")
    BARRED = "barred", _("Earlier withdrawals")
    CONFLICT = "conflict", _("Ties to an industrial unit")
    UNDERTAKING = "undertaking", _("Confidentiality undertaking")
    TRAINING = "training", _("Initial training")
    INSURANCE = "insurance", _("Accident insurance")


#: Rules the office may set aside for one student, with a reason.
WAIVABLE = frozenset(
    {
        RuleCode.CREDITS,
        RuleCode.PROBATION,
        RuleCode.GPA,
        RuleCode.BARRED,
        RuleCode.CONFLICT,
        RuleCode.TRAINING,
        RuleCode.INSURANCE,
    }
)


class WithdrawalCode(TextChoices):
    """Why a student leaves."""

    ILLNESS = "illness", _("Illness")
    FAMILY = "family", _("Family")
    STUDIES = "studies", _("Load of studies")
    WORK = "work", _("Work")
    UNIT = "unit", _("Conditions at the unit")
    OTHER = "other", _("Another reason")


class WithdrawalState(TextChoices):
    """What a withdrawal counts as."""

    FREE = "free", _("Before the letter")
    PENDING = "pending", _("To be judged")
    EXCUSED = "excused", _("Excused")
    UNEXCUSED = "unexcused", _("Unexcused")


class AttendanceSource(TextChoices):
    """How somebody's presence became known."""

    LIST = "list", _("Instructor’s list")
    CODE = "code", _("Scanned code")
    PAPER = "paper", _("Signed sheet")


#: What the registrar knows better than the student.
FIGURES = ("passed_credits", "gpa", "on_probation")
#: Applications that take the registrar's figures over; the decision on others has been made.
REGISTRAR_DECIDES = frozenset(
    {EnrolmentState.SUBMITTED, EnrolmentState.RETURNED, EnrolmentState.WAITING}
)


class RowVerdict(TextChoices):
    """What becomes of a row of a registrar's list."""

    ADDED = "added", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same as before")
    REFUSED = "refused", _("Refused")


class HalfDay(TextChoices):
    """Blocks of a day in the availability grid."""

    MORNING = "morning", _("Morning")
    NOON = "noon", _("Noon")
    AFTERNOON = "afternoon", _("Afternoon")


class WishKind(TextChoices):
    """A wish about a companion."""

    TOGETHER = "together", _("Together")
    APART = "apart", _("Apart")


#: How many companions one may wish for, and how many one may keep away from.
MAX_TOGETHER = 3
MAX_APART = 2


class SessionState(TextChoices):
    """A training session's life."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class AttendanceState(TextChoices):
    """What became of a student's seat in a session."""

    REGISTERED = "registered", _("Registered")
    WAITING = "waiting", _("Waiting for a seat")
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
#: The same for the words of the consent to data use.
CONSENT_VERSION = "1405-1"
#: Ranked wishes of an application.
MAX_WISHES = 5


class Standing(TextChoices):
    """How one rule of eligibility stands."""

    MET = "met", _("Met")
    WARNING = "warning", _("To be looked at")
    MISSING = "missing", _("Still missing")
    FAILED = "failed", _("Not met")
    WAIVED = "waived", _("Waived by the office")


#: Rules asked before an application is approved; the others come before the letter.
DECISION_RULES = frozenset(
    {RuleCode.CREDITS, RuleCode.PROBATION, RuleCode.GPA, RuleCode.BARRED, RuleCode.CONFLICT}
)
