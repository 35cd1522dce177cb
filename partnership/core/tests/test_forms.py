from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.db import models
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

from partnership.core import forms as ours
from partnership.core import identifiers


class Everything(ours.HamyarForm):
    title = ours.PersianCharField(max_length=40)
    story = ours.PersianCharField(widget=forms.Textarea, required=False)
    national_id = ours.NationalIdField(required=False)
    mobile = ours.MobileField(required=False)
    email = ours.EmailAddressField(required=False)
    held_on = ours.JalaliDateField(required=False)
    starts_at = ours.JalaliDateTimeField(required=False)
    opens = ours.LocalTimeField(required=False)
    count = ours.PersianIntegerField(required=False, max_value=200)
    cost_rial = ours.RialField(required=False)
    grade = ours.GradeField(required=False)


def cleaned(**data):
    form = Everything({"title": "x", **data})
    assert form.is_valid(), form.errors
    return form.cleaned_data


@pytest.mark.parametrize(
    ("data", "name", "value"),
    [
        ({"title": " علي  كريمي\u200f"}, "title", "علی کریمی"),
        ({"story": "یک\r\n\r\nدو"}, "story", "یک\n\nدو"),
        ({"national_id": "۹۹۹-۰۰۰۰۰۱-۸"}, "national_id", "9990000018"),
        ({"mobile": "+۹۸ ۹۷۰ ۱۰۰ ۰۰۰۱"}, "mobile", "09701000001"),
        ({"email": " A@Example.com "}, "email", "A@example.com"),
        ({"held_on": "۱۴۰۵/۷/۱۵"}, "held_on", date(2026, 10, 7)),
        ({"opens": "۸:۳۰"}, "opens", time(8, 30)),
        ({"count": "۱۲۰"}, "count", 120),
        ({"cost_rial": "۱٬۸۵۰٬۰۰۰٬۰۰۰"}, "cost_rial", 1_850_000_000),
        ({"grade": "۱۸/۵"}, "grade", Decimal("18.5")),
        ({"grade": ""}, "grade", None),
        ({"national_id": " \u200f"}, "national_id", ""),
    ],
)
def test_fields_give_canonical_values(data, name, value):
    assert cleaned(**data)[name] == value


def test_moments_are_read_in_tehran():
    moment = cleaned(starts_at_date="۱۴۰۵/۰۹/۰۷", starts_at_time="۱۴:۰۰")["starts_at"]
    assert moment == datetime(2026, 11, 28, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        ({"title": "\u200b \u3164"}, "title", "This field is required."),
        ({"national_id": "1111111111"}, "national_id", "The national ID is not valid."),
        ({"mobile": "0970"}, "mobile", "Enter an 11-digit mobile number starting with 09."),
        ({"held_on": "1404/12/30"}, "held_on", "This date does not exist in the calendar."),
        ({"starts_at_date": "1405/09/07"}, "starts_at", "Enter both the date and the time."),
        ({"count": "201"}, "count", "Ensure this value is less than or equal to 200."),
        ({"count": "9" * 25}, "count", "Ensure this value is less than or equal to 200."),
        ({"cost_rial": "-5"}, "cost_rial", "Ensure this value is greater than or equal to 0."),
        ({"grade": "20.25"}, "grade", "Ensure this value is less than or equal to 20."),
        ({"grade": "18.555"}, "grade", "Ensure that there are no more than 2 decimal places."),
        ({"title": "a\x00b"}, "title", None),
        ({"title": "a\ud800"}, "title", None),
        ({"national_id": "\x00"}, "national_id", None),
    ],
)
def test_fields_refuse_with_one_sentence(data, name, sentence):
    with translation.override("en"):
        form = Everything({"title": "x", **data})
        assert list(form.errors) == [name]
        assert len(form.errors[name]) == 1
        assert sentence in (None, form.errors[name][0])


