"""Forms around a list that is handed in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from partnership.core.views import MoveForm

ALL = ("", gettext_lazy("All"))


class SaidForm(MoveForm):
    """Which column is which, and what words mean that nobody knows.

    Subclasses give `labels()`, {our name: word} of the columns; `needed`, names without which a
    list says nothing; and `words()`, {what: (sentence with %(word)s, choices as a queryset)}.
    Gives `columns` and, for each kind of word, {spelling: primary key}.
    """

    needed: frozenset[str] = frozenset()
    #: What becomes of a word that nobody explains.
    unsaid: Any = gettext_lazy("Keep as written")

    def __init__(self, *args: Any, target: Any, **options: Any) -> None:
        super().__init__(*args, target=target, **options)
        headers = list(target.report.get("headers", []))
        if headers:
            choices = [("", gettext_lazy("Not in this file")), *((name, name) for name in headers)]
            for name, label in self.labels().items():
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=choices,
                    required=name in self.needed,
                    initial=target.columns.get(name, ""),
                )
        self.spellings: dict[str, tuple[str, str]] = {}
        for what, (sentence, queryset) in self.words().items():
            for place, text in enumerate(target.report.get(what, {})):
                name = f"{what}_{place}"
                self.spellings[name] = (what, text)
                self.fields[name] = forms.ModelChoiceField(
                    label=sentence % {"word": f"\u2068{text}\u2069"},
                    queryset=queryset,
                    required=False,
                    empty_label=self.unsaid,
                )
        if target.columns:
            self.order_fields(list(self.spellings))  # the columns are known: words come first

    def labels(self) -> Mapping[str, Any]:
        """Our columns and their words."""
        raise NotImplementedError

    def words(self) -> Mapping[str, tuple[Any, Any]]:
        """What else can be explained."""
        return {}

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        data = super().clean() or self.cleaned_data
        said: dict[str, Any] = {"columns": {n: data[n] for n in self.labels() if n in data}}
        said |= {what: {} for what in self.words()}
        for name, (what, text) in self.spellings.items():
            if data.get(name):
                said[what][text] = data[name].pk
        return said


class StateFilterForm(forms.Form):
    """Filter of the list of lists; `model` is set by a subclass."""

    model: Any = None
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = self.model._meta.get_field("state").choices or ()
        self.fields["state"].choices = [ALL, *states]
