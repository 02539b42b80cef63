"""A scanner and a telephone made of Pillow: finished sheets become the stack a person would upload.

Used by tests and by `bench/papers.py`. Everything follows from the seed.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageFilter

DPI = 200
_TILE = 512


@dataclass(frozen=True)
class Fault:
    """What the machine does to a sheet.

    `angle`: largest turn in degrees; `blur` in pixels; `noise`: deviation of brightness out of 255; `jpeg`: quality;
    `contrast`: how black ink is, 1 for black; `skew`: how far a corner runs away, a share of the width; `photo`: the
    sheet lies on a dark table and does not fill the picture.
    """

    angle: float = 0
    blur: float = 0
    noise: float = 0
    jpeg: int = 85
    contrast: float = 1
    skew: float = 0
    photo: bool = False


FLAT = Fault(angle=1, blur=0.6, noise=8, jpeg=75, contrast=0.9)
HARD = Fault(angle=8, blur=1.2, noise=25, jpeg=45, contrast=0.8, skew=0.02)
PHOTO = Fault(angle=8, blur=0.9, noise=15, jpeg=60, contrast=0.85, skew=0.03, photo=True)


def sheets(pdf: bytes, dpi: int = DPI) -> Iterator[Image.Image]:
    """Pictures of the sheets of a PDF, in grey."""
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    for page in document:
        yield page.render(scale=dpi / 72).to_pil().convert("L")
        page.close()
    document.close()


def distorted(sheet: Image.Image, fault: Fault, rng: random.Random, turns: int = 0) -> Image.Image:
    """One sheet as the machine gives it, `turns` quarter turns anticlockwise."""
    back = 70 if fault.photo else 255
    ink = 255 * (1 - fault.contrast)
    picture = (
        sheet.point([round(ink + value * (245 - ink) / 255) for value in range(256)]) if fault.contrast < 1 else sheet
    )
    if fault.photo:
        side = round(picture.width * 0.08)
        frame = Image.new("L", (picture.width + 2 * side, picture.height + 2 * side), back)
        frame.paste(picture, (side, side))
        picture = frame
    angle = math.radians(rng.uniform(-fault.angle, fault.angle))
    size = picture.size
    # The sheet is smaller than its picture: a turned corner stays in the frame, as on the glass of a scanner.
    shrink = 1 if fault.photo or fault.angle < 3 else 1 + 0.35 * abs(math.sin(angle)) + 2 * fault.skew
    cos, sin = math.cos(angle) * shrink, math.sin(angle) * shrink
    cx, cy = size[0] / 2, size[1] / 2
    g, h = (rng.uniform(-fault.skew, fault.skew) / each for each in size)
    # Output → input: turn about the middle, then the fall of perspective.
    turn = (cos, sin, cx - cos * cx - sin * cy, -sin, cos, cy + sin * cx - cos * cy, g, h)
    picture = picture.transform(size, Image.Transform.PERSPECTIVE, turn, Image.Resampling.BILINEAR, fillcolor=back)
    if turns:
        picture = picture.transpose(
            [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270][turns - 1]
        )
    if fault.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(fault.blur))
    if fault.noise:
        tile = _noise(fault.noise)
        layer = Image.new("L", picture.size)
        dx, dy = rng.randrange(_TILE), rng.randrange(_TILE)
        for x in range(-dx, picture.width, _TILE):
            for y in range(-dy, picture.height, _TILE):
                layer.paste(tile, (x, y))
        picture = ImageChops.add(picture, layer, 1, -128)
    return picture


@lru_cache(maxsize=8)
def _noise(sigma: float) -> Image.Image:
    rng = random.Random(1)
    values = bytes(min(255, max(0, round(128 + rng.gauss(0, sigma)))) for _ in range(_TILE * _TILE))
    return Image.frombytes("L", (_TILE, _TILE), values)


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    """The picture as a file of a telephone."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, dpi=(DPI, DPI))
    return out.getvalue()


def stack(pictures: Sequence[Image.Image], quality: int = 75, dpi: int = DPI) -> bytes:
    """Pictures as one PDF, a picture a page, as a copier sends it."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=list(pictures[1:]), resolution=dpi, quality=quality)
    return out.getvalue()
