import errno
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from partnership.core.errors import DomainError
from partnership.core.models import ActionLog, Counter
from partnership.documents import services
from partnership.documents.enums import FileKind
from partnership.documents.forms import MultiUploadField, UploadField
from partnership.documents.inspection import FileRefused
from partnership.documents.models import StoredFile
from partnership.documents.services import delete_orphans, erase_file, store_file
from partnership.documents.storage import WholeFileStorage
from partnership.documents.tests.samples import MARKER, pdf, picture, upload

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def make_person(email):
    user = User(email=email, first_name_fa="علی", last_name_fa="رضایی")
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def owner():
    return make_person("owner@example.com")


@pytest.fixture
def stranger():
    return make_person("stranger@example.com")


@pytest.fixture
def stored(owner):
    return store_file(
        upload_or_bytes=upload("گزارش نهایی.pdf", pdf()),
        owner=owner,
        kind=FileKind.REPORT,
        actor=owner,
    )


def get(user, url):
    client = Client()
    if user is not None:
        client.force_login(user)
    response = client.get(url)
    if response.streaming:  # reading to the end closes the file
        response.body = b"".join(response.streaming_content)
    return response


def test_a_stored_file_lies_under_a_name_of_ours(stored, media):
    assert stored.name == "گزارش نهایی.pdf"
    assert re.fullmatch(r"files/[0-9a-f]{2}/[0-9a-f]{32}", stored.file.name)
    assert (media / stored.file.name).read_bytes() == pdf()
    assert stored.size == len(pdf())
    assert list(StoredFile.objects.of(stored.owner, FileKind.REPORT)) == [stored]
    assert not StoredFile.objects.of(stored.owner, FileKind.PHOTO)


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "CON.pdf", "a\0b.pdf", "ط" * 300 + ".pdf", "\u202efdp.pdf"]
)
def test_no_name_reaches_the_disk(name, owner, media):
    kept = store_file(
        upload_or_bytes=upload(name, pdf()), owner=owner, kind=FileKind.REPORT, actor=owner
    )
    paths = [path for path in media.rglob("*") if path.is_file()]
    assert [path.name for path in paths] == [kept.public_id.hex]


def test_the_owner_reads_it_as_an_attachment_no_browser_runs(stored, owner):
    response = get(owner, stored.get_absolute_url())
    assert response.status_code == 200
    assert response.body == pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert (
        response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    )
    assert response["Cache-Control"] == "private, no-store"


