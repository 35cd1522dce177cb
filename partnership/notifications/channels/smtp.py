"""E-mail through Django's mail backend; the connection is kept while letters follow closely."""

import os
import smtplib
import threading
import time
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from partnership.documents.models import StoredFile
from partnership.notifications.channels.base import Permanent, Transient
from partnership.notifications.models import Delivery, Message

#: Seconds an idle connection is kept; servers usually hang up after a minute or more.
KEEP_SECONDS = 20
#: A connection used this lately is not asked whether it is still there.
TRUST_SECONDS = 1


class _Kept(threading.local):
    """The open connection of one thread, since when, and to whom."""

    connection: Any = None
    pid: int = 0
    at: float = 0.0
    where: tuple[Any, ...] = ()


_kept = _Kept()


def send(delivery: Delivery) -> None:
    """Hand one mail to the server, under the same Message-ID on every try."""
    try:
        mail = build(delivery)
    except (ValueError, FileNotFoundError, StoredFile.DoesNotExist) as error:
        raise Permanent(f"The mail could not be written: {error}") from error
    except OSError as error:  # the file store is away or full
        raise Transient(f"{type(error).__name__}: {error}") from error
    try:
        mail.connection = _connection()
        mail.send()
    except smtplib.SMTPException as error:
        _drop()
        raise _judge(error) from error
    except OSError as error:  # refused, reset, timed out, no such host, TLS trouble
        _drop()
        raise Transient(f"{type(error).__name__}: {error}") from error
    except ValueError as error:  # an address no mail header can carry
        raise Permanent(f"The mail could not be written: {error}") from error


def build(delivery: Delivery) -> EmailMultiAlternatives:
    """Compose the mail from the frozen words."""
    message = delivery.message
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((message.name, delivery.to)) if message.name else delivery.to],
        reply_to=[settings.REPLY_TO_EMAIL] if settings.REPLY_TO_EMAIL else None,
        headers={
            "Message-ID": message_id(delivery),
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    mail.attach_alternative(message.html, "text/html")
    _attach(mail, message)
    return mail


def message_id(delivery: Delivery) -> str:
    """The same for every try, so that a mail sent twice by a dying worker shows once."""
    return f"<{delivery.uuid}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def _attach(mail: EmailMultiAlternatives, message: Message) -> None:
    for item in message.attachments:
        if "file" in item:
            stored = StoredFile.objects.get(pk=item["file"])
            with stored.blob.open("rb") as handle:
                mail.attach(stored.name, handle.read(), stored.content_type)
        else:
            mail.attach(item["name"], item["text"], item["type"])


def _connection() -> Any:
    """The thread's kept connection while it answers, else a new one."""
    if _is_usable():
        _kept.at = time.monotonic()
        return _kept.connection
    _drop()
    connection = get_connection()
    if isinstance(connection, SmtpBackend):
        connection.open()
        _kept.connection, _kept.pid = connection, os.getpid()
        _kept.at, _kept.where = time.monotonic(), _where()
    return connection


def _is_usable() -> bool:
    kept = _kept.connection
    if kept is None or _kept.pid != os.getpid() or _kept.where != _where():
        return False
    idle = time.monotonic() - _kept.at
    if idle > KEEP_SECONDS or kept.connection is None:
        return False
    if idle < TRUST_SECONDS:
        return True
    try:
        return kept.connection.noop()[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _where() -> tuple[Any, ...]:
    return (
        settings.EMAIL_BACKEND,
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.EMAIL_HOST_USER,
    )


def _drop() -> None:
    """Forget the kept connection; hang up politely if it is this process's own and still there."""
    kept, _kept.connection = _kept.connection, None
    if kept is None or _kept.pid != os.getpid():
        return
    try:
        kept.close()
    except (smtplib.SMTPException, OSError):
        kept.connection = None


def _judge(error: smtplib.SMTPException) -> Transient | Permanent:
    """4xx, a broken connection and our own sign-in trouble pass; a final refusal does not."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _by_code(code, text)
    if isinstance(
        error, smtplib.SMTPAuthenticationError | smtplib.SMTPHeloError | smtplib.SMTPConnectError
    ):
        return Transient(_sentence(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):  # sender or data refused
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Transient(f"The server hung up: {error}")
    # Not supported: STARTTLS is missing, which is the server's settings and may be mended.
    return Transient(f"{type(error).__name__}: {error}")


def _by_code(code: int, text: bytes | str) -> Transient | Permanent:
    kind = Permanent if 500 <= code < 600 else Transient
    return kind(_sentence(code, text))


def _sentence(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words}"[:500]
