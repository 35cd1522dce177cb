"""No page of any door has an axe violation: Persian phone and English desk, light and dark."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from zlib import crc32

import pytest
from playwright.sync_api import Browser

from partnership.testing.doors.crawl import Answer, knock, prepared, url_of
from partnership.testing.doors.eyes import Eyes
from partnership.testing.doors.knockers import allowed
from partnership.testing.doors.people import SIGNED_IN
from partnership.testing.doors.shape import Door
from partnership.testing.doors.table import DOORS
from partnership.testing.doors.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.journey]
#: The rooms whose every state is looked at; of the others each page once.
THOROUGH = ("students:", "industries:")
#: What the office sets up and looks up of the students' side. Its lists and forms are drawn by the
#: same templates for every model: these few stand for all.
OF_THE_OFFICE = frozenset(
    {
        "office:index",
        "office:app_list",
        "office:programme_round_add",
        "office:students_registrarrecord_add",
        *(
            f"office:{model}_{page}"
            for model in (
                "programme_round",
                "programme_major",
                "programme_trainingcourse",
                "students_enrolment",
                "students_student",
                "students_trainingsession",
                "students_registrarrecord",
            )
            for page in ("changelist", "change")
        ),
    }
)


def visitor(door: Door) -> str:
    """Who looks: a stranger where strangers may, else somebody of the house."""
    return "anonymous" if door.public and "anonymous" in door.ok else allowed(door)


def pages() -> list[Door]:
    """The doors that show a page to somebody; of the office's admin a few that stand for all."""
    found: dict[str, Door] = {}
    for door in DOORS:
        is_left_out = door.name.startswith("office:") and door.name not in OF_THE_OFFICE
        if visitor(door) and not door.only_post and not is_left_out:
            key = door.label if door.name.startswith(THOROUGH) else door.name
            found.setdefault(key, door)
    return list(found.values())


def lookers(door: Door, readers: list[Eyes]) -> list[Eyes]:
    """Both look at the students' and the public pages; at the others one, by the door's name."""
    is_for_both = door.name.startswith(THOROUGH) or door.name in OF_THE_OFFICE
    if is_for_both or visitor(door) == "anonymous":
        return readers
    return [readers[crc32(door.name.encode()) % len(readers)]]


PAGES = pages()
#: Forms that refuse an empty answer show what is wrong: those pages are pages too.
FORMS = [
    door
    for door in PAGES
    if not door.only_get and (door.name.startswith(THOROUGH) or "anonymous" in door.ok)
]


@pytest.fixture(scope="module")
def readers(browser: Browser) -> Iterator[list[Eyes]]:
    """A Persian on a phone and an English reader at a desk."""
    with ExitStack() as doors:
        yield [
            doors.enter_context(closing(Eyes(browser, language=language, width=width)))
            for language, width in (("fa", 360), ("en", 1280))
        ]


def faults_of(world: World, eyes: Eyes, address: str, actor: str, method: str = "get") -> list[str]:
    """What axe says of one answer; nothing where it is no page."""
    answer = knock(world, actor, address, method=method, language=eyes.language)
    if not (answer.is_page and answer.body):
        return []
    return [f"{actor}, {eyes.language}, {fault}" for fault in eyes.faults(answer, address)]


@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.label)
def test_page_has_no_axe_violation(door: Door, world: World, readers: list[Eyes]) -> None:
    """As somebody who may open it sees it, by day and in the dark."""
    with prepared(door, world):
        address, wrong = url_of(door, world), []
        for eyes in lookers(door, readers):
            wrong += faults_of(world, eyes, address, visitor(door))
    assert not wrong, "\n".join([address, *wrong])


@pytest.mark.parametrize("door", FORMS, ids=lambda door: door.label)
def test_refused_form_has_no_axe_violation(door: Door, world: World, readers: list[Eyes]) -> None:
    """With nothing filled in, on a phone."""
    with prepared(door, world):
        address = url_of(door, world)
        wrong = faults_of(world, readers[0], address, visitor(door), method="post")
    assert not wrong, "\n".join([address, *wrong])


@pytest.mark.parametrize("actor", sorted(SIGNED_IN))
def test_my_work_has_no_axe_violation(actor: str, world: World, readers: list[Eyes]) -> None:
    """What waits for each role looks different."""
    wrong = [fault for eyes in readers for fault in faults_of(world, eyes, "/me/", actor)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<input name="q">', "label"),
        ('<p style="color: #aaa; background: #fff">pale</p>', "color-contrast"),
        ('<button aria-label=""></button>', "button-name"),
    ],
    ids=["no label", "pale text", "no name"],
)
def test_axe_sees_a_fault(html: str, rule: str, readers: list[Eyes]) -> None:
    """The control: a page that is wrong is called wrong."""
    page = f'<!doctype html><html lang="fa"><title>t</title><main><h1>t</h1>{html}</main></html>'
    answer = Answer(200, {"content-type": "text/html; charset=utf-8"}, page.encode())
    assert any(f"light: {rule} " in fault for fault in readers[0].faults(answer, "/"))
