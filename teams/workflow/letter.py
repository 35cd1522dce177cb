"""Moves of a letter of introduction and of a visit."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import Move
from teams.enums import LetterState as S
from teams.enums import VisitState as V

NUMBER = Move(
    name="teams.introductionletter.number",
    sources=frozenset({S.DRAFT}),
    target=S.NUMBERED,
    permission="teams.prepare_letter",
    label=_("Number the letter"),
    explains=_("The secretariat’s number and date are set and the text is frozen for signature."),
    tone="primary",
    icon="hash",
    back="teams.introductionletter.void",
    order=10,
)
SIGN = Move(
    name="teams.introductionletter.sign",
    sources=frozenset({S.NUMBERED}),
    target=S.SIGNED,
    permission="teams.dispatch_team",
    label=_("Sign"),
    explains=_("Follows the dispatch of the team."),
    back="teams.introductionletter.void",
    by_system=True,
)
ACCEPT = Move(
    name="teams.introductionletter.accept",
    sources=frozenset({S.SIGNED}),
    target=S.ACCEPTED,
    permission="teams.accept_letter",
    label=_("Accept the team"),
    explains=_(
        "The unit expects the team and names its industrial supervisor. "
        "The office and the team are told."
    ),
    tone="primary",
    icon="check-lg",
    back="teams.introductionletter.void",
    order=10,
)
VOID = Move(
    name="teams.introductionletter.void",
    sources=frozenset({S.DRAFT, S.NUMBERED, S.SIGNED, S.ACCEPTED}),
    target=S.VOID,
    permission="teams.prepare_letter",
    label=_("Void the letter"),
    explains=_("The letter loses its force; its number is kept. A new letter may be written."),
    reason="required",
    tone="danger",
    icon="slash-circle",
    back="A number is never used again: a new letter is written instead.",
    order=80,
)
RECORD_VISIT = Move(
    name="teams.visit.record",
    sources=frozenset({V.PLANNED}),
    target=V.DONE,
    permission="teams.record_visit",
    label=_("Record the visit"),
    explains=_("Who was present is written down."),
    tone="primary",
    icon="clipboard-check",
    back="A visit that took place stays; presence is corrected on the same page.",
    order=10,
)
CANCEL_VISIT = Move(
    name="teams.visit.cancel",
    sources=frozenset({V.PLANNED}),
    target=V.CANCELLED,
    permission="teams.plan_visit",
    label=_("Cancel the visit"),
    explains=_("The members and the unit’s supervisor are told."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="A new visit is planned instead.",
    order=80,
)
