"""States of a list that was handed in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

#: The verdict every list knows: the row is left out.
REFUSED = "refused"


class ImportState(TextChoices):
    """Life of a list that is taken over as a whole."""

    QUEUED = "queued", _("Waiting to be read")
    READING = "reading", _("Being read")
    CHECKED = "checked", _("Checked, not taken over yet")
    APPLYING = "applying", _("Being taken over")
    APPLIED = "applied", _("Taken over")
    FAILED = "failed", _("Not readable")
    CANCELLED = "cancelled", _("Cancelled")


class ResumableState(TextChoices):
    """Life of a list that is taken over part by part: it may be stopped in between."""

    QUEUED = ImportState.QUEUED.value, ImportState.QUEUED.label
    READING = ImportState.READING.value, ImportState.READING.label
    CHECKED = ImportState.CHECKED.value, ImportState.CHECKED.label
    APPLYING = ImportState.APPLYING.value, ImportState.APPLYING.label
    STOPPED = "stopped", _("Stopped in between")
    APPLIED = ImportState.APPLIED.value, ImportState.APPLIED.label
    FAILED = ImportState.FAILED.value, ImportState.FAILED.label
    CANCELLED = ImportState.CANCELLED.value, ImportState.CANCELLED.label


#: A worker is at it, or will be soon.
MOVING = frozenset({ImportState.QUEUED, ImportState.READING, ImportState.APPLYING})
