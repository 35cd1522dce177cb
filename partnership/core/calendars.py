"""Appointments as iCalendar files: what letters attach and what people download."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Hamyar//Industry Partner Project//FA"


@dataclass(frozen=True)
class Appointment:
    """One entry. `key` names it for good ("session-7"); `sequence` grows with every change."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    sequence: int = 0
    place: str = ""
    text: str = ""
    path: str = ""
    is_cancelled: bool = False


def calendar_text(
    appointments: Iterable[Appointment], *, method: str = "PUBLISH", name: str = ""
) -> str:
    """An iCalendar file, times in UTC. `method` is PUBLISH (a file), REQUEST or CANCEL (a letter).

    The UID of an appointment is the same in every version, so calendars replace what they have.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    if name:
        calendar.add("X-WR-CALNAME", name)
    for appointment in appointments:
        calendar.add_component(_event(appointment, cancels=method == "CANCEL"))
    return calendar.to_ical().decode()


def uid_of(key: str) -> str:
    """The lasting identity of an appointment."""
    host = settings.SITE_URL.split("://")[-1].split("/")[0].split(":")[0]
    return f"{key}@{host}"


def _event(appointment: Appointment, *, cancels: bool) -> Event:
    event = Event()
    add = event.add
    add("UID", uid_of(appointment.key))
    add("SEQUENCE", appointment.sequence)
    add("DTSTAMP", timezone.now().astimezone(UTC))
    add("DTSTART", appointment.starts_at.astimezone(UTC))
    add("DTEND", appointment.ends_at.astimezone(UTC))
    add("SUMMARY", appointment.title)
    for field, value in (("LOCATION", appointment.place), ("DESCRIPTION", appointment.text)):
        if value:
            add(field, value.replace("\r\n", "\n").replace("\r", "\n"))
    if appointment.path:
        add("URL", f"{settings.SITE_URL}{appointment.path}")
    add("STATUS", "CANCELLED" if cancels or appointment.is_cancelled else "CONFIRMED")
    sender, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(f"MAILTO:{address}")
    organiser.params["CN"] = vText(sender or "Hamyar")
    add("ORGANIZER", organiser, encode=False)
    return event
