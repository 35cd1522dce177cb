"""The worker's side of this room."""

from industries import services
from industries.services import lists
from industries.services.clocks import watch_problems as watch
from partnership.core.jobs import job


@job("industries.remind_meetings")
def remind_meetings() -> None:
    """Every morning: remind those who may come to a meeting in two days or today."""
    services.remind_meetings()


@job("industries.remind_resolutions")
def remind_resolutions() -> None:
    """Every morning: remind the owners of resolutions that are due soon or overdue."""
    services.remind_resolutions()


@job("industries.expire_documents")
def expire_documents() -> None:
    """Every night: papers of units whose last day is over are no longer in force."""
    services.expire_documents()


@job("industries.check_list")
def check_list(list_id: int) -> None:
    """Read one list of the Ministry."""
    lists.check_list(list_id=list_id)


@job("industries.apply_list")
def apply_list(list_id: int) -> None:
    """Take one list of the Ministry over."""
    lists.take_over_list(list_id=list_id)


@job("industries.send_list_invitations")
def send_list_invitations(list_id: int) -> None:
    """Invite the managers an officer has chosen."""
    lists.send_list_invitations(list_id=list_id)


@job("industries.sweep_lists")
def sweep_lists() -> None:
    """Ring for lists that wait for a worker, or whose worker died; and for invitations left."""
    lists.sweep_lists()
    lists.sweep_list_invitations()


@job("industries.watch_problems")
def watch_problems() -> None:
    """Every working morning: reviews, details and teams that do not come in time."""
    watch()


@job("industries.refresh_words")
def refresh_words() -> None:
    """Every night, and after a name of a list has changed: what problems are found by."""
    services.refresh_words()
