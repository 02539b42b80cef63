"""A stack from a scanner taken apart: read in limited processes, filed by codes, what is absent or strange is named."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from nastavnik.engines.limits import LimitError, run_limited

from ..pdf import PrintedBox
from .files import free_name, write_documents
from .marks import SURE
from .model import Finding, Mark, Sheet, SheetImage, Stack, Unread
from .sources import ScanError
from .worker import Boxes

_WORKER = "nastavnik.engines.papers.scanning.worker"
# Pages of one process: enough to forget its start, few enough to lose little when one of them brings it down.
_CHUNK = 24
_SECONDS_A_PAGE = 4.0
_MEMORY_MB = 1400
MAX_PAGES = 2000


def scan_stack(
    paths: Sequence[Path],
    folder: Path,
    *,
    expected: Mapping[str, int] | None = None,
    workers: int = 0,
    boxes: Sequence[PrintedBox] = (),
) -> Stack:
    """Read files of sheets (PDF, pictures) and write one PDF for each document into `folder`.

    `expected`: how many sheets the documents known have; with it sheets of other documents are foreign and a missing
    last sheet is noticed; without it only a gap is. `boxes`: of the printed sheets (`PdfFile.boxes`); what stands in
    them is in `Sheet.marks`. `workers`: processes at once, 0 for one a core.
    Raises `ScanError` when none of the files can be read; a page that cannot is in `Stack.unread`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    with tempfile.TemporaryDirectory(prefix=".scan-", dir=folder) as name:
        filing = _Filing(folder, Path(name), expected, _by_page(boxes))
        for image in _images(paths, workers or os.cpu_count() or 1, filing):
            filing.take(image)
        return filing.finish()


def _images(paths: Sequence[Path], workers: int, filing: _Filing) -> Iterator[SheetImage]:
    """Sheets of all files in order. A file that does not open is a finding unless it is the only one."""
    jobs: list[tuple[str, int, int]] = []
    for path in paths:
        try:
            count: int = run_limited(f"{_WORKER}:count_pages", str(path.resolve()), memory_mb=_MEMORY_MB)
        except (ScanError, LimitError) as error:
            if len(paths) == 1:
                raise ScanError(str(error)) from None
            filing.findings.append(Finding("broken", str(error)))
            continue
        if count > MAX_PAGES:
            raise ScanError(f"В файле «{path.name}» {count} страниц, больше {MAX_PAGES}. Разделите его на части.")
        jobs += [(str(path.resolve()), first, min(first + _CHUNK - 1, count)) for first in range(1, count + 1, _CHUNK)]
    if not jobs:
        raise ScanError("Ни один файл не прочитан: " + " ".join(each.message for each in filing.findings))
    if len(jobs) < workers:
        jobs = _halved(jobs, workers)
    with ThreadPoolExecutor(workers) as pool:
        places = {key: [(box.x, box.y, box.side) for box in seen] for key, seen in filing.boxes.items()}
        for images in pool.map(lambda job: _chunk(job, places), jobs):
            yield from images


