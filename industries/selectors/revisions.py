"""What a problem says as plain values, and what differs between two versions, in words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from industries.enums import Confidentiality, Urgency
from industries.models import Problem, ProblemRevision, Referral
from partnership.core.changes import Change
from partnership.core.jalali import format_date
from partnership.core.numbers import format_number
from partnership.programme.enums import Weekday
from partnership.programme.models import Major, ObstacleCategory, Skill

#: Columns that are kept as they stand.
PLAIN = (
    "title",
    "detail",
    "public_title",
    "public_summary",
    "urgency",
    "confidentiality",
    "team_min",
    "team_max",
    "teams_wanted",
    "site_limits",
    "visit_days",
)
LINKS = ("category", "secondary_category")
#: Everything a version holds, in the reader's order; sets of rows last.
FIELDS = (
    "title",
    "detail",
    "category",
    "urgency",
    "baselines",
    "public_title",
    "public_summary",
    "confidentiality",
    "secondary_category",
    "teams_wanted",
    "team_min",
    "team_max",
    "submission_deadline",
    "majors",
    "skills",
    "visit_days",
    "site_limits",
)


def label_of(field: str) -> str:
    """The field's name as its form says it."""
    names = {"baselines": _("figures"), "skills": _("skills needed")}
    if field in names:
        return str(names[field])
    column: Any = Problem._meta.get_field(field)
    return str(column.verbose_name)


def content_of(problem: Problem) -> dict[str, Any]:
    """All a problem says, as JSON; figures as text, so that no digit is lost."""
    due = problem.submission_deadline
    return {
        **{name: getattr(problem, name) for name in PLAIN},
        "visit_days": list(problem.visit_days),
        **{name: getattr(problem, f"{name}_id") for name in LINKS},
        "submission_deadline": due.isoformat() if due else None,
        "majors": sorted(problem.majors.values_list("pk", flat=True)),
        "skills": sorted(
            [row.skill_id, row.min_level, row.weight] for row in problem.required_skills.all()
        ),
        "baselines": [
            [row.kpi, row.unit_label, figure(row.current), figure(row.goal)]
            for row in problem.baselines.order_by("order", "pk")
        ],
    }


def figure(value: Decimal | None) -> str | None:
    """A figure in its one spelling: 7.500 and 7.5 are the same."""
    if value is None:
        return None
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def versions_of(problem: Problem, user: Any) -> list[ProblemRevision]:
    """All versions this person may read, the newest first."""
    rows = ProblemRevision.objects.visible_to(user).filter(problem=problem)
    return list(rows.select_related("author").order_by("-version"))


def with_papers(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """`version`: the number of the newest one, or None; `was_referred`: whether it ever was."""
    versions = ProblemRevision.objects.filter(problem=OuterRef("pk")).order_by("-version")
    return rows.annotate(
        version=Subquery(versions.values("version")[:1]),
        was_referred=Exists(Referral.objects.filter(problem=OuterRef("pk"))),
    )


def changes_between(
    before: dict[str, Any], after: dict[str, Any], asked: dict[str, str] | None = None
) -> list[Change]:
    """Fields that differ, in the form's order; those the office had asked for come first."""
    wanted = asked or {}
    names = sorted(FIELDS, key=lambda name: name not in wanted)
    shown = [n for n in names if before.get(n) != after.get(n) or n in wanted]
    words = Words(shown, (before, after))
    return [
        Change(
            field=name,
            label=label_of(name),
            before=words.of(name, before.get(name)),
            after=words.of(name, after.get(name)),
            changed=before.get(name) != after.get(name),
            asked=wanted.get(name),
        )
        for name in shown
    ]


class Words:
    """Values in the reader's language; names of categories, majors and skills are read once."""

    def __init__(self, fields: Iterable[str], contents: Iterable[dict[str, Any]]) -> None:
        wanted, rows = set(fields), list(contents)
        links = {row.get(name) for row in rows for name in LINKS if name in wanted}
        majors = (
            {pk for row in rows for pk in row.get("majors") or ()} if "majors" in wanted else ()
        )
        skills = (
            {item[0] for row in rows for item in row.get("skills") or ()}
            if "skills" in wanted
            else ()
        )
        self._categories = _names(ObstacleCategory, links - {None})
        self._majors = _names(Major, majors)
        self._skills = _names(Skill, skills)

    def of(self, field: str, value: Any) -> str:
        """One value of one field."""
        if value in (None, "", []):
            return ""
        maker = getattr(self, f"_say_{field}", None)
        return str(maker(value)) if maker else str(value)

    def _say_category(self, value: int) -> str:
        return self._categories.get(value, "–")

    _say_secondary_category = _say_category

    def _say_urgency(self, value: str) -> Any:
        return Urgency(value).label

    def _say_confidentiality(self, value: str) -> Any:
        return Confidentiality(value).label

    def _say_number(self, value: int) -> str:
        return format_number(value)

    _say_team_min = _say_team_max = _say_teams_wanted = _say_number

    def _say_submission_deadline(self, value: str) -> str:
        return format_date(date.fromisoformat(value), style="medium")

    def _say_visit_days(self, value: list[str]) -> str:
        return _(", ").join(str(Weekday(day).label) for day in value)

    def _say_majors(self, value: list[int]) -> str:
        return _(", ").join(self._majors.get(pk, "–") for pk in value)

    def _say_skills(self, value: list[list[int]]) -> str:
        return "\n".join(
            _("%(skill)s: level %(level)s, weight %(weight)s")
            % {
                "skill": self._skills.get(pk, "–"),
                "level": format_number(level),
                "weight": format_number(weight),
            }
            for pk, level, weight in value
        )

    def _say_baselines(self, value: list[list[Any]]) -> str:
        return "\n".join(
            _("%(kpi)s (%(unit)s): today %(current)s, goal %(goal)s")
            % {
                "kpi": kpi,
                "unit": unit or "–",
                "current": format_number(Decimal(current)) if current else "–",
                "goal": format_number(Decimal(goal)) if goal else "–",
            }
            for kpi, unit, current, goal in value
        )


def _names(model: Any, keys: Iterable[int]) -> dict[int, str]:
    wanted = set(keys)
    return {row.pk: row.name for row in model.objects.filter(pk__in=wanted)} if wanted else {}
