"""A turned or photographed sheet laid straight on A4, by its code, the lines of its text and its edges.

The code gives the turn to about half a degree; the lines of the text give the rest: the rows of a straight sheet are
either ink or white, so the variance of their brightness is greatest. On a photograph the four corners of the sheet are
sought too, and believed only when through them the code falls where it is printed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageFilter

from .. import layout
from .reading import Found, Point

OUT_DPI = 200
_MM = OUT_DPI / 25.4
_CODE_OFF = 2.5
_EDGE_OFF = 0.08
_SMALL = 900
_STRIPS = 16
# The code tells the turn at least so well, degrees.
_WIDEST = 1.5

# Output → input, as Pillow wants it: eight numbers of a perspective.
Transform = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Straight:
    """`angle`: degrees the sheet was turned anticlockwise to stand upright."""

    picture: Image.Image
    landscape: bool
    angle: float


def straighten(picture: Image.Image, grey: Image.Image, code: Found, dpi: float) -> Straight:
    """The sheet upright on A4 at `OUT_DPI`. `dpi`: resolution of `picture` by the paper's size, 0 when unknown."""
    turns = round(code.angle / (math.pi / 2)) % 4
    if turns:
        # Quarter turns first: they are exact, and a picture is walked along its rows ten times faster than across.
        code = code.turned(turns, grey.size)
        method = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)[turns - 1]
        grey, same = grey.transpose(method), grey is picture
        picture = grey if same else picture.transpose(method)
    landscape = grey.width > grey.height
    size = layout.LANDSCAPE if landscape else layout.PORTRAIT
    transform = _by_corners(grey, code, size) if _on_a_table(grey, code) else None
    angle = code.angle
    if transform is None:
        angle = _refine(grey, code.angle)
        transform = _similarity(code, angle, size, dpi)
    points = (round(size[0] * _MM), round(size[1] * _MM))
    return Straight(_laid(picture, transform, points), landscape, round(math.degrees(angle) + 90 * turns, 2))


def _laid(picture: Image.Image, transform: Transform, points: tuple[int, int]) -> Image.Image:
    """The picture through a transform. What moves no point by more than half a millimetre is only cut out."""
    white = 255 if picture.mode == "L" else (255, 255, 255)
    a, b, c, d, e, f, g, h = transform
    slip = max(abs(a - 1) * points[0], abs(b) * points[1], abs(d) * points[0], abs(e - 1) * points[1])
    if not g and not h:
        if slip < 0.5 * _MM:
            x, y = round(c + b * points[1] / 2), round(f + d * points[0] / 2)
            laid = Image.new(picture.mode, points, white)
            laid.paste(picture, (-x, -y))
            return laid
        return picture.transform(
            points, Image.Transform.AFFINE, transform[:6], Image.Resampling.BILINEAR, fillcolor=white
        )
    return picture.transform(points, Image.Transform.PERSPECTIVE, transform, Image.Resampling.BILINEAR, fillcolor=white)


def code_centre(size: tuple[float, float]) -> Point:
    """Where the middle of the code is printed, mm from the upper left corner."""
    half = layout.CODE_SIZE / 2
    return layout.CODE_LEFT + half, size[1] - layout.CODE_BOTTOM - half


def _similarity(code: Found, angle: float, size: tuple[float, float], dpi: float) -> Transform:
    """Turn and scale about the code. A scanner's scale is its resolution; a telephone's is read from the code."""
    own = code.edge / layout.CODE_SIZE
    known = dpi / 25.4
    scale = known if known and abs(own / known - 1) < _EDGE_OFF else own
    k = scale / _MM
    cos, sin = math.cos(angle) * k, math.sin(angle) * k
    x, y = code.centre
    cx, cy = (each * _MM for each in code_centre(size))
    return (cos, -sin, x - cos * cx + sin * cy, sin, cos, y - sin * cx - cos * cy, 0.0, 0.0)


