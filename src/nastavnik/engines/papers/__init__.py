"""Papers: a template of text and data in, DOCX and PDF/A-2b out.

    template = load("order_pairs")
    tree = build(template, data, code="7K3M9QX2PA")
    docx = write_docx(tree)
    pdf = write_pdf([tree], date=today)

Names are loaded on first use, so importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .builder import build as build
    from .catalogue import TemplateInfo as TemplateInfo
    from .catalogue import list_templates as list_templates
    from .catalogue import load as load
    from .catalogue import parse_template as parse_template
    from .catalogue import sample as sample
    from .catalogue import source as source
    from .docx import write_docx as write_docx
    from .errors import DataError as DataError
    from .errors import FontMissing as FontMissing
    from .errors import PapersError as PapersError
    from .errors import TemplateError as TemplateError
    from .errors import WriteError as WriteError
    from .join import join_pdf as join_pdf
    from .pdf import PdfFile as PdfFile
    from .pdf import PdfPart as PdfPart
    from .pdf import PrintedBox as PrintedBox
    from .pdf import write_pdf as write_pdf
    from .plaintext import text_of as text_of
    from .plaintext import without_register as without_register
    from .template import Template as Template
    from .template import schema as schema
    from .tree import Tree as Tree

_HOMES = {
    "builder": ("build",),
    "catalogue": ("TemplateInfo", "list_templates", "load", "parse_template", "sample", "source"),
    "docx": ("write_docx",),
    "errors": ("DataError", "FontMissing", "PapersError", "TemplateError", "WriteError"),
    "join": ("join_pdf",),
    "pdf": ("PdfFile", "PdfPart", "PrintedBox", "write_pdf"),
    "plaintext": ("text_of", "without_register"),
    "template": ("Template", "schema"),
    "tree": ("Doubt", "Missing", "Tree"),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
