"""The office sets the programme up; nobody else does."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from partnership.core.admin import office_site
from partnership.programme.models import Holiday, Round
from partnership.programme.tests.factories import RoundFactory, SkillFactory, TermFactory

pytestmark = pytest.mark.django_db

MODELS = sorted(
    (
        model
        for model in office_site._registry
        if model._meta.app_label in ("programme", "industries")
    ),
    key=lambda model: model._meta.label,
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_lists_open_for_the_office_only(model: Any, client: Any, people: SimpleNamespace) -> None:
    address = reverse(f"office:{model._meta.app_label}_{model._meta.model_name}_changelist")
    client.force_login(people.officer)
    assert client.get(address, {"q": "نمونه"}).status_code == 200
    client.force_login(people.manager)
    assert client.get(address).status_code in (302, 403)


def test_round_is_changed_with_jalali_dates(client: Any, people: SimpleNamespace) -> None:
    made = RoundFactory()
    client.force_login(people.head)
    address = reverse("office:programme_round_change", args=[made.pk])
    page = client.get(address)
    form = {
        name: value
        for name, value in page.context["adminform"].form.initial.items()
        if value not in (None, False)
    }
    form |= {"major_rules-TOTAL_FORMS": "0", "major_rules-INITIAL_FORMS": "0"}
    dates = {
        "enrol_from": "۱۴۰۵/۰۷/۰۱",
        "enrol_until": "1405/07/30",
        "training_until": "1405/08/15",
        "formation_until": "1405/08/30",
        "execution_until": "1405/10/30",
    }
    assert client.post(address, {**form, **dates, "min_credits": "۷۰"}).status_code == 302
    made.refresh_from_db()
    assert (made.enrol_from.isoformat(), made.min_credits) == ("2026-09-23", 70)
    wrong = client.post(address, {**form, **dates, "enrol_from": "1404/12/30"})
    assert wrong.status_code == 200
    assert Round.objects.get().enrol_from.isoformat() == "2026-09-23"


def test_codes_are_given_once(client: Any, people: SimpleNamespace) -> None:
    skill = SkillFactory(code="SPC")
    client.force_login(people.officer)
    address = reverse("office:programme_skill_change", args=[skill.pk])
    form = {"name_fa": "کنترل آماری", "name_en": "SPC", "group": skill.group.pk, "order": "1"}
    assert client.post(address, {**form, "code": "XXX", "is_active": "on"}).status_code == 302
    skill.refresh_from_db()
    assert (skill.code, skill.name_fa) == ("SPC", "کنترل آماری")


def test_holiday_is_added_by_its_jalali_date(client: Any, people: SimpleNamespace) -> None:
    TermFactory()
    client.force_login(people.officer)
    form = {"date": "۱۴۰۵/۱۲/۲۹", "name_fa": "ملی‌شدن نفت"}
    assert client.post(reverse("office:programme_holiday_add"), form).status_code == 302
    assert Holiday.objects.get().date.isoformat() == "2027-03-20"