def _refine(grey: Image.Image, angle: float) -> float:
    """`angle` made exact to a twentieth of a degree by the lines of the text.

    The sheet is turned by `angle` once, cut into upright strips, and the strips are slid against each other: at the
    right slope the lines of all strips meet.
    """
    small = grey.reduce(max(1, round(max(grey.size) / _SMALL)))
    turned = small.rotate(math.degrees(angle), Image.Resampling.NEAREST, fillcolor=255)
    width, height = turned.size
    inner = turned.crop((width // 10, height // 10, width - width // 10, height - height // 10))
    step = inner.width / _STRIPS
    flat = inner.resize((_STRIPS, inner.height), Image.Resampling.BOX).tobytes()
    strips = [flat[place::_STRIPS] for place in range(_STRIPS)]
    room = math.ceil(_STRIPS * step * math.tan(math.radians(_WIDEST))) + 1
    length = inner.height - 2 * room

    def sharpness(degrees: float) -> float:
        slope = math.tan(math.radians(degrees)) * step
        starts = (room + round((place - _STRIPS / 2) * slope) for place in range(_STRIPS))
        slid = (strip[start : start + length] for strip, start in zip(strips, starts, strict=True))
        rows = [sum(values) for values in zip(*slid, strict=True)]
        return float(sum((x - y) * (x - y) for x, y in itertools.pairwise(rows)))

    best = max((place * 0.3 for place in range(-4, 5)), key=sharpness)
    for finer in (0.15, 0.075):
        best = max((best - finer, best, best + finer), key=sharpness)
    return angle + math.radians(best)


def _on_a_table(grey: Image.Image, code: Found) -> bool:
    """Whether the sheet lies on something darker: the rim of the picture is darker than the paper about the code."""
    side = 64
    flat = grey.resize((side, side), Image.Resampling.BOX).tobytes()
    rim = sorted(flat[:side] + flat[-side:] + flat[::side] + flat[side - 1 :: side])
    x, y = code.centre
    around = grey.crop((int(x - code.edge), int(y - code.edge), int(x + code.edge), int(y + code.edge)))
    paper = max(around.filter(ImageFilter.BoxBlur(2)).tobytes())
    return rim[len(rim) // 3] < paper * 0.75


def _by_corners(grey: Image.Image, code: Found, size: tuple[float, float]) -> Transform | None:
    """Perspective through the four corners of the sheet; None when the code does not fall into its place."""
    corners = _sheet_corners(grey, code.angle)
    if corners is None:
        return None
    width, height = size[0] * _MM, size[1] * _MM
    transform = perspective(((0, 0), (width, 0), (width, height), (0, height)), corners)
    if transform is None:
        return None
    half = layout.CODE_SIZE / 2
    x, y = code_centre(size)
    for (dx, dy), (px, py) in zip(
        ((-half, -half), (half, -half), (half, half), (-half, half)), code.corners, strict=True
    ):
        u, v = applied(transform, ((x + dx) * _MM, (y + dy) * _MM))
        if math.hypot(u - px, v - py) > _CODE_OFF * code.edge / layout.CODE_SIZE:
            return None
    return transform


def _sheet_corners(grey: Image.Image, angle: float) -> tuple[Point, Point, Point, Point] | None:
    """Corners of the brightest large area in the order of the upright sheet, pixels of `grey`."""
    factor = max(1, max(grey.size) // 400)
    # Softened against noise only: the text need not go, as a row is asked for its outermost bright points.
    small = grey.reduce(factor).filter(ImageFilter.BoxBlur(1))
    limit = _otsu(small.histogram())
    width, height = small.size
    data = small.point([255 if value > limit else 0 for value in range(256)]).filter(ImageFilter.MinFilter(3)).tobytes()
    cos, sin = math.cos(angle), math.sin(angle)
    best: list[tuple[float, Point]] = [(-1e9, (0, 0))] * 4
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    for y in range(height):
        row = data[y * width : (y + 1) * width]
        left, right = row.find(255), row.rfind(255)
        if left < 0:
            continue
        for x in (left, right):
            u, v = x * cos + y * sin, y * cos - x * sin
            for place, (a, b) in enumerate(signs):
                value = a * u + b * v
                if value > best[place][0]:
                    best[place] = (value, (float(x), float(y)))
    if min(value for value, _ in best) <= -1e9:
        return None
    middle = [sum(point[i] for _, point in best) / 4 for i in (0, 1)]

    def widened(value: float, centre: float) -> float:
        # A point of the eroded area stands half a point inside its edge, and the erosion took one more.
        return (value + 0.5 + math.copysign(1.5, value - centre)) * factor

    upper_left, upper_right, lower_right, lower_left = (
        (widened(x, middle[0]), widened(y, middle[1])) for _, (x, y) in best
    )
    return upper_left, upper_right, lower_right, lower_left


def _otsu(histogram: Sequence[int]) -> int:
    """The brightness that parts a picture in two classes best (Otsu, 1979)."""
    total = sum(histogram)
    whole = sum(value * count for value, count in enumerate(histogram))
    best, limit, low, low_sum = -1.0, 127, 0, 0
    for value, count in enumerate(histogram):
        low += count
        low_sum += value * count
        high = total - low
        if not low or not high:
            continue
        spread = low * high * (low_sum / low - (whole - low_sum) / high) ** 2
        if spread > best:
            best, limit = spread, value
    return limit


def perspective(source: Sequence[Point], target: Sequence[Point]) -> Transform | None:
    """Eight numbers that carry four points of `source` to `target`; None when three of them lie on a line."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return solve(rows)


def solve(rows: list[list[float]]) -> Transform | None:
    """Gauss's elimination with the largest pivot; each row holds its right side last."""
    count = len(rows)
    for place in range(count):
        pivot = max(range(place, count), key=lambda each: abs(rows[each][place]))
        if abs(rows[pivot][place]) < 1e-9:
            return None
        rows[place], rows[pivot] = rows[pivot], rows[place]
        for other in range(count):
            if other != place:
                factor = rows[other][place] / rows[place][place]
                if factor:
                    rows[other] = [a - factor * b for a, b in zip(rows[other], rows[place], strict=True)]
    return tuple(rows[place][count] / rows[place][place] for place in range(count))


def applied(transform: Transform, point: Point) -> Point:
    """Where a point of the straight sheet stands on the picture."""
    a, b, c, d, e, f, g, h = transform
    x, y = point
    below = g * x + h * y + 1
    return (a * x + b * y + c) / below, (d * x + e * y + f) / below