def test_a_foreign_file_and_an_unknown_one_look_alike(stored, stranger):
    unknown = reverse("documents:download_file", kwargs={"public_id": UUID(int=0)})
    answers = [get(stranger, url) for url in (stored.get_absolute_url(), unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({len(answer.content) for answer in answers}) == 1
    assert set(answers[0].headers) == set(answers[1].headers)


def test_somebody_not_signed_in_is_asked_to_sign_in_whatever_the_address(stored):
    unknown = reverse("documents:download_file", kwargs={"public_id": UUID(int=0)})
    for url in (stored.get_absolute_url(), unknown):
        response = get(None, url)
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={url}")


def test_a_lost_right_works_at_once(stored, owner):
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert get(owner, stored.get_absolute_url()).status_code != 200


def test_an_owners_own_rule_decides(stored, owner, stranger, monkeypatch):
    monkeypatch.setattr(
        User, "file_visible_to", lambda self, user, file: user.pk == stranger.pk, raising=False
    )
    assert get(stranger, stored.get_absolute_url()).status_code == 200
    assert get(owner, stored.get_absolute_url()).status_code == 404


def test_a_file_whose_owner_says_nothing_is_nobodys(owner):
    counter = Counter.objects.create(series="x", year=1405)
    kept = store_file(
        upload_or_bytes=pdf(), name="a.pdf", owner=counter, kind=FileKind.LETTER, actor=owner
    )
    assert get(owner, kept.get_absolute_url()).status_code == 404
    counter.delete()
    assert get(owner, StoredFile.objects.get().get_absolute_url()).status_code == 404


def test_only_reading_is_possible(stored, owner):
    client = Client()
    client.force_login(owner)
    for method in (client.post, client.put, client.delete):
        assert method(stored.get_absolute_url()).status_code == 405


def test_missing_bytes_are_not_an_error_page(stored, owner, media):
    (media / stored.file.name).unlink()
    assert get(owner, stored.get_absolute_url()).status_code == 404


def test_what_was_accepted_cannot_be_changed(stored):
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)
    StoredFile.objects.filter(pk=stored.pk).update(name="نام تازه.pdf")


def test_refused_uploads_leave_nothing_behind(owner, media):
    with pytest.raises(FileRefused):
        store_file(
            upload_or_bytes=upload("a.pdf", MARKER), owner=owner, kind=FileKind.REPORT, actor=owner
        )
    assert not StoredFile.objects.exists()
    assert not media.exists()


def test_a_full_disk_leaves_neither_row_nor_half_file(owner, media, monkeypatch):
    def no_room(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("partnership.documents.storage.os.fsync", no_room)
    with pytest.raises(DomainError) as caught:
        store_file(
            upload_or_bytes=pdf(), name="a.pdf", owner=owner, kind=FileKind.REPORT, actor=owner
        )
    assert str(caught.value)
    assert not StoredFile.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_row_that_cannot_be_written_takes_its_file_along(owner, media, monkeypatch):
    monkeypatch.setattr(
        StoredFile, "save", lambda self: (_ for _ in ()).throw(DatabaseError("away"))
    )
    with pytest.raises(DatabaseError):
        store_file(
            upload_or_bytes=pdf(), name="a.pdf", owner=owner, kind=FileKind.REPORT, actor=owner
        )
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_the_quota_is_per_person_and_counts_uploads_only(owner, stranger, settings):
    settings.UPLOAD_QUOTA_MB = 2 * len(pdf()) / 1024 / 1024
    for _time in range(2):
        store_file(
            upload_or_bytes=upload("a.pdf", pdf()), owner=owner, kind=FileKind.REPORT, actor=owner
        )
    with pytest.raises(DomainError):
        store_file(
            upload_or_bytes=upload("a.pdf", pdf()), owner=owner, kind=FileKind.REPORT, actor=owner
        )
    store_file(upload_or_bytes=pdf(), name="a.pdf", owner=owner, kind=FileKind.LETTER, actor=owner)
    store_file(
        upload_or_bytes=upload("a.pdf", pdf()), owner=owner, kind=FileKind.REPORT, actor=stranger
    )


def test_erasing_takes_row_and_bytes_and_leaves_a_line_in_the_log(
    stored, owner, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        erase_file(file_id=stored.pk, actor=owner, reason="پایان مدت نگهداری")
    assert not StoredFile.objects.exists()
    assert not (media / stored.file.name).exists()
    assert ActionLog.objects.about(owner).get().data["sha256"] == stored.sha256


def test_orphans_go_once_they_are_old(stored, media, monkeypatch):
    orphan = media / "files" / "ab" / "orphan"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"x")
    assert delete_orphans() == 0
    monkeypatch.setattr(services, "ORPHAN_AGE", timedelta(seconds=-5))
    assert delete_orphans() == 1
    assert not orphan.exists()
    assert (media / stored.file.name).exists()


class OneFile(forms.Form):
    report = UploadField(types=("pdf", "png"), max_mb=1)


class ManyFiles(forms.Form):
    photos = MultiUploadField(types=("jpg",), max_files=2, required=False)


def test_upload_field_hands_over_what_was_looked_at(owner):
    form = OneFile({}, {"report": upload("a.pdf", pdf())})
    assert form.is_valid(), form.errors
    kept = store_file(
        upload_or_bytes=form.cleaned_data["report"], owner=owner, kind=FileKind.REPORT, actor=owner
    )
    assert kept.content_type == "application/pdf"
    assert not kept.is_own


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", MARKER),
        ("a.pdf", b""),
        ("a.jpg", picture("JPEG")),
        ("a.pdf", pdf(tail=b"x" * 1024 * 1024)),
    ],
)
def test_upload_field_refuses_in_the_readers_language(name, data):
    for lang in ("fa", "en"):
        with translation.override(lang):
            errors = OneFile({}, {"report": upload(name, data)}).errors["report"]
            assert len(errors) == 1
            assert bool(re.search("[آ-ی]", errors[0])) == (lang == "fa")


def test_upload_field_says_what_it_takes():
    with translation.override("fa"):
        assert str(OneFile().fields["report"].help_text) == "PDF یا PNG، حداکثر ۱ مگابایت"
    with translation.override("en"):
        assert str(OneFile().fields["report"].help_text) == "PDF or PNG, up to 1 MB"
    assert 'accept=".pdf,.png"' in str(OneFile()["report"])


def test_many_files_at_once_have_a_limit(rf):
    def cleaned(count):
        files = [upload(f"{number}.jpg", picture("JPEG")) for number in range(count)]
        request = rf.post("/", {"photos": files})
        return ManyFiles(request.POST, request.FILES)

    assert cleaned(0).is_valid()
    two = cleaned(2)
    assert two.is_valid(), two.errors
    assert [photo.name for photo in two.cleaned_data["photos"]] == ["0.jpg", "1.jpg"]
    assert not cleaned(3).is_valid()


def test_uploads_are_written_by_the_careful_storage(stored):
    assert isinstance(stored.file.storage._wrapped, WholeFileStorage)
