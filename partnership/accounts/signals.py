"""What other rooms may hear from this one."""

from django.dispatch import Signal

#: Sent inside the transaction of the acceptance, with `invitation` and `user`.
invitation_accepted = Signal()
