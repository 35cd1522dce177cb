"""Numbers by which people, companies and papers are known.

For each: ``normalise_<name>(value) -> str`` reads what people type (Persian digits, spaces,
hyphens, country codes) and returns the canonical ASCII form or raises ``ValidationError``;
``validate_<name>(value)`` is the same rule as a model validator, for values already canonical.
``[0-9]`` throughout: ``\\d`` and ``str.isdigit`` accept Persian digits.

Sources of the rules: the vectors under ``test_vectors`` of ``demo/data/reference.json``.
"""

import re
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from partnership.core.text import normalise_code

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CROCKFORD_READING = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[-_./()]")
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17)
# The pattern published for postal codes; too strict for a refusal, good for a question.
_USUAL_POSTAL_CODE = re.compile(r"(?!([0-9])\1{3})[13-9]{4}[1346-9][013-9]{5}")


def _digits(value: object) -> str:
    """Return the typed code without separators."""
    return _SEPARATORS.sub("", normalise_code(value))


def _invalid(message: Any) -> ValidationError:
    return ValidationError(message, code="invalid")


# --- people and companies --------------------------------------------------------------------


def is_national_id(value: str) -> bool:
    """Return whether ten ASCII digits carry the right check digit (mod 11, weights 10…2)."""
    if not re.fullmatch(r"[0-9]{10}", value) or len(set(value)) == 1:
        return False  # ten equal digits pass the checksum and belong to nobody
    remainder = (
        sum(int(digit) * weight for digit, weight in zip(value, range(10, 1, -1), strict=False))
        % 11
    )
    return int(value[9]) == (remainder if remainder < 2 else 11 - remainder)


def validate_national_id(value: str) -> None:
    """Refuse anything but a canonical national ID (کد ملی)."""
    if not is_national_id(value):
        raise _invalid(_("The national ID is not valid."))


def normalise_national_id(value: object, *, pad: bool = False) -> str:
    """Return the ten digits of a national ID.

    ``pad`` restores the leading zeros a spreadsheet has dropped (8 or 9 digits left); for imports.
    """
    digits = _digits(value)
    if pad and len(digits) in (8, 9):
        digits = digits.zfill(10)
    validate_national_id(digits)
    return digits


def mask_national_id(value: str) -> str:
    """Return the ID as screens show it: 999****018."""
    return f"{value[:3]}****{value[-3:]}" if len(value) == 10 else ""


def is_legal_id(value: str) -> bool:
    """Return whether eleven ASCII digits are a legal-entity ID (شناسهٔ ملی شرکت)."""
    if not re.fullmatch(r"[0-9]{11}", value) or value[3:9] == "000000":
        return False
    shift = int(value[9]) + 2
    total = sum((int(value[place]) + shift) * _LEGAL_WEIGHTS[place % 5] for place in range(10))
    return int(value[10]) == total % 11 % 10


def validate_legal_id(value: str) -> None:
    """Refuse anything but a canonical legal-entity ID."""
    if not is_legal_id(value):
        raise _invalid(_("The legal-entity ID is not valid."))


def normalise_legal_id(value: object, *, pad: bool = False) -> str:
    """Return the eleven digits of a legal-entity ID; ``pad`` as for national IDs."""
    digits = _digits(value)
    if pad and len(digits) in (9, 10):
        digits = digits.zfill(11)
    validate_legal_id(digits)
    return digits


def validate_economic_number(value: str) -> None:
    """Accept a legal-entity ID, or a national ID and four digits from 0001."""
    natural = (
        len(value) == 14 and is_national_id(value[:10]) and re.fullmatch(r"[0-9]{4}", value[10:])
    )
    if not is_legal_id(value) and not (natural and value[10:] != "0000"):
        raise _invalid(
            _(
                "The economic number is the 11-digit legal-entity ID, "
                "or the national ID and four digits."
            )
        )


def normalise_economic_number(value: object) -> str:
    """Return an economic number as digits."""
    digits = _digits(value)
    validate_economic_number(digits)
    return digits


def validate_student_number(value: str) -> None:
    """Apply the university's pattern (setting ``STUDENT_NUMBER_PATTERN``, else 7–14 digits)."""
    if not re.fullmatch(getattr(settings, "STUDENT_NUMBER_PATTERN", r"[0-9]{7,14}"), value):
        raise _invalid(_("Enter the student number in digits, as on the student card."))


def normalise_student_number(value: object) -> str:
    """Return a student number as digits."""
    digits = _digits(value)
    validate_student_number(digits)
    return digits


# --- ways to reach somebody ------------------------------------------------------------------


def validate_mobile(value: str) -> None:
    """Refuse anything but 09 and nine digits."""
    if not re.fullmatch(r"09[0-9]{9}", value):
        raise _invalid(_("Enter an 11-digit mobile number starting with 09."))


