"""The database's last word about seats and teams, as a sentence for people."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnership.core.errors import DomainError


@contextmanager
def friendly() -> Iterator[None]:
    """Turn the database's last word about seats and teams into a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise DomainError(_sentence_for(str(error))) from error


def _sentence_for(error: str) -> str:
    if "one_active_team_per_student_term" in error:
        return _("The student is already in an active team of this term.")
    if "one_open_membership_per_team" in error:
        return _("The student is already a member of this team or invited to it.")
    if "one_leader_per_team" in error:
        return _("The team has a leader already.")
    return _("Somebody was quicker. Please look again and repeat the step.")
