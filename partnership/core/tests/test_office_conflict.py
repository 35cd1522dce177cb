"""Two officers on one record: the second is told, and nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from partnership.accounts.enums import Role
from partnership.accounts.tests.factories import UserFactory
from partnership.programme.models import Holiday

pytestmark = pytest.mark.django_db


def opened_page(client, url):
    return re.search(r'name="_opened" value="(\w+)"', client.get(url).content.decode()).group(1)


def test_second_officer_is_told_not_overwritten(client):
    holiday = Holiday.objects.create(date="2027-03-21", name_fa="نوروز", name_en="Nowruz")
    url = reverse("office:programme_holiday_change", args=[holiday.pk])
    client.force_login(UserFactory(roles=(Role.HEAD,)))
    opened = opened_page(client, url)
    typed = {"date": "1406/01/01", "name_fa": "نوروز", "name_en": "Nowruz"}
    first = client.post(url, {**typed, "name_en": "First officer", "_opened": opened})
    assert first.status_code == 302
    second = client.post(url, {**typed, "name_en": "Second officer", "_opened": opened})
    assert second.status_code == 200
    assert "Second officer" in second.content.decode()
    holiday.refresh_from_db()
    assert holiday.name_en == "First officer"
    again = re.search(r'name="_opened" value="(\w+)"', second.content.decode()).group(1)
    assert (
        client.post(url, {**typed, "name_en": "Second officer", "_opened": again}).status_code
        == 302
    )
    holiday.refresh_from_db()
    assert holiday.name_en == "Second officer"
