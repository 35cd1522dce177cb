"""What the words of a list mean: places, ISIC classes, categories; said once and remembered."""

import re
from collections.abc import Mapping
from typing import Any

from industries.enums import LicenceKind, ResolutionState
from industries.models import MinistryList
from partnership.core.sheets import key_of
from partnership.core.text import search_key, to_ascii_digits
from partnership.programme.models import IsicClass, ObstacleCategory, Place

#: Words in the name of every estate that tell no two apart; as `search_key` writes them.
_GENERIC = frozenset(
    search_key(word)
    for word in ("شهرک", "صنعتی", "ناحیه", "منطقه", "قم", "ویژه", "اقتصادی", "شهر", "استان")
)
#: Cells that say “nothing”.
EMPTY = frozenset(
    key_of(word)
    for word in ("-", "–", "—", "0", "ندارد", "نامشخص", "فاقد", "none", "n/a", "ـ", ".")
)
LICENCES = {
    key_of(word): kind
    for kind, words in {
        LicenceKind.OPERATION: ("پروانه بهره برداری", "بهره برداری", "operation", "پروانه"),
        LicenceKind.ESTABLISHMENT: ("جواز تاسیس", "تاسیس", "establishment", "جواز"),
        LicenceKind.GUILD: ("پروانه کسب", "صنفی", "پروانه صنفی", "جواز کسب", "guild"),
        LicenceKind.KNOWLEDGE: ("دانش بنیان", "شرکت دانش بنیان", "knowledge based"),
    }.items()
    for word in words
}
STATES = {
    key_of(word): state
    for state, words in {
        ResolutionState.DONE: (
            *("انجام شد", "انجام شده", "انجام", "اجرا شد", "اجرا شده", "محقق شد", "محقق شده"),
            *("خاتمه یافته", "مختومه", "انجام گردید", "done", "completed", "closed"),
        ),
        ResolutionState.IN_FOLLOW_UP: (
            *("در حال پیگیری", "پیگیری", "در دست پیگیری", "در دست اقدام", "در حال اقدام"),
            *("در جریان", "در دست اجرا", "در حال اجرا", "در حال انجام", "باز"),
            *("in follow-up", "in progress", "open", "pending", "follow up"),
        ),
        ResolutionState.NOT_DONE: (
            *("انجام نشد", "انجام نشده", "اجرا نشد", "اجرا نشده", "محقق نشد", "محقق نشده"),
            *("عدم اجرا", "عدم انجام", "انجام نگردید", "not done", "failed", "not completed"),
        ),
    }.items()
    for word in words
}
KINDS = ("places", "isics", "categories")


def place_key(text: str) -> str:
    """What is left of an estate's name without “industrial estate” and the like."""
    words = search_key(text).split()
    return "".join([word for word in words if word not in _GENERIC] or words)


def isic_code(text: str) -> str:
    """The four digits of a class: of 1520, of «۱۵۲۰ - کفش», of a product's ten digits."""
    digits = re.match(r"\D{0,3}([0-9]{3,10})(?![0-9])", to_ascii_digits(text))
    if not digits:
        return ""
    code = digits[1]
    return code.zfill(4) if len(code) == 3 else code[:4]


def known_words(handed: MinistryList | None) -> dict[str, dict[str, int]]:
    """{kind: {key of a spelling: primary key}} of the programme's names and what officers said."""
    known = {
        "places": _named(Place, place_key),
        "isics": _named(IsicClass, key_of),
        "categories": _named(ObstacleCategory, key_of),
    }
    said = list(MinistryList.objects.order_by("pk").values_list(*KINDS))
    said += [tuple(getattr(handed, kind) for kind in KINDS)] if handed else []
    for words in said:
        for kind, spellings in zip(KINDS, words, strict=True):
            alive = {pk for pk in known[kind].values() if pk}
            known[kind] |= {key_of(text): pk for text, pk in spellings.items() if pk in alive}
    return known


def _named(model: Any, key: Any) -> dict[str, int]:
    """Names and codes that mean one thing; a name two things share means nothing."""
    known: dict[str, int] = {}
    for pk, *names in model.objects.values_list("pk", "name_fa", "name_en", "code"):
        for name in {spelling for text in names if text for spelling in (key(text), key_of(text))}:
            known[name] = 0 if known.get(name, pk) != pk else pk
    return known


def meaning(words: Mapping[str, int], text: str, *keys: str) -> int | None:
    """What a spelling means; said by an officer goes before anything else."""
    for key in (key_of(text), *keys):
        if words.get(key):
            return words[key]
    return None
