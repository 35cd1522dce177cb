"""How well a problem suits somebody, 0–100, with a sentence for each reason.

Skill cover is the solver's notion (formation.md): the level asked for counts whole, exactly one
level short counts half for whoever has the skill at all, anything else nothing; weights as the
problem gives them. `fit_of` is the formula; `selectors.fit_order` says the same in SQL, and a
test holds the two against each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnership.core.jalali import active_language
from partnership.core.numbers import format_number
from partnership.core.seekers import Seeker
from partnership.core.text import join_words
from partnership.programme.enums import Weekday

#: Points of a student: the solver's weights of skills, meeting and majors, brought to a hundred.
SKILLS, DAYS, MAJOR = 64, 27, 9
#: Points of a professor: expertise, majors, a category supervised before, a place that is free.
EXPERTISE, OWN_MAJOR, CATEGORY, PLACES = 60, 15, 10, 15
#: Days in common that count whole, as long as the unit names as many.
DAYS_WANTED = 2
#: From here on a problem “suits me”.
SUITS = 50

GOOD, PART, MISSING, OPEN = "good", "part", "missing", "open"


@dataclass(frozen=True)
class Need:
    """A skill asked for."""

    skill_id: int
    name: str
    min_level: int
    weight: int


@dataclass(frozen=True)
class Asked:
    """What a problem asks for, as its public card says it."""

    pk: int
    category_id: int
    needs: tuple[Need, ...] = ()
    majors: tuple[tuple[int, str], ...] = ()
    days: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """Why points were given or not; `details` are the shortfalls one by one."""

    sentence: str
    tone: str
    points: int = 0
    of: int = 0
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fit:
    """The figure and what it is made of."""

    percent: int
    reasons: tuple[Reason, ...]

    @property
    def tone(self) -> str:
        """How the figure is coloured; the words beside it say the same."""
        return "success" if self.percent >= 75 else "info" if self.percent >= SUITS else "neutral"

    @property
    def word(self) -> str:
        """The figure in a word."""
        if self.percent >= 75:
            return _("Suits you well")
        return _("Suits you") if self.percent >= SUITS else _("Suits you little")


def asked_of(problem: Any) -> Asked:
    """What a problem with its skills and majors prefetched asks for."""
    needs = tuple(
        Need(row.skill_id, row.skill.name, row.min_level, row.weight)
        for row in problem.required_skills.all()
    )
    majors = tuple((major.pk, major.name) for major in problem.majors.all())
    return Asked(problem.pk, problem.category_id, needs, majors, frozenset(problem.visit_days))


def fit_of(seeker: Seeker, asked: Asked) -> Fit:
    """The figure for one person and one problem; asks the database nothing."""
    if seeker.is_professor and asked.pk in seeker.ties:
        return Fit(0, (Reason(_("You have ties to this unit."), MISSING),))
    if seeker.is_professor:
        reasons = (
            _expertise(seeker, asked),
            _major(seeker, asked, OWN_MAJOR),
            _category(seeker, asked),
            _places(seeker),
        )
    else:
        reasons = (_skills(seeker, asked), _days(seeker, asked), _major(seeker, asked, MAJOR))
    return Fit(sum(reason.points for reason in reasons), reasons)


def half_covers(seeker: Seeker, need: Need) -> int:
    """0, 1 or 2 halves of a skill, as the solver counts them."""
    level = seeker.skills.get(need.skill_id, 0)
    if level >= need.min_level:
        return 2
    return 1 if level and level == need.min_level - 1 else 0


def rounded(points: int, part: int, whole: int) -> int:
    """`points · part / whole` to the nearest whole point, halves upward, in whole numbers."""
    return (2 * points * part + whole) // (2 * whole)


def _cover(seeker: Seeker, needs: Iterable[Need], points: int) -> int:
    rows = list(needs)
    got = sum(need.weight * half_covers(seeker, need) for need in rows)
    return rounded(points, got, 2 * sum(need.weight for need in rows))


def _skills(seeker: Seeker, asked: Asked) -> Reason:
    if not asked.needs:
        return Reason(_("No particular skill is asked for."), OPEN, SKILLS, SKILLS)
    have = sum(half_covers(seeker, need) == 2 for need in asked.needs)
    total = len(asked.needs)
    sentence = ngettext(
        "You have %(have)s of the %(total)s skill asked for.",
        "You have %(have)s of the %(total)s skills asked for.",
        total,
    ) % {"have": format_number(have), "total": format_number(total)}
    short = tuple(_short(seeker, need) for need in asked.needs if half_covers(seeker, need) < 2)
    points = _cover(seeker, asked.needs, SKILLS)
    return Reason(sentence, _tone(points, SKILLS), points, SKILLS, short)


def _short(seeker: Seeker, need: Need) -> str:
    level = seeker.skills.get(need.skill_id, 0)
    facts = {
        "skill": need.name,
        "level": format_number(level),
        "wanted": format_number(need.min_level),
    }
    if level:
        return _("%(skill)s: level %(level)s, asked for %(wanted)s") % facts
    return _("%(skill)s: you do not have it, asked for %(wanted)s") % facts


def _major(seeker: Seeker, asked: Asked, points: int) -> Reason:
    if not asked.majors:
        return Reason(_("Open to every major."), OPEN, points, points)
    if seeker.major_id in {pk for pk, _name in asked.majors}:
        return Reason(_("Your major is asked for."), GOOD, points, points)
    names = join_words([name for _pk, name in asked.majors], lang=active_language())
    return Reason(_("Majors asked for: %(majors)s") % {"majors": names}, MISSING, 0, points)


def _days(seeker: Seeker, asked: Asked) -> Reason:
    if not asked.days:
        return Reason(_("The unit has not named its days yet."), OPEN, DAYS, DAYS)
    common = seeker.days & asked.days
    named = {"days": _said_days(common or asked.days), "n": format_number(len(common))}
    if not seeker.days:
        said = _("You have not named your free half-days. The unit receives teams on: %(days)s")
        return Reason(said % named, MISSING, 0, DAYS)
    if not common:
        said = _("None of your free days suits. The unit receives teams on: %(days)s")
        return Reason(said % named, MISSING, 0, DAYS)
    said = ngettext("%(n)s day in common: %(days)s", "%(n)s days in common: %(days)s", len(common))
    points = rounded(DAYS, min(len(common), days_target(asked)), days_target(asked))
    return Reason(said % named, _tone(points, DAYS), points, DAYS)


def days_target(asked: Asked) -> int:
    """How many common days count whole."""
    return min(DAYS_WANTED, len(asked.days))


def _said_days(days: Iterable[str]) -> str:
    labels = [str(day.label) for day in Weekday if day in days]
    return join_words(labels, lang=active_language())


def _expertise(seeker: Seeker, asked: Asked) -> Reason:
    if not asked.needs:
        return Reason(_("No particular skill is asked for."), OPEN, EXPERTISE, EXPERTISE)
    total = len(asked.needs)
    missing = [need.name for need in asked.needs if half_covers(seeker, need) < 2]
    sentence = ngettext(
        "%(have)s of the %(total)s skill asked for lies in your expertise.",
        "%(have)s of the %(total)s skills asked for lie in your expertise.",
        total,
    ) % {"have": format_number(total - len(missing)), "total": format_number(total)}
    points = _cover(seeker, asked.needs, EXPERTISE)
    outside = _("Outside your expertise: %(skills)s") % {
        "skills": join_words(missing, lang=active_language())
    }
    details = (outside,) if missing else ()
    return Reason(sentence, _tone(points, EXPERTISE), points, EXPERTISE, details)


def _category(seeker: Seeker, asked: Asked) -> Reason:
    if asked.category_id in seeker.categories:
        said = _("You have supervised a team in this category.")
        return Reason(said, GOOD, CATEGORY, CATEGORY)
    return Reason(_("A category that would be new to you."), MISSING, 0, CATEGORY)


def _places(seeker: Seeker) -> Reason:
    if seeker.free_places <= 0:
        return Reason(_("All your places for teams are taken."), MISSING, 0, PLACES)
    said = ngettext(
        "You have %(n)s free place for a team.",
        "You have %(n)s free places for teams.",
        seeker.free_places,
    )
    return Reason(said % {"n": format_number(seeker.free_places)}, GOOD, PLACES, PLACES)


def _tone(points: int, of: int) -> str:
    return GOOD if points >= of else PART if points else MISSING