def normalise_mobile(value: object) -> str:
    """Return 09xxxxxxxxx from +98…, 0098…, 98…, 9… or 09…."""
    number = _national_number(value)
    if re.fullmatch(r"9[0-9]{9}", number):
        number = f"0{number}"
    validate_mobile(number)
    return number


def validate_landline(value: str) -> None:
    """Refuse anything but 0, a two-digit area code and eight digits."""
    if not re.fullmatch(r"0[1-8][0-9]{9}", value):
        raise _invalid(_("Enter the phone number with its area code, such as 025 3616 9000."))


def normalise_landline(value: object) -> str:
    """Return 0AAxxxxxxxx (11 digits; Qom is 025). The extension is a field of its own."""
    number = _national_number(value)
    validate_landline(number)
    return number


def _national_number(value: object) -> str:
    """Return a typed number with the country code of Iran replaced by the leading zero."""
    number = _digits(value)
    match = re.fullmatch(r"(?:\+98|0098|98)0?([0-9]{10})", number)
    return f"0{match[1]}" if match else number


def validate_extension(value: str) -> None:
    """Refuse anything but one to five digits."""
    if not re.fullmatch(r"[0-9]{1,5}", value):
        raise _invalid(_("Enter the extension in one to five digits."))


def validate_postal_code(value: str) -> None:
    """Refuse what can be no postal code: not ten digits, all equal, or starting with 0 or 2."""
    if not re.fullmatch(r"[13-9][0-9]{9}", value) or len(set(value)) == 1:
        raise _invalid(_("Enter the postal code in ten digits without 0 or 2 at its beginning."))


def normalise_postal_code(value: object) -> str:
    """Return the ten digits of a postal code."""
    digits = _digits(value)
    validate_postal_code(digits)
    return digits


def is_unusual_postal_code(value: str) -> bool:
    """Return whether a valid code falls outside the published pattern: worth a question."""
    return not _USUAL_POSTAL_CODE.fullmatch(value)


def validate_email_address(value: str) -> None:
    """Refuse malformed addresses and look-alike letters (a Cyrillic «а» in a Latin domain).

    The same letters packed into ASCII (`xn--…`) read alike in a mail program: refused as well.
    """
    if not value.isascii() or re.search(r"[@.]xn--", value, re.IGNORECASE):
        raise _invalid(_("Enter the email address in Latin letters."))
    validate_email(value)


def normalise_email(value: object) -> str:
    """Return an address without stray characters, the domain in lower case."""
    typed = "" if value is None else str(value).strip()
    if re.search(r"\s", typed):  # two addresses in one box, or a header being smuggled in
        raise _invalid(_("Enter one email address, without spaces."))
    address = normalise_code(typed)
    validate_email_address(address)
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"


# --- papers and classes ----------------------------------------------------------------------


def validate_isic_code(value: str) -> None:
    """Refuse anything but four digits; that the class exists is the business of its table."""
    if not re.fullmatch(r"[0-9]{4}", value):
        raise _invalid(_("Enter the four-digit ISIC class, such as 1520."))


def normalise_isic_code(value: object) -> str:
    """Return the four digits of an ISIC class; spreadsheets drop the leading zero of 01–09."""
    digits = _digits(value)
    digits = digits.zfill(4) if len(digits) == 3 else digits
    validate_isic_code(digits)
    return digits


def validate_registration_number(value: str) -> None:
    """Refuse anything but one to seven digits; unique only within one registry office."""
    if not re.fullmatch(r"[0-9]{1,7}", value):
        raise _invalid(_("Enter the registration number in up to seven digits."))


def luhn_digit(digits: str) -> str:
    """Return the Luhn check digit of a string of ASCII digits.

    Raises ValueError when the string holds anything else.
    """
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError(f"not ASCII digits: {digits!r}")
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def is_luhn_valid(digits: str) -> bool:
    """Return whether the last digit is the Luhn digit of those before it."""
    return bool(re.fullmatch(r"[0-9]{2,}", digits)) and luhn_digit(digits[:-1]) == digits[-1]


def generate_code(length: int = 10) -> str:
    """Return random Crockford base-32 characters, five bits each: a code to read aloud."""
    return "".join(secrets.choice(CROCKFORD) for _place in range(length))


def normalise_crockford_code(value: object, *, length: int = 10) -> str:
    """Return a typed code in canonical form: upper case, no hyphens, O read as 0, I and L as 1."""
    code = _SEPARATORS.sub("", normalise_code(value)).upper().translate(_CROCKFORD_READING)
    if len(code) != length or set(code) - set(CROCKFORD):
        raise _invalid(
            _("Enter the code exactly as printed, %(length)s letters and digits.")
            % {"length": length}
        )
    return code
