"""What changes credits and certificates."""

from certificates.services.certificate import (
    drop_certificate,
    issue_certificate,
    prepare_certificate,
    replace_certificate,
    revoke_certificate,
)
from certificates.services.credit import (
    record_credit,
    refresh_credits,
    require_not_sent,
    return_credit,
    send_credit,
    send_credits,
)
from certificates.services.printing import print_certificate, print_due
from certificates.services.snapshot import build_snapshot

__all__ = [
    "build_snapshot",
    "drop_certificate",
    "issue_certificate",
    "prepare_certificate",
    "print_certificate",
    "print_due",
    "record_credit",
    "refresh_credits",
    "replace_certificate",
    "require_not_sent",
    "return_credit",
    "revoke_certificate",
    "send_credit",
    "send_credits",
]
