"""States and codes of the industries' room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitState(TextChoices):
    """Where an industrial unit stands with the office."""

    REGISTERED = "registered", _("Registered itself")
    INTRODUCED = "introduced", _("Introduced")
    UNDER_REVIEW = "under_review", _("Under review")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")
    REJECTED = "rejected", _("Rejected")
    MERGED = "merged", _("Merged into another")


UNIT_NEW = frozenset({UnitState.REGISTERED, UnitState.INTRODUCED, UnitState.UNDER_REVIEW})


class LicenceKind(TextChoices):
    """Kinds of licences a unit may hold."""

    OPERATION = "operation", _("Operation licence")
    ESTABLISHMENT = "establishment", _("Establishment permit")
    GUILD = "guild", _("Guild licence")
    KNOWLEDGE = "knowledge", _("Knowledge-based company")


class PersonRole(TextChoices):
    """What a person is for a unit."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Factory manager")
    SUPERVISOR = "supervisor", _("Industrial supervisor")
    SIGNATORY = "signatory", _("Signatory")
    ASSISTANT = "assistant", _("Assistant")


#: Who speaks for the unit: decides, evaluates, signs.
DECIDERS = (PersonRole.MANAGER, PersonRole.OWNER)
#: Who may write for the unit; a manager's assistant types for him.
WRITERS = (*DECIDERS, PersonRole.ASSISTANT, PersonRole.SIGNATORY)


class IntroductionKind(TextChoices):
    """How a unit came in."""

    MINISTRY = "ministry", _("Letter of the Ministry")
    SELF = "self", _("Registered itself")
    OFFICE = "office", _("Contacted by the office")
    ESTATES = "estates", _("Industrial estates company")


class ContactKind(TextChoices):
    """How somebody was reached."""

    PHONE = "phone", _("Telephone")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    MESSAGE = "message", _("Message")


class ContactOutcome(TextChoices):
    """What came of a contact."""

    INTERESTED = "interested", _("Interested")
    THINKING = "thinking", _("Wants to think")
    CALL_BACK = "call_back", _("Call again")
    DECLINED = "declined", _("Declined")
    NO_ANSWER = "no_answer", _("No answer")


class DeclineCause(TextChoices):
    """Why a unit does not want to take part; counted, the note has the words."""

    NO_PROBLEM = "no_problem", _("Has no problem to solve")
    NO_TIME = "no_time", _("Has nobody with time for it")
    COST = "cost", _("Cost of carrying a solution out")
    SECRECY = "secrecy", _("Worries about confidentiality")
    DOUBT = "doubt", _("Does not believe in it, or had a bad experience")
    CLOSED_DOWN = "closed_down", _("Is not producing")
    OTHER = "other", _("Other (see the note)")


class DocumentKind(TextChoices):
    """Papers between a unit and the university, and copies of the unit’s own."""

    NDA = "nda", _("Confidentiality agreement")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    CONTRACT = "contract", _("Contract")
    LICENCE = "licence", _("Licence")
    OTHER = "other", _("Other paper")


#: Kinds whose text this house writes, prints and has signed.
DOCUMENT_WRITTEN = frozenset({DocumentKind.NDA, DocumentKind.MEMORANDUM})
#: Kinds that bind nobody before every party has signed.
DOCUMENT_SIGNED = DOCUMENT_WRITTEN | {DocumentKind.CONTRACT}


class DocumentState(TextChoices):
    """A paper’s life: written, out for signature, in force, over."""

    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Out for signature")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", _("Expired")
    CANCELLED = "cancelled", _("Cancelled")


DOCUMENT_OPEN = frozenset({DocumentState.DRAFT, DocumentState.SIGNING})


class SignerParty(TextChoices):
    """For whom somebody signs."""

    UNIT = "unit", _("The industrial unit")
    OFFICE = "office", _("The Industry Relations Office")
    UNIVERSITY = "university", _("The university")
    MINISTRY = "ministry", _("The Ministry")


class SignerState(TextChoices):
    """Whether a signature is on the paper."""

    WAITING = "waiting", _("Not signed yet")
    SIGNED = "signed", _("Signed on paper")
    REFUSED = "refused", _("Refused to sign")


class ProblemState(TextChoices):
    """Where an industrial problem stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    NEEDS_DETAIL = "needs_detail", _("Needs detail")
    OPEN = "open", _("Open to teams")
    ASSIGNED = "assigned", _("Assigned to a team")
    IN_REVIEW = "in_review", _("Solutions under review")
    ALL_REJECTED = "all_rejected", _("All rejected")
    EXECUTING = "executing", _("In execution")
    CLOSED_SOLVED = "closed_solved", _("Closed: solved")
    CLOSED_UNSOLVED = "closed_unsolved", _("Closed: unsolved")
    REFERRED = "referred", _("Referred to the working group")
    CANCELLED = "cancelled", _("Cancelled")
    ON_HOLD = "on_hold", _("On hold")


PROBLEM_EDITABLE = frozenset({ProblemState.DRAFT, ProblemState.NEEDS_DETAIL})
PROBLEM_LISTED = frozenset({ProblemState.OPEN, ProblemState.ASSIGNED})
PROBLEM_RUNNING = frozenset(
    {
        ProblemState.ASSIGNED,
        ProblemState.IN_REVIEW,
        ProblemState.ALL_REJECTED,
        ProblemState.EXECUTING,
    }
)
PROBLEM_CLOSED = frozenset(
    {
        ProblemState.CLOSED_SOLVED,
        ProblemState.CLOSED_UNSOLVED,
        ProblemState.REFERRED,
        ProblemState.CANCELLED,
    }
)


class Urgency(TextChoices):
    """How pressing a problem is."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    CRITICAL = "critical", _("Critical")


