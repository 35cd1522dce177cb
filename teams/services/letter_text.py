"""The words of the letter of introduction, as the office's official text has them."""

import hashlib
import json
from typing import Any

from django.utils.translation import override

from industries.enums import IntroductionKind
from partnership.core import jalali
from partnership.core.numbers import format_number
from partnership.core.text import join_words, to_persian_digits
from students.enums import Weekday
from teams.enums import MembershipRole
from teams.models import IntroductionLetter, Membership, Team

WEEK = [day.value for day in Weekday]

TEXTS: dict[str, dict[str, Any]] = {
    "fa": {
        "to": ["{honorific} {manager_name}", "{manager_title} محترم {unit}"],
        "subject": "موضوع: معرفی تیم همیار صنعت «{team_name}»",
        "body": [
            "با سلام و احترام؛",
            "در راستای اجرای «طرح همیار صنعت» و پیرو درخواست آن واحد محترم {request_ref}، "
            "بدین‌وسیله تیم تخصصی «{team_name}» متشکل از {n} تن از دانشجویان این دانشگاه "
            "به راهنمایی {professor}، به شرح فهرست پیوست، جهت {purpose} با موضوع "
            "«{problem_title}» از تاریخ {start_date} تا {end_date} ({weekdays}، مجموعاً "
            "{hours} ساعت برای هر نفر) به حضور معرفی می‌شود.",
            "اعضای تیم دورهٔ ایمنی (HSE) را گذرانده، تعهدنامهٔ محرمانگی را امضا نموده و "
            "تحت پوشش بیمهٔ حوادث دانشجویی هستند. خواهشمند است دستور فرمایید ضمن هماهنگی "
            "با نگهبانی و معرفی سرپرست صنعتی، مراتب پذیرش به این دفتر اعلام شود. اعضا "
            "مکلف‌اند حداکثر ظرف یک هفته از تاریخ این نامه مراجعه نمایند و این معرفی‌نامه "
            "تا {valid_until} معتبر است.",
            "پیشاپیش از همکاری جناب‌عالی/سرکار عالی سپاسگزار است.",
        ],
        "sign": "مدیر دفتر ارتباط با صنعت دانشگاه صنعتی قم",
        "attachment": "فهرست اعضا",
        "cc": ["استاد راهنمای تیم", "آموزش دانشکده {faculty}", "بایگانی"],
        "cc_ministry": "ادارهٔ کل صنعت، معدن و تجارت استان قم",
        "table": [
            "ردیف",
            "نام و نام خانوادگی",
            "شماره دانشجویی",
            "رشته",
            "سمت در تیم",
            "شماره همراه سرگروه",
        ],
        "honorific": "جناب آقای/سرکار خانم",
        "manager_title": "مدیر",
        "purpose": "عارضه‌یابی و ارائهٔ راه‌حل",
        "and": " و ",
        "comma": "، ",
    },
    "en": {
        "to": ["{honorific} {manager_name}", "{manager_title}, {unit}"],
        "subject": "Subject: introduction of Industry Partner team “{team_name}”",
        "body": [
            "With greetings and respect,",
            "In carrying out the Industry Partner Project and further to your request "
            "{request_ref}, we introduce team “{team_name}”, {n} students of this "
            "University supervised by {professor}, listed in the enclosure, for {purpose} "
            "on “{problem_title}” from {start_date} to {end_date} ({weekdays}, {hours} "
            "hours each).",
            "The members have passed the HSE course, signed the confidentiality "
            "undertaking and are covered by student accident insurance. Please inform the "
            "gate, name an industrial supervisor and let this Office know of your "
            "acceptance. Members must report within one week of this letter, which is "
            "valid until {valid_until}.",
            "We thank you in advance for your cooperation.",
        ],
        "sign": "Head, Industry Relations Office, Qom University of Technology",
        "attachment": "list of members",
        "cc": ["Supervising professor", "Education office, {faculty}", "File"],
        "cc_ministry": "Provincial Department of Industry, Mine and Trade",
        "table": ["No.", "Name", "Student number", "Major", "Role", "Leader’s mobile"],
        "honorific": "Mr/Ms",
        "manager_title": "Manager",
        "purpose": "assessment and proposal of solutions",
        "and": " and ",
        "comma": ", ",
    },
}


