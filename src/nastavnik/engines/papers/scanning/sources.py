"""Pages of a stack as pictures: a PDF of any producer, or files of a telephone."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from ..errors import PapersError

DPI = 200
# A sheet of A3 at 600 dpi; more is a mistake or an attack, and is refused before its points are unpacked.
MAX_POINTS = 72_000_000
_LONGEST = 5200
# What Pillow raises for a file cut short or made by hand.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, struct.error, OverflowError)
KINDS = {b"%PDF": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG": "png", b"II*\x00": "tiff", b"MM\x00*": "tiff"}


class ScanError(PapersError):
    """A stack cannot be read; the message says which file, why, what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """`dpi`: resolution by the paper's size, 0 when unknown (a telephone)."""

    picture: Image.Image
    dpi: float


class Stack:
    """A file of sheets; pages are rendered one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            start = file.read(1024)
        self.kind = next((kind for mark, kind in KINDS.items() if start.startswith(mark)), "")
        if not self.kind and b"%PDF" in start:
            self.kind = "pdf"
        if not self.kind:
            raise ScanError(f"Файл «{path.name}» не похож на скан: нужен PDF или снимок JPEG, PNG, TIFF.")
        self._open()

    def _open(self) -> None:
        if self.kind == "pdf":
            import pypdfium2

            try:
                self.document = pypdfium2.PdfDocument(str(self.path))
                self.count = len(self.document)
            except pypdfium2.PdfiumError as error:
                closed = "password" in str(error).lower()
                reason = "он закрыт паролем" if closed else "он повреждён"
                step = "Снимите пароль" if closed else "Отсканируйте ещё раз"
                raise ScanError(f"Файл «{self.path.name}» не открылся: {reason}. {step}.") from None
            if not self.count:
                raise ScanError(f"В файле «{self.path.name}» нет ни одной страницы. Отсканируйте ещё раз.")
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.MAX_IMAGE_PIXELS = None  # the size is checked by `picture`, with a sentence a person understands
            try:
                self.image = Image.open(self.path, formats=[self.kind.upper()])
                self.count = getattr(self.image, "n_frames", 1)
            except _BROKEN:
                raise ScanError(f"Снимок «{self.path.name}» повреждён. Сделайте его ещё раз.") from None

    def page(self, number: int, dpi: int = DPI) -> Page:
        """The page `number` from 0 as a picture in grey or colour. Raises `ScanError`."""
        if self.kind == "pdf":
            return self._rendered(number, dpi)
        try:
            self.image.seek(number)
            width, height = self.image.size
            if width * height > MAX_POINTS:
                raise ScanError(
                    f"Снимок слишком велик ({width} × {height} точек). Снимите лист ещё раз с обычным качеством."
                )
            self.image.draft("RGB", (3000, 3000))
            found = _on_white(ImageOps.exif_transpose(self.image))
            picture = found.convert("L" if found.mode in ("1", "L", "I", "I;16", "LA") else "RGB")
        except _BROKEN:
            raise ScanError("Снимок повреждён. Сделайте его ещё раз.") from None
        longest = max(picture.size)
        if longest > _LONGEST:
            picture.thumbnail((_LONGEST, _LONGEST), Image.Resampling.BILINEAR)
        return Page(picture, 0)

    def _rendered(self, number: int, dpi: int) -> Page:
        import pypdfium2

        try:
            page = self.document[number]
            width, height = page.get_size()
            if width <= 0 or height <= 0:
                raise ScanError("У страницы нет размера. Отсканируйте лист ещё раз.")
            whole = _whole_picture(page) if dpi == DPI else None
            if whole is not None:
                return Page(whole, whole.width * 72 / width if _is_a4(width, height) else 0)
            scale = min(dpi / 72, _LONGEST / max(width, height))
            bitmap = page.render(scale=scale, rev_byteorder=True, draw_annots=False, may_draw_forms=False)
            picture = bitmap.to_pil()
        except pypdfium2.PdfiumError:
            raise ScanError("Страница повреждена. Отсканируйте лист ещё раз.") from None
        picture = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        if picture.mode == "RGB" and _is_grey(picture):
            picture = picture.convert("L")
        return Page(picture, scale * 72 if _is_a4(width, height) else 0)

    def close(self) -> None:
        """Free the file."""
        (self.document if self.kind == "pdf" else self.image).close()


def _on_white(picture: Image.Image) -> Image.Image:
    """A picture with a transparent ground laid on white paper: under it stands black as a rule."""
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture
    clear = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _is_a4(width: float, height: float) -> bool:
    """Whether a page, in points, is a sheet of A4 either way up."""
    short, long = sorted((width * 25.4 / 72, height * 25.4 / 72))
    return abs(short - 210) < 8 and abs(long - 297) < 10


def _whole_picture(page: Any) -> Image.Image | None:
    """The JPEG a scanner put on the page, when there is nothing else: four times faster than to render the page."""
    import pypdfium2.raw as raw

    objects = list(page.get_objects(max_depth=1))
    if len(objects) != 1 or objects[0].type != raw.FPDF_PAGEOBJ_IMAGE or page.get_rotation():
        return None
    image = objects[0]
    a, b, c, d, x, y = image.get_matrix().get()
    width, height = page.get_size()
    fits = abs(a - width) < 2 and abs(d - height) < 2 and abs(x) < 2 and abs(y) < 2
    if not fits or b or c or image.get_filters() != ["DCTDecode"]:
        return None
    try:
        picture = Image.open(io.BytesIO(bytes(image.get_data())), formats=["JPEG"])
        if picture.mode not in ("L", "RGB") or picture.width * picture.height > MAX_POINTS:
            return None
        dpi = picture.width * 72 / width
        if dpi < 0.8 * DPI:
            return None
        if dpi >= 2 * DPI:
            picture.draft(picture.mode, (round(picture.width * DPI / dpi), round(picture.height * DPI / dpi)))
        picture.load()
    except (OSError, ValueError, SyntaxError):
        return None
    return picture.convert("L") if picture.mode == "RGB" and _is_grey(picture) else picture


def _is_grey(picture: Image.Image) -> bool:
    """Whether a colour picture holds only grey: three times less to turn and to keep."""
    small = picture.reduce(4).convert("HSV").getchannel("S")
    histogram = small.histogram()
    return sum(histogram[48:]) < 0.0002 * small.width * small.height
