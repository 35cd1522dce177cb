"""What this room tells the rooms above it."""

from django.dispatch import Signal

#: The places of a round have changed, or who fills them. Arguments: round_id, actor_id.
places_changed = Signal()

#: A row of a list (skill, place, category, major, …) has another name. Sender: its model.
names_changed = Signal()
