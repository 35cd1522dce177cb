"""Forms of leaving, of the professor's view, and of waivers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from partnership.core.forms import HamyarForm, OnceFormMixin, PersianCharField
from partnership.core.forms.widgets import ProseArea
from partnership.core.views import MoveForm
from students.enums import WithdrawalCode, WithdrawalState
from students.selectors import introduced_membership

ALL = ("", gettext_lazy("All"))
#: Nothing is chosen beforehand: the first reason would be everybody's.
CODES = [("", gettext_lazy("Please choose")), *WithdrawalCode.choices]


class WithdrawForm(MoveForm):
    """Why somebody leaves; once the letter is out their own words are needed, too."""

    code = forms.ChoiceField(label=gettext_lazy("Reason"), choices=CODES)
    field_order = ("code", "reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_judged = introduced_membership(self.target) is not None
        words = self.fields["reason"]
        words.required = self.is_judged
        words.label = (
            gettext_lazy("In your words")
            if self.is_judged
            else gettext_lazy("In your words (if you like)")
        )
        self.order_fields(self.field_order)


class ViewForm(OnceFormMixin, HamyarForm):
    """The professor's view of a withdrawal."""

    view = PersianCharField(
        label=gettext_lazy("Your view"),
        max_length=2000,
        widget=ProseArea,
        help_text=gettext_lazy("Only the office reads it."),
    )


class WaiverForm(OnceFormMixin, HamyarForm):
    """Why a rule is set aside, or counts again."""

    reason = PersianCharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=ProseArea,
        help_text=gettext_lazy("The student reads these words."),
    )


class WithdrawalFilterForm(forms.Form):
    """Filters of the list of withdrawals."""

    q = PersianCharField(label=gettext_lazy("Search"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=gettext_lazy("Counts as"), required=False, choices=[ALL, *WithdrawalState.choices]
    )
    code = forms.ChoiceField(
        label=gettext_lazy("Reason"), required=False, choices=[ALL, *WithdrawalCode.choices]
    )
