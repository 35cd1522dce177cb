"""A unit's page, the merge page, papers and contacts as people see them."""

from datetime import timedelta
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
from industries.models import IndustrialUnit, UnitDocument, UnitProduct
from industries.services import contacts, documents
from industries.tests.factories import (
    InviteeFactory,
    MeetingFactory,
    ProblemFactory,
    ResolutionFactory,
    UnitFactory,
    UnitPersonFactory,
)
from partnership.documents.models import StoredFile
from partnership.documents.tests.samples import pdf, upload
from teams.enums import TeamState
from teams.models import Outcome
from teams.tests.work_factories import decided, under_review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SIGNERS = [
    {"party": "unit", "name": "گام‌آرا", "position": "مدیر"},
    {"party": "office", "name": "آذر", "position": "مدیر دفتر"},
]


def url(name: str, *args: int) -> str:
    return reverse(f"industries:{name}", args=args)


def page(client: Any, user: Any, address: str) -> str:
    type(user).objects.filter(pk=user.pk).update(language="en")
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def status(client: Any, address: str) -> int:
    """The answer's status; a file that is sent is closed again."""
    answer = client.get(address)
    answer.close()
    return answer.status_code


def rows(prefix: str, *values: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(values),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 20,
    }
    for place, row in enumerate(values):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


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