def test_nothing_typed_is_lost_and_stored_values_come_back_as_typed():
    form = Everything({"title": "x", "held_on": "۱۴۰۴/۱۲/۳۰", "cost_rial": "سه"})
    assert 'value="۱۴۰۴/۱۲/۳۰"' in str(form["held_on"])
    assert 'value="سه"' in str(form["cost_rial"])
    shown = Everything(
        initial={
            "held_on": date(2026, 10, 7),
            "cost_rial": 1_850_000,
            "starts_at": datetime(2026, 11, 28, 10, 30, tzinfo=UTC),
        }
    )
    assert 'value="1405/07/15"' in str(shown["held_on"])
    assert 'value="1,850,000"' in str(shown["cost_rial"])
    assert 'name="starts_at_date" value="1405/09/07"' in str(shown["starts_at"])
    assert 'name="starts_at_time" value="14:00"' in str(shown["starts_at"])


def test_stored_values_sent_back_are_no_change():
    initial = {
        "title": "x",
        "held_on": date(2026, 10, 7),
        "cost_rial": 1_850_000,
        "grade": Decimal("18.50"),
    }
    same = {"title": "x", "held_on": "1405/07/15", "cost_rial": "1,850,000", "grade": "۱۸٫۵"}
    assert Everything(same, initial=initial).changed_data == []


def test_no_widget_drops_persian_digits_and_codes_run_left_to_right():
    html = str(Everything())
    assert 'type="number"' not in html
    assert 'type="email"' not in html
    for name in ("national_id", "mobile", "email", "held_on", "cost_rial", "grade"):
        assert 'dir="ltr"' in str(Everything()[name])
        assert "inputmode=" in str(Everything()[name])
    assert "data-jdp" in str(Everything()["held_on"])


def test_crispy_renders_every_field_inside_the_pages_own_form():
    html = Template("{% load crispy_forms_tags %}{% crispy form %}").render(
        Context({"form": Everything()})
    )
    assert "<form" not in html
    assert html.count("<label") >= 10
    assert "<script" not in html


def test_model_fields_find_their_form_field():
    class Mixed(models.Model):
        name = models.CharField(max_length=20)
        story = models.TextField()
        national_id = models.CharField(max_length=10, validators=[identifiers.validate_national_id])
        mobile = models.CharField(
            max_length=11, null=True, blank=True, validators=[identifiers.validate_mobile]
        )
        kind = models.CharField(max_length=1, choices=[("a", "A")])
        email = models.EmailField()
        cost_rial = models.PositiveBigIntegerField()
        gpa = models.DecimalField(max_digits=4, decimal_places=2)
        weight = models.DecimalField(max_digits=4, decimal_places=2)
        hours = models.PositiveSmallIntegerField()
        day = models.DateField()
        moment = models.DateTimeField()
        clock = models.TimeField()
        site = models.URLField()

        class Meta:
            app_label = "core"
            managed = False

    class MixedForm(ours.HamyarModelForm):
        class Meta:
            model = Mixed
            fields = "__all__"

    found = {name: type(field) for name, field in MixedForm().fields.items()}
    assert found == {
        "name": ours.PersianCharField,
        "story": ours.PersianCharField,
        "national_id": ours.NationalIdField,
        "mobile": ours.MobileField,
        "kind": forms.TypedChoiceField,
        "email": ours.EmailAddressField,
        "cost_rial": ours.RialField,
        "gpa": ours.GradeField,
        "weight": ours.PersianDecimalField,
        "hours": ours.PersianIntegerField,
        "day": ours.JalaliDateField,
        "moment": ours.JalaliDateTimeField,
        "clock": ours.LocalTimeField,
        "site": forms.URLField,
    }
    form = MixedForm({"mobile": ""})
    form.is_valid()
    assert form.cleaned_data["mobile"] is None  # unique or NULL, never ""
    assert isinstance(MixedForm().fields["story"].widget, forms.Textarea)


@override_settings(LANGUAGE_CODE="fa")
def test_refusals_speak_the_glossary():
    with translation.override("fa"):
        form = Everything({"mobile": "1", "national_id": "1"})
        assert form.errors["title"] == ["تکمیل این مورد الزامی است."]
        assert form.errors["mobile"] == ["شمارهٔ همراه را با ۰۹ و در ۱۱ رقم وارد کنید."]
        assert form.errors["national_id"] == ["کد ملی واردشده معتبر نیست."]
