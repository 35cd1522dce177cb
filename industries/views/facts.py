"""Facts of units, problems and meetings as their pages show them."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from industries.models import IndustrialUnit, JointMeeting, Problem, Resolution
from partnership.core.jalali import format_date, format_datetime, format_time
from partnership.core.models import in_persian
from partnership.core.numbers import format_number
from partnership.core.personal import show
from partnership.core.templatetags.hamyar import num
from partnership.core.workflow import available_moves
from partnership.programme.enums import Weekday

_YES, _NO = gettext_lazy("Yes"), gettext_lazy("No")


def _shown(facts: list[tuple]) -> list[dict[str, Any]]:
    """Facts that say something; a third item True marks a code that reads left to right."""
    return [
        {"label": capfirst(fact[0]), "value": fact[1], "ltr": len(fact) > 2 and fact[2]}
        for fact in facts
        if fact[1] not in (None, "")
    ]


def unit_facts(unit: IndustrialUnit) -> list[dict[str, Any]]:
    """What is recorded about a unit."""
    products = unit.products if in_persian() else unit.products_en or unit.products
    isic = f"{num(unit.isic.code)} – {unit.isic.name}" if unit.isic else ""
    return _shown(
        [
            (_("legal-entity national ID"), num(unit.legal_id), True),
            (_("registration number"), num(unit.registration_no), True),
            (_("ISIC class"), isic),
            (_("product code"), num(unit.product_code), True),
            (_("industrial place"), unit.place.name if unit.place else ""),
            (_("address"), unit.address),
            (_("postal code"), num(unit.postal_code), True),
            (_("telephone"), num(unit.phone), True),
            (_("e-mail"), unit.email, True),
            (_("products"), products),
            (_("employees"), format_number(unit.employees) if unit.employees is not None else ""),
            (_("shifts a day"), format_number(unit.shifts) if unit.shifts else ""),
            (_("kind of licence"), unit.get_licence_kind_display()),
            (_("licence number"), num(unit.licence_no), True),
            (_("licence issued on"), format_date(unit.licence_issued_on)),
            (_("licence issued by"), unit.licence_department),
            (_("teams at the same time"), format_number(unit.max_teams)),
            (_("confidentiality agreement signed on"), format_date(unit.nda_signed_on)),
            (_("Name on certificates"), _YES if unit.names_on_certificates else _NO),
            (_("Name in reports"), _YES if unit.named_in_reports else _NO),
        ]
    )


def others_words(form: Any, now: Any) -> list[dict[str, Any]]:
    """What a row says now where the bound form says something else: what somebody else wrote."""
    typed = form.cleaned_data
    return [
        {"label": capfirst(form.fields[name].label), "value": show(getattr(now, name)) or "–"}
        for name in form._meta.fields
        if name in typed and typed[name] != getattr(now, name)
    ]


def product_lines(unit: IndustrialUnit) -> list[dict[str, Any]]:
    """A unit's products with their yearly capacities."""

    def amount(value: Any, measure: str) -> str:
        return f"{format_number(value)} {measure}" if value is not None else ""

    return [
        {
            "name": row.name,
            "nominal": amount(row.nominal, row.measure),
            "actual": amount(row.actual, row.measure),
        }
        for row in unit.product_rows.all()
    ]


def problem_facts(problem: Problem) -> list[dict[str, Any]]:
    """What is recorded about a problem, for those who see all of it."""
    low, high = format_number(problem.team_min), format_number(problem.team_max)
    second = problem.secondary_category
    return _shown(
        [
            (_("industrial unit"), problem.unit.name),
            (_("category"), problem.category.name),
            (_("second category"), second.name if second else ""),
            (_("urgency"), problem.get_urgency_display()),
            (_("confidentiality"), problem.get_confidentiality_display()),
            (_("round"), problem.round.name if problem.round else ""),
            (_("teams wanted"), format_number(problem.teams_wanted)),
            (_("team size"), _("%(low)s to %(high)s members") % {"low": low, "high": high}),
            (_("solutions due on"), format_date(problem.submission_deadline, style="medium")),
            (_("limits on site"), problem.site_limits),
            (_("days on which a team may come"), joined_days(problem)),
            (_("suitable majors"), joined(problem.majors.all())),
        ]
    )


def joined_days(problem: Problem) -> str:
    """Days of the week on which the unit receives a team."""
    return joined(Weekday(day).label for day in problem.visit_days)


def joined(things: Any) -> str:
    """Names one after the other, with the comma of the language."""
    return ("، " if in_persian() else ", ").join(str(thing) for thing in things)


def meeting_facts(meeting: JointMeeting) -> list[dict[str, Any]]:
    """When, where, who leads."""
    until = format_time(meeting.ends_at)
    return _shown(
        [
            (_("kind"), meeting.get_kind_display()),
            (_("begins"), format_datetime(meeting.starts_at, style="long")),
            (_("ends"), until),
            (_("place"), meeting.text("place")),
            (_("chair"), meeting.text("chair")),
            (_("secretary"), meeting.text("secretary")),
            (_("number of the minutes"), meeting.number, True),
        ]
    )


def resolution_facts(row: Resolution) -> list[dict[str, Any]]:
    """Whose, until when, decided where."""
    return _shown(
        [
            (_("number of the year"), num(row.serial), True),
            (_("owner"), str(row.owner or "")),
            (_("due on"), format_date(row.due_on, style="medium")),
            (_("decided on"), format_date(row.meeting.starts_at, style="medium")),
            (_("number of the minutes"), num(row.meeting.number), True),
        ]
    )


def with_moves(rows: Iterable[Any], user: Any, back: str = "") -> list[Any]:
    """Rows of a list, each with its open moves as small buttons that lead back to the list."""
    listed = list(rows)
    query = f"?{urlencode({'next': back})}" if back else ""
    for row in listed:
        row.open_moves = [
            {"label": move.label, "url": f"{url}{query}"}
            for move in available_moves(row, user)
            if (url := move.url_for(row))
        ]
    return listed
