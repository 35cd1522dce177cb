"""Versions of a problem: kept, compared, restored; two who write at once."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industries import services
from industries.enums import Confidentiality, ProblemState
from industries.models import Problem, ProblemRevision
from industries.selectors.revisions import changes_between, content_of
from industries.services.revisions import keep_revision, restore_version
from industries.tests.factories import ProblemFactory, UnitPersonFactory
from industries.tests.test_views_problems import _form
from partnership.core.changes import word_diff
from partnership.core.errors import DomainError, NotAllowed, WrongState
from partnership.programme.tests.factories import MajorFactory, SkillFactory

pytestmark = pytest.mark.django_db


def _written(**more: Any) -> tuple[Problem, Any]:
    person = UnitPersonFactory()
    problem = ProblemFactory(unit=person.unit, state=ProblemState.DRAFT, **more)
    keep_revision(problem, person.user)
    return problem, person.user


def _row(kpi: str, current: Any, goal: Any) -> dict[str, Any]:
    return {"kpi": kpi, "unit_label": "", "current": current, "goal": goal}


def _update(problem: Problem, actor: Any, **columns: Any) -> Problem:
    return services.update_problem(problem_id=problem.pk, actor=actor, **columns)


def test_every_save_that_changes_something_keeps_a_version() -> None:
    problem, manager = _written()
    _update(problem, manager, title="یک")
    _update(problem, manager, title="یک")
    _update(problem, manager, baselines=[_row("توقف", 7, 3)])
    _update(problem, manager, skills=[{"skill": SkillFactory(), "min_level": 2, "weight": 5}])
    _update(problem, manager, majors=[MajorFactory()])
    rows = list(problem.revisions.order_by("version"))
    assert [row.version for row in rows] == [1, 2, 3, 4, 5]
    assert {row.author for row in rows} == {manager}
    assert rows[2].content["baselines"] == [["توقف", "", "7", "3"]]
    assert rows[-1].content == content_of(Problem.objects.get(pk=problem.pk))


def test_creating_a_problem_keeps_its_first_version(people: SimpleNamespace) -> None:
    person = UnitPersonFactory()
    problem = services.create_problem(
        unit_id=person.unit.pk,
        actor=person.user,
        title="گرما",
        detail="زیاد",
        category=ProblemFactory().category,
    )
    assert problem.revisions.get().content["title"] == "گرما"


def test_changes_are_said_in_words_asked_ones_first() -> None:
    problem, manager = _written()
    before = content_of(problem)
    problem = _update(
        problem, manager, title="نو", baselines=[{"kpi": "توقف", "current": "4.2", "goal": "1.5"}]
    )
    changes = changes_between(before, content_of(problem), {"detail": "از کی؟", "title": ""})
    assert [(c.field, c.changed, c.asked) for c in changes] == [
        ("title", True, ""),
        ("detail", False, "از کی؟"),
        ("baselines", True, None),
    ]
    assert "۴٫۲" in changes[-1].after


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("یک دو سه", "یک سه", [("same", "یک "), ("gone", "دو "), ("same", "سه")]),
        ("", "نو", [("new", "نو")]),
        ("کهنه", "", [("gone", "کهنه")]),
        ("همان", "همان", [("same", "همان")]),
        ("یک\nدو", "یک دو", [("same", "یک دو")]),
    ],
)
def test_word_diff(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [(piece.kind, piece.text) for piece in word_diff(before, after)] == pieces


def test_restore_writes_all_of_an_earlier_version_as_a_new_one() -> None:
    skill, major = SkillFactory(), MajorFactory()
    problem, manager = _written()
    _update(
        problem,
        manager,
        title="کامل",
        skills=[{"skill": skill, "min_level": 4, "weight": 5}],
        majors=[major],
        baselines=[{"kpi": "توقف", "unit_label": "ساعت", "current": "7.25", "goal": None}],
    )
    second = problem.revisions.get(version=2).content
    _update(problem, manager, title="خالی", skills=[], majors=[], baselines=[])
    restored = restore_version(problem_id=problem.pk, actor=manager, version=2)
    assert content_of(Problem.objects.get(pk=restored.pk)) == second
    newest = problem.revisions.first()
    assert (newest.version, newest.restored_from, newest.content) == (4, 2, second)
    with pytest.raises(WrongState):
        restore_version(problem_id=problem.pk, actor=manager, version=2)
    with pytest.raises(DomainError):
        restore_version(problem_id=problem.pk, actor=manager, version=9)


def test_restore_is_for_who_may_write_now(people: SimpleNamespace) -> None:
    problem, manager = _written()
    _update(problem, manager, title="نو")
    services.submit_problem(problem_id=problem.pk, actor=manager)
    for actor in (manager, UnitPersonFactory().user, people.professor):
        with pytest.raises(NotAllowed):
            restore_version(problem_id=problem.pk, actor=actor, version=1)
    assert restore_version(problem_id=problem.pk, actor=people.officer, version=1)


def test_versions_are_read_by_who_reads_the_problem(client: Any, people: SimpleNamespace) -> None:
    problem, manager = _written(title="راز کوره")
    _update(problem, manager, title="راز دیگر")
    Problem.objects.filter(pk=problem.pk).update(state=ProblemState.OPEN)
    page = reverse("industries:compare_versions", kwargs={"pk": problem.pk})
    for user, status in (
        (manager, 200),
        (people.officer, 200),
        (people.student, 404),
        (people.professor, 404),
        (UnitPersonFactory().user, 404),
    ):
        client.force_login(user)
        assert client.get(page).status_code == status
        assert ProblemRevision.objects.visible_to(user).exists() == (status == 200)
    Problem.objects.filter(pk=problem.pk).update(confidentiality=Confidentiality.SECRET)
    client.force_login(people.officer)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("query", ["", "?from=1&to=3", "?from=9&to=x", "?to=۲", "?from=3&to=1"])
def test_any_two_versions_are_compared(query: str, client: Any) -> None:
    problem, manager = _written(title="کوره سرد است")
    _update(problem, manager, title="کوره گرم است")
    _update(problem, manager, title="کوره داغ است")
    client.force_login(manager)
    page = client.get(reverse("industries:compare_versions", kwargs={"pk": problem.pk}) + query)
    assert page.status_code == 200
    assert "<del>" in page.content.decode()
    assert "داغ" in page.content.decode()


def test_versions_page_costs_the_same_for_two_and_four(client: Any) -> None:
    problem, manager = _written()
    client.force_login(manager)
    page, costs = reverse("industries:compare_versions", kwargs={"pk": problem.pk}), []
    for titles in (("الف",), ("ب", "پ")):
        for title in titles:
            _update(problem, manager, title=title)
        client.get(page)
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        costs.append(len(caught))
    assert costs[0] == costs[1] <= 15


def test_restore_page_shows_what_would_change(client: Any) -> None:
    problem, manager = _written(title="کهنه")
    _update(problem, manager, title="تازه")
    client.force_login(manager)
    page = reverse("industries:restore_version", kwargs={"pk": problem.pk, "version": 1})
    assert "<ins>کهنه</ins>" in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    problem.refresh_from_db()
    assert problem.title == "کهنه"
    gone = reverse("industries:restore_version", kwargs={"pk": problem.pk, "version": 77})
    assert client.get(gone).status_code == 404


def _page(problem: Problem) -> str:
    return reverse("industries:edit_problem", kwargs={"pk": problem.pk})


def _same(problem: Problem, **more: Any) -> dict[str, Any]:
    """The form as it opens for this problem, with changes."""
    row = problem.baselines.get()
    return _form(
        **{
            "seen": problem.updated_at.isoformat(),
            "title": problem.title,
            "detail": problem.detail,
            "category": problem.category_id,
            "urgency": problem.urgency,
            "public_title": problem.public_title,
            "baselines-0-kpi": row.kpi,
            "baselines-0-unit_label": row.unit_label,
            "baselines-0-current": str(row.current),
            "baselines-0-goal": str(row.goal),
            "baselines-INITIAL_FORMS": "1",
            **more,
        }
    )


def test_second_writer_sees_both_texts_and_loses_nothing(
    client: Any, people: SimpleNamespace
) -> None:
    problem, manager = _written(title="کوره", detail="متن نخست")
    form = _same(problem, detail="متن مدیر", title="کورهٔ ذوب")
    _update(problem, people.officer, detail="متن کارشناس", urgency="critical")
    client.force_login(manager)
    answer = client.post(_page(problem), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    met = answer.context["conflict"]
    # Both wrote the detail; the urgency only the officer, the title only the manager.
    assert {change.field for change in met.both} == {"detail", "title"}
    assert {change.field for change in met.taken} == {"urgency"}
    assert "متن کارشناس" in page
    assert "متن مدیر" in page
    assert str(people.officer) in page
    problem.refresh_from_db()
    assert problem.detail == "متن کارشناس"
    assert client.post(_page(problem), met.data.dict()).status_code == 302
    problem.refresh_from_db()
    assert (problem.detail, problem.title, problem.urgency) == (
        "متن مدیر",
        "کورهٔ ذوب",
        "critical",
    )
    assert problem.revisions.count() == 3


def test_rows_only_the_other_changed_are_taken_over(client: Any, people: SimpleNamespace) -> None:
    problem, manager = _written()
    form = _same(problem, title="عنوان من")
    skill = SkillFactory()
    _update(
        problem,
        people.officer,
        baselines=[_row("توقف", 7, 3), _row("هدررفت", 2, None)],
        skills=[{"skill": skill, "min_level": 2, "weight": 5}],
    )
    client.force_login(manager)
    answer = client.post(_page(problem), form)
    assert answer.status_code == 409
    assert client.post(_page(problem), answer.context["conflict"].data.dict()).status_code == 302
    problem.refresh_from_db()
    assert problem.title == "عنوان من"
    assert [row.kpi for row in problem.baselines.all()] == ["توقف", "هدررفت"]
    assert problem.required_skills.get().skill == skill


def test_two_tabs_of_one_person_conflict_as_well(client: Any) -> None:
    problem, manager = _written(title="کوره")
    first, second = _same(problem, title="از پنجرهٔ اول"), _same(problem, title="از پنجرهٔ دوم")
    client.force_login(manager)
    assert client.post(_page(problem), first).status_code == 302
    answer = client.post(_page(problem), second)
    assert answer.status_code == 409
    assert "از پنجرهٔ اول" in answer.content.decode()


def test_untouched_rows_are_still_there_after_saving(client: Any) -> None:
    problem, manager = _written()
    row = problem.baselines.get().pk
    client.force_login(manager)
    assert client.post(_page(problem), _same(problem, title="نو")).status_code == 302
    assert [baseline.pk for baseline in problem.baselines.all()] == [row]
    problem.refresh_from_db()
    emptied = {"baselines-0-kpi": "", "baselines-0-unit_label": "", "baselines-0-current": ""}
    form = _same(problem, **emptied, **{"baselines-0-goal": ""})
    assert client.post(_page(problem), form).status_code == 302
    assert not problem.baselines.exists()


def test_what_is_typed_is_kept_on_the_device(client: Any) -> None:
    problem, manager = _written()
    client.force_login(manager)
    page = client.get(_page(problem)).content.decode()
    assert f'data-draft="problem-{problem.pk}"' in page
    # The stamp travels with the kept words, so that old ones meet newer ones openly.
    assert 'data-draft="on"' in page
    client.logout()
    refused = client.post(_page(problem), {"title": "دیگر"})
    assert refused.status_code == 302
    assert "data-not-taken" in client.get(refused.url).content.decode()
