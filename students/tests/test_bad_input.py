"""Every vector of the reference through the enrolment form: taken in its canonical form, or refused
beside its field with everything typed kept."""

from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from partnership.core.tests.reference import VECTORS
from partnership.notifications.models import Delivery
from students.models import Student
from students.tests.factories import RoundFactory
from students.tests.test_views_enrol import URL, filled

pytestmark = pytest.mark.django_db
_IDS, _MOBILES = VECTORS["national_id"], VECTORS["mobile"]
TAKEN = [
    *(("national_id", one, one) for one in _IDS["valid"]),
    *(("national_id", typed, one) for typed, one in _IDS["valid_after_normalising"].items()),
    *(("mobile", typed, one) for typed, one in _MOBILES["accept"].items()),
    *(("gpa", typed, "18.5") for typed in VECTORS["grade_input"]),
    *(("last_name_fa", one, other) for one, other in [("علي", "علی"), ("كريمي", "کریمی")]),
]
REFUSED = [
    *(("national_id", typed) for typed in _IDS["invalid"]),
    *(("mobile", typed) for typed in _MOBILES["reject"]),
    *(("gpa", typed) for typed in ("20.01", "-1", "هجده", "1e1", "NaN")),
    *(("passed_credits", typed) for typed in ("-1", "۲۵۱", "١٠٤٫٥x", "9" * 30)),
]


@pytest.mark.parametrize(("field", "typed", "canonical"), TAKEN)
def test_valid_vector_is_stored_in_its_canonical_form(
    client: Client, empty_cache: None, field: str, typed: str, canonical: str
) -> None:
    RoundFactory()
    response = client.post(URL, filled(**{field: typed}))
    assert response.status_code == 302
    stored = getattr(Student.objects.get(), field)
    assert stored == (Decimal(canonical) if field == "gpa" else canonical)


@pytest.mark.parametrize(("field", "typed"), REFUSED)
def test_invalid_vector_is_refused_beside_its_field(
    client: Client, empty_cache: None, field: str, typed: str
) -> None:
    RoundFactory()
    response = client.post(URL, filled(**{field: typed}))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Student.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        "a\u200bb@x.example",  # zero width
        "a\u200cb@x.example",
        "a\u200db@x.example",
        "a\u2060b@x.example",
        "a\u00adb@x.example",
        "\ufeffab@x.example",
        "a\u202eb@x.example",  # written from right to left
        "\u2066ab@x.example\u2069",
        "ab@x\u200b.exam\u200fple",
        "ａｂ@x．example",  # full width
    ],
    ids=ascii,
)
def test_hidden_characters_of_an_address_are_not_stored(
    client: Client, empty_cache: None, typed: str
) -> None:
    """R18: what is pasted along falls away, in the account and on every envelope."""
    RoundFactory()
    assert client.post(URL, filled(email=typed)).status_code == 302
    user = Student.objects.select_related("user").get().user
    assert user.email == "ab@x.example"
    assert set(EmailAddress.objects.values_list("email", flat=True)) == {"ab@x.example"}
    sent = Delivery.objects.filter(channel="email", message__recipient=user)
    assert set(sent.values_list("to", flat=True)) == {"ab@x.example"}


@pytest.mark.parametrize(
    "email",
    [
        "ali@exаmple.org",  # a Cyrillic а
        "аli@example.org",
        "ali@xn--exmple-4nf.org",  # the same Cyrillic а, packed
        "ali@mail.XN--EXMPLE-4NF.org",
        "ali@exam\u0131ple.org",
        "\u200b@x.example",
        "ali@\u202e",
        "علی@student.example",
        "ali@student.example\nBcc: all@example.org",
        "ali@@student.example",
    ],
)
def test_strange_address_is_refused(client: Client, empty_cache: None, email: str) -> None:
    """Mixed scripts, hidden characters, header lines."""
    RoundFactory()
    response = client.post(URL, filled(email=email))
    assert response.status_code == 422 and "email" in response.context["form"].errors
    assert not Student.objects.exists()


@pytest.mark.parametrize("field", ["first_name_fa", "last_name_fa", "motivation", "conflict"])
def test_ten_thousand_letters_are_refused_and_kept(
    client: Client, empty_cache: None, field: str
) -> None:
    """The form comes back with the text in it, so that it can be shortened."""
    RoundFactory()
    long = "ب" * 10_000
    response = client.post(URL, filled(**{field: long}))
    assert response.status_code == 422 and field in response.context["form"].errors
    assert long in response.content.decode()


def test_fields_of_the_model_are_not_the_forms(client: Client, empty_cache: None) -> None:
    """Nobody makes themselves approved, staff, insured or checked by the registrar."""
    RoundFactory()
    extra: dict[str, Any] = {
        "state": "approved",
        "is_staff": "1",
        "is_superuser": "1",
        "is_active": "1",
        "insured_until": "2030-01-01",
        "registrar_checked_at": "2026-01-01",
        "code": "EN-OWN",
        "waiting_number": "1",
        "role": "officer",
    }
    assert client.post(URL, {**filled(), **extra}).status_code == 302
    student = Student.objects.select_related("user").get()
    enrolment = student.enrolments.get()
    assert enrolment.state == "submitted" and enrolment.code != "EN-OWN"
    assert enrolment.waiting_number is None
    assert student.insured_until is None and student.registrar_checked_at is None
    user = student.user
    assert not user.is_staff and not user.is_superuser and user.roles == {"student"}
