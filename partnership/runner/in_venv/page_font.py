"""The page font: Vazirmatn cut to the letters and weights that pages use, half the size.

    python page_font.py SOURCE.woff2 TARGET.woff2

Documents keep the whole font, and pages fall back on it for a rare letter (`unicode-range` in
static/css/tokens.css names the same ranges).
"""

import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = (400, 700)
#: Latin, Persian and Arabic with their joined forms, joiners and isolates, dashes, quotes, arrows.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x600, 0x6FF),
    (0x200B, 0x200F),
    (0x2010, 0x2027),
    (0x202A, 0x202E),
    (0x2030, 0x2030),
    (0x2039, 0x203A),
    (0x2066, 0x2069),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
)


def main(source: str, target: str) -> None:
    """Cut the letters, then the weights; joining and marks stay whole."""
    font = TTFont(source)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in RANGES for c in range(first, last + 1)])
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
