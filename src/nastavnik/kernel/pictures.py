"""Pictures that come from outside (photographed sheets): measured before they are decoded, drawn anew without what a
telephone writes into them (place, owner, preview)."""

from __future__ import annotations

import io
import warnings

from nastavnik.kernel.errors import InputRefused

#: A sheet A4 scanned at 600 dots an inch has 35 million.
MOST_PIXELS = 60_000_000
TOO_LARGE = "В картинке слишком много точек. Уменьшите её: для листа хватит 2500 × 3500."
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png"}


def redrawn(data: bytes) -> tuple[bytes, str]:
    """The picture turned upright, in plain colours, without metadata; and its media type.

    Raises InputRefused: not JPEG or PNG, damaged, too many pixels, moving.
    """
    from PIL import Image, ImageOps  # slow to import, rarely needed

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=tuple(FORMATS))
        kind, frames = str(opened.format), getattr(opened, "n_frames", 1)
        if opened.width * opened.height > MOST_PIXELS:
            raise InputRefused(TOO_LARGE)
        if frames > 1:
            raise InputRefused("Картинка движется. Сохраните её обычным JPEG или PNG.")
        upright = ImageOps.exif_transpose(opened)
        plain = upright if upright.mode in ("L", "RGB", "1") else upright.convert("RGB")
        clean = Image.new(plain.mode, plain.size)
        clean.paste(plain)
        out = io.BytesIO()
        clean.save(out, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
    except InputRefused:
        raise
    except Image.DecompressionBombError as error:
        raise InputRefused(TOO_LARGE) from error
    except Exception as error:  # Pillow's decoders raise anything on a damaged file
        raise InputRefused(
            "Картинка повреждена, прочесть её нельзя. Сохраните её заново и приложите ещё раз."
        ) from error
    return out.getvalue(), FORMATS[kind]
