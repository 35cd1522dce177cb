"""One week on a phone: seven days, each with when one came and left."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import (
    HamyarForm,
    LocalTimeField,
    OnceFormMixin,
    PersianCharField,
    PersianIntegerField,
)
from partnership.core.forms.widgets import ProseArea
from partnership.core.jalali import TEHRAN, format_date, format_time, to_tehran, today
from partnership.core.views import MoveForm

STAYS = (1, 2)


class WeekForm(OnceFormMixin, HamyarForm):
    """Text and stays of one week, Saturday to Friday; a second stay a day is folded away."""

    body = PersianCharField(
        label=_("What you did this week"), max_length=4000, widget=ProseArea(attrs={"rows": "6"})
    )

    def __init__(self, *args: Any, week: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.week = week
        for index in range(7):
            for stay in STAYS:
                for end, label in (("came", _("Came at")), ("left", _("Left at"))):
                    field = LocalTimeField(label=label, required=False)
                    field.widget.attrs["class"] = "form-control"
                    self.fields[f"{end}_{index}_{stay}"] = field

    @staticmethod
    def initial_from(entries: Any, week: date) -> dict[str, Any]:
        """Boxes filled with the stays of a report."""
        initial: dict[str, Any] = {}
        seen: dict[int, int] = {}
        for entry in entries:
            index = (to_tehran(entry.starts_at).date() - week).days
            seen[index] = seen.get(index, 0) + 1
            initial[f"came_{index}_{seen[index]}"] = to_tehran(entry.starts_at).time()
            initial[f"left_{index}_{seen[index]}"] = to_tehran(entry.ends_at).time()
        return initial

    def days(self) -> Iterator[dict[str, Any]]:
        """Rows of the page: the day, its boxes, whether it still lies ahead."""
        for index in range(7):
            day = self.week + timedelta(days=index)
            stays = [(self[f"came_{index}_{n}"], self[f"left_{index}_{n}"]) for n in STAYS]
            yield {
                "day": day,
                "label": format_date(day, style="day"),
                "ahead": day > today(),
                "first": stays[0],
                "second": stays[1],
                "second_open": any(box.value() or box.errors for box in stays[1]),
            }

    def clean(self) -> dict[str, Any]:
        """Both ends of a stay or neither; collect the stays as moments."""
        data = super().clean() or self.cleaned_data
        self.stays: list[tuple[datetime, datetime]] = []
        for index in range(7):
            day = self.week + timedelta(days=index)
            for stay in STAYS:
                came, left = data.get(f"came_{index}_{stay}"), data.get(f"left_{index}_{stay}")
                if (came is None) != (left is None):
                    name = f"{'left' if left is None else 'came'}_{index}_{stay}"
                    if name not in self.errors:
                        self.add_error(name, _("Enter both: when you came and when you left."))
                elif came is not None and left is not None:
                    self.stays.append(
                        (
                            datetime.combine(day, came, tzinfo=TEHRAN),
                            datetime.combine(day, left, tzinfo=TEHRAN),
                        )
                    )
        return data


class ConfirmReportForm(MoveForm):
    """Confirm a week, with fewer minutes where they were not worked."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = _("Note")
        self.entries = list(self.target.entries.all()) if self.target is not None else []
        for entry in self.entries:
            self.fields[f"minutes_{entry.pk}"] = PersianIntegerField(
                label=_("%(day)s, %(came)s to %(left)s: minutes to confirm")
                % {
                    "day": format_date(entry.starts_at, style="day"),
                    "came": format_time(entry.starts_at),
                    "left": format_time(entry.ends_at),
                },
                min_value=0,
                max_value=entry.minutes,
                initial=entry.minutes,
            )
        self.order_fields([f"minutes_{entry.pk}" for entry in self.entries] + ["reason"])

    def clean(self) -> dict[str, Any]:
        """What the service takes: minutes by entry, and the note."""
        data = super().clean() or self.cleaned_data
        minutes = {
            entry.pk: data[f"minutes_{entry.pk}"]
            for entry in self.entries
            if data.get(f"minutes_{entry.pk}") is not None
        }
        return {"minutes": minutes, "reason": data.get("reason", "")}


class CommentForm(HamyarForm):
    """A professor's word about a week; empty is “read”."""

    comment = PersianCharField(
        label=_("Comment"), max_length=2000, required=False, widget=ProseArea
    )


class TickForm(forms.Form):
    """The weeks ticked on the supervisor's list."""

    report = forms.TypedMultipleChoiceField(coerce=int, required=True)

    def __init__(self, *args: Any, reports: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["report"].choices = [(report.pk, str(report.pk)) for report in reports]
        self.fields["report"].error_messages["required"] = _("Tick at least one sheet.")
