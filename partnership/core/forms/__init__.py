"""Form fields that read what Persian-speaking people type, and forms built of them."""

from partnership.core.forms.dates import JalaliDateField, JalaliDateTimeField, LocalTimeField
from partnership.core.forms.fields import (
    CodeField,
    CrockfordCodeField,
    EconomicNumberField,
    EmailAddressField,
    ExtensionField,
    IsicCodeField,
    LegalIdField,
    MobileField,
    NationalIdField,
    PersianCharField,
    PhoneField,
    PostalCodeField,
    RegistrationNumberField,
    StudentNumberField,
)
from partnership.core.forms.mapping import PERSIAN_FORMFIELDS, form_class_for, formfield_for
from partnership.core.forms.mixins import (
    CrispyFormMixin,
    HamyarForm,
    HamyarModelForm,
    OnceFormMixin,
    PersianModelFormMixin,
    ServiceRulesMixin,
)
from partnership.core.forms.numbers import (
    GradeField,
    PersianDecimalField,
    PersianIntegerField,
    RialField,
)

__all__ = [
    "PERSIAN_FORMFIELDS",
    "CodeField",
    "CrispyFormMixin",
    "CrockfordCodeField",
    "EconomicNumberField",
    "EmailAddressField",
    "ExtensionField",
    "GradeField",
    "HamyarForm",
    "HamyarModelForm",
    "IsicCodeField",
    "JalaliDateField",
    "JalaliDateTimeField",
    "LegalIdField",
    "LocalTimeField",
    "MobileField",
    "NationalIdField",
    "OnceFormMixin",
    "PersianCharField",
    "PersianDecimalField",
    "PersianIntegerField",
    "PersianModelFormMixin",
    "PhoneField",
    "PostalCodeField",
    "RegistrationNumberField",
    "RialField",
    "ServiceRulesMixin",
    "StudentNumberField",
    "form_class_for",
    "formfield_for",
]
