"""The copy of one's own data: everything of oneself, nothing of anybody else."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partnership.accounts.services import export_my_data
from partnership.accounts.tests.factories import UserFactory
from partnership.core.errors import NotAllowed
from partnership.core.models import ActionLog
from partnership.core.personal import collect
from partnership.documents.enums import FileKind
from partnership.documents.services import store_file
from partnership.notifications.services import queue_letter
from partnership.testing.doors.world import PDF
from students import emails
from students.enums import WishKind
from students.models import CompanionWish
from students.services import reveal_national_id
from students.tests.factories import EnrolmentFactory, national_id

pytestmark = pytest.mark.django_db
PASSWORD = "hamyar-demo-9"
ADDRESS = "/accounts/my-data/copy/"


@pytest.fixture
def own(settings: Any, tmp_path: Any) -> Any:
    """An applicant with something in every drawer, and a neighbour whose name is told nowhere."""
    settings.MEDIA_ROOT = str(tmp_path)
    enrolment = EnrolmentFactory(
        motivation="=HYPERLINK(1) زرافه", student__national_id=national_id(654_321)
    )
    neighbour = EnrolmentFactory(student__last_name_fa="همسایه‌نژاد", motivation="راز همسایه")
    CompanionWish.objects.create(
        enrolment=enrolment, companion=neighbour.student, kind=WishKind.APART
    )
    user = enrolment.student.user
    store_file(
        upload_or_bytes=SimpleUploadedFile("my-cv.pdf", PDF, "application/pdf"),
        owner=enrolment,
        kind=FileKind.ATTACHMENT,
        actor=user,
    )
    from_office = UserFactory(roles=("officer",), last_name_fa="نگاه‌کننده")
    queue_letter(
        emails.ENROLMENT_WITHDRAWN,
        about=enrolment,
        to=[user],
        context={"student": enrolment.student, "code": enrolment.code, "reason": "نامهٔ زرافه"},
    )
    reveal_national_id(student_id=enrolment.student.pk, actor=from_office)
    user.set_password(PASSWORD)
    user.save()
    return enrolment


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_copy_holds_all_parts_and_own_files(own: Any) -> None:
    """JSON, page, tables and files agree; formulas are quoted; the log knows."""
    user = own.student.user
    files = _files(export_my_data(user_id=user.pk, actor=user))
    data = json.loads(files["data.json"])
    assert data["student"]["rows"][0]["national_id"] == own.student.national_id
    assert data["account"]["rows"][0]["email"] == user.email
    assert "زرافه" in data["applications"]["rows"][0]["motivation"]
    assert "زرافه" in data["letters"]["rows"][0]["body"]
    page = files["data.html"].decode()
    assert own.student.last_name_fa in page and "زرافه" in page
    rows = list(csv.reader(io.StringIO(files["csv/applications.csv"].decode("utf-8-sig"))))
    assert any(cell.startswith("'=HYPERLINK") for cell in rows[1])
    assert [name for name in files if name.startswith("files/") and name.endswith("my-cv.pdf")]
    assert ActionLog.objects.about(user).filter(verb="accounts.user.export").exists()
    for part in ("account", "applications", "files", "letters", "roles"):
        assert data[part]["kept"], part


def test_copy_names_who_looked_at_the_national_id(own: Any) -> None:
    """The student sees who looked, and when."""
    part = next(part for part in collect(own.student.user) if part.key == "national-id-looks")
    assert "نگاه‌کننده" in part.rows[0][1].shown


def test_copy_holds_nobody_else(own: Any) -> None:
    """Not the neighbour one would rather not sit beside."""
    user = own.student.user
    words = b"".join(_files(export_my_data(user_id=user.pk, actor=user)).values()).decode(
        errors="replace"
    )
    assert "همسایه" not in words


def test_nobody_copies_another_persons_data(own: Any) -> None:
    """Not even the office: it has its own pages, with their own limits."""
    with pytest.raises(NotAllowed):
        export_my_data(user_id=own.student.user.pk, actor=UserFactory(roles=("head",)))


def test_every_role_has_a_page_and_a_copy(people: Any) -> None:
    """Professors, managers and officers are people, too."""
    for user in vars(people).values():
        client = Client()
        client.force_login(user)
        assert client.get("/accounts/my-data/").status_code == 200
        assert "data.json" in _files(export_my_data(user_id=user.pk, actor=user))


def test_copy_asks_for_the_password_and_comes_as_attachment(own: Any, empty_cache: None) -> None:
    """An open session alone is not enough; five copies an hour are."""
    client, user = Client(), own.student.user
    client.force_login(user)
    assert "reauthenticate" in client.post(ADDRESS)["Location"]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post(ADDRESS)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer["Cache-Control"]
    statuses = [client.post(ADDRESS).status_code for _try in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert client.get(ADDRESS).status_code == 405
