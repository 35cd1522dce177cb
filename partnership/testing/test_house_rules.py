"""Rules of the house that can be read off the source, without running a page."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import rules
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from partnership.core.workflow import registry as moves
from partnership.notifications.emails import registry as letters

ROOT: Path = settings.ROOT if hasattr(settings, "ROOT") else settings.BASE_DIR
ROOMS = ("partnership", "students", "industries", "teams", "certificates")
MOST_LINES, MOST_IN_A_FUNCTION = 400, 60
#: Letters of the reference whose occasion another part of the system brings.
LATER = {"wg.report": "reports to the working group are published by the reporting part"}
#: Doors that ask in another way, each with its reason.
OPEN_READS: dict[str, str] = {
    "partnership/accounts/views": "tokens and sessions say who may; nobody is signed in yet",
    "partnership/portal/views/health.py": "counts nothing about people",
    "certificates/views/verify.py": "the public check: whoever holds a code may ask",
}
#: Reads of what hangs on an object that was found through `visible_to` just before, or of the
#: reader's own rows: `file Model`.
BESIDE_VISIBLE = frozenset(
    {
        # A second copy of the page's object, for a form to fill.
        "industries/views/meetings.py JointMeeting",
        "industries/views/problems.py Problem",
        "industries/views/units.py IndustrialUnit",
        "industries/views/units.py UnitPerson",
        "teams/views/execution.py Milestone",
        # Children of the page's object, joined by its key.
        "industries/views/meetings.py StoredFile",
        "industries/views/problems.py StoredFile",
        "industries/views/triage.py StoredFile",
        "industries/views/units.py Introduction",
        "students/views/enrolments.py Preference",
        "students/views/enrolments.py StudentSkill",
        "students/views/students.py StudentSkill",
        "teams/views/assessments.py Assessment",
        "teams/views/assessments.py StoredFile",
        "teams/views/evaluation.py Evaluation",
        "teams/views/execution.py Outcome",
        "teams/views/final_report.py FinalReport",
        "teams/views/final_report.py StoredFile",
        "teams/views/hours.py WeeklyReport",
        "teams/views/solution.py StoredFile",
        "teams/views/teams.py Supervision",
        # The row a link in a letter was made for.
        "industries/views/invitation.py Invitee",
        # The reader's own rows, by `user=request.user`.
        "teams/views/hours.py Membership",
        # Narrows a list that is visible already, or is asked for the office alone.
        "teams/views/teams.py Team",
        "teams/views/forming.py Student",
        "students/views/enrolments.py Enrolment",
        "certificates/views/credits.py Credit",
    }
)
#: Builds markup from pieces it escapes one by one.
ESCAPES_ITSELF = frozenset(
    {"partnership/core/templatetags/office.py", "partnership/notifications/services/rendering.py"}
)
#: Past the limits with a reason.
ARGUED = {
    "teams/services/decision.py": "one decision and all it moves, locked in one order",
    "teams/selectors/worklist.py": "one short function for each thing that can wait",
}
#: What the programme sets up is public inside the house.
PUBLIC_MODELS = frozenset(
    {
        "Round",
        "Term",
        "Skill",
        "SkillGroup",
        "Faculty",
        "Major",
        "Place",
        "IsicClass",
        "ObstacleCategory",
        "TrainingCourse",
        "EvaluationCriterion",
        "Holiday",
        "CreditRule",
        "ActionLog",
    }
)


def sources(*parts: str) -> Iterator[Path]:
    """Our Python files whose path has one of the parts (all without any), no migrations."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name and (not parts or any(part in name for part in parts)):
                yield path


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _open_reads(path: Path) -> Iterator[str]:
    """`Model.objects…` expressions in which neither `visible_to` nor `listed_for` follows."""
    tree = ast.parse(path.read_text("utf-8"))
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")):
            continue
        chain, top = [], above.get(node)
        while isinstance(top, (ast.Attribute, ast.Call)) and not (
            isinstance(top, ast.Call) and node not in ast.walk(top.func)
        ):
            if isinstance(top, ast.Attribute):
                chain.append(top.attr)
            top = above.get(top)
        model = ast.unparse(node.value)
        asked = {"visible_to", "listed_for"} & set(chain) or model in PUBLIC_MODELS
        if not asked and f"{_named(path)} {model}" not in BESIDE_VISIBLE:
            yield f"{_named(path)}:{node.lineno} {model}.objects.{'.'.join(chain)}"


def test_doors_read_what_is_visible_only() -> None:
    """A view that reads rows asks `visible_to` first."""
    found = [
        line
        for path in sources("/views")
        if "/tests/" not in _named(path)
        and not any(_named(path).startswith(place) for place in OPEN_READS)
        for line in _open_reads(path)
    ]
    assert found == []


@pytest.mark.parametrize("name", sorted(moves))
def test_move_has_its_page_and_its_right(name: str) -> None:
    """Every move is taken on a page of its own or by the system, under a right that exists."""
    move = moves[name]
    assert rules.perm_exists(move.permission)
    assert move.back, "says neither its way back nor why there is none"
    if not move.by_system:
        try:
            assert reverse(move.url_name, kwargs={"pk": 1})
        except NoReverseMatch:
            pytest.fail(f"{name} has no page {move.url_name}")
    with translation.override("fa"):
        assert re.search("[آ-ی]", str(move.label))
        assert re.search("[آ-ی]", str(move.explains or move.label))


