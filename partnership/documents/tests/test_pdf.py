import subprocess
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from partnership.documents import checks, pdf
from partnership.documents.inspection import accept_upload
from partnership.documents.services import render_pdf
from partnership.documents.tests.samples import picture, upload

LETTER = {
    "number": "HM-1405-000012",
    "date": date(2026, 11, 28),
    "to": ["جناب آقای کاظمی"],
    "subject": "معرفی تیم همیار صنعت «الماس»",
    "body": ["با سلام و احترام؛"],
    "signatories": [{"title": "مدیر دفتر", "name": "دکتر نوری"}],
}


def text_of(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def page_picture(data: bytes, dpi: int = 50) -> Image.Image:
    done = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", "-singlefile", "-"],
        input=data,
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(done.stdout)).convert("L")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_letter_says_its_language_title_author_and_archival_kind(language):
    data = render_pdf("paper/letter.html", LETTER, language=language)
    document = PdfFileReader(BytesIO(data))
    info = document.trailer["/Info"]
    assert document.root["/Lang"] == language
    assert info["/Title"] == LETTER["subject"]
    assert info["/Author"] in ("دانشگاه صنعتی قم", "Qom University of Technology")
    metadata = document.root["/Metadata"].data
    assert b"pdfaid" in metadata
    assert b"U</pdfaid:conformance>" in metadata or b'conformance="U"' in metadata
    assert "HM-1405-000012" in text_of(data)


def test_a_letter_passes_the_checks_of_an_upload():
    data = render_pdf("paper/letter.html", LETTER, language="fa")
    assert accept_upload(upload("letter.pdf", data)).data == data


def test_paper_is_a4_and_carries_ink_on_both_sides_of_the_letterhead():
    page = page_picture(render_pdf("paper/letter.html", LETTER, language="fa"))
    assert (page.width, page.height) == pytest.approx((413, 585), abs=2)
    head = page.crop((0, 0, page.width, 90))
    left, right = head.crop((0, 0, 130, 90)), head.crop((page.width - 130, 0, page.width, 90))
    assert min(left.getextrema()) < 160
    assert min(right.getextrema()) < 160
    wide = page_picture(render_pdf("paper/letter.html", LETTER, language="fa", landscape=True))
    assert wide.width > wide.height


def test_preprinted_paper_keeps_its_head_free():
    page = page_picture(
        render_pdf("paper/letter.html", {**LETTER, "letterhead": False}, language="fa")
    )
    middle = page.crop((140, 0, page.width, 80))
    assert middle.getextrema() == (255, 255)


def test_digits_of_the_page_number_follow_the_language():
    many = {**LETTER, "body": ["سطر " * 60] * 20}
    assert "Page 1 of 2" in text_of(render_pdf("paper/letter.html", many, language="en")).replace(
        "\n", " "
    )
    persian = text_of(render_pdf("paper/letter.html", many, language="fa"))
    assert "۲" in persian


def test_signature_boxes_are_not_torn_apart():
    for lines in range(24, 34, 3):
        context = {
            **LETTER,
            "body": ["سطر"] * lines,
            "signatories": [{"title": "SIGN-TITLE", "name": "SIGN-NAME"}],
        }
        pages = text_of(render_pdf("paper/letter.html", context, language="en")).split("\f")
        assert [("SIGN-TITLE" in page) for page in pages] == [
            ("SIGN-NAME" in page) for page in pages
        ]


def test_signature_pictures_come_as_bytes():
    signed = {**LETTER, "signatories": [{"title": "مدیر", "image": "head"}]}
    dark = render_pdf(
        "paper/letter.html", signed, language="fa", images={"head": picture("PNG", (90, 40))}
    )
    bare = render_pdf("paper/letter.html", signed, language="fa")
    assert len(dark) != len(bare)


@pytest.fixture
def trap(tmp_path):
    """A server and a file that must never be read."""
    hits = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"LEAKED-FROM-SERVER")

        def log_message(self, *_args):
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    secret = tmp_path / "secret.txt"
    secret.write_text("LEAKED-FROM-FILE")
    yield f"http://127.0.0.1:{server.server_port}", secret, hits
    server.shutdown()
    server.server_close()
    thread.join()


PAYLOADS = [
    '<img src="{url}/a.png">',
    '<img src="file://{path}">',
    '<link rel="stylesheet" href="{url}/a.css">',
    '<style>@import url("{url}/b.css");</style>',
    '<style>@import url("file://{path}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{url}/f.woff2") }} p {{ font: x }}</style>',
    '<svg width="9" height="9"><image href="{url}/c.svg" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><image href="file://{path}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{url}/d.svg#a"/></svg>',
    '<object data="file://{path}"></object>',
    '<embed src="{url}/e">',
    '<iframe src="file://{path}"></iframe>',
    '<link rel="attachment" href="file://{path}">',
    '<a rel="attachment" href="file://{path}">x</a>',
    '<p style="background: url({url}/g.png)">x</p>',
    '<ul style="list-style-image: url(file://{path})"><li>x</li></ul>',
    '<img src="data:image/svg+xml,&lt;svg xmlns=%22http://www.w3.org/2000/svg%22&gt;'
    '&lt;image href=%22{url}/h%22/&gt;&lt;/svg&gt;">',
    '<img src="asset:../partnership/settings/base.py"><img src="asset:vendor/LICENSES.txt">',
    '<img src="image:../../etc/passwd"><base href="file:///"><img src="etc/passwd">',
    '<meta name="x"><img srcset="{url}/i.png 1x">',
]


def assert_nothing_fetched(paragraphs, trap, read=str):
    url, secret, hits = trap
    texts = [read(payload.format(url=url, path=secret)) for payload in paragraphs]
    data = render_pdf("paper/letter.html", {**LETTER, "body": texts}, language="en")
    assert hits == []
    assert b"LEAKED" not in data
    assert "LEAKED" not in text_of(data)
    assert b"/EmbeddedFile" not in data


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 4))
def test_papers_fetch_nothing_even_from_unescaped_text(first, trap):
    """As if a template had forgotten to escape."""
    assert_nothing_fetched(PAYLOADS[first : first + 4], trap, read=mark_safe)


def test_papers_show_hostile_text_as_text(trap):
    assert_nothing_fetched(PAYLOADS, trap)


def test_names_of_assets_and_pictures_are_taken_literally():
    for path in (
        "../base.py",
        "paper/../../manage.py",
        "vendor/htmx.min.js",
        "/etc/passwd",
        "paper/none.css",
    ):
        with pytest.raises(pdf.AssetMissing):
            pdf.read_asset(path)
    assert pdf.read_asset("font/400.ttf")[:4] == b"\x00\x01\x00\x00"


def test_text_of_people_is_escaped_in_papers():
    template = engines["django"].get_template("paper/letter.html").template
    assert template.engine.autoescape


def test_missing_libraries_are_named_with_what_to_type(monkeypatch):
    assert checks.pango_is_there(None) == []
    monkeypatch.setattr(checks, "_loads", lambda library: "harfbuzz" not in library)
    (warning,) = checks.pango_is_there(None)
    assert warning.hint.endswith("apt-get install --no-install-recommends libharfbuzz-subset0")


@pytest.mark.django_db
def test_the_database_knows_persian_letters():
    assert checks.database_knows_letters(None, databases=["default"]) == []
    assert checks.database_knows_letters(None) == []