class TestContacts:
    def test_list_filters_and_closing(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory(name_fa="چرم کریمی")
        today = timezone.localdate()
        add = {"unit_id": unit.pk, "actor": people.officer, "kind": "phone", "note": "n"}
        late = contacts.add_note(
            **add, outcome="call_back", next_action="زنگ", next_action_on=today - timedelta(days=2)
        )
        contacts.add_note(
            **add,
            outcome="thinking",
            next_action="بازدید",
            next_action_on=today + timedelta(days=20),
            assignee=people.head,
        )

        def shown(query: str) -> tuple[bool, bool]:
            html = page(client, people.officer, url("list_contacts") + query)
            return "زنگ" in html, "بازدید" in html

        assert shown("") == (True, True)
        assert shown("?when=overdue") == (True, False)
        assert shown("?when=week") == (True, False)
        assert shown(f"?assignee={people.head.pk}") == (False, True)
        assert shown("?outcome=thinking") == (False, True)
        assert shown("?q=كريمي") == (True, True)
        assert shown("?when=closed") == (False, False)
        back = url("list_contacts")
        form = {"result": "قبول کرد", "next": back}
        answer = client.post(url("close_contact", late.pk), form)
        assert (answer.status_code, answer.url) == (302, back)
        assert client.post(url("close_contact", late.pk), {"result": "باز"}).status_code == 409
        assert shown("?when=closed") == (True, False)
        client.force_login(UnitPersonFactory(unit=unit).user)
        assert client.get(back).status_code == 403
        assert client.get(url("close_contact", late.pk)).status_code == 404

    def test_one_and_three_rows(self, client: Any, people: SimpleNamespace) -> None:
        client.force_login(people.officer)
        counts = []
        client.get(url("list_contacts"))
        for number in (1, 2):
            for _again in range(number):
                contacts.add_note(
                    unit_id=UnitFactory().pk,
                    actor=people.officer,
                    kind="phone",
                    outcome="call_back",
                    note="n",
                    next_action_on=timezone.localdate(),
                )
            with CaptureQueriesContext(connection) as seen:
                client.get(url("list_contacts"))
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def test_a_refusal_without_its_cause_comes_back_with_everything_typed(
        self, client: Any, people: SimpleNamespace
    ) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        form = {"kind": "phone", "outcome": "declined", "note": "گفت وقت ندارد" * 3}
        answer = client.post(url("add_note", unit.pk), form)
        assert answer.status_code == 422
        assert "گفت وقت ندارد" in answer.content.decode()
        long = {**form, "decline_cause": "no_time", "note": "ب" * 10_000}
        assert client.post(url("add_note", unit.pk), long).status_code == 422
        assert (
            client.post(url("add_note", unit.pk), {**form, "decline_cause": "no_time"}).status_code
            == 302
        )


class TestDocuments:
    def _new(self, client: Any, unit: Any, **more: Any) -> Any:
        return client.post(
            url("add_document", unit.pk), {"kind": "nda", **rows("signers", *SIGNERS), **more}
        )

    def test_the_whole_way_in_the_browser(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory()
        manager = UnitPersonFactory(unit=unit).user
        client.force_login(people.officer)
        assert client.get(url("add_document", unit.pk)).status_code == 200
        assert self._new(client, unit).status_code == 302
        document = UnitDocument.objects.get()
        assert client.get(url("print_document", document.pk)).status_code == 404
        assert client.post(url("prepare_document", document.pk)).status_code == 302
        paper = client.get(url("print_document", document.pk))
        assert paper.content.startswith(b"%PDF")
        assert client.get(url("edit_document", document.pk)).status_code == 200
        assert (
            client.post(
                url("edit_document", document.pk), {"kind": "nda", **rows("signers", *SIGNERS)}
            ).status_code
            == 409
        )
        for signer in document.signers.all():
            form = {"signed_on": "1405/08/20"}
            assert client.post(url("sign_signer", signer.pk), form).status_code == 302
        enforce = url("enforce_document", document.pk)
        assert client.post(enforce).status_code == 422
        assert client.post(enforce, {"scan": upload("a.pdf", b"MZ")}).status_code == 422
        scan = {"scan": upload("a.pdf", pdf()), "valid_until": "1410/01/01"}
        assert client.post(enforce, scan).status_code == 302
        stored = StoredFile.objects.get()
        unit.refresh_from_db()
        assert unit.nda_signed_on.isoformat() == "2026-11-11"
        seen = {}
        others = {
            "manager": manager,
            "supervisor": UnitPersonFactory(unit=unit, role=PersonRole.SUPERVISOR).user,
            "other": UnitPersonFactory().user,
            "liaison": people.liaison,
            "officer": people.officer,
        }
        for name, user in others.items():
            client.force_login(user)
            seen[name] = [
                status(client, address)
                for address in (
                    document.get_absolute_url(),
                    url("print_document", document.pk),
                    stored.get_absolute_url(),
                )
            ]
        assert seen == {
            "manager": [200] * 3,
            "supervisor": [404] * 3,
            "other": [404] * 3,
            "liaison": [404] * 3,
            "officer": [200] * 3,
        }
        client.force_login(manager)
        assert client.get(url("cancel_document", document.pk)).status_code == 403

    def test_a_copy_needs_its_scan(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        assert self._new(client, unit, kind="licence").status_code == 422
        scan = upload("a.pdf", pdf())
        assert self._new(client, unit, kind="licence", scan=scan).status_code == 302
        assert UnitDocument.objects.get().state == "in_force"

    @pytest.mark.parametrize(
        "bad",
        [
            {"kind": "passport"},
            {"valid_from": "1405/13/01"},
            {"valid_from": "1405/02/01", "valid_until": "1405/01/01"},
            {"terms": "ب" * 10_000},
            rows("signers", SIGNERS[0]),
            rows("signers", SIGNERS[0], {"party": "office", "name": "", "position": "بی‌نام"}),
        ],
    )
    def test_bad_input_is_refused(
        self, bad: dict[str, Any], client: Any, people: SimpleNamespace
    ) -> None:
        client.force_login(people.officer)
        assert self._new(client, UnitFactory(), **bad).status_code == 422
        assert not UnitDocument.objects.exists()

    def test_sent_twice_counts_once(self, client: Any, people: SimpleNamespace) -> None:
        unit = UnitFactory()
        client.force_login(people.officer)
        key = "6ff4a5a2-58d5-4a3e-9f1c-2f3a1a6b7c02"
        answers = [self._new(client, unit, form_key=key) for _again in range(3)]
        assert len({answer.url for answer in answers}) == 1
        assert UnitDocument.objects.count() == 1
