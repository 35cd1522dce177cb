"""Who may do what with credits and certificates."""

from typing import Any

import rules

from partnership.accounts.rules import is_education, is_head, is_office, leads_office


@rules.predicate
def is_own_credit(user: Any, credit: Any) -> bool:
    """The student the credit or certificate is about."""
    membership = getattr(credit, "membership", None)
    return membership is not None and membership.student.user_id == user.pk


@rules.predicate
def did_not_prepare(user: Any, certificate: Any) -> bool:
    """Two persons: whoever prepared a certificate does not issue it."""
    return certificate is None or certificate.prepared_by_id != user.pk


rules.add_perm("certificates.manage_credit", is_office)
rules.add_perm("certificates.list_credit", is_office | is_education)
rules.add_perm("certificates.send_credit", is_office)
rules.add_perm("certificates.record_credit", is_education | is_head)
rules.add_perm("certificates.prepare_certificate", is_office)
rules.add_perm("certificates.issue_certificate", leads_office & did_not_prepare)
rules.add_perm("certificates.revoke_certificate", leads_office)
