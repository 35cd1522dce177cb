import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.core.tests.reference import VECTORS
from partnership.core.text import (
    ZWNJ,
    join_words,
    normalise_code,
    normalise_text,
    search_document,
    search_key,
    search_tokens,
    sort_key,
    to_ascii_digits,
    to_persian_digits,
)

storable = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  علي   كريمي ", "علی کریمی"),
        ("می\u200cشود", "می\u200cشود"),
        ("می\u200c\u200cشود\u200c", "می\u200cشود"),
        ("PDF\u200cها", "PDFها"),
        ("\u202eevil\u202c", "evil"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("\u2067علی\u2069", "علی"),
        ("تعهدنامۀ", "تعهدنامهٔ"),
        ("تعهدنامهٔ", "تعهدنامهٔ"),
        ("فاطمة", "فاطمه"),
        ("لطفاً", "لطفاً"),
        ("مـــدیر", "مدیر"),
        ("ﻋﻠﻲ", "علی"),
        ("ＡＢＣ", "ABC"),
        ("۵ m² ½", "۵ m² ½"),
        ("cafe\u0301", "café"),
        ("خط\nدوم", "خط دوم"),
        ("\u3164\u2800", ""),
        ("a" + "\u0301" * 200, "á" + "\u0301" * 3),
        ("\u0301ب", "ب"),
        (None, ""),
        ("O’Neil-Šimić", "O’Neil-Šimić"),
    ],
)
def test_normalise_text_keeps_good_persian_and_nothing_invisible(typed, stored):
    assert normalise_text(typed) == stored


def test_normalise_text_keeps_paragraphs_when_asked():
    assert normalise_text(" یک \r\n\n\n\n دو\u2028سه ", multiline=True) == "یک\n\nدو\nسه"


@pytest.mark.parametrize("reader", [normalise_text, normalise_code, search_key, sort_key])
@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b", "\udfff"])
def test_unsafe_text_is_refused_with_a_sentence(reader, bad):
    with pytest.raises(ValidationError) as caught:
        reader(bad)
    assert caught.value.code == "unsafe_text"
    caught.value.message.encode()


@given(storable)
def test_normalise_text_is_idempotent_and_clean(text):
    once = normalise_text(text)
    assert normalise_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\n\r\t")
    assert ZWNJ not in (once[:1], once[-1:])


@given(storable)
def test_normalise_text_multiline_is_idempotent(text):
    once = normalise_text(text, multiline=True)
    assert normalise_text(once, multiline=True) == once


@given(storable)
def test_keys_are_stable_under_normalising(text):
    assert search_key(normalise_text(text)) == search_key(normalise_text(normalise_text(text)))
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize("spellings", VECTORS["search_equal"])
def test_search_key_brings_spellings_together(spellings):
    assert len({search_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("HS-1405-000017-4", "hs 1405 000017 4"),
        ("Ali@Example.COM", "ali example com"),
        ("Ærø Café", "ærø cafe"),
        ("ٱلله", "الله"),
        ("", ""),
    ],
)
def test_search_key_examples(text, key):
    assert search_key(text) == key


def test_search_document_finds_words_written_together_or_apart():
    document = search_document("کار آموز", "شکوهیه")
    assert all(token in document for token in search_tokens("کارآموز شکوهیه"))
    assert all(token in search_document("کارآموز") for token in search_tokens("کار آموز"))


def test_search_tokens_are_few_and_distinct():
    assert search_tokens("a b a " + " ".join("cdefghijkl")) == list("abcdefgh")


def test_sort_key_gives_the_persian_order():
    vectors = VECTORS["sort"]
    assert sorted(vectors["input"], key=sort_key) == vectors["persian_right"]
    assert sorted(vectors["input"]) == vectors["code_point_wrong"]


def test_sort_key_orders_words_before_longer_words_and_persian_before_latin():
    names = ["Zand", "علی‌پور", "علی", "علی رضا", "علیرضا", "abadi", "۲", "۱۰"]
    assert sorted(names, key=sort_key) == [
        "۱۰",
        "۲",
        "علی",
        "علی رضا",
        "علی‌پور",
        "علیرضا",
        "abadi",
        "Zand",
    ]
    assert sort_key("علي") == sort_key("علی") == sort_key("على")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" ۹۹۹–۰۰۰۰۰۱−۸ ", "999-000001-8"),
        ("D/۱۳۹۴/٠١٢٤٤", "D/1394/01244"),
        ("\u200e12\u200c3\u200f", "123"),
    ],
)
def test_normalise_code(typed, code):
    assert normalise_code(typed) == code


@given(st.integers(min_value=0))
def test_digits_round_trip(number):
    assert to_ascii_digits(to_persian_digits(number)) == str(number)


def test_join_words_in_both_languages():
    assert join_words(["الف"], lang="fa") == "الف"
    assert join_words(["الف", "ب", "پ"], lang="fa") == "الف، ب و پ"
    assert join_words(["a", "b", "c"], lang="en") == "a, b and c"
    assert join_words([], lang="en") == ""
