"""Tokens of the code on the wall.

A token names its session and the minute it was shown, sealed with the session's key. It is good
for the round's minutes from then on; the short code is the same minute's seal to be typed.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from partnership.core.identifiers import CROCKFORD, normalise_crockford_code
from students.enums import SessionState
from students.models import TrainingSession

MINUTE = 60
SEAL = 20  # hexadecimal digits: eighty bits
SHORT = 6  # characters to type: thirty bits


def token_of(session: TrainingSession, *, at: float | None = None) -> str:
    """What the QR code of this minute holds."""
    slot = _slot(at)
    return f"{session.pk:x}-{slot:x}-{_seal(session, slot)}"


def short_code_of(session: TrainingSession, *, at: float | None = None) -> str:
    """The six characters of this minute."""
    return _short(session, _slot(at))


def is_showing(session: TrainingSession) -> bool:
    """Whether the code is on the wall now."""
    return bool(
        session.checkin_key and session.checkin_until and timezone.now() < session.checkin_until
    )


def is_genuine(session: TrainingSession, token: str) -> bool:
    """A token of this session's open code, shown at most the round's minutes ago."""
    _pk, slot, seal = _parts(token)
    if not session.checkin_key or slot not in set(_good_slots(session)):
        return False
    return hmac.compare_digest(_seal(session, slot), seal)


def session_of_token(token: str) -> TrainingSession | None:
    """The session of a genuine token; None for everything else."""
    pk = _parts(token)[0]
    if pk is None:
        return None
    session = TrainingSession.objects.select_related("round", "course").filter(pk=pk).first()
    return session if session is not None and is_genuine(session, token) else None


def session_of_code(code: str, user: Any) -> TrainingSession | None:
    """The session whose short code somebody typed, among those they see; None without one."""
    try:
        typed = normalise_crockford_code(code, length=SHORT)
    except ValidationError:
        return None
    showing = (
        TrainingSession.objects.visible_to(user)
        .filter(state=SessionState.PLANNED, checkin_until__gt=timezone.now() - timedelta(hours=2))
        .exclude(checkin_key="")
        .select_related("round", "course")
    )
    for session in showing:
        for slot in _good_slots(session):
            if hmac.compare_digest(_short(session, slot), typed):
                return session
    return None


def _slot(at: float | None = None) -> int:
    return int((time.time() if at is None else at) // MINUTE)


def _good_slots(session: TrainingSession) -> Iterator[int]:
    """Minutes whose tokens are good now: shown while the code was open, and not long ago."""
    now = _slot()
    if session.checkin_until is None:
        return
    last_shown = _slot(session.checkin_until.timestamp())
    for slot in range(now - session.round.checkin_minutes + 1, now + 1):
        if slot <= last_shown:
            yield slot


def _parts(token: str) -> tuple[int | None, int, str]:
    head, _dash, seal = token.rpartition("-")
    pk, dash, slot = head.partition("-")
    fits = dash and 0 < len(pk) <= 8 and 0 < len(slot) <= 12 and len(seal) == SEAL
    if not fits or not token.isascii():
        return None, 0, ""
    try:
        return int(pk, 16), int(slot, 16), seal
    except ValueError:
        return None, 0, ""


def _mac(session: TrainingSession, use: str, slot: int) -> bytes:
    message = f"{use}:{session.pk}:{slot}".encode()
    return hmac.new(session.checkin_key.encode(), message, hashlib.sha256).digest()


def _seal(session: TrainingSession, slot: int) -> str:
    return _mac(session, "token", slot).hex()[:SEAL]


def _short(session: TrainingSession, slot: int) -> str:
    number = int.from_bytes(_mac(session, "short", slot)[:4])
    return "".join(CROCKFORD[number >> (5 * place) & 31] for place in range(SHORT))
