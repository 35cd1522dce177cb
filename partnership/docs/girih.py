"""Draws the girih of Hamyar by exact geometry; run it from the project's root to draw it anew.

Regular decagons on a rhombic lattice (72°) meet edge to edge and leave bow ties between them.
From the middle of every edge two lines leave at 54°, the angle of the classical tiles, and end
where they first meet (Hankin's method). Each decagon holds a smaller ten-pointed star.

Writes static/img/girih.svg (a tile that repeats), mark.svg, mark-plain.svg, favicon.svg and
certificate-frame.svg (a band of the pattern round an A4 page, landscape, in millimetres).
"""

import math
from itertools import combinations, product
from pathlib import Path

Point = tuple[float, float]
Segment = tuple[Point, Point]

STEP = math.pi / 5  # 36°, a tenth of the circle
CONTACT = math.radians(54)
APOTHEM = 0.5 / math.tan(math.pi / 10)  # of the decagon with edge 1
RADIUS = 0.5 / math.sin(math.pi / 10)
WIDTH = 4 * APOTHEM * math.cos(STEP)  # of the rectangle that repeats
HEIGHT = 4 * APOTHEM * math.sin(STEP)
IMAGES = Path("static/img")

TURQUOISE, SAFFRON = "#0b6b6f", "#f0b45a"


def polar(radius: float, turn: float, centre: Point = (0, 0)) -> Point:
    """Point at a distance and an angle in tenths of the circle."""
    return (
        centre[0] + radius * math.cos(turn * STEP),
        centre[1] + radius * math.sin(turn * STEP),
    )


def decagon(centre: Point) -> list[Point]:
    return [polar(RADIUS, k + 0.5, centre) for k in range(10)]


def bow_tie(centre: Point) -> list[Point]:
    """The gap between four decagons: the six of their corners nearest to its centre."""
    x, y = centre
    neighbours = [(x - WIDTH / 2, y), (x + WIDTH / 2, y), (x, y - HEIGHT / 2), (x, y + HEIGHT / 2)]
    corners = {(round(px, 9), round(py, 9)) for n in neighbours for px, py in decagon(n)}
    nearest = sorted(corners, key=lambda p: math.dist(p, centre))[:6]
    return sorted(nearest, key=lambda p: math.atan2(p[1] - y, p[0] - x))


def meeting(p: Point, d: Point, q: Point, e: Point) -> tuple[float, float] | None:
    """How far along each of two rays they meet; None for parallels."""
    across = d[0] * e[1] - d[1] * e[0]
    if abs(across) < 1e-9:
        return None
    x, y = q[0] - p[0], q[1] - p[1]
    return (x * e[1] - y * e[0]) / across, (x * d[1] - y * d[0]) / across


def lines_of(corners: list[Point]) -> list[Segment]:
    """The lines inside one tile."""
    rays = []
    for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        along = math.atan2(b[1] - a[1], b[0] - a[0])
        for angle in (along + CONTACT, along + math.pi - CONTACT):
            rays.append((middle, (math.cos(angle), math.sin(angle))))
    meetings = []
    for first, second in combinations(range(len(rays)), 2):
        if first // 2 == second // 2:
            continue
        far = meeting(*rays[first], *rays[second])
        if far and min(far) > 1e-6:
            meetings.append((sum(far), first, second, far[0]))
    used: set[int] = set()
    found: list[Segment] = []
    for _, first, second, far in sorted(meetings):
        if used & {first, second}:
            continue
        used |= {first, second}
        (x, y), (dx, dy) = rays[first]
        tip = (x + far * dx, y + far * dy)
        found += [(rays[first][0], tip), (tip, rays[second][0])]
    return found


def star(radius: float, centre: Point = (0, 0), turn: float = 0) -> list[Point]:
    """Outline of the ten-pointed star {10/3}."""
    notch = radius * math.cos(1.5 * STEP) / math.cos(STEP)
    return [polar(radius if k % 2 == 0 else notch, k / 2 + turn, centre) for k in range(20)]


def cell() -> list[Segment]:
    """All lines that touch the rectangle from (0, 0) to (WIDTH, HEIGHT)."""
    lines: list[Segment] = []
    for x, y in [(0, 0), (1, 0), (0, 1), (1, 1), (0.5, 0.5)]:
        centre = (x * WIDTH, y * HEIGHT)
        lines += lines_of(decagon(centre))
        small = star(APOTHEM * 0.6, centre, 0.5)
        lines += list(zip(small, small[1:] + small[:1], strict=True))
    for x, y in [(0.5, 0), (0.5, 1), (0, 0.5), (1, 0.5)]:
        lines += lines_of(bow_tie((x * WIDTH, y * HEIGHT)))
    return lines


def number(value: float) -> str:
    """Two decimals at most, and no minus before a nought."""
    return f"{round(value, 2) + 0:g}"


def path(lines: list[Segment]) -> str:
    """Path data; lines that follow each other share one stroke."""
    parts: list[str] = []
    last: Point | None = None
    for a, b in lines:
        if last is None or math.dist(a, last) > 1e-6:
            parts.append(f"M{number(a[0])} {number(a[1])}")
        parts.append(f"L{number(b[0])} {number(b[1])}")
        last = b
    return "".join(parts)


def scaled(lines: list[Segment], by: float, dx: float = 0, dy: float = 0) -> list[Segment]:
    return [((a[0] * by + dx, a[1] * by + dy), (b[0] * by + dx, b[1] * by + dy)) for a, b in lines]