def hash_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the snapshot in one fixed spelling."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def snapshot_of(letter: IntroductionLetter, team: Team) -> dict[str, Any]:
    """Every printed word in both languages, ready for the paper."""
    members = list(
        team.memberships.active().select_related("student__major__faculty").order_by("seat")
    )
    return {
        "number": letter.number,
        "date": letter.date.isoformat(),
        "valid_until": letter.valid_until.isoformat(),
        "people": people_of(team),
        **{lang: _words(lang, letter, team, members) for lang in ("fa", "en")},
    }


def _words(
    lang: str, letter: IntroductionLetter, team: Team, members: list[Membership]
) -> dict[str, Any]:
    texts = TEXTS[lang]
    with override(lang):
        facts = _facts(lang, letter, team, members)
        copies = [line.format(**facts) for line in texts["cc"]]
        if team.problem.unit.introductions.filter(kind=IntroductionKind.MINISTRY).exists():
            copies.insert(-1, texts["cc_ministry"])
        return {
            "to": [line.format(**facts) for line in texts["to"]],
            "subject": texts["subject"].format(**facts),
            "body": [_tidy(line.format(**facts)) for line in texts["body"]],
            "sign": texts["sign"],
            "attachment": texts["attachment"],
            "cc": copies,
            "table": texts["table"],
            "rows": [_row(lang, number, row) for number, row in enumerate(members, start=1)],
            "team": team.name,
        }


def _facts(
    lang: str, letter: IntroductionLetter, team: Team, members: list[Membership]
) -> dict[str, Any]:
    texts, unit = TEXTS[lang], team.problem.unit
    manager = unit.manager
    faculties = dict.fromkeys(row.student.major.faculty.name for row in members)
    request = unit.introductions.filter(kind=IntroductionKind.MINISTRY).first()
    return {
        "honorific": texts["honorific"],
        "manager_name": manager.name if manager else "",
        "manager_title": (manager.title if manager else "") or texts["manager_title"],
        "unit": unit.name,
        "team_name": team.name,
        "n": format_number(len(members), lang=lang),
        "professor": str(team.professor),
        "purpose": letter.purpose or texts["purpose"],
        "problem_title": team.problem.shown_title,
        "start_date": jalali.format_date(letter.starts_on, lang, "official"),
        "end_date": jalali.format_date(letter.ends_on, lang, "official"),
        "valid_until": jalali.format_date(letter.valid_until, lang, "official"),
        "weekdays": join_words(
            [Weekday(day).label for day in WEEK if day in letter.weekdays], lang=lang
        ),
        "hours": format_number(letter.hours_each, lang=lang),
        "request_ref": request.letter_no if request else "",
        "faculty": join_words(faculties, lang=lang),
    }


def _row(lang: str, number: int, row: Membership) -> list[str]:
    digits = to_persian_digits if lang == "fa" else str
    is_leader = row.role == MembershipRole.LEADER
    return [
        digits(number),
        row.student.full_name,
        digits(row.student.student_number),
        row.student.major.name,
        row.get_role_display(),
        digits(row.student.mobile) if is_leader else "",
    ]


def _tidy(line: str) -> str:
    """No gap where an optional word is missing."""
    return " ".join(line.replace(" ،", "،").replace(" ,", ",").split(" ")).replace("  ", " ")


def people_of(team: Team) -> dict[str, Any]:
    """Whom the letter introduces, to notice a change between number and signature."""
    students = team.memberships.active().order_by("student").values_list("student", flat=True)
    return {"students": list(students), "professor": team.professor_id}
