"""How a state looks: a tone of the design system and an icon, never colour alone."""

from typing import Any, NamedTuple


class Look(NamedTuple):
    """Tone (``data-tone``) and icon of a state."""

    tone: str
    icon: str


NEUTRAL = Look("neutral", "circle")

_LOOKS: dict[Look, str] = {
    Look("neutral", "pencil"): "draft",
    Look(
        "info", "circle-half"
    ): "registered introduced forming submitted invited planned scheduled queued",
    Look(
        "info", "search"
    ): "under_review in_review solutions_review assessing evaluating sent sent_to_education",
    Look("info", "hourglass-split"): "waiting reserve in_reserve pending sending",
    Look("attention", "reply"): "returned needs_detail revise",
    Look(
        "attention", "exclamation-triangle"
    ): "under_strength blocked due_soon all_rejected awaiting_retry",
    Look("attention", "pause-circle"): "on_hold suspended",
    Look(
        "active", "play-circle"
    ): "open active assigned competing dispatched proposing solutions_submitted decided "
    "executing in_follow_up formed ready shortlisted running",
    Look(
        "success", "check-circle"
    ): "approved trained endorsed accepted completed closed_solved closed_success recorded "
    "implemented done confirmed delivered held signed",
    Look("success", "star"): "selected",
    Look("success", "patch-check"): "issued valid certified archived",
    Look("neutral", "signpost-2"): "referred",
    Look("neutral", "archive"): "closed replaced dissolved withdrawn left",
    Look("danger", "x-circle"): "rejected refused closed_unsolved not_done failed",
    Look("danger", "slash-circle"): "cancelled revoked void",
    Look("danger", "alarm"): "overdue",
}
STATE_LOOKS: dict[str, Look] = {
    state: look for look, states in _LOOKS.items() for state in states.split()
}


def look_of(value: Any) -> Look:
    """Return the look of an object (by its ``state``) or of a state code.

    A model may name its own in ``state_looks``, a dict from state code to (tone, icon).
    """
    state = str(getattr(value, "state", value))
    own = getattr(value, "state_looks", {}).get(state)
    return Look(*own) if own else STATE_LOOKS.get(state, NEUTRAL)
