"""Moves of a list of the Ministry: read by the worker, taken over part by part, stopped."""

from django.utils.translation import gettext_lazy as _

from partnership.core.workflow import deeds
from partnership.imports.workflow import import_moves, stop_moves

NOUN = "industries.ministrylist"
MOVES = import_moves(
    NOUN,
    permission="industries.import_list",
    taking=_(
        "The rows are written part by part; refused ones are left out. What is recorded already is "
        "never overwritten, only completed. Nobody is written to: invitations are sent afterwards, "
        "when you say so."
    ),
    undone="What was taken over is corrected one by one; the list keeps what each row changed.",
    reread=_("Set columns and words"),
    failing=_(
        "Follows by itself when the file cannot be read; what was taken over before that stays."
    ),
)
STOPS = stop_moves(NOUN, permission="industries.import_list")

deeds.update(
    {
        f"{NOUN}.hand_in": _("List handed in"),
        f"{NOUN}.invite": _("Managers invited"),
        "industries.industrialunit.import": _("Introduced by a list of the Ministry"),
        "industries.industrialunit.complete": _("Completed from a list of the Ministry"),
        "industries.jointmeeting.import": _("Taken from a list of the working group"),
        "industries.resolution.import": _("Taken from a list of the working group"),
    }
)
