"""Channels by which a delivery leaves. The inbox needs none: the message row is it."""

from partnership.notifications.channels import smtp
from partnership.notifications.channels.base import Permanent, Sender, Transient
from partnership.notifications.enums import Channel

SENDERS: dict[str, Sender] = {Channel.EMAIL: smtp.send}

__all__ = ["SENDERS", "Permanent", "Sender", "Transient"]
