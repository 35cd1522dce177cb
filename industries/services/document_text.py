"""The words of the papers this house writes: the confidentiality agreement and the memorandum."""

import hashlib
import json
from typing import Any

from django.utils.translation import override

from industries.enums import DocumentKind, SignerParty
from industries.models import DocumentSigner, UnitDocument
from partnership.core import jalali
from partnership.core.text import to_persian_digits

#: How long secrets are kept after the end, when the paper names no day.
NDA_YEARS = 3
_PARTIES = {
    "fa": "این {paper} میان دانشگاه صنعتی قم (دفتر ارتباط با صنعت) که «دانشگاه» نامیده می‌شود، "
    "و {unit} با شناسهٔ ملی {legal_id} به نشانی {address} که «واحد» نامیده می‌شود، "
    "در چارچوب «طرح همیار صنعت» بسته می‌شود.",
    "en": "This {paper} is made between Qom University of Technology (Industry Relations Office), "
    "“the University”, and {unit}, legal-entity national ID {legal_id}, of {address}, "
    "“the Unit”, within the Industry Partner Project.",
}
_TEXTS: dict[str, dict[str, dict[str, Any]]] = {
    DocumentKind.NDA: {
        "fa": {
            "paper": "توافق‌نامهٔ محرمانگی",
            "terms": [
                "اطلاعات فنی، مالی، تصاویر و نمونه‌هایی که واحد در اختیار تیم می‌گذارد محرمانه است، "
                "مگر آنکه پیش‌تر همگانی بوده یا واحد کتباً آن را آزاد اعلام کرده باشد.",
                "دانشگاه این اطلاعات را تنها در اختیار اعضای تیم، استاد راهنما و کارشناسان دفتر "
                "می‌گذارد که هر یک تعهدنامهٔ محرمانگی امضا کرده‌اند.",
                "هیچ پایان‌نامه، مقاله، عکس یا گزارشی که اطلاعات واحد در آن باشد بدون اجازهٔ کتبی "
                "واحد منتشر نمی‌شود.",
                "داده‌های واحد از آنِ واحد است. پس از پایان کار، اسناد و فایل‌ها بازگردانده یا پاک "
                "می‌شود.",
                "این تعهد تا {years} سال پس از پایان همکاری برقرار است.",
            ],
        },
        "en": {
            "paper": "confidentiality agreement",
            "terms": [
                "Technical and financial information, pictures and samples the Unit gives to a "
                "team are confidential unless they were public before or the Unit releases them in "
                "writing.",
                "The University gives them only to the members of the team, its professor and the "
                "officers of the Office, each of whom has signed an undertaking.",
                "No thesis, paper, picture or report that holds them is published without the "
                "Unit’s written consent.",
                "The Unit’s data remain its own. At the end documents and files are returned or "
                "deleted.",
                "This agreement lasts {years} years after the end of the cooperation.",
            ],
        },
    },
    DocumentKind.MEMORANDUM: {
        "fa": {
            "paper": "تفاهم‌نامهٔ همکاری",
            "terms": [
                "دانشگاه تیم‌های چهار تا شش نفرهٔ دانشجویان آموزش‌دیده را به راهنمایی یک استاد برای "
                "عارضه‌یابی و تدوین راه‌حل مسئله‌های واحد معرفی می‌کند.",
                "واحد سرپرست صنعتی معرفی می‌کند، دسترسی لازم و شرایط ایمن کار را فراهم می‌سازد و "
                "کارکرد دانشجویان را تأیید می‌کند.",
                "مدیر واحد راه‌حل‌ها را در مهلت مقرر بررسی می‌کند و تصمیم مستدل خود را می‌نویسد.",
                "هزینهٔ اجرای راه‌حلِ برگزیده با واحد است و اگر پولی به دانشگاه یا تیم پرداخت شود، "
                "قرارداد جداگانه بسته می‌شود.",
                "واحد از نتیجه‌ها آزادانه استفاده می‌کند؛ نام دانشجویان و استاد به‌عنوان پدیدآورنده "
                "ثبت می‌شود.",
                "اختلاف‌ها نخست در نشست مشترک دو طرف بررسی می‌شود.",
            ],
        },
        "en": {
            "paper": "memorandum of understanding",
            "terms": [
                "The University introduces teams of four to six trained students, guided by a "
                "professor, who assess problems of the Unit and work out solutions.",
                "The Unit names an industrial supervisor, gives the access needed and safe "
                "conditions of work, and confirms the students’ hours.",
                "The Unit’s manager looks at the solutions in the time set and writes a reasoned "
                "decision.",
                "The Unit bears the cost of the solution it selects; money paid to the University "
                "or a team needs a contract of its own.",
                "The Unit uses the results freely; students and professor are named as authors.",
                "Disputes are first discussed in a joint meeting of both sides.",
            ],
        },
    },
}
_TITLES = {
    "fa": {
        SignerParty.UNIT: "واحد صنعتی",
        SignerParty.OFFICE: "دفتر ارتباط با صنعت",
        SignerParty.UNIVERSITY: "دانشگاه صنعتی قم",
        SignerParty.MINISTRY: "ادارهٔ کل صنعت، معدن و تجارت",
    },
    "en": {
        SignerParty.UNIT: "For the Unit",
        SignerParty.OFFICE: "Industry Relations Office",
        SignerParty.UNIVERSITY: "Qom University of Technology",
        SignerParty.MINISTRY: "Department of Industry, Mine and Trade",
    },
}
_DATES = {
    "fa": "این سند از {begin} تا {end} اعتبار دارد.",
    "en": "This paper is valid from {begin} to {end}.",
}


def hash_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the snapshot in one fixed spelling."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def snapshot_of(document: UnitDocument, signers: list[DocumentSigner], day: Any) -> dict[str, Any]:
    """Every printed word of a paper of ours in both languages; `day` is the date it bears."""
    return {
        "number": document.number,
        "date": day.isoformat(),
        **{language: _words(document, signers, language) for language in ("fa", "en")},
    }


def _words(document: UnitDocument, signers: list[DocumentSigner], language: str) -> dict[str, Any]:
    unit, text = document.unit, _TEXTS[document.kind][language]
    with override(language):
        figures = to_persian_digits if language == "fa" else str
        address = unit.address or (unit.place.name if unit.place else "–")
        parties = _PARTIES[language].format(
            paper=text["paper"],
            unit=unit.name,
            legal_id=figures(unit.legal_id) or "–",
            address=address,
        )
        terms = [line.format(years=figures(str(NDA_YEARS))) for line in text["terms"]]
        terms += [line.strip() for line in document.terms.splitlines() if line.strip()]
        if document.valid_from and document.valid_until:
            begin, end = (
                jalali.format_date(day, lang=language, style="official")
                for day in (document.valid_from, document.valid_until)
            )
            terms.append(_DATES[language].format(begin=begin, end=end))
        boxes = [
            {
                "title": _TITLES[language][signer.party],
                "name": "، ".join(filter(None, (signer.name, signer.position)))
                if language == "fa"
                else ", ".join(filter(None, (signer.name, signer.position))),
            }
            for signer in signers
        ]
    paper = text["paper"]
    return {
        "title": document.title or paper[:1].upper() + paper[1:],
        "parties": parties,
        "terms": terms,
        "boxes": boxes,
    }
