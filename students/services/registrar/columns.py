"""Which columns a registrar's list has, and what people call them."""

from collections.abc import Mapping

from partnership.core.sheets import Column, key_of
from partnership.imports.services import remembered_headers
from partnership.programme.models import Major
from students.enums import ImportState
from students.models import RegistrarImport

COLUMNS = (
    Column(
        "student_number",
        (
            *("شماره دانشجویی", "شماره دانشجو", "ش دانشجویی", "کد دانشجویی", "کد دانشجو"),
            *("شماره دانشجوئی", "student number", "student no", "student id", "stno"),
            *("student_number", "student code"),
        ),
        required=True,
    ),
    Column(
        "national_id",
        (
            *("کد ملی", "شماره ملی", "ش ملی", "کدملی دانشجو", "کد ملی دانشجو"),
            *("national id", "national code", "national number", "melli code", "nid"),
        ),
    ),
    Column("first_name", ("نام", "نام دانشجو", "first name", "given name", "name")),
    Column(
        "last_name",
        (
            *("نام خانوادگی", "فامیل", "فامیلی", "نام فامیل", "شهرت"),
            *("last name", "family name", "surname", "family"),
        ),
    ),
    Column(
        "full_name",
        (
            *("نام و نام خانوادگی", "نام و فامیل", "نام کامل", "نام خانوادگی و نام"),
            *("full name", "student name"),
        ),
    ),
    Column(
        "major",
        (
            *("رشته", "رشته تحصیلی", "نام رشته", "رشته گرایش", "رشته و گرایش", "عنوان رشته"),
            *("major", "field", "field of study", "program", "programme", "discipline"),
        ),
    ),
    Column(
        "passed_credits",
        (
            *("واحد گذرانده", "واحدهای گذرانده", "تعداد واحد گذرانده", "تعداد واحدهای گذرانده"),
            *("واحد پاس شده", "واحدهای پاس شده", "تعداد واحد پاس شده", "واحد پاس", "جمع واحد"),
            *("کل واحد گذرانده", "کل واحدهای گذرانده", "واحد اخذ شده قبولی", "تعداد واحد"),
            *("واحد گذرانده شده", "واحدهای گذرانده شده", "تعداد واحدهای گذرانده شده", "واحد"),
            *("passed credits", "credits passed", "credits", "units passed", "passed units"),
        ),
    ),
    Column(
        "gpa",
        (
            *("معدل", "معدل کل", "میانگین", "میانگین کل", "معدل کل دانشجو"),
            *("gpa", "grade point average", "average", "total average", "cgpa"),
        ),
    ),
    Column(
        "on_probation",
        (
            *("مشروط", "مشروطی", "وضعیت مشروطی", "مشروطیت", "مشروطی ترم قبل", "مشروط ترم قبل"),
            *("مشروط بودن", "مشروطی نیمسال قبل", "probation", "on probation"),
        ),
    ),
)
NAMES = tuple(column.name for column in COLUMNS)


def known_headers(columns: Mapping[str, str]) -> dict[str, str]:
    """What officers have said about headers in lists taken over, then what is said of this one."""
    earlier = RegistrarImport.objects.filter(state=ImportState.APPLIED).order_by("-pk")
    return remembered_headers(earlier.values_list("columns", flat=True)[:20], columns, COLUMNS)


def known_majors(majors: Mapping[str, int]) -> dict[str, int]:
    """Spelling → major: names and codes of the programme, then what officers have said."""
    known: dict[str, int] = {}
    for pk, *names in Major.objects.values_list("pk", "name_fa", "name_en", "code"):
        known |= {key_of(name): pk for name in names if name}
    alive = set(known.values())
    for said in [*RegistrarImport.objects.order_by("pk").values_list("majors", flat=True), majors]:
        known |= {key_of(text): pk for text, pk in said.items() if pk in alive}
    return known
