"""A real SMTP server for tests, with a script of answers per address."""

import socket
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Sink:
    """What came in, and what each address answers: a list of replies, used up one by one."""

    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    script: dict[str, list[str]] = field(default_factory=dict)
    slow: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Refuse as the script says."""
        answers = self.script.get(address, [])
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep the mail."""
        if self.slow:
            time.sleep(self.slow)
        with self.lock:
            self.raw.append(envelope.content)
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(list(envelope.rcpt_tos))
        return "250 taken"

    @property
    def ids(self) -> list[str]:
        """Message-IDs in order of arrival."""
        return [mail["Message-ID"] for mail in self.mails]


class Server:
    """Start and stop the sink on a free port."""

    def __init__(self) -> None:
        self.sink = Sink()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self.sink, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> "Server":
        self.controller.start()
        return self

    def __exit__(self, *details: object) -> None:
        self.controller.stop()
