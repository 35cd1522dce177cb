"""Forms of the minutes: written, signed on paper, kept."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from industries.enums import ResolutionState, Rsvp, SignerState
from industries.forms.meetings import invitable_people
from industries.forms.rows import RowForm, RowsMixin, row_set
from industries.models import IndustrialUnit, Invitee, JointMeeting, MinutesVersion, Problem
from partnership.accounts.models import User
from partnership.core.forms import HamyarForm, JalaliDateField, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm
from partnership.documents.forms import UploadField

SCANS = ("pdf", "jpg", "png")


class ResolutionRow(RowForm):
    """One resolution: what, who, until when, about which problem."""

    main = "body"
    quiet = ("id",)
    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    body = PersianCharField(
        label=_("resolution"), max_length=1000, required=False, widget=ProseArea({"rows": "2"})
    )
    owner = forms.ChoiceField(label=_("owner"), required=False)
    owner_text = PersianCharField(
        label=_("or a body without an account"), max_length=160, required=False
    )
    due_on = JalaliDateField(label=_("due on"), required=False)
    problem = forms.TypedChoiceField(
        label=_("problem"), required=False, coerce=int, empty_value=None
    )

    def clean(self) -> dict[str, Any]:
        """One owner, not two."""
        data = super().clean()
        if data.get("owner") and data.get("owner_text"):
            self.add_error("owner_text", _("Choose an owner or write a body, not both."))
        return data


Resolutions = row_set(ResolutionRow, spare=3, most=30)


class MinutesFields(RowsMixin, forms.Form):
    """Attendance, what was said, resolutions; `fill` brings the meeting."""

    row_sets = {"resolutions": Resolutions}
    chair = PersianCharField(label=_("chair"), max_length=120, required=False)
    secretary = PersianCharField(label=_("secretary"), max_length=120, required=False)
    present = forms.MultipleChoiceField(
        label=_("Who was present?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    discussion = PersianCharField(
        label=_("discussion in short"),
        max_length=8000,
        required=False,
        widget=ProseArea({"rows": "6"}),
    )

    def fill(self, meeting: JointMeeting, reader: Any) -> None:
        """Choices and first values from the meeting.

        A secret problem the reader is not named for keeps its place, but not its title.
        """
        invitees = list(meeting.invitees.current().select_related("user", "unit"))
        self.fields["present"].choices = [(str(row.pk), _listed(row)) for row in invitees]
        problems = meeting.problems.select_related("category")
        readable = set(problems.visible_to(reader).values_list("pk", flat=True))
        choices = [(p.pk, str(p) if p.pk in readable else _("A secret problem")) for p in problems]
        self.problems = {p.pk: p for p in problems}
        owners = [("", "–"), *_owners(invitees)]
        for row in self.rows["resolutions"]:
            row.fields["owner"].choices = owners
            row.fields["problem"].choices = [("", _("Not chosen")), *choices]
        self._ask_for_items(meeting, readable)
        self._ask_for_follow_ups(meeting)
        self.initial = {
            "chair": meeting.chair,
            "secretary": meeting.secretary,
            "discussion": meeting.discussion,
            "present": [str(row.pk) for row in invitees if _was_there(row)],
            **self.initial,
        }

    def _ask_for_items(self, meeting: JointMeeting, readable: set[int]) -> None:
        """A box for each item of the agenda."""
        self.items = list(meeting.items.select_related("problem__category"))
        for item in self.items:
            self.fields[f"said_{item.pk}"] = PersianCharField(
                label=item.title_for(readable),
                max_length=4000,
                required=False,
                initial=item.discussion,
                widget=ProseArea({"rows": "3"}),
            )

    def _ask_for_follow_ups(self, meeting: JointMeeting) -> None:
        """For each earlier resolution: what was said, and the state agreed on."""
        rows = meeting.follow_ups.select_related(
            "resolution__owner_user", "resolution__owner_unit", "resolution__meeting"
        )
        self.follow_ups = list(rows)
        for row in self.follow_ups:
            self.fields[f"followed_{row.pk}_said"] = PersianCharField(
                label=_("What was said about it"), max_length=1000, required=False, initial=row.said
            )
            self.fields[f"followed_{row.pk}_state"] = forms.ChoiceField(
                label=_("State agreed on"),
                choices=[("", _("As it is")), *ResolutionState.choices],
                required=False,
                initial=row.state,
            )

    @property
    def item_fields(self) -> list[Any]:
        """The boxes of the agenda."""
        return [self[f"said_{item.pk}"] for item in self.items]

    @property
    def followed(self) -> list[dict[str, Any]]:
        """Earlier resolutions with their two boxes."""
        return [
            {
                "resolution": row.resolution,
                "said": self[f"followed_{row.pk}_said"],
                "state": self[f"followed_{row.pk}_state"],
            }
            for row in self.follow_ups
        ]

    def minutes(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = self.cleaned_data
        written = {name: data[name] for name in ("chair", "secretary", "discussion")}
        written["present"] = [int(pk) for pk in data["present"]]
        written["resolutions"] = [_resolution(row, self.problems) for row in data["resolutions"]]
        written["said"] = {item.pk: data[f"said_{item.pk}"] for item in self.items}
        written["followed"] = {
            row.pk: {
                "said": data[f"followed_{row.pk}_said"],
                "state": data[f"followed_{row.pk}_state"],
            }
            for row in self.follow_ups
        }
        return written


def resolution_initial(meeting: JointMeeting) -> list[dict[str, Any]]:
    """Rows as the form shows them."""
    rows = []
    for row in meeting.resolutions.all():
        owner = f"unit:{row.owner_unit_id}" if row.owner_unit_id else ""
        owner = f"user:{row.owner_user_id}" if row.owner_user_id else owner
        rows.append(
            {
                "id": row.pk,
                "body": row.body,
                "owner": owner,
                "owner_text": row.owner_text,
                "due_on": row.due_on,
                "problem": row.problem_id,
            }
        )
    return rows


class HoldForm(MinutesFields, MoveForm):
    """Record a meeting; `cleaned_data` is what the service takes."""

    def __init__(self, *args: Any, target: JointMeeting, reader: Any, **options: Any) -> None:
        super().__init__(
            *args, target=target, row_initial={"resolutions": resolution_initial(target)}, **options
        )
        self.fill(target, reader)

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into the service's words, once everything is right."""
        super().clean()
        if not self.errors:
            self.cleaned_data = self.minutes()
        return self.cleaned_data


