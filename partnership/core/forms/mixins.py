"""What every form of the site shares."""

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import ModelFormMetaclass
from django.utils.translation import gettext_lazy

from partnership.core.forms.mapping import formfield_for

_DASHES = BLANK_CHOICE_DASH[0][1]


def _say_blank(field: forms.Field) -> None:
    """A choice not made yet says so in words instead of dashes."""
    words = gettext_lazy("Choose…") if field.required else gettext_lazy("Not chosen")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == _DASHES:
            field.empty_label = words
    elif isinstance(field, forms.ChoiceField):
        field.choices = [
            (value, words if label == _DASHES else label) for value, label in field.choices
        ]


class CrispyFormMixin:
    """A form that ``{% crispy form %}`` renders inside the page's own ``<form>`` tag.

    ``helper`` may be changed after ``super().__init__()``; the CSRF field is part of it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.include_media = False
        for field in self.fields.values():  # type: ignore[attr-defined]
            _say_blank(field)


class PersianModelFormMetaclass(ModelFormMetaclass):
    """Gives every ``Meta`` our ``formfield_callback`` unless it brings its own."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> type:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            attrs["Meta"] = type(
                "Meta", (meta,), {"formfield_callback": staticmethod(formfield_for)}
            )
        return super().__new__(mcs, name, bases, attrs)


class PersianModelFormMixin(metaclass=PersianModelFormMetaclass):
    """Put before ``forms.ModelForm``: model fields get the fields of ``core.forms``."""


class ServiceRulesMixin:
    """A model form that leaves the model's constraints and unique columns to its service.

    The service says them in words of its own, or must not say them at all: a stranger is not told
    which numbers are known here.
    """

    def _post_clean(self) -> None:
        instance = self.instance  # type: ignore[attr-defined]
        instance.validate_constraints = lambda exclude=None: None
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            del instance.validate_constraints

    def validate_unique(self) -> None:
        """Nothing here."""


class OnceFormMixin(forms.Form):
    """Adds the hidden key by which a form counts once, however often it is sent.

    The view hands the form to ``core.receipts.answer_once``. The key is ``form.once_key`` after
    validation and never part of ``cleaned_data``.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    once_key = None

    def full_clean(self) -> None:
        """Validate, then keep the key apart from the data."""
        super().full_clean()
        if hasattr(self, "cleaned_data"):
            self.once_key = self.cleaned_data.pop("form_key", None)
        # A damaged key is no fault of the person: the form is then simply not protected.
        if self._errors is not None:
            self._errors.pop("form_key", None)


class HamyarForm(CrispyFormMixin, forms.Form):
    """Base of all plain forms."""


class HamyarModelForm(CrispyFormMixin, PersianModelFormMixin, forms.ModelForm):
    """Base of all model forms."""
