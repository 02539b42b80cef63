"""Copy the few front-end files the product ships from node_modules into static/vendor.

Usage: npm ci && python tools/vendor.py [--check]

The copies lie in the repository, so nobody needs Node to run or to test. `--check` writes nothing and exits 1
when the shipped files differ from what this script would make.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
UI = ROOT / "src" / "nastavnik" / "ui"
VENDOR = UI / "static" / "vendor"
TEST_VENDOR = UI / "tests" / "vendor"
FONT = "@fontsource-variable/golos-text"
ICONS = "@tabler/icons"


def read_package(name: str) -> dict[str, str]:
    package = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
    return {"name": name, "version": package["version"], "licence": package["license"]}


def icon_names() -> list[str]:
    lines = (UI / "icons.txt").read_text(encoding="utf-8").split()
    return sorted(set(lines))


def symbol(name: str) -> str:
    """One <symbol>: the drawing of an icon without its invisible bounding box; stroke and size come from our CSS."""
    source = (MODULES / ICONS / "icons" / "outline" / f"{name}.svg").read_text(encoding="utf-8")
    body = source.split(">", 1)[1].rsplit("</svg>", 1)[0]
    body = re.sub(r'<path stroke="none" d="M0 0h24v24H0z"[^>]*/>', "", body)
    body = re.sub(r"\s+", " ", body).replace(" />", "/>").replace("> <", "><").strip()
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{body}</symbol>'


def sprite() -> bytes:
    symbols = "\n".join(symbol(name) for name in icon_names())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'.encode()


def plan() -> tuple[dict[Path, bytes], list[dict[str, str]]]:
    """Everything to write: path → content, and the lines of the manifest."""
    files: dict[Path, bytes] = {}
    lines: list[dict[str, str]] = []

    def put(package: str, folder: Path, target: str, content: bytes) -> None:
        files[folder / target] = content
        if folder == VENDOR:
            lines.append(read_package(package) | {"file": target, "sha256": hashlib.sha256(content).hexdigest()})

    put("htmx.org", VENDOR, "htmx.min.js", (MODULES / "htmx.org/dist/htmx.min.js").read_bytes())
    put(ICONS, VENDOR, "icons.svg", sprite())
    for subset in ("cyrillic", "cyrillic-ext", "latin", "latin-ext"):
        font = f"golos-text-{subset}-wght-normal.woff2"
        put(FONT, VENDOR, f"fonts/{font}", (MODULES / FONT / "files" / font).read_bytes())
    for package, target in ((FONT, "golos-text"), (ICONS, "tabler-icons"), ("htmx.org", "htmx")):
        put(package, VENDOR, f"licences/{target}.txt", (MODULES / package / "LICENSE").read_bytes())
    put("axe-core", TEST_VENDOR, "axe.min.js", (MODULES / "axe-core/axe.min.js").read_bytes())
    manifest = json.dumps({"made_by": "tools/vendor.py", "files": lines}, ensure_ascii=False, indent=1) + "\n"
    files[VENDOR / "manifest.json"] = manifest.encode()
    return files, lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    if not MODULES.is_dir():
        print("node_modules is absent: run `npm ci` first", file=sys.stderr)
        return 2
    files, _ = plan()
    stale = [path for path, content in files.items() if not path.is_file() or path.read_bytes() != content]
    extra = [path for path in VENDOR.rglob("*") if path.is_file() and path not in files]
    for path in stale + extra:
        print(f"{'differs' if check else 'writes'}: {path.relative_to(ROOT)}")
    if check:
        return 1 if stale or extra else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    for path in extra:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
