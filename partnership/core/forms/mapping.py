"""Which of our form fields a model field gets, so that no form and no admin page forgets one."""

from typing import Any

from django import forms
from django.db import models

from partnership.core import identifiers
from partnership.core.forms import fields, widgets
from partnership.core.forms.dates import JalaliDateField, JalaliDateTimeField, LocalTimeField
from partnership.core.forms.numbers import (
    GradeField,
    PersianDecimalField,
    PersianIntegerField,
    RialField,
)

# A model field says what it holds by its validator.
_BY_VALIDATOR = {
    identifiers.validate_national_id: fields.NationalIdField,
    identifiers.validate_legal_id: fields.LegalIdField,
    identifiers.validate_economic_number: fields.EconomicNumberField,
    identifiers.validate_registration_number: fields.RegistrationNumberField,
    identifiers.validate_student_number: fields.StudentNumberField,
    identifiers.validate_mobile: fields.MobileField,
    identifiers.validate_landline: fields.PhoneField,
    identifiers.validate_extension: fields.ExtensionField,
    identifiers.validate_postal_code: fields.PostalCodeField,
    identifiers.validate_isic_code: fields.IsicCodeField,
}

#: ``ModelAdmin.formfield_overrides``; the more exact ``formfield_for`` serves model forms.
PERSIAN_FORMFIELDS: dict[type[models.Field], dict[str, Any]] = {
    models.CharField: {"form_class": fields.PersianCharField},
    models.TextField: {"form_class": fields.PersianCharField, "widget": widgets.ProseArea},
    models.EmailField: {"form_class": fields.EmailAddressField},
    models.DateTimeField: {"form_class": JalaliDateTimeField},
    models.DateField: {"form_class": JalaliDateField},
    models.TimeField: {"form_class": LocalTimeField},
    models.DecimalField: {"form_class": PersianDecimalField},
    models.IntegerField: {"form_class": PersianIntegerField},
    models.BigIntegerField: {"form_class": PersianIntegerField},
    models.PositiveIntegerField: {"form_class": PersianIntegerField},
    models.PositiveBigIntegerField: {"form_class": PersianIntegerField},
    models.SmallIntegerField: {"form_class": PersianIntegerField},
    models.PositiveSmallIntegerField: {"form_class": PersianIntegerField},
}


def form_class_for(db_field: models.Field) -> type[forms.Field] | None:
    """Return our form field for a model field; None where the stock one is right.

    A column is read by its validator first, then by name (``…_rial`` is money; ``grade``,
    ``…_grade`` and ``gpa`` are out of 20), then by type.
    """
    if db_field.choices:
        return None
    for validator in db_field.validators:
        known = (
            _BY_VALIDATOR.get(validator)
            if callable(validator) and hasattr(validator, "__name__")
            else None
        )
        if known:
            return known
    if isinstance(db_field, models.IntegerField) and db_field.name.endswith("_rial"):
        return RialField
    if isinstance(db_field, models.DecimalField) and db_field.name.endswith(("grade", "gpa")):
        return GradeField
    if isinstance(db_field, models.SlugField | models.URLField):
        return None
    for kind in type(db_field).__mro__:
        if kind in PERSIAN_FORMFIELDS:
            return PERSIAN_FORMFIELDS[kind]["form_class"]
    return None


def formfield_for(db_field: models.Field, **options: Any) -> forms.Field | None:
    """Return the form field of a model field; the ``formfield_callback`` of our model forms.

    A widget the form chose in its Meta stays.
    """
    form_class = form_class_for(db_field)
    if isinstance(db_field, models.URLField):
        options.setdefault("assume_scheme", "https")
    if form_class is None or "form_class" in options:
        return db_field.formfield(**options)
    if isinstance(db_field, models.TextField) and form_class is fields.PersianCharField:
        options.setdefault("widget", widgets.ProseArea)
    return db_field.formfield(form_class=form_class, **options)
