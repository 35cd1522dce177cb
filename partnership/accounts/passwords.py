"""What a password must be, beyond Django's own validators."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.numbers import format_number


class LengthValidator(MinimumLengthValidator):
    """Django's own rule in our words and in the reader's digits."""

    def get_error_message(self) -> str:
        """What is wrong, in one sentence."""
        return _("The password is too short: it needs at least %(n)s characters.") % {
            "n": format_number(self.min_length)
        }

    def get_help_text(self) -> str:
        """A line for the form."""
        return _("At least %(n)s characters.") % {"n": format_number(self.min_length)}


class OfficeLengthValidator:
    """People of the office need longer passwords: they see everybody."""

    def __init__(self, min_length: int = 12) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a short password of somebody who works in the office."""
        if getattr(user, "is_staff", False) and len(password) < self.min_length:
            raise ValidationError(
                ngettext(
                    "People of the office need a password of at least %(n)s character.",
                    "People of the office need a password of at least %(n)s characters.",
                    self.min_length,
                )
                % {"n": format_number(self.min_length)},
                code="password_too_short_for_office",
            )

    def get_help_text(self) -> str:
        """A line for the form."""
        return _("In the office: at least %(n)s characters.") % {
            "n": format_number(self.min_length)
        }
