"""Static cuts of the variable Vazirmatn, for paper.

A renderer given the variable font cuts it anew for every paper it writes, which takes longer than
the paper. One cut per weight, with the letters papers use, makes a letter more than twice as
quick.
"""

import hashlib
from functools import cache
from io import BytesIO

from django.core.cache import cache as shared

#: Persian and Arabic letters with their joined forms, Latin, punctuation, arrows and signs.
_LETTERS = (
    *range(0x20, 0x250),
    *range(0x300, 0x370),
    *range(0x600, 0x780),
    *range(0x2000, 0x2070),
    *range(0x20A0, 0x20C0),
    *range(0x2100, 0x2150),
    *range(0x2190, 0x2200),
    *range(0x2200, 0x2300),
    *range(0x25A0, 0x2600),
    *range(0xFB50, 0xFE00),
    *range(0xFE70, 0xFF00),
)


#: A cut takes most of a second, so processes share it.
_KEPT_FOR = 30 * 24 * 3600


@cache
def cut_font(variable: bytes, weight: int) -> bytes:
    """Return a TrueType font of one weight (100–900) made from the variable font."""
    key = f"font-cut:{hashlib.sha256(variable).hexdigest()[:32]}:{weight}"
    kept = shared.get(key)
    if kept is None:
        kept = _cut(variable, weight)
        shared.set(key, kept, _KEPT_FOR)
    return kept


def _cut(variable: bytes, weight: int) -> bytes:
    # Imported here on purpose: only a process that renders needs the font tools.
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(BytesIO(variable))
    keeper = subset.Subsetter(
        subset.Options(layout_features=["*"], notdef_outline=True, hinting=False)
    )
    keeper.populate(unicodes=_LETTERS)
    keeper.subset(font)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return out.getvalue()
