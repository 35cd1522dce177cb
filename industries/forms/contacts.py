"""Forms about contacts with units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from industries.enums import ContactOutcome
from industries.models import ContactNote
from partnership.accounts.selectors import office_people
from partnership.core.forms import (
    HamyarForm,
    HamyarModelForm,
    OnceFormMixin,
    PersianCharField,
    ServiceRulesMixin,
)
from partnership.core.forms.widgets import ProseArea


class _NextActionMixin:
    """Who does it is chosen among the office's people; at first it is the reader."""

    def __init__(self, *args: Any, user: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields = self.fields  # type: ignore[attr-defined]
        fields["assignee"].queryset = office_people().order_by("pk")
        fields["assignee"].empty_label = _("Myself")
        self.reader = user


class NoteForm(_NextActionMixin, OnceFormMixin, ServiceRulesMixin, HamyarModelForm):
    """A contact, its outcome, the next action."""

    class Meta:
        model = ContactNote
        fields = (
            "kind",
            "outcome",
            "decline_cause",
            "note",
            "next_action",
            "next_action_on",
            "assignee",
        )

    def clean(self) -> dict[str, Any]:
        """A refusal has its cause; a next action its day."""
        data = super().clean()
        data = self.cleaned_data if data is None else data
        if data.get("outcome") == ContactOutcome.DECLINED and not data.get("decline_cause"):
            self.add_error("decline_cause", _("Say why the unit declined: it is counted."))
        is_planned = data.get("next_action") or data.get("assignee")
        if is_planned and "next_action_on" in data and not data["next_action_on"]:
            self.add_error("next_action_on", _("Say on which day that is to be done."))
        return data


class PlanContactForm(_NextActionMixin, ServiceRulesMixin, HamyarModelForm):
    """Change what is next."""

    class Meta:
        model = ContactNote
        fields = ("next_action", "next_action_on", "assignee")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["next_action_on"].required = True


class CloseContactForm(OnceFormMixin, HamyarForm):
    """What came of it."""

    result = PersianCharField(label=_("What came of it"), max_length=500, widget=ProseArea)


class ContactFilter(HamyarForm):
    """Whose, which, and whether still open."""

    q = PersianCharField(label=_("Search"), required=False, max_length=100)
    assignee = forms.ModelChoiceField(
        label=_("who does it"), required=False, queryset=None, empty_label=_("Everybody")
    )
    outcome = forms.ChoiceField(
        label=_("outcome"), required=False, choices=[("", _("All")), *ContactOutcome.choices]
    )
    when = forms.ChoiceField(
        label=_("when"),
        required=False,
        choices=[
            ("", _("All open ones")),
            ("overdue", _("Overdue")),
            ("week", _("Within a week")),
            ("closed", _("Closed")),
        ],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["assignee"].queryset = office_people().order_by("pk")
