"""Moves of a unit's papers and of the names under them."""

from django.utils.translation import gettext_lazy as _

from industries.enums import DocumentState as D
from industries.enums import SignerState as S
from partnership.core.workflow import Move

PREPARE = Move(
    name="industries.unitdocument.prepare",
    sources=frozenset({D.DRAFT}),
    target=D.SIGNING,
    permission="industries.manage_documents",
    label=_("Prepare for signature"),
    explains=_(
        "The paper receives its number and its text is fixed as it stands. "
        "It can be printed, and the unit’s manager sees it."
    ),
    tone="primary",
    icon="printer",
    back="industries.unitdocument.recall",
    order=10,
)
RECALL = Move(
    name="industries.unitdocument.recall",
    sources=frozenset({D.SIGNING}),
    target=D.DRAFT,
    permission="industries.manage_documents",
    label=_("Take back to draft"),
    explains=_(
        "Signatures given so far no longer count: they stand under a text that will change."
    ),
    reason="required",
    icon="arrow-counterclockwise",
    back="industries.unitdocument.prepare",
    order=40,
)
ENFORCE = Move(
    name="industries.unitdocument.enforce",
    sources=frozenset({D.DRAFT, D.SIGNING}),
    target=D.IN_FORCE,
    permission="industries.manage_documents",
    label=_("Put in force with the scan"),
    explains=_("The scan is kept with the paper. The office is reminded 30 days before it ends."),
    tone="primary",
    icon="patch-check",
    back="industries.unitdocument.cancel",
    order=20,
)
EXPIRE = Move(
    name="industries.unitdocument.expire",
    sources=frozenset({D.IN_FORCE}),
    target=D.EXPIRED,
    permission="industries.manage_documents",
    label=_("Run out"),
    explains=_("Its last day is over, so it binds nobody any more."),
    by_system=True,
    icon="archive",
    back="A paper that has run out is followed by a new one.",
    order=90,
)
CANCEL = Move(
    name="industries.unitdocument.cancel",
    sources=frozenset({D.DRAFT, D.SIGNING, D.IN_FORCE}),
    target=D.CANCELLED,
    permission="industries.manage_documents",
    label=_("Cancel the paper"),
    explains=_("It binds nobody any more. Paper and scan stay on record."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="What was cancelled is signed anew as another paper.",
    order=60,
)

SIGN = Move(
    name="industries.documentsigner.sign",
    sources=frozenset({S.WAITING, S.REFUSED}),
    target=S.SIGNED,
    permission="industries.manage_documents",
    label=_("Record the signature"),
    explains=_("The paper with this signature has been seen."),
    icon="pen",
    back="industries.documentsigner.reset",
    order=10,
)
REFUSE = Move(
    name="industries.documentsigner.refuse",
    sources=frozenset({S.WAITING}),
    target=S.REFUSED,
    permission="industries.manage_documents",
    label=_("Record a refusal"),
    explains=_("The paper cannot come into force without this signature."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="industries.documentsigner.reset",
    order=20,
)
RESET = Move(
    name="industries.documentsigner.reset",
    sources=frozenset({S.SIGNED, S.REFUSED}),
    target=S.WAITING,
    permission="industries.manage_documents",
    label=_("Take the record back"),
    explains=_("The signature counts as not given yet."),
    reason="required",
    icon="arrow-counterclockwise",
    back="industries.documentsigner.sign",
    order=30,
)
