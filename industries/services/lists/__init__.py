"""Lists of the Ministry: handed in, read by a worker, taken over part by part, invited from."""

from industries.services.lists.columns import RESOLUTION_COLUMNS, UNIT_COLUMNS
from industries.services.lists.handing import (
    apply_list,
    cancel_list,
    hand_in_list,
    reread_list,
    resume_list,
    stop_list,
)
from industries.services.lists.invitations import (
    invite_list,
    send_list_invitations,
    sweep_list_invitations,
)
from industries.services.lists.work import WORKS, check_list, sweep_lists, take_over_list

__all__ = [
    "RESOLUTION_COLUMNS",
    "UNIT_COLUMNS",
    "WORKS",
    "apply_list",
    "cancel_list",
    "check_list",
    "hand_in_list",
    "invite_list",
    "reread_list",
    "resume_list",
    "send_list_invitations",
    "stop_list",
    "sweep_list_invitations",
    "sweep_lists",
    "take_over_list",
]