class Confidentiality(TextChoices):
    """Who may read the detail."""

    NORMAL = "normal", _("Public title, detail for members")
    RESTRICTED = "restricted", _("Detail only after the undertaking")
    SECRET = "secret", _("Secret: named people only")


class MessageAudience(TextChoices):
    """Who reads a question or an answer about a problem."""

    UNIT = "unit", _("The unit and the office")
    OFFICE = "office", _("The office only")
    PROFESSORS = "professors", _("Professors too")
    UNDERTAKEN = "undertaken", _("Professors, and students who gave the undertaking")
    EVERYBODY = "everybody", _("Everybody who sees the problem")


#: From the narrowest to the widest; an answer is for as many as its question, never for more.
AUDIENCES = (
    MessageAudience.OFFICE,
    MessageAudience.UNIT,
    MessageAudience.PROFESSORS,
    MessageAudience.UNDERTAKEN,
    MessageAudience.EVERYBODY,
)


class Direction(TextChoices):
    """Where a figure should go."""

    DOWN = "down", _("to be lowered")
    UP = "up", _("to be raised")
    KEEP = "keep", _("to be kept")


class TriageItem(TextChoices):
    """Points of the review's checklist."""

    REACH = "reach", _("It is within reach of a student team")
    FIGURE = "figure", _("A figure says how much it hurts")
    CONTACT = "contact", _("A contact person at the unit is named")
    ACCESS = "access", _("Access to the site and safety there are clear")
    DATA = "data", _("The data a team needs can be had")
    TERM = "term", _("It can be done within a term")
    PUBLIC = "public", _("The public words give nothing away")
    CATEGORY = "category", _("The category is the right one")


#: Points that must be put right first: a “no” with a note is not enough to open the problem.
TRIAGE_MUST = frozenset({TriageItem.PUBLIC, TriageItem.CATEGORY})


class CheckAnswer(TextChoices):
    """What the officer found."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_NEEDED = "not_needed", _("Not needed")


class MeetingKind(TextChoices):
    """Kinds of meetings."""

    JOINT = "joint", _("Joint meeting")
    DEBRIEF = "assessment_debrief", _("Assessment debrief")
    SELECTION = "solution_selection", _("Selection of a solution")
    WORKING_GROUP = "working_group", _("Session of the working group")


class MeetingState(TextChoices):
    """A joint meeting's life."""

    PLANNED = "planned", _("Planned")
    INVITED = "invited", _("Invitations sent")
    HELD = "held", _("Held")
    SIGNED = "signed", _("Minutes final")
    ARCHIVED = "archived", _("Signed scan kept")
    CANCELLED = "cancelled", _("Cancelled")


#: Still a plan: may be changed, sent out, called off.
MEETING_AHEAD = frozenset({MeetingState.PLANNED, MeetingState.INVITED})
#: The minutes are final: numbered, frozen, sent to those who were there.
MEETING_FINAL = frozenset({MeetingState.SIGNED, MeetingState.ARCHIVED})
#: It took place.
MEETING_RECORDED = MEETING_FINAL | {MeetingState.HELD}


class Rsvp(TextChoices):
    """An invitee's answer."""

    PENDING = "pending", _("No answer yet")
    YES = "yes", _("Will come")
    NO = "no", _("Cannot come")
    DEPUTY = "deputy", _("Somebody comes in their place")


#: Who counts on being there, themselves or through somebody else.
RSVP_COMING = frozenset({Rsvp.YES, Rsvp.DEPUTY})


class ResolutionState(TextChoices):
    """The working group's three buckets."""

    IN_FOLLOW_UP = "in_follow_up", _("In follow-up")
    DONE = "done", _("Done")
    NOT_DONE = "not_done", _("Not done")


class ListKind(TextChoices):
    """What a list of the Ministry holds."""

    UNITS = "units", _("Units introduced")
    RESOLUTIONS = "resolutions", _("Resolutions of the working group")


class ListVerdict(TextChoices):
    """What becomes of a row of a list of the Ministry."""

    ADDED = "added", pgettext_lazy("verdict", "Added")
    MERGED = "merged", _("Merged")
    REFUSED = "refused", _("Refused")


class ListInvitation(TextChoices):
    """What came of inviting the manager of a row's unit."""

    PENDING = "pending", _("Waiting to be sent")
    SENT = "sent", _("Invited")
    REFUSED = "refused", _("Not possible")
