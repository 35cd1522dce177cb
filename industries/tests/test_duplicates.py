"""Units that may be the same."""

import pytest

from industries.enums import UnitState
from industries.models.unit import unit_name_key
from industries.selectors.duplicates import units_like
from industries.tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("شرکت چرم کریمی", "چرم كريمي"),
        ("صنایع کفش رؤیا", "کفش رویا (سهامی خاص)"),
        ("کاشی پارس‌گون", "کاشی پارس گون"),
        ("تولیدی لوازم خانگی آذر", "لوازم‌ خانگی اذر"),
    ],
)
def test_spelling_and_legal_form_make_no_difference(one: str, other: str) -> None:
    assert unit_name_key(one) == unit_name_key(other) != ""


def test_a_name_of_generic_words_is_not_empty() -> None:
    assert unit_name_key("شرکت صنعتی قم") == "شرکتصنعتیقم"


class TestUnitsLike:
    def test_the_surest_comes_first(self, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
        by_name = UnitFactory(name_fa="شرکت چرم کریمی", legal_id="", licence_no="")
        by_licence = UnitFactory(name_fa="دیگر", legal_id="", licence_no="D/1394/01244")
        by_id = UnitFactory(name_fa="سوم", legal_id="99900000102")
        UnitFactory(name_fa="هیچ‌کدام", licence_no="X")
        with django_assert_num_queries(1):
            found = units_like(legal_id="99900000102", licence_no="D/1394/01244", name="چرم كريمي")
        assert [(like.unit, like.by) for like in found] == [
            (by_id, "legal_id"),
            (by_licence, "licence"),
            (by_name, "name"),
        ]
        assert [like.is_certain for like in found] == [True, False, False]

    def test_two_legal_ids_are_two_companies(self) -> None:
        UnitFactory(name_fa="چرم کریمی", legal_id="99900000160", licence_no="L1")
        assert units_like(legal_id="99900000102", licence_no="L1", name="چرم کریمی") == []

    def test_nothing_given_is_like_nothing(self) -> None:
        UnitFactory(licence_no="")
        assert units_like() == []

    def test_a_closed_unit_and_the_unit_itself_are_left_out(self) -> None:
        unit = UnitFactory(name_fa="چرم کریمی")
        UnitFactory(name_fa="چرم کریمی", legal_id="", state=UnitState.CLOSED)
        assert units_like(name="چرم کریمی", but=[unit.pk]) == []
