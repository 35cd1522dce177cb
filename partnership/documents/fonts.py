"""Static cuts of the variable Vazirmatn, for paper.

A renderer given the variable font cuts it anew for every page it writes, which takes longer than
the page. One cut per weight and process, with the letters papers use, makes a letter three times
as quick and the file smaller.
"""

from functools import cache
from io import BytesIO

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


@cache
def cut_font(variable: bytes, weight: int) -> bytes:
    """Return a TrueType font of one weight (100–900) made from the variable font."""
    # Imported here on purpose: only a process that renders needs the font tools.
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(BytesIO(variable))
    options = subset.Options(layout_features=["*"], notdef_outline=True, hinting=False)
    keeper = subset.Subsetter(options)
    keeper.populate(unicodes=_LETTERS)
    keeper.subset(font)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    out = BytesIO()
    font.save(out)
    return out.getvalue()
