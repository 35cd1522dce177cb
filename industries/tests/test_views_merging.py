"""The merge page, and what is said about units that look alike."""

from types import SimpleNamespace
from typing import Any

import pytest

from industries.tests.factories import (
    ProblemFactory,
    UnitFactory,
    UnitPersonFactory,
)
from industries.tests.pages import page, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestMergePage:
    def test_list_and_page_say_what_may_be_the_same(
        self, client: Any, people: SimpleNamespace
    ) -> None:
        one = UnitFactory(name_fa="شرکت چرم کریمی")
        other = UnitFactory(name_fa="چرم كريمي", legal_id="")
        manager = UnitPersonFactory(unit=one).user
        address = url("merge_units", one.pk, other.pk)
        assert address in page(client, people.officer, url("list_units"))
        assert address in page(client, people.officer, one.get_absolute_url())
        assert address in page(client, people.officer, url("merge_unit", one.pk))
        assert other.name_fa not in page(client, manager, one.get_absolute_url())
        html = page(client, people.officer, url("list_units") + "?alike=on")
        assert one.name in html

    def test_side_by_side(self, client: Any, people: SimpleNamespace) -> None:
        left = UnitFactory(name_fa="چرم کریمی", legal_id="", phone="")
        right = UnitFactory(name_fa="شرکت چرم کریمی", employees=90)
        problem = ProblemFactory(unit=left)
        address = url("merge_units", left.pk, right.pk)
        form = {
            "stays": "right",
            "take_name_fa": "left",
            "take_employees": "right",
            "reason": "یکی",
        }
        assert "Industrial problems: 1" in page(client, people.officer, address)
        assert client.post(address, {**form, "stays": "both"}).status_code == 422
        answer = client.post(address, form)
        assert (answer.status_code, answer.url) == (302, right.get_absolute_url())
        right.refresh_from_db()
        problem.refresh_from_db()
        assert (right.name_fa, right.employees, problem.unit) == ("چرم کریمی", 90, right)
        # The merged record leads on, for whoever may see the unit; its own page is still there.
        assert client.get(left.get_absolute_url()).url == right.get_absolute_url()
        assert "was merged into" in page(
            client, people.officer, left.get_absolute_url() + "?record"
        )
        assert client.post(address, form).status_code == 409
        client.force_login(UnitPersonFactory(unit=right).user)
        assert client.get(left.get_absolute_url()).url == right.get_absolute_url()
        client.force_login(UnitPersonFactory().user)
        assert client.get(left.get_absolute_url()).status_code == 404

    def test_who_may_and_what_cannot(self, client: Any, people: SimpleNamespace) -> None:
        one, other = UnitFactory(), UnitFactory()
        manager = UnitPersonFactory(unit=one).user
        address = url("merge_units", one.pk, other.pk)
        client.force_login(manager)
        assert client.get(url("merge_unit", one.pk)).status_code == 403
        assert client.get(address).status_code == 403
        assert client.post(address, {"stays": "left"}).status_code == 403
        client.force_login(people.officer)
        assert client.get(url("merge_units", one.pk, one.pk)).status_code == 409
        assert client.get(url("merge_units", one.pk, 10**9)).status_code == 404
        assert client.post(address, {"stays": "left", "reason": "x"}).status_code == 422
        client.force_login(people.head)
        assert client.post(address, {"stays": "left"}).status_code == 422
        assert client.post(address, {"stays": "left", "reason": "x"}).status_code == 302


class TestIntake:
    def test_the_officer_is_asked_and_a_stranger_learns_nothing(
        self, client: Any, people: SimpleNamespace
    ) -> None:
        known = UnitFactory(name_fa="شرکت چرم کریمی", legal_id="")
        form = {
            "legal_id": "99900010715",
            "name_fa": "چرم كريمي",
            "kind": "office",
            "max_teams": "1",
        }
        client.force_login(people.officer)
        answer = client.post(url("intake_unit"), form)
        assert answer.status_code == 422
        assert known.get_absolute_url() in answer.content.decode()
        assert client.post(url("intake_unit"), {**form, "is_other": "on"}).status_code == 302
