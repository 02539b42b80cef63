"""The organisation's own Word forms: kept by kind with versions, tried on invented data, filled with a document's data.

A form is filled by the engine's sandbox. It gives a Word file only: the PDF, the sheet for the signature and the hash
of a document stay those of the system's own text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nastavnik.engines.papers.errors import PapersError
from nastavnik.features.documents import rendering
from nastavnik.features.documents.models import Document, OwnForm
from nastavnik.features.documents.typed_fields import own_parts
from nastavnik.kernel import files
from nastavnik.kernel.contracts import DocumentKind, document_kinds
from nastavnik.kernel.errors import InputRefused


def kinds_with_forms() -> list[DocumentKind]:
    """Kinds that have a text of ours, so that the fields of a form are known."""
    found = [kind for kind in document_kinds if kind.template and kind.family != "consent"]
    return sorted(found, key=lambda kind: kind.title)


def in_use(kind: str) -> OwnForm | None:
    """The form that documents of the kind are given in, the newest of those not taken away."""
    return OwnForm.objects.filter(kind=kind, ended_at=None).select_related("file").order_by("-version").first()


def fields_used(content: bytes, *, name: str, template: str) -> tuple[str, ...]:
    """Fields a form asks; it is tried on invented data. InputRefused names what is wrong and the nearest known field."""
    from nastavnik.engines.papers.forms import check_form

    return _in_words(lambda: check_form(content, name=name, kind=template))


def sample(form: OwnForm) -> bytes:
    """The form filled with plainly invented people."""
    from nastavnik.engines import papers
    from nastavnik.engines.papers.forms import fill_form

    template = document_kinds[form.kind].template
    return _in_words(
        lambda: fill_form(files.read(form.file), papers.sample(template), name=form.name, kind=template).data
    )


def filled(form: OwnForm, document: Document) -> bytes:
    """The document's data in the organisation's form, with the number once it is entered."""
    from nastavnik.engines.papers.forms import fill_form

    data = rendering.data_of(document, numbered=True)
    return _in_words(lambda: fill_form(files.read(form.file), data, name=form.name, kind=document.template).data)


def _in_words(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except PapersError as error:
        raise InputRefused(str(error), field="form") from None


def known_fields(template: str) -> list[tuple[str, str]]:
    """Names that a form of the kind may use, with what they mean: «mentor.last», lists with their rows."""
    found: list[tuple[str, str]] = []
    _walk(rendering.template_of(template).fields, "", found)
    return found


def _walk(fields: Any, prefix: str, found: list[tuple[str, str]]) -> None:
    for name, one in fields.items():
        if name in ("org", "doc") and not prefix:
            _walk(one.children, f"{name}.", found)
            continue
        found.append((f"{prefix}{name}", one.label + (" (список)" if one.kind == "list" else "")))
        if one.kind == "group" and not one.common:
            _walk(one.children, f"{prefix}{name}.", found)
        elif one.kind == "list" and set(one.children) != {"item"}:
            _walk(own_parts(one), f"строка {name}: ", found)
