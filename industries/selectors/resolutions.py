"""Reads about resolutions: what the office has to decide."""

from django.db.models import Exists, OuterRef, Q

from industries.enums import ResolutionState
from industries.models import ResolutionNote


def claimed_done() -> Q:
    """Open resolutions whose owner says they are done, since they were last moved."""
    claims = ResolutionNote.objects.filter(
        resolution=OuterRef("pk"),
        claims_done=True,
        created_at__gte=OuterRef("state_changed_at"),
    )
    return Q(Exists(claims), state=ResolutionState.IN_FOLLOW_UP)
