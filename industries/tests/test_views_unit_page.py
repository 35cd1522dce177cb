"""A unit's page, and its form with products."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from industries import services
from industries.enums import MeetingState, PersonRole, ProblemState, UnitState
from industries.models import IndustrialUnit, UnitProduct
from industries.services import contacts, documents
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitFactory,
    UnitPersonFactory,
)
from industries.tests.pages import SIGNERS, page, rows, url
from teams.enums import TeamState
from teams.models import Outcome
from teams.tests.work_factories import decided, under_review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestUnitPage:
    def test_the_managers_decision_comes_first(self, client: Any) -> None:
        problem, _teams, _solutions = under_review()
        manager = problem.unit.manager.user
        html = page(client, manager, problem.unit.get_absolute_url())
        decide = reverse("teams:decide_problem", args=[problem.pk])
        assert html.index(decide) < html.index(problem.get_absolute_url())
        assert html.count("btn-primary") == 1

    def test_figures_before_and_after(self, client: Any) -> None:
        team = decided(TeamState.EXECUTING)
        Outcome.objects.create(team=team, kpi_after=Decimal("2.1"))
        unit = team.problem.unit
        html = page(client, unit.manager.user, unit.get_absolute_url())
        assert 'data-chart="unit-figures"' in html
        assert '"before": [100], "goal": [36], "after": [50]' in html
        assert ">2.1<" in html

    def test_a_figure_that_was_nothing_has_no_bar(self, client: Any) -> None:
        problem = ProblemFactory()
        problem.baselines.update(current=0)
        user = UnitPersonFactory(unit=problem.unit).user
        html = page(client, user, problem.unit.get_absolute_url())
        assert "data-chart=" not in html
        assert "not measured yet" in html

    def test_liaison_keeps_the_short_view(self, client: Any, people: SimpleNamespace) -> None:
        team = decided(TeamState.EXECUTING)
        unit = team.problem.unit
        unit.introductions.create(kind="ministry", letter_no="7")
        documents.create_document(unit_id=unit.pk, actor=people.officer, kind="nda")
        html = page(client, people.liaison, unit.get_absolute_url())
        for word in (team.name, "Papers", "Contacts", "Figures", unit.manager.mobile):
            assert word not in html

    def test_the_reason_is_shown_to_the_unit(self, client: Any, people: SimpleNamespace) -> None:
        person = UnitPersonFactory(unit__state=UnitState.ACTIVE)
        services.suspend_unit(unit_id=person.unit_id, actor=people.head, reason="دو نشست غایب بود")
        html = page(client, person.user, person.unit.get_absolute_url())
        assert html.count("دو نشست غایب بود") == 2  # above, and in the history

    @pytest.mark.parametrize("reader", ["officer", "manager", "supervisor"])
    def test_queries_do_not_grow(
        self, reader: str, client: Any, people: SimpleNamespace, empty_cache: None
    ) -> None:
        unit = UnitFactory()
        own = {role: UnitPersonFactory(unit=unit, role=role).user for role in PersonRole}
        user = people.officer if reader == "officer" else own[PersonRole(reader)]
        client.force_login(user)
        counts = []
        for number in (1, 2):
            for _again in range(number):
                self._add_everything(unit, people.officer)
            client.get(unit.get_absolute_url())
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert client.get(unit.get_absolute_url()).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def _add_everything(self, unit: IndustrialUnit, officer: Any) -> None:
        ProblemFactory(unit=unit, state=ProblemState.NEEDS_DETAIL)
        problem, (team,), _solutions = under_review()
        problem.unit = unit
        problem.save()
        done = decided(TeamState.EXECUTING)
        done.problem.unit = unit
        done.problem.save()
        Outcome.objects.create(team=done, kpi_after=1)
        for state in (MeetingState.INVITED, MeetingState.SIGNED):
            meeting = MeetingFactory(state=state, number=f"{state}{team.pk}")
            InviteeFactory(meeting=meeting, user=None, unit=unit)
            ResolutionFactory(meeting=meeting, owner_user=None, owner_unit=unit)
        contacts.add_note(
            unit_id=unit.pk,
            actor=officer,
            kind="phone",
            outcome="call_back",
            note="n",
            next_action_on=timezone.localdate(),
        )
        document = documents.create_document(
            unit_id=unit.pk, actor=officer, kind="nda", signers=SIGNERS
        )
        documents.prepare_document(document_id=document.pk, actor=officer)
        UnitProduct.objects.create(unit=unit, name_fa="چرم")
        UnitFactory(name_fa=unit.name_fa, legal_id="")


class TestEdit:
    def test_products_and_capacity(self, client: Any) -> None:
        person = UnitPersonFactory()
        client.force_login(person.user)
        data = {"employees": "۴۲", "shifts": "2", "names_on_certificates": "on"}
        product = {
            "name_fa": "كفش ایمنی",
            "measure": "جفت",
            "nominal": "۱۲۰٬۰۰۰",
            "actual": "۷۰۰۰۰",
        }
        address = url("edit_unit", person.unit_id)
        assert client.post(address, {**data, **rows("product_rows", product)}).status_code == 302
        row = UnitProduct.objects.get()
        assert (row.name_fa, row.nominal, row.actual) == ("کفش ایمنی", 120_000, 70_000)
        assert client.post(address, data).status_code == 302  # without rows they stay
        assert UnitProduct.objects.count() == 1
        for bad in ({**product, "measure": ""}, {**product, "nominal": "-1"}, {"measure": "تن"}):
            answer = client.post(address, {**data, **rows("product_rows", bad)})
            assert answer.status_code == 422, bad
        assert UnitProduct.objects.count() == 1

    @pytest.mark.parametrize("bad", ["12", "12345678901234567", "abc123", "۱۲\u202e۳۴۵۶x"])
    def test_product_code_is_digits(self, bad: str, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        form = {"name_fa": "یک", "legal_id": unit.legal_id, "max_teams": "1"}
        answer = client.post(url("edit_unit", unit.pk), {**form, "product_code": bad})
        assert answer.status_code == 422
        good = {**form, "product_code": "۱۵۲۰۱۲۳۴۵"}
        assert client.post(url("edit_unit", unit.pk), good).status_code == 302
        assert IndustrialUnit.objects.get(pk=unit.pk).product_code == "152012345"

    def test_the_other_tabs_words_are_shown_and_saving_again_counts(
        self, client: Any, people: SimpleNamespace
    ) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        form = {"legal_id": unit.legal_id, "name_fa": "نام من", "max_teams": "1"}
        form["seen"] = unit.updated_at.isoformat()
        services.update_unit(unit_id=unit.pk, actor=people.head, name_fa="نام دیگری")
        answer = client.post(url("edit_unit", unit.pk), form)
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "نام دیگری" in html
        assert "نام من" in html
        form["seen"] = answer.context["form"]["seen"].value()
        assert client.post(url("edit_unit", unit.pk), form).status_code == 302
        assert IndustrialUnit.objects.get().name_fa == "نام من"
