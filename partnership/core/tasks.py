"""What the worker does for the foundations."""

from partnership.core.jobs import job
from partnership.core.receipts import delete_old_receipts
from partnership.core.retention import keep


@job("core.delete_old_receipts")
def forget_old_receipts() -> int:
    """Once a day: forget forms answered more than a week ago."""
    return delete_old_receipts()


@job("core.keep_retention")
def keep_retention() -> dict[str, int]:
    """Once a night: delete or empty what is past its time of keeping."""
    return keep()