class MinutesForm(MinutesFields, HamyarForm):
    """Correct minutes that are not final."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, meeting: JointMeeting, reader: Any, **options: Any) -> None:
        super().__init__(*args, row_initial={"resolutions": resolution_initial(meeting)}, **options)
        self.fill(meeting, reader)
        self.fields["seen"].initial = meeting.updated_at.isoformat()


class ScanForm(MoveForm):
    """The minutes as signed on paper."""

    scan = UploadField(label=_("Scan of the signed minutes"), types=SCANS)


class SignaturesForm(HamyarForm):
    """Who has signed the paper, and when."""

    def __init__(self, *args: Any, version: MinutesVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        self.signers = list(version.signers.all())
        for signer in self.signers:
            words = signer.words
            self.fields[f"state_{signer.pk}"] = forms.ChoiceField(
                label=f"{words['name']} – {words['title']}",
                choices=SignerState.choices,
                initial=signer.state,
            )
            self.fields[f"day_{signer.pk}"] = JalaliDateField(
                label=_("signed on"), required=False, initial=signer.signed_on
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Signers with their boxes."""
        return [
            {"signer": s, "state": self[f"state_{s.pk}"], "day": self[f"day_{s.pk}"]}
            for s in self.signers
        ]

    def clean(self) -> dict[str, Any]:
        """Nobody signs tomorrow."""
        data = super().clean() or self.cleaned_data
        for signer in self.signers:
            day = data.get(f"day_{signer.pk}")
            if day and day > timezone.localdate():
                self.add_error(f"day_{signer.pk}", _("This day has not come yet."))
        return data

    @property
    def states(self) -> dict[int, tuple[str, Any]]:
        """What the service takes; a signature without a day was given today."""
        found = {}
        for signer in self.signers:
            state = self.cleaned_data[f"state_{signer.pk}"]
            day = self.cleaned_data.get(f"day_{signer.pk}")
            signed = state == SignerState.SIGNED
            found[signer.pk] = (state, (day or timezone.localdate()) if signed else None)
        return found


def _was_there(row: Invitee) -> bool:
    """As marked on the spot; nobody marked: whoever did not say they cannot come."""
    return row.was_present is True or (row.was_present is None and row.rsvp != Rsvp.NO)


def _listed(row: Any) -> str:
    return f"{row} – {row.described}" if row.described else str(row)


def _owners(invitees: list[Any]) -> list[tuple[str, str]]:
    units = [(f"unit:{row.unit_id}", str(row)) for row in invitees if row.unit_id]
    people = [(f"user:{row.user_id}", str(row)) for row in invitees if row.user_id]
    known = {code for code, _name in people}
    others = [(f"user:{u.pk}", str(u)) for u in invitable_people() if f"user:{u.pk}" not in known]
    return [*units, *people, *others]


def _resolution(row: dict[str, Any], problems: dict[int, Problem]) -> dict[str, Any]:
    """Columns of a Resolution from a row of the form."""
    kind, _colon, pk = (row.get("owner") or "").partition(":")
    return {
        "id": row.get("id"),
        "body": row["body"],
        "due_on": row.get("due_on"),
        "problem": problems.get(row.get("problem") or 0),
        "owner_text": row.get("owner_text") or "",
        "owner_unit": IndustrialUnit.objects.get(pk=pk) if kind == "unit" else None,
        "owner_user": User.objects.get(pk=pk) if kind == "user" else None,
    }
