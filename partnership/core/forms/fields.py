"""Text and code fields. Each gives the canonical value the database holds."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership.core import identifiers
from partnership.core.forms import widgets
from partnership.core.text import normalise_code, normalise_text

# The project's catalogue says this sentence in the words of its glossary, on stock fields too.
REQUIRED = _("This field is required.")


class PersianCharField(forms.CharField):
    """Names and prose, normalised; paragraphs stay when the widget is a text area."""

    widget = widgets.ProseInput

    def to_python(self, value: Any) -> Any:
        """Return the text as it is stored, or the empty value."""
        if value in self.empty_values:
            return self.empty_value
        text = normalise_text(value, multiline=isinstance(self.widget, forms.Textarea))
        return text if text else self.empty_value


class CodeField(forms.CharField):
    """Codes and numbers kept as text. Subclasses name the function that reads them."""

    widget = widgets.CodeInput
    read: ClassVar[Callable[[object], str]] = staticmethod(normalise_code)

    def to_python(self, value: Any) -> Any:
        """Return the canonical code, or the empty value. Raises ValidationError."""
        if value in self.empty_values or not normalise_code(value):
            return self.empty_value
        return type(self).read(value)


class NationalIdField(CodeField):
    """کد ملی, ten digits."""

    widget = widgets.DigitsInput
    read = staticmethod(identifiers.normalise_national_id)


class LegalIdField(CodeField):
    """شناسهٔ ملی شرکت, eleven digits."""

    widget = widgets.DigitsInput
    read = staticmethod(identifiers.normalise_legal_id)


class EconomicNumberField(CodeField):
    """شماره اقتصادی, 11 or 14 digits."""

    widget = widgets.DigitsInput
    read = staticmethod(identifiers.normalise_economic_number)


class RegistrationNumberField(CodeField):
    """شماره ثبت, up to seven digits."""

    widget = widgets.DigitsInput

    @staticmethod
    def read(value: object) -> str:
        """Return the digits of a registration number."""
        code = normalise_code(value)
        identifiers.validate_registration_number(code)
        return code


class StudentNumberField(CodeField):
    """شماره دانشجویی."""

    widget = widgets.DigitsInput
    read = staticmethod(identifiers.normalise_student_number)


class MobileField(CodeField):
    """Mobile number, 09xxxxxxxxx."""

    widget = widgets.PhoneInput
    read = staticmethod(identifiers.normalise_mobile)


class PhoneField(CodeField):
    """Landline with its area code, 0AAxxxxxxxx."""

    widget = widgets.PhoneInput
    read = staticmethod(identifiers.normalise_landline)


class ExtensionField(CodeField):
    """Extension of a landline, one to five digits."""

    widget = widgets.DigitsInput

    @staticmethod
    def read(value: object) -> str:
        """Return the digits of an extension."""
        code = normalise_code(value)
        identifiers.validate_extension(code)
        return code


class PostalCodeField(CodeField):
    """کد پستی, ten digits. ``is_unusual_postal_code`` tells what a form may ask about."""

    widget = widgets.DigitsInput
    read = staticmethod(identifiers.normalise_postal_code)


class IsicCodeField(CodeField):
    """ISIC Rev. 4 class, four digits."""

    widget = widgets.DigitsInput
    read = staticmethod(identifiers.normalise_isic_code)


class CrockfordCodeField(CodeField):
    """A printed code (verification of certificates), forgiving about O, I and L."""

    read = staticmethod(identifiers.normalise_crockford_code)


class EmailAddressField(CodeField):
    """Email address in Latin letters, the domain in lower case."""

    widget = widgets.EmailInput
    read = staticmethod(identifiers.normalise_email)
