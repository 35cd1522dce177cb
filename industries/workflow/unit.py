"""Moves of an industrial unit."""

from django.utils.translation import gettext_lazy as _

from industries.enums import UnitState as S
from partnership.core.workflow import Move

REVIEW = Move(
    name="industries.industrialunit.review",
    sources=frozenset({S.REGISTERED, S.INTRODUCED, S.REJECTED}),
    target=S.UNDER_REVIEW,
    permission="industries.review_unit",
    label=_("Take under review"),
    explains=_("The unit appears as under review. Nobody is told yet."),
    icon="eye",
    back="industries.industrialunit.reject",
    order=20,
)
APPROVE = Move(
    name="industries.industrialunit.approve",
    sources=frozenset({S.REGISTERED, S.INTRODUCED, S.UNDER_REVIEW}),
    target=S.ACTIVE,
    permission="industries.review_unit",
    label=_("Approve the unit"),
    explains=_("The manager is welcomed and receives an invitation to the system."),
    reason="optional",
    tone="primary",
    icon="check-lg",
    back="industries.industrialunit.suspend",
    order=10,
)
REJECT = Move(
    name="industries.industrialunit.reject",
    sources=frozenset({S.REGISTERED, S.INTRODUCED, S.UNDER_REVIEW}),
    target=S.REJECTED,
    permission="industries.review_unit",
    label=_("Reject the unit"),
    explains=_("The manager is told the reason."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="industries.industrialunit.review",
    order=40,
)
SUSPEND = Move(
    name="industries.industrialunit.suspend",
    sources=frozenset({S.ACTIVE}),
    target=S.SUSPENDED,
    permission="industries.review_unit",
    label=_("Suspend the unit"),
    explains=_("No new team is sent there. Running teams are put on hold by the office."),
    reason="required",
    tone="danger",
    icon="pause",
    back="industries.industrialunit.resume",
    order=50,
)
RESUME = Move(
    name="industries.industrialunit.resume",
    sources=frozenset({S.SUSPENDED}),
    target=S.ACTIVE,
    permission="industries.review_unit",
    label=_("Resume"),
    explains=_("The unit may receive teams again; the manager is told."),
    reason="required",
    tone="primary",
    icon="play",
    back="industries.industrialunit.suspend",
    order=10,
)
CLOSE = Move(
    name="industries.industrialunit.close",
    sources=frozenset({S.ACTIVE, S.SUSPENDED}),
    target=S.CLOSED,
    permission="industries.close_unit",
    label=_("Close the unit’s file"),
    explains=_("The unit leaves the programme; its records stay."),
    reason="required",
    tone="danger",
    icon="archive",
    back="A closed unit registers anew, so that the review is not skipped.",
    order=60,
)
MERGE = Move(
    name="industries.industrialunit.merge",
    sources=frozenset(set(S) - {S.MERGED}),
    target=S.MERGED,
    permission="industries.merge_unit",
    label=_("Merge with another"),
    explains=_("Two records of one unit become one. Nothing is lost; what belongs to one moves."),
    reason="optional",
    icon="node-plus",
    back=(
        "None: afterwards nobody can tell whose work was whose. The merged record keeps its own "
        "history and numbers; what was moved wrongly is recorded anew with the other unit."
    ),
    order=70,
)
