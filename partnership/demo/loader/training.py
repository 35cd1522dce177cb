"""Coming sessions of the training with seats, a line and an instructor; what to read."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from partnership.demo.loader.base import TEHRAN, Cohort
from students.enums import AttendanceState
from students.models import Attendance, CourseMaterial, TrainingSession

_ABOUT = {
    "TR-HSE": (
        "خطرهای رایج واحدهای صنعتی، وسایل حفاظت فردی، واکنش در حادثه و محیط زیست.",
        "Common hazards of industrial units, protective gear, what to do in an accident, waste.",
    ),
    "TR-ETH": (
        "آداب حضور در کارخانه، گفت‌وگو با کارگران و سرپرستان، وقت‌شناسی و امانت‌داری.",
        "Conduct on the shop floor, talking with workers and supervisors, punctuality, trust.",
    ),
    "TR-NDA": (
        "تعهد محرمانگی چه می‌گوید، چه چیز را می‌توان گفت و چه چیز را نه، مالکیت نتیجه‌ها.",
        "What the undertaking says, what may be told and what not, who owns results.",
    ),
    "TR-PRB": (
        "دیدن، اندازه گرفتن و پرسیدن؛ نمودار علت و معلول، پنج چرا، نمودار پارتو.",
        "Looking, measuring, asking; cause and effect, five whys, Pareto charts.",
    ),
    "TR-RPT": (
        "گزارش کوتاه برای مدیر، عدد و نمودار، ارائهٔ ده‌دقیقه‌ای راه‌حل.",
        "A short report for a manager, figures and charts, a ten-minute pitch.",
    ),
    "TR-VSM": (
        "نقشهٔ جریان ارزش یک خط، زمان چرخه، موجودی میان راه و شاخص‌های تولید.",
        "Value-stream map of a line, cycle time, work in progress, production indicators.",
    ),
}
#: course, days from now, hours, place, link, seats, instructor, with a seat, in the line
_SESSIONS: list[tuple[Any, ...]] = [
    ("TR-ETH", 2, 2, "کلاس ۲۰۳، دانشکدهٔ صنایع", "", 30, "PR02", (), ()),
    ("TR-NDA", 3, 2, "سالن شهید چمران", "", 60, None, ("S34",), ()),
    ("TR-PRB", 4, 8, "برخط", "https://class.qut.example/prb", 40, "PR02", ("S34",), ()),
    ("TR-RPT", 6, 4, "کلاس ۲۰۵، دانشکدهٔ صنایع", "", 30, "PR01", (), ()),
    ("TR-VSM", 9, 6, "کارگاه تولید", "", 2, "PR01", ("S29", "S30"), ("S31",)),
]
_READINGS = [
    ("TR-HSE", "دستورنامهٔ حفاظت فردی", "https://training.qut.example/hse/ppe"),
    ("TR-PRB", "کاربرگ پنج چرا", "https://training.qut.example/prb/five-whys"),
    ("TR-RPT", "نمونهٔ گزارش یک‌صفحه‌ای", "https://training.qut.example/rpt/one-page"),
]


def load(cohort: Cohort) -> None:
    """Sessions lie some days ahead of the day of loading, so that one can register for them."""
    for code, (persian, english) in _ABOUT.items():
        course = cohort[code]
        course.about_fa, course.about_en = persian, english
        if code == "TR-VSM":
            course.pass_mark = 12
        course.save()
    for code, title, link in _READINGS:
        CourseMaterial.objects.create(course=cohort[code], title=title, link=link)
    today = timezone.now().astimezone(TEHRAN)
    for code, days, hours, place, link, seats, instructor, seated, line in _SESSIONS:
        begins = _at_eight(today + timedelta(days=days))
        session = TrainingSession.objects.create(
            round=cohort["round:14051"],
            course=cohort[code],
            starts_at=begins,
            ends_at=begins + timedelta(hours=hours),
            place=place,
            link=link,
            capacity=seats,
            instructor=cohort[instructor].user if instructor else None,
        )
        states = [(key, AttendanceState.REGISTERED) for key in seated]
        states += [(key, AttendanceState.WAITING) for key in line]
        for key, state in states:
            Attendance.objects.create(session=session, student=cohort[key], state=state)


def _at_eight(day: datetime) -> datetime:
    return day.replace(hour=8, minute=0, second=0, microsecond=0)
