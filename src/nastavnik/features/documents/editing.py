"""Forms by which drafts are filled, and the list of kinds that are begun from a blank."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms

from nastavnik.engines.russian import fold
from nastavnik.features.documents import kinds, rendering
from nastavnik.features.documents.models import Document
from nastavnik.features.documents.rules import ON_ROUTE
from nastavnik.features.documents.typed import TypedForm
from nastavnik.ui.forms import Form
from nastavnik.ui.together import EditedTogether


def plain_place(template: str, path: str) -> bool:
    """Whether a text may be typed there: not a list, not a whole person, not inside a row."""
    fields: Any = rendering.template_of(template).fields
    found: Any = None
    for part in path.split("."):
        found = fields.get(part)
        if found is None:
            return False
        fields = found.children
    return found is not None and found.kind in ("text", "date")


class EditForm(EditedTogether, Form):
    """Heading and the places that facts do not fill. A field for each gap and for each earlier correction."""

    title = django_forms.CharField(label="Заголовок", max_length=500)

    def __init__(self, data: Any = None, *, document: Document) -> None:
        gaps = [gap for gap in rendering.tree_of(document).missing if plain_place(document.template, gap.path)]
        labels = {gap.path: gap.label for gap in gaps}
        typed = {path for path, value in document.edits.items() if isinstance(value, str)}
        labels |= {path: labels.get(path, path) for path in sorted(typed)}
        self.paths = {"gap-" + path.replace(".", "-"): path for path in labels}
        kept = {name: document.edits.get(path, "") for name, path in self.paths.items()}
        super().__init__(data, initial={"title": document.title, **kept})
        for name, path in self.paths.items():
            self.fields[name] = django_forms.CharField(
                label=labels[path].capitalize(),
                required=False,
                max_length=4000,
                widget=django_forms.Textarea(attrs={"rows": 2}),
            )

    def edits(self) -> dict[str, str]:
        """Typed places by their paths in the data; what was erased is erased, what was never there is left out."""
        return {
            path: self.cleaned_data[name]
            for name, path in self.paths.items()
            if self.cleaned_data[name] or self.initial.get(name)
        }


def edit_form(data: Any, document: Document) -> Any:
    """The form of a kind filled by hand asks every field of its template; of another, the gaps that facts left."""
    form: Any = (
        TypedForm(data, document=document) if document.kind in kinds.BY_HAND else EditForm(data, document=document)
    )
    if document.state in ON_ROUTE:
        form.fields["reason"] = django_forms.CharField(
            label="Что изменено и почему",
            max_length=500,
            help_text="Документ на согласовании: с новым текстом его посмотрят заново и увидят эти слова.",
            widget=django_forms.Textarea(attrs={"rows": 2}),
        )
    return form


def blank_groups(text: str) -> list[tuple[str, list[kinds.Blank]]]:
    """Kinds begun from a blank, by groups; only those whose title has every word of the text."""
    words = fold(text).split()
    found = [
        (group, [blank for blank in blanks if all(word in fold(blank.title) for word in words)])
        for group, blanks in kinds.GROUPS.items()
    ]
    return [(group, blanks) for group, blanks in found if blanks]
