"""Sample data for the living style page, which shows every component to developers."""

import json
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator

SAMPLES = Path(__file__).parent.parent / "data" / "styleguide.json"


class SampleForm(forms.Form):
    """One field of every kind; its words come with the samples."""

    name = forms.CharField(max_length=60)
    email = forms.EmailField(widget=forms.EmailInput(attrs={"dir": "ltr"}))
    place = forms.ChoiceField(choices=[("", "—"), ("1", "شکوهیه"), ("2", "سلفچگان")])
    about = forms.CharField(widget=forms.Textarea, required=False)
    consent = forms.BooleanField()
    pace = forms.ChoiceField(widget=forms.RadioSelect, choices=[("1", "۱"), ("2", "۲"), ("3", "۳")])
    scan = forms.FileField()


def _in_language(value: Any, language: str) -> Any:
    """Replace every ``{"fa": …, "en": …}`` by its text in one language."""
    if isinstance(value, dict):
        if value.keys() == {"fa", "en"}:
            return value[language]
        return {key: _in_language(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_language(item, language) for item in value]
    return value


def samples(language: str) -> dict[str, Any]:
    """Return sample data for every component in one of the two languages."""
    data = _in_language(json.loads(SAMPLES.read_text(encoding="utf-8")), language)
    form = SampleForm({"name": data["people"][0]["name"], "email": "zahra@"})
    for name, label in data["form_labels"].items():
        form.fields[name].label = label
    for name, hint in data["form_hints"].items():
        form.fields[name].help_text = hint
    form.is_valid()
    return {**data, "form": form, "page": Paginator(range(120), 20).page(3)}
