import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.documents.names import MAX_NAME, display_name, extension_of


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("گزارش نهایی.pdf", "گزارش نهایی.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\files\\نامه.pdf", "نامه.pdf"),
        ("a.pdf\0.html", "a.pdf.html"),
        ("exe.\u202efdp.pdf", "exe.fdp.pdf"),
        ('a"; filename="b.html\r\n.pdf', "a_ filename=_b.html .pdf"),
        ("می\u200cشود.pdf", "می\u200cشود.pdf"),
    ],
)
def test_display_name(raw, shown):
    assert display_name(raw) == shown


@pytest.mark.parametrize("raw", ["", "...", "/", "\u200b", "con.pdf", "NUL", "\ud800"])
def test_names_that_are_none_get_one(raw):
    assert display_name(raw).startswith(("file", "پرونده"))


def test_long_names_keep_their_extension():
    name = display_name("ط" * 300 + ".pdf")
    assert len(name) == MAX_NAME
    assert extension_of(name) == "pdf"


@given(st.text(max_size=200))
def test_no_name_leaves_its_folder_or_breaks_a_header(raw):
    name = display_name(raw)
    assert 0 < len(name) <= MAX_NAME
    assert not set(name) & set('/\\:*?"<>|;\r\n\t\x00\u202e')
    assert name.strip(".") == name
    assert display_name(name) == name