@pytest.mark.parametrize("key", sorted(letters))
def test_letter_has_its_text_in_both_languages(key: str) -> None:
    """A registered letter has a template, a Persian and an English subject."""
    letter = letters[key]
    try:
        get_template(letter.template_name)
    except TemplateDoesNotExist:
        pytest.fail(f"{letter.template_name} is missing")
    with translation.override("fa"):
        persian = str(letter.subject)
    with translation.override("en"):
        english = str(letter.subject)
    assert re.search("[آ-ی]", persian)
    assert not re.search("[آ-ی]", english)
    assert set(re.findall(r"%\((\w+)\)", persian)) == set(re.findall(r"%\((\w+)\)", english))


def test_every_letter_of_the_reference_is_known() -> None:
    """All events of the reference have their letter, or say which part brings it."""
    reference = json.loads((ROOT / "partnership/demo/data/reference.json").read_text("utf-8"))[
        "notifications"
    ]
    keys = {row.get("key") or row["event"] for row in reference}
    assert len(keys) == len(reference)
    assert keys - set(letters) <= set(LATER)


def test_pages_extend_a_base() -> None:
    """Pages stand on a base; only parts, letters, papers and the house's own frames do not."""
    parts = (
        "components/",
        "letters/",
        "admin/",
        "documents/",
        "bootstrap5/",
        "django/",
        "mail/",
        "papers/",
        "pdf/",
        "allauth/",
        "widgets/",
        "crispy",
        "paper/",
        "print/",
    )
    missing = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = path.relative_to(ROOT / "templates").as_posix()
        if name.startswith(parts) or "/_" in name or name.startswith(("base", "503", "500", "_")):
            continue
        text = path.read_text("utf-8")
        if "{% extends" not in text and "<html" not in text and "/parts/" not in name:
            missing.append(name)
    # What other templates include is a part wherever it lies.
    everything = "\n".join(
        path.read_text("utf-8")
        for folder in (ROOT / "templates", *(ROOT / room for room in ROOMS))
        for path in folder.rglob("*.*")
        if path.suffix in (".html", ".py")
    )
    lonely = [
        name
        for name in missing
        if not re.search(
            rf"(include|template_name\s*=|render_to_string\(|inclusion_tag\("
            rf"|template:)\s*[\"']{re.escape(name)}",
            everything,
        )
    ]
    assert lonely == []


def test_templates_hold_no_script_or_style() -> None:
    """No inline script or handler; `safe` only where Django's or crispy's own texts pass."""
    texts = ("admin/includes/fieldset.html", "bootstrap5/layout/")
    handler = re.compile(r"\son(click|change|submit|load|input|error)\s*=", re.I)
    found = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        safe = "|safe" in text and not name.removeprefix("templates/").startswith(texts)
        if handler.search(text) or safe or "autoescape off" in text:
            found.append(name)
        if re.search(r"<script(?![^>]*(src=|application/json))", text):
            found.append(f"{name} (script)")
    assert found == []


def test_files_and_functions_stay_short() -> None:
    """Files below 400 lines, functions below 60: past that a thought has become two."""
    long_ones = []
    for path in sources():
        text = path.read_text("utf-8")
        if (lines := text.count("\n")) > MOST_LINES and _named(path) not in ARGUED:
            long_ones.append(f"{_named(path)}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                argued = f"{_named(path)} {node.name}" in ARGUED
                if length > MOST_IN_A_FUNCTION and not argued:
                    long_ones.append(f"{_named(path)}:{node.lineno} {node.name}: {length} lines")
    assert long_ones == []


def test_nothing_dangerous_is_called() -> None:
    """No raw SQL built from parts, no keyword arguments straight from a request, no eval."""
    bad = re.compile(
        r"\.extra\(|RawSQL\(|\*\*(self\.)?request\.(GET|POST)|mark_safe\(|\beval\(|csrf_exempt"
    )
    found = [
        _named(path)
        for path in sources()
        if "/tests/" not in _named(path)
        and path != Path(__file__)
        and _named(path) not in ESCAPES_ITSELF
        and bad.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_environment_is_read_in_settings_and_written_down() -> None:
    """Only the settings ask the environment, and each variable has its line in .env.example."""
    said = set(re.findall(r"^#?\s*([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))
    read: set[str] = set()
    for path in (ROOT / "partnership/settings").glob("*.py"):
        read |= set(re.findall(r"env(?:\.\w+)?\(\s*\"([A-Z][A-Z0-9_]+)\"", path.read_text()))
    assert read - said == set()
    elsewhere = [
        _named(path)
        for path in sources()
        if "/tests/" not in _named(path)
        and re.search(r"os\.environ|os\.getenv|getenv\(", path.read_text("utf-8"))
        and not _named(path).startswith(
            ("partnership/settings/", "partnership/runner/", "partnership/testing/")
        )
        and _named(path) not in ("partnership/wsgi.py", "partnership/celery.py", "manage.py")
    ]
    assert elsewhere == []
