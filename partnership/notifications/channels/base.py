"""What a channel promises to the worker."""

from typing import Protocol

from partnership.notifications.models import Delivery


class Transient(Exception):
    """It did not go now; trying again later makes sense."""


class Permanent(Exception):
    """It will never go like this; somebody should look at it."""


class Sender(Protocol):
    """One way to reach people. A new channel is one such function in `channels.SENDERS`."""

    def __call__(self, delivery: Delivery) -> None:
        """Hand the message over, or raise Transient or Permanent with a sentence for the office."""
