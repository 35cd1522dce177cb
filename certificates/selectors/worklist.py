"""What waits for somebody in this room."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.enums import CertificateState, CreditState
from certificates.models import Certificate, Credit
from partnership.accounts.enums import Role
from partnership.core.numbers import format_number
from partnership.core.tally import Group, Tally, tally
from partnership.core.worklist import Task


def waiting_for(user: Any) -> list[Task]:
    """Tasks of this room for one person."""
    tasks: list[Task] = []
    if user.is_office:
        tasks += _for_office(user)
    elif user.has_role(Role.EDUCATION):
        tasks += _to_record()
    return tasks


def _students(number: int) -> str:
    return ngettext("%(n)s student", "%(n)s students", number) % {"n": format_number(number)}


def _count_of_certificates(number: int) -> str:
    return ngettext("%(n)s certificate", "%(n)s certificates", number) % {
        "n": format_number(number)
    }


def _for_office(user: Any) -> list[Task]:
    """Everything this room has for the office, counted in one query."""
    entitled = Credit.objects.filter(state__in=[CreditState.SENT, CreditState.RECORDED]).exclude(
        membership__certificates__state__in=[CertificateState.PREPARED, CertificateState.ISSUED]
    )
    prepared = Certificate.objects.filter(state=CertificateState.PREPARED).exclude(prepared_by=user)
    found = tally(
        ready=Group(Credit.objects.filter(state=CreditState.READY)),
        returned=Group(Credit.objects.filter(state=CreditState.RETURNED)),
        due=Group(entitled),
        prepared=Group(prepared),
    )
    return [
        *_credits(found["ready"], found["returned"]),
        *_certificates(user, found["due"], found["prepared"]),
    ]


def _credits(ready: Tally, returned: Tally) -> list[Task]:
    tasks = []
    if ready.n:
        tasks.append(
            Task(
                "credit",
                _("Grades ready for education"),
                _students(ready.n),
                reverse("certificates:list_credits") + "?state=ready",
                _("Send the list"),
                since=ready.since,
                tone="attention",
                icon="send",
            )
        )
    if returned.n:
        tasks.append(
            Task(
                "credit",
                _("Grades returned by education"),
                _students(returned.n),
                reverse("certificates:list_credits") + "?state=returned",
                _("Correct"),
                since=returned.since,
                tone="danger",
                icon="reply",
            )
        )
    return tasks


def _certificates(user: Any, due: Tally, waiting: Tally) -> list[Task]:
    tasks = []
    if due.n:
        tasks.append(
            Task(
                "certificate",
                _("Certificates to prepare"),
                _students(due.n),
                reverse("certificates:list_credits") + "?certificate=missing",
                _("Prepare"),
                since=due.since,
                tone="attention",
                icon="award",
            )
        )
    if waiting.n and user.has_perm("certificates.issue_certificate"):
        tasks.append(
            Task(
                "certificate",
                _("Certificates to issue"),
                _count_of_certificates(waiting.n),
                reverse("certificates:list_certificates") + "?state=prepared",
                _("Issue"),
                since=waiting.since,
                tone="attention",
                icon="award",
            )
        )
    return tasks


def _to_record() -> list[Task]:
    sent = tally(sent=Group(Credit.objects.filter(state=CreditState.SENT)))["sent"]
    if not sent.n:
        return []
    return [
        Task(
            "credit",
            _("Grades to record"),
            _students(sent.n),
            reverse("certificates:list_credits") + "?state=sent",
            _("Record"),
            since=sent.since,
            tone="attention",
            icon="mortarboard",
        )
    ]