def _halved(jobs: list[tuple[str, int, int]], workers: int) -> list[tuple[str, int, int]]:
    """A short stack shared among the processes."""
    done: list[tuple[str, int, int]] = []
    parts = max(1, workers // len(jobs))
    for path, first, last in jobs:
        size = max(4, -(-(last - first + 1) // parts))
        done += [(path, start, min(start + size - 1, last)) for start in range(first, last + 1, size)]
    return done


def _chunk(job: tuple[str, int, int], places: Boxes) -> list[SheetImage]:
    path, first, last = job
    seconds = 15 + _SECONDS_A_PAGE * (last - first + 1)
    try:
        images: list[SheetImage] = run_limited(
            f"{_WORKER}:read_pages", path, first, last, places, seconds=seconds, memory_mb=_MEMORY_MB
        )
        return images
    except (ScanError, LimitError) as error:
        if first == last:
            why = f"Страница не прочитана: {error}"
            return [SheetImage(first, b"", why=why, kind="broken")]
        return [image for place in range(first, last + 1) for image in _chunk((path, place, place), places)]


@dataclass
class _Filing:
    """Sheets as they come: filed, doubled, strange."""

    folder: Path
    heap: Path
    expected: Mapping[str, int] | None
    boxes: Mapping[tuple[str, int], Sequence[PrintedBox]]
    position: int = 0
    loose: list[tuple[Path, SheetImage, int]] = field(default_factory=list)
    filed: dict[tuple[str, int], tuple[Path, SheetImage, int]] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)

    def take(self, image: SheetImage) -> None:
        """Put one sheet where it belongs."""
        self.position += 1
        if image.kind == "blank":
            self.blank.append(self.position)
            return
        if image.document:
            image = self._checked(image)
        if image.kind:
            self._keep(image)
            return
        file = self.heap / f"{self.position:05}.jpg"
        file.write_bytes(image.picture)
        light = replace(image, picture=b"")
        if image.page:
            self.filed[image.document, image.page] = (file, light, self.position)
        else:
            self.loose.append((file, light, self.position))

    def _checked(self, image: SheetImage) -> SheetImage:
        name = f"Лист {image.page or '(без номера)'} документа {image.document}"
        if self.expected is not None and image.document not in self.expected:
            return replace(image, kind="foreign", why=f"{name}: такого документа нет. Лист никуда не положен.")
        if not image.page:
            return image
        total = (self.expected or {}).get(image.document, 0)
        if total and image.page > total:
            why = f"{name}: в документе всего листов — {total}. Лист никуда не положен."
            return replace(image, kind="foreign", why=why)
        if (image.document, image.page) in self.filed:
            first = self.filed[image.document, image.page][2]
            why = f"{name} отсканирован дважды: страницы {first} и {self.position} стопки. Взята первая."
            return replace(image, kind="double", why=why)
        return image

    def _keep(self, image: SheetImage) -> None:
        file = None
        if image.picture:
            folder = self.folder / "unread"
            folder.mkdir(exist_ok=True)
            file = free_name(folder, f"{self.position:04}", ".jpg")
            file.write_bytes(image.picture)
        self.unread.append(Unread(self.position, file, image.kind, image.why))
        message = image.why if image.kind == "double" else f"Страница {self.position} стопки. {image.why}"
        self.findings.append(Finding(image.kind, message, image.document, image.page, self.position))

    def finish(self) -> Stack:
        """Write the documents and name what is absent."""
        guessed = self._place_loose()
        known: dict[str, list[int]] = {}
        for document, page in self.filed:
            known.setdefault(document, []).append(page)
        documents = {
            document: [
                (self.filed[document, page][0], self.filed[document, page][1].landscape) for page in sorted(seen)
            ]
            for document, seen in known.items()
        }
        files = write_documents(documents, self.folder)
        totals = {name: max(max(seen), (self.expected or {}).get(name, 0)) for name, seen in known.items()}
        unclear = self._contradictions()
        sheets = tuple(
            Sheet(
                document,
                page,
                totals[document],
                files[document],
                position,
                image.angle,
                self._marks(image, unclear),
                (document, page) not in guessed,
            )
            for (document, page), (_, image, position) in self.filed.items()
        )
        self._name_missing(known, totals)
        places = {position: key for key, (_, _, position) in self.filed.items()}
        unread = tuple(replace(each, guess=_guess(each, places)) for each in self.unread)
        return Stack(sheets, unread, tuple(self.findings), self.position, tuple(self.blank))

    def _place_loose(self) -> set[tuple[str, int]]:
        """Sheets printed from Word name their document but no sheet: they take the free places in the order of the stack.

        The order is a guess and is told, and so are sheets beyond the number known. Gives the guessed places.
        """
        guessed: set[tuple[str, int]] = set()
        for file, image, position in self.loose:
            page = 1
            while (image.document, page) in self.filed:
                page += 1
            self.filed[image.document, page] = (file, image, position)
            guessed.add((image.document, page))
        for document in dict.fromkeys(document for document, _ in sorted(guessed)):
            count = sum(1 for name, _ in guessed if name == document)
            if count > 1 or any(name == document for name, _ in set(self.filed) - guessed):
                message = (
                    f"Документ {document}: на его листах ({count}) нет номера листа, они напечатаны из Word. "
                    "Листы подшиты в том порядке, в каком лежали в пачке: проверьте порядок."
                )
                self.findings.append(Finding("order", message, document))
        return guessed

    def _contradictions(self) -> set[PrintedBox]:
        """Boxes of all sheets whose marks deny each other: a question may run on to the next sheet."""
        read = [
            (box, seen.marked)
            for key, (_, image, _) in self.filed.items()
            for box, seen in zip(self.boxes.get(key, ()), image.marks, strict=False)
        ]
        return _contradictions(read)

    def _marks(self, image: SheetImage, unclear: set[PrintedBox]) -> tuple[Mark, ...]:
        printed = self.boxes.get((image.document, image.page), ())
        return tuple(
            Mark(
                box.page,
                box.question,
                box.label,
                seen.marked,
                seen.confidence,
                seen.confidence < SURE or box in unclear,
            )
            for box, seen in zip(printed, image.marks, strict=True)
        )

    def _name_missing(self, known: Mapping[str, Sequence[int]], totals: Mapping[str, int]) -> None:
        for document, total in totals.items():
            for page in sorted(set(range(1, total + 1)) - set(known[document])):
                message = f"Документ {document}: нет листа {page} из {total}. Найдите его и отсканируйте отдельно."
                self.findings.append(Finding("missing", message, document, page))
        for document in sorted(set(self.expected or {}) - set(known)):
            self.findings.append(Finding("missing", f"Документ {document}: нет ни одного листа.", document))


def _by_page(boxes: Sequence[PrintedBox]) -> dict[tuple[str, int], list[PrintedBox]]:
    found: dict[tuple[str, int], list[PrintedBox]] = {}
    for box in boxes:
        found.setdefault((box.document, box.page), []).append(box)
    return found


def _contradictions(read: Sequence[tuple[PrintedBox, bool]]) -> set[PrintedBox]:
    """Boxes whose marks deny each other: two on one scale, more than the question allows, or every one of a question."""
    rows: dict[tuple[str, int, str, int], list[PrintedBox]] = {}
    questions: dict[tuple[str, str], list[PrintedBox]] = {}
    marked = {box for box, ticked in read if ticked}
    for box, _ in read:
        rows.setdefault((box.document, box.page, box.question, round(box.y)), []).append(box)
        questions.setdefault((box.document, box.question), []).append(box)
    unclear: set[PrintedBox] = set()
    for row in rows.values():
        unclear |= set(row) if len(marked.intersection(row)) > 1 else set()
    for boxes in questions.values():
        most = max(box.most for box in boxes) or len(boxes) - 1
        unclear |= set(boxes) if len(boxes) > 1 and len(marked.intersection(boxes)) > most else set()
    return unclear


def _guess(unread: Unread, places: Mapping[int, tuple[str, int]]) -> str:
    """Which sheet an unread one may be, when it lies between two neighbours of one document."""
    before, after = places.get(unread.position - 1), places.get(unread.position + 1)
    if unread.kind != "unread" or not before or not after or before[0] != after[0] or after[1] - before[1] != 2:
        return ""
    return f"{before[0]}/{before[1] + 1:03}"
