"""The reading process: pages of a hostile file in, upright pictures and codes out. Runs under `limits.run_limited`."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from .marks import Place, read_marks
from .model import SheetImage
from .reading import Found, find_codes, refined
from .sources import DPI, Page, ScanError, Stack
from .straighten import straighten

_QUALITY = 80
_EMPTY_INK = 0.0006


def count_pages(path: str) -> int:
    """How many pages a file has. Raises `ScanError`."""
    stack = Stack(Path(path))
    stack.close()
    return stack.count


Boxes = dict[tuple[str, int], list[Place]]


def read_pages(path: str, first: int, last: int, boxes: Boxes) -> list[SheetImage]:
    """Pages `first` to `last` (from 1, both included) of a file; a page that cannot be read is one of the answers.

    `boxes`: for a document and its page the places of its boxes.
    """
    stack = Stack(Path(path))
    try:
        return [_read(stack, number, boxes) for number in range(first, last + 1)]
    finally:
        stack.close()


def _read(stack: Stack, place: int, boxes: Boxes) -> SheetImage:
    try:
        page = stack.page(place - 1)
    except ScanError as error:
        return SheetImage(place, b"", why=str(error), kind="broken")
    grey = page.picture if page.picture.mode == "L" else page.picture.convert("L")

    if _bears_no_code(grey):
        return SheetImage(place, b"", why="Пустая сторона листа.", kind="blank")

    def finer() -> Image.Image | None:
        if stack.kind != "pdf":
            return None
        return stack.page(place - 1, 2 * DPI).picture.convert("L")

    found = find_codes(grey, finer)
    ours = [each for each in found if each.ours]
    if len(ours) == 1:
        return _filed(page, grey, place, ours[0], boxes)
    picture = _jpeg(page.picture)
    if len(ours) > 1:
        names = ", ".join(sorted(each.text for each in ours))
        why = f"На одной странице видно два листа ({names}). Положите их под сканер по одному."
        return SheetImage(place, picture, why=why, kind="two")
    if found:
        text = found[0].text[:80]
        why = f"Лист чужой: на нём другой код («{text}»). Он никуда не положен."
        return SheetImage(place, picture, why=why, kind="foreign", foreign=text)
    if _is_empty(grey):
        return SheetImage(place, b"", why="Пустая сторона листа.", kind="blank")
    why = "Код листа не прочитан. Найдите лист по снимку и подшейте его сами или отсканируйте ещё раз."
    return SheetImage(place, picture, why=why, kind="unread")


def _filed(page: Page, grey: Image.Image, place: int, code: Found, boxes: Boxes) -> SheetImage:
    assert code.ours is not None
    document, number = code.ours
    straight = straighten(page.picture, grey, refined(grey, code), page.dpi)
    marks = read_marks(straight.picture, boxes.get((document, number), []))
    return SheetImage(
        place, _jpeg(straight.picture), document, number, angle=straight.angle, landscape=straight.landscape,
        marks=tuple(marks),
    )  # fmt: skip


def _bears_no_code(grey: Image.Image) -> bool:
    """A page so white that no code can be on it: seen before all ways of reading are tried, each of which takes long.

    The dark half of a code of 18 mm is a four hundredth of a sheet; here a tenth of it would do.
    """
    small = grey.reduce(4)
    histogram = small.histogram()
    paper = max(range(256), key=lambda value: histogram[value])
    return paper > 150 and sum(histogram[: max(0, paper - 12)]) < 0.00025 * small.width * small.height


def _is_empty(grey: Image.Image) -> bool:
    """A white side of a sheet printed on one side; the rim, where a scanner leaves shadows, is not looked at."""
    small = grey.reduce(4)
    width, height = small.size
    inner = small.crop((width // 12, height // 12, width - width // 12, height - height // 12))
    histogram = inner.histogram()
    total = inner.width * inner.height
    paper = max(range(256), key=lambda value: histogram[value])
    return paper > 150 and sum(histogram[: max(0, paper - 60)]) < _EMPTY_INK * total


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, dpi=(DPI, DPI))
    return out.getvalue()
