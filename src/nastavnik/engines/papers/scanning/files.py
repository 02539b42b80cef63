"""Upright pictures put together: one PDF for each document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import layout

_PT = 72 / 25.4


def write_documents(documents: Mapping[str, Sequence[tuple[Path, bool]]], folder: Path) -> dict[str, Path]:
    """A PDF for each document of its sheets in order (picture, landscape). Nothing that is there is overwritten.

    Pictures go in as they are, without another loss of quality.
    """
    return {name: _write(name, sheets, folder) for name, sheets in documents.items()}


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """A name in `folder` nothing has yet: «7K3M9QX2PA.pdf», then «7K3M9QX2PA-2.pdf»."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def _write(name: str, sheets: Sequence[tuple[Path, bool]], folder: Path) -> Path:
    import pikepdf
    from PIL import Image

    pdf = pikepdf.new()
    for file, landscape in sheets:
        with Image.open(file) as picture:
            (width, height), grey = picture.size, picture.mode == "L"
        image = pikepdf.Stream(
            pdf, file.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
            ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB, BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        size = [side * _PT for side in (layout.LANDSCAPE if landscape else layout.PORTRAIT)]
        page = pdf.add_blank_page(page_size=(size[0], size[1]))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=pdf.make_indirect(image)))
        page.Contents = pikepdf.Stream(pdf, f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Im Do Q".encode())
    path = free_name(folder, name, ".pdf")
    pdf.save(path)
    pdf.close()
    return path
