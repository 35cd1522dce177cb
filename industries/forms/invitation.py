"""The answer to an invitation, and the list kept on the spot."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industries.enums import Rsvp
from industries.models import Invitee, JointMeeting
from industries.services.attendance import ABSENT, LATE, PRESENT
from partnership.core.forms import (
    EmailAddressField,
    HamyarForm,
    MobileField,
    OnceFormMixin,
    PersianCharField,
)


class RsvpForm(HamyarForm):
    """Will you come? No may carry a word why; somebody else has a name."""

    rsvp = forms.ChoiceField(
        label=_("Will you come?"),
        choices=[
            (Rsvp.YES, _("I will come")),
            (Rsvp.DEPUTY, _("Somebody else comes in my place")),
            (Rsvp.NO, _("I cannot come")),
        ],
        widget=forms.RadioSelect,
    )
    deputy_name = PersianCharField(
        label=_("Name of who comes instead"), max_length=120, required=False
    )
    deputy_mobile = MobileField(label=_("Their mobile"), required=False)
    rsvp_note = PersianCharField(
        label=_("A word to the office (if you like)"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a name."""
        data = super().clean() or self.cleaned_data
        unnamed = data.get("rsvp") == Rsvp.DEPUTY and not data.get("deputy_name")
        if unnamed and "deputy_name" not in self.errors:
            self.add_error("deputy_name", _("Please give the name of who comes instead."))
        return data


def answer_given(row: Invitee | None) -> dict[str, str]:
    """First values of the form from the answer given before."""
    if row is None or row.rsvp == Rsvp.PENDING:
        return {}
    return {
        "rsvp": row.rsvp,
        "rsvp_note": row.rsvp_note,
        "deputy_name": row.deputy_name,
        "deputy_mobile": row.deputy_mobile,
    }


class AttendanceForm(HamyarForm):
    """Big rows to tap: who is there, late, or not."""

    def __init__(self, *args: Any, meeting: JointMeeting, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = meeting.invitees.current().select_related("user", "unit").order_by("pk")
        self.people = list(rows)
        for row in self.people:
            self.fields[f"mark_{row.pk}"] = forms.ChoiceField(
                label=str(row),
                choices=[(PRESENT, _("Present")), (LATE, _("Late")), (ABSENT, _("Absent"))],
                widget=forms.RadioSelect,
                required=False,
                initial=_mark_of(row),
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each person with their three taps."""
        return [{"person": row, "at": self[f"mark_{row.pk}"]} for row in self.people]

    @property
    def counts(self) -> dict[str, int]:
        """How many are there, away, or not marked yet, as it was last saved."""
        marks = [_mark_of(row) for row in self.people]
        return {
            "present": sum(mark in (PRESENT, LATE) for mark in marks),
            "absent": marks.count(ABSENT),
            "open": marks.count(""),
        }

    @property
    def marks(self) -> dict[int, str]:
        """What the service takes."""
        return {row.pk: self.cleaned_data.get(f"mark_{row.pk}", "") for row in self.people}


def _mark_of(row: Invitee) -> str:
    if row.was_present is None:
        return ""
    return (LATE if row.came_late else PRESENT) if row.was_present else ABSENT


class GuestForm(OnceFormMixin, HamyarForm):
    """Somebody came without an invitation."""

    name = PersianCharField(label=_("name"), max_length=120)
    position = PersianCharField(label=_("position"), max_length=120, required=False)
    organisation = PersianCharField(label=_("organisation"), max_length=160, required=False)
    mobile = MobileField(label=_("mobile"), required=False)
    email = EmailAddressField(label=_("e-mail"), max_length=254, required=False)
