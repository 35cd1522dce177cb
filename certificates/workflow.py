"""Moves of credits and certificates."""

from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateState as C
from certificates.enums import CreditState as S
from partnership.core.workflow import Move

MAKE_READY = Move(
    name="certificates.credit.make_ready",
    sources=frozenset({S.BLOCKED, S.RETURNED}),
    target=S.READY,
    permission="certificates.manage_credit",
    label=_("Ready"),
    explains=_("Follows when every gate is open."),
    back="certificates.credit.block",
    by_system=True,
)
BLOCK = Move(
    name="certificates.credit.block",
    sources=frozenset({S.READY, S.RETURNED}),
    target=S.BLOCKED,
    permission="certificates.manage_credit",
    label=_("Blocked"),
    explains=_("Follows when a gate closes again."),
    back="certificates.credit.make_ready",
    by_system=True,
)
SEND = Move(
    name="certificates.credit.send",
    sources=frozenset({S.READY}),
    target=S.SENT,
    permission="certificates.send_credit",
    label=_("Send to education"),
    explains=_("The grade goes to the faculty’s education office; the student is told."),
    tone="primary",
    icon="send",
    back="certificates.credit.return",
    order=10,
)
RECORD = Move(
    name="certificates.credit.record",
    sources=frozenset({S.SENT}),
    target=S.RECORDED,
    permission="certificates.record_credit",
    label=_("Record the credit"),
    explains=_("The credit stands in the student’s record under the letter number given."),
    reason="none",
    tone="primary",
    icon="check-lg",
    back="certificates.credit.return",
    order=10,
)
RETURN = Move(
    name="certificates.credit.return",
    sources=frozenset({S.SENT, S.RECORDED}),
    target=S.RETURNED,
    permission="certificates.record_credit",
    label=_("Return to the office"),
    explains=_("The office is told what education objects to and sends a corrected list."),
    reason="required",
    icon="arrow-counterclockwise",
    back="certificates.credit.make_ready",
    order=30,
)

ISSUE = Move(
    name="certificates.certificate.issue",
    sources=frozenset({C.PREPARED}),
    target=C.ISSUED,
    permission="certificates.issue_certificate",
    label=_("Issue the certificate"),
    explains=_(
        "The certificate gets its serial and code, its data are frozen, and the student is told."
    ),
    tone="primary",
    icon="award",
    back="certificates.certificate.revoke",
    order=10,
)
DROP = Move(
    name="certificates.certificate.drop",
    sources=frozenset({C.PREPARED}),
    target=C.DROPPED,
    permission="certificates.prepare_certificate",
    label=_("Drop the draft"),
    explains=_("The prepared certificate is dropped; no serial is used."),
    reason="required",
    tone="danger",
    icon="x-lg",
    back="A new certificate is prepared instead.",
    order=40,
)
REVOKE = Move(
    name="certificates.certificate.revoke",
    sources=frozenset({C.ISSUED}),
    target=C.REVOKED,
    permission="certificates.revoke_certificate",
    label=_("Revoke"),
    explains=_(
        "The public page shows the certificate as revoked; the student and education are told."
    ),
    reason="required",
    tone="danger",
    icon="slash-circle",
    back="A revoked certificate stays revoked: a new one with a new serial replaces it.",
    order=60,
)
