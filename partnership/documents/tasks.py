"""What the worker does for stored files."""

from partnership.core.jobs import job
from partnership.documents.services import delete_orphans


@job("documents.delete_orphans")
def delete_orphan_files() -> int:
    """Once a day: remove files whose row was never committed."""
    return delete_orphans()