def tile() -> str:
    width, height = WIDTH * 100, HEIGHT * 100
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}" height="{height:.2f}" '
        f'viewBox="0 0 {width:.2f} {height:.2f}"><path d="{path(scaled(cell(), 100))}" '
        'fill="none" stroke="#000" stroke-width="4.5" stroke-linejoin="round" '
        'stroke-linecap="round"/></svg>\n'
    )


# --- the certificate's border ----------------------------------------------------------------

Box = tuple[float, float, float, float]


def clipped(line: Segment, box: Box) -> Segment | None:
    """The part of a line inside a box (Liang and Barsky)."""
    (x0, y0), (x1, y1) = line
    dx, dy = x1 - x0, y1 - y0
    start, end = 0.0, 1.0
    for p, q in ((-dx, x0 - box[0]), (dx, box[2] - x0), (-dy, y0 - box[1]), (dy, box[3] - y0)):
        if abs(p) < 1e-12:
            if q < 0:
                return None
        elif p < 0:
            start = max(start, q / p)
        else:
            end = min(end, q / p)
    if start >= end:
        return None
    return (x0 + start * dx, y0 + start * dy), (x0 + end * dx, y0 + end * dy)


def frame(page: tuple[float, float] = (297, 210), margin: float = 8, band: float = 11) -> str:
    """A band of the pattern round a page: a star in every corner, whole repeats between them."""
    left, top, right, bottom = margin, margin, page[0] - margin, page[1] - margin
    half = band / 2
    repeat = band * 1.6  # height of the rectangle: one row of stars and their petals in the band
    columns = round((right - left - band) / (repeat * WIDTH / HEIGHT))
    rows = round((bottom - top - band) / repeat)
    across, down = (right - left - band) / columns, (bottom - top - band) / rows
    boxes: list[Box] = [
        (left, top, right, top + band),
        (left, bottom - band, right, bottom),
        (left, top + band, left + band, bottom - band),
        (right - band, top + band, right, bottom - band),
    ]
    pattern = [
        (
            (a[0] / WIDTH * across, a[1] / HEIGHT * down),
            (b[0] / WIDTH * across, b[1] / HEIGHT * down),
        )
        for a, b in cell()
        if 0 < (a[0] + b[0]) / 2 < WIDTH and 0 < (a[1] + b[1]) / 2 < HEIGHT
    ]
    drawn: list[Segment] = []
    for box in boxes:
        for column, row in product(range(-1, columns + 1), range(-1, rows + 1)):
            moved = scaled(pattern, 1, left + half + column * across, top + half + row * down)
            drawn += [cut for line in moved if (cut := clipped(line, box))]
    rules = "".join(
        f'<rect x="{x}" y="{x}" width="{page[0] - 2 * x}" height="{page[1] - 2 * x}" '
        f'fill="none" stroke="{TURQUOISE}" stroke-width="{weight}"/>'
        for x, weight in ((margin, 0.7), (margin + band, 0.7), (margin + band + 1.6, 0.25))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{page[0]}mm" height="{page[1]}mm" '
        f'viewBox="0 0 {page[0]} {page[1]}"><path d="{path(drawn)}" fill="none" '
        f'stroke="{TURQUOISE}" stroke-width=".4" stroke-linejoin="round"/>{rules}</svg>\n'
    )


# --- the mark --------------------------------------------------------------------------------


def inset(corners: list[Point], gap: float) -> list[Point]:
    """A polygon drawn in by `gap` on every side."""

    def moved(a: Point, b: Point) -> Segment:
        length = math.dist(a, b)
        nx, ny = -(b[1] - a[1]) / length * gap, (b[0] - a[0]) / length * gap
        return (a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny)

    drawn = []
    for k, corner in enumerate(corners):
        (a, b) = moved(corners[k - 1], corner)
        (c, d) = moved(corner, corners[(k + 1) % len(corners)])
        far = meeting(a, (b[0] - a[0], b[1] - a[1]), c, (d[0] - c[0], d[1] - c[1]))
        drawn.append((a[0] + far[0] * (b[0] - a[0]), a[1] + far[0] * (b[1] - a[1])))
    return drawn


def petals(first: int) -> str:
    """Every second petal of the star: one of the two strands that meet in the mark."""
    radius, inner = 47.0, 9.0
    notch = radius * math.cos(1.5 * STEP) / math.cos(STEP)
    parts = []
    for k in range(first, 10, 2):
        turn = k - 2.5  # begins at the top
        kite = [
            polar(radius, turn),
            polar(notch, turn + 0.5),
            polar(inner, turn),
            polar(notch, turn - 0.5),
        ]
        parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in inset(kite, 0.9)) + "Z")
    return "".join(parts)


def mark(one: str, other: str, ground: str = "", size: float = 1) -> str:
    rect = (
        f'<rect x="-50" y="-50" width="100" height="100" rx="22" fill="{ground}"/>'
        if ground
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-50 -50 100 100">{rect}'
        f'<g transform="scale({size})"><path fill="{one}" d="{petals(0)}"/>'
        f'<path fill="{other}" d="{petals(1)}"/></g></svg>\n'
    )


def main() -> None:
    pictures = {
        "girih.svg": tile(),
        "certificate-frame.svg": frame(),
        "mark.svg": mark("#fff", SAFFRON, TURQUOISE, 0.86),
        "favicon.svg": mark("#fff", SAFFRON, TURQUOISE, 0.86),
        "mark-plain.svg": mark(TURQUOISE, "#c67a1a"),
    }
    for name, text in pictures.items():
        (IMAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
