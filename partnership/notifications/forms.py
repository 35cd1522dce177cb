"""Filters of the inbox, preferences, and the office's own words for letters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partnership.core.forms import HamyarForm, PersianCharField, PersianModelFormMixin
from partnership.notifications.emails import registry
from partnership.notifications.enums import Group, Mode
from partnership.notifications.models import EmailTemplate, Preference
from partnership.notifications.services.rendering import unknown_placeholders


class InboxFilterForm(forms.Form):
    """What the inbox shows."""

    q = PersianCharField(label=_("Search"), required=False, max_length=100)
    group = forms.ChoiceField(
        label=_("Subject area"), required=False, choices=[("", _("All")), *Group.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("unread", _("Unread")), ("read", _("Read"))],
    )


class PreferencesForm(HamyarForm):
    """For each subject: mail at once, or together once a day."""

    def __init__(self, *args: Any, reader: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = dict(Preference.objects.filter(user=reader).values_list("group", "mode"))
        together = {letter.group for letter in registry.values() if letter.digest}
        for code, label in Group.choices:
            if code == Group.ACCOUNT:
                continue  # letters about the account never wait
            usual = Mode.DIGEST if reader.is_office and code in together else Mode.AT_ONCE
            self.fields[code] = forms.ChoiceField(
                label=label,
                choices=Mode.choices,
                initial=chosen.get(code, usual),
            )


class EmailTemplateForm(PersianModelFormMixin, forms.ModelForm):
    """The office's words for one letter in one language; placeholders are checked."""

    key = forms.ChoiceField(label=_("Letter"))

    class Meta:
        model = EmailTemplate
        fields = ("key", "language", "subject", "body", "is_active")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        letters = sorted(key for key, letter in registry.items() if not letter.secret)
        self.fields["key"].choices = [(key, key) for key in letters]
        self.fields["body"].help_text = _(
            "Paragraphs are separated by an empty line. "
            "Greeting, button and signature are added by themselves."
        )

    def clean(self) -> dict[str, Any]:
        """Only names the letter offers may stand in braces."""
        data = super().clean() or self.cleaned_data
        letter = registry.get(data.get("key", ""))
        if letter is None:
            return data
        for field in ("subject", "body"):
            unknown = unknown_placeholders(letter, data.get(field) or "")
            if unknown:
                known = "، ".join(f"{{{name}}}" for name in letter.known_placeholders)
                raise ValidationError(
                    {
                        field: _("Unknown placeholder {%(name)s}. This letter offers: %(known)s")
                        % {"name": unknown[0], "known": known}
                    }
                )
        return data
