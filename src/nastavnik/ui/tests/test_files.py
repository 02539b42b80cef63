"""What is shipped: light, whole, from nowhere else, and free of inline code that the content policy would refuse."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from nastavnik.ui import icons

UI = Path(__file__).resolve().parent.parent
STATIC = UI / "static"
VENDOR = STATIC / "vendor"
PACKAGE = UI.parent

TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html") if "tests" not in path.parts)
OWN = [path for path in TEMPLATES if UI in path.parents]
OWN_STATIC = sorted((STATIC / "ui").rglob("*"))

# An inline style, script or handler; a javascript: address. Comments and text of pages may not hold them either.
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=|\shx-on|javascript:|\{\{[^}]*\|\s*safe\b""",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"""(?:https?:)?//(?!127\.0\.0\.1)[\w.-]+\.[a-z]{2,}""", re.IGNORECASE)


def test_styles_keep_their_budget():
    size = sum(path.stat().st_size for path in (STATIC / "ui").glob("*.css"))
    assert size <= 60 * 1024, f"CSS takes {size} bytes"


def test_shipped_files_are_the_ones_of_the_manifest():
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    listed = {line["file"]: line for line in manifest["files"]}
    shipped = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()} - {"manifest.json"}
    assert shipped == set(listed)
    for name, line in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == line["sha256"], name
        assert line["version"] and line["licence"]
    assert sum(path.stat().st_size for path in STATIC.rglob("*") if path.is_file()) < 1024 * 1024


def test_versions_of_the_manifest_are_the_pinned_ones():
    package = UI.parents[2] / "package.json"
    if not package.is_file():
        pytest.skip("package.json lies in the repository, not in an installed package")
    pinned = json.loads(package.read_text(encoding="utf-8"))["dependencies"]
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    assert {line["name"]: line["version"] for line in manifest["files"]} == pinned


def test_sprite_holds_every_icon_of_the_list():
    sprite = (VENDOR / "icons.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'id="i-([\w-]+)"', sprite)) == set(icons.known())


def test_marks_hold_every_state():
    from nastavnik.ui.shapes import STATES

    marks = (STATIC / "ui" / "marks.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'id="s-(\w+)"', marks)) == set(STATES)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_holds_inline_style_script_or_unescaped_data(path):
    found = INLINE.search(path.read_text(encoding="utf-8"))
    assert found is None, f"{path.name}: {found.group(0) if found else ''}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_templates_name_only_icons_that_are_drawn(path):
    used = set(re.findall(r"""\{%\s*icon\s+["']([\w-]+)["']""", path.read_text(encoding="utf-8")))
    assert used <= icons.known(), f"{path.name}: {used - icons.known()}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_dates_are_typed_in_our_field_and_not_in_the_language_of_the_browser(path):
    text = path.read_text(encoding="utf-8")
    assert re.search(r"""type=["'](?:\{%[^%]*%\}\w*)*(date|time|datetime-local|month|week)\b""", text) is None


@pytest.mark.parametrize("path", [*OWN, *OWN_STATIC], ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert ELSEWHERE.search(text) is None


def test_own_script_evaluates_nothing_and_writes_no_markup():
    for path in (STATIC / "ui").glob("*.js"):
        script = path.read_text(encoding="utf-8")
        assert (
            re.search(r"\beval\b|\bFunction\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write", script) is None
        )


def test_htmx_is_locked_down_on_every_frame():
    head = (UI / "templates/ui/parts/head.html").read_text(encoding="utf-8")
    config = json.loads(re.search(r"name=\"htmx-config\" content='([^']+)'", head).group(1))
    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0
    assert config["includeIndicatorStyles"] is False
    for frame in ("base", "phone", "plain", "print"):
        assert "ui/parts/head.html" in (UI / f"templates/ui/{frame}.html").read_text(encoding="utf-8")


def test_design_system_knows_no_feature():
    for path in UI.rglob("*.py"):
        for module in re.findall(r"^\s*(?:from|import)\s+(nastavnik[\w.]*)", path.read_text(encoding="utf-8"), re.M):
            assert module.startswith(("nastavnik.ui", "nastavnik.engines.russian")), f"{path.name}: {module}"
