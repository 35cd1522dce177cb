"""What people type in the two journeys: Persian with Persian digits, English with Latin ones."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext, override

from partnership.core.identifiers import is_legal_id, is_national_id
from partnership.core.jalali import format_date, today
from partnership.core.text import to_persian_digits


def national_id(start: int) -> str:
    """A valid national ID of nobody, beginning with these nine digits."""
    return next(code for last in range(10) if is_national_id(code := f"{start:09d}{last}"))


def legal_id(start: int) -> str:
    """A valid legal ID of no company, beginning with these ten digits."""
    return next(code for last in range(10) if is_legal_id(code := f"{start:010d}{last}"))


@dataclass(frozen=True)
class Applicant:
    """A student before the account exists."""

    first_name_fa: str
    last_name_fa: str
    first_name_en: str
    last_name_en: str
    email: str
    mobile: str
    student_number: str
    national_id: str
    major: str


APPLICANTS = tuple(
    Applicant(
        *names,
        email=f"student{n}@people.example",
        mobile=f"0912000100{n}",
        student_number=f"40112300{n}",
        national_id=national_id(12_345_600 + n),
        major=major,
    )
    for n, (major, names) in enumerate(
        (
            ("IE", ("نگار", "امینی", "Negar", "Amini")),
            ("ME", ("سامان", "رستمی", "Saman", "Rostami")),
            ("EE", ("هدیه", "کریمی", "Hedyeh", "Karimi")),
            ("CE", ("آرش", "نوری", "Arash", "Nouri")),
        ),
        start=1,
    )
)
MANAGER = "manager@people.example"
SUPERVISOR = "supervisor@people.example"
LEGAL_ID = legal_id(1_010_123_456)


@dataclass(frozen=True)
class Words:
    """The prose of one journey."""

    language: str
    unit_fa: str
    unit_en: str
    manager: str
    supervisor: str
    texts: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        """One of the texts."""
        return self.texts[key]

    def digits(self, text: object) -> str:
        """Figures as this keyboard types them."""
        return to_persian_digits(str(text)) if self.language == "fa" else str(text)

    def day(self, day: date) -> str:
        """A date as it is typed: Jalali, in the digits of the keyboard."""
        return self.digits(format_date(day, style="input"))

    def days_from_now(self, days: int) -> str:
        """A typed date so many days from today."""
        return self.day(today() + timedelta(days))

    def said(self, msgid: str) -> str:
        """A sentence of the interface in this journey's language."""
        with override(self.language):
            return gettext(msgid)


PERSIAN = Words(
    language="fa",
    unit_fa="شرکت نمونهٔ پلاستیک قم",
    unit_en="Nemooneh Plastic Qom",
    manager="بهرام صالحی",
    supervisor="کاوه مرادی",
    texts={
        "address": "شهرک صنعتی شکوهیه، بلوار کارگر، پلاک ۱۲",
        "products": "ظرف‌های پلاستیکی",
        "position": "مدیر کارخانه",
        "problem": "ضایعات زیاد در خط تزریق",
        "detail": "از ابتدای سال قطعه‌های معیوب خط تزریق بیشتر شده است و تنظیم دستگاه اثری نداشت.",
        "figure": "نرخ ضایعات",
        "percent": "درصد",
        "meeting": "نشست بررسی ضایعات خط تزریق",
        "place": "دفتر ارتباط با صنعت",
        "agenda": "معرفی مسئله و برنامهٔ کار تیم",
        "discussion": "مدیر واحد مسئله را شرح داد و دفتر روند کار را توضیح داد.",
        "resolution": "واحد داده‌های ضایعات شش ماه گذشته را در اختیار تیم می‌گذارد.",
        "motivation": "می‌خواهم روی یک مسئلهٔ واقعی کار کنم.",
        "team": "تیم ضایعات صفر",
        "summary": "ضایعات بیشتر از دو قالب و در آغاز هر نوبت کاری است.",
        "method": "بازدید، اندازه‌گیری و مصاحبه",
        "cause": "سرد بودن قالب در آغاز نوبت",
        "finding": "بیشتر ضایعات در نیم‌ساعت نخست هر نوبت رخ می‌دهد.",
        "solution1": "پیش‌گرم‌کردن قالب پیش از نوبت",
        "solution2": "برنامهٔ نگهداری پیشگیرانهٔ قالب‌ها",
        "description": "با یک گرم‌کن ساده و یک برگهٔ کنترل، قالب پیش از شروع نوبت آماده می‌شود.",
        "benefit": "ضایعات به نصف می‌رسد.",
        "risk": "خاموش ماندن گرم‌کن در تعطیلی‌ها",
        "needs": "نیم روز توقف خط",
        "reason": "هزینهٔ کمتر و نتیجهٔ زودتر",
        "milestone": "نصب گرم‌کن روی دو قالب",
        "week": "در خط تزریق ضایعات هر نوبت را اندازه گرفتیم و داده‌ها را ثبت کردیم.",
        "result": "ضایعات به سه درصد رسید و برگهٔ کنترل در خط جا افتاد.",
        "revoked": "نام در گواهی نادرست نوشته شده است.",
        "note": "تیم از شنبه مورد انتظار است.",
    },
)
ENGLISH = Words(
    language="en",
    unit_fa="شرکت نمونهٔ پلاستیک قم",
    unit_en="Nemooneh Plastic Qom",
    manager="Bahram Salehi",
    supervisor="Kaveh Moradi",
    texts={
        "address": "12 Kargar Boulevard, Shokouhieh Industrial Town",
        "products": "Plastic containers",
        "position": "Plant manager",
        "problem": "High scrap rate on the injection line",
        "detail": "More bad parts since the start of the year; new settings did not help.",
        "figure": "Scrap rate",
        "percent": "percent",
        "meeting": "Meeting about scrap on the injection line",
        "place": "Industry Relations Office",
        "agenda": "The problem and the team’s plan",
        "discussion": "The manager described the problem, the office the way of working.",
        "resolution": "The unit gives the team the scrap figures of the past six months.",
        "motivation": "I want to work on a real problem.",
        "team": "Zero Scrap",
        "summary": "Most scrap comes from two moulds, at the start of every shift.",
        "method": "Visit, measurement and interviews",
        "cause": "The mould is cold at the start of a shift",
        "finding": "Most scrap falls into the first half hour of a shift.",
        "solution1": "Warm the mould before the shift",
        "solution2": "Preventive maintenance of the moulds",
        "description": "A simple heater and a check sheet make the mould ready before the shift.",
        "benefit": "Half the scrap.",
        "risk": "The heater stays off after holidays",
        "needs": "Half a day without production",
        "reason": "Lower cost and a sooner result",
        "milestone": "Heaters on two moulds",
        "week": "We measured the scrap of every shift on the line and wrote the figures down.",
        "result": "Scrap fell to three percent and the check sheet is in use.",
        "revoked": "The name on the certificate is wrong.",
        "note": "We expect the team on Saturday.",
    },
)
