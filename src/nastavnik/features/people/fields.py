"""Fields where a person is named by typing: the card is found, namesakes are told apart, a list helps to choose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy

from nastavnik.features.people import queries
from nastavnik.features.people.models import Person

SHOWN = 4
#: Namesakes looked through for the one whose description was chosen.
MOST_NAMESAKES = 50


def describe(person: Person) -> str:
    """The name with what tells namesakes apart: group or post, year of birth."""
    extra = person.group.name if person.group else person.post
    year = f"{person.birth_date.year} г. р." if person.birth_date else ""
    return ", ".join(part for part in (person.full_name, extra, year) if part)


def find_named(rows: QuerySet[Person], text: str) -> Person:
    """The only card that the typed name or a chosen description fits. Raises ValidationError with what to do."""
    name = text.split(",")[0].strip()
    found = list(queries.search(rows, name)[:MOST_NAMESAKES]) if name else []
    chosen = [person for person in found if describe(person) == text.strip()]
    if len(chosen) == 1:
        return chosen[0]
    shown = text.strip()[:60]
    if not found:
        raise forms.ValidationError(f"В людях нет «{shown}». Проверьте фамилию или добавьте карточку.")
    if len(found) > 1:
        names = "; ".join(describe(person) for person in found[: SHOWN - 1])
        raise forms.ValidationError(f"«{shown}»: подходят несколько: {names}. Напишите имя полностью.")
    return found[0]


def suggesting(widget: forms.Widget) -> forms.Widget:
    """The widget with a list of people under it while a name is typed (suggest.js)."""
    widget.attrs |= {"data-suggest": reverse_lazy("people:suggest"), "autocomplete": "off"}
    return widget


class PersonField(forms.CharField):
    """A card found by the typed name; None where nothing is typed and nothing is asked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", "Начните писать фамилию")
        super().__init__(widget=suggesting(forms.TextInput()), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return find_named(queries.living().select_related("group"), text) if text else None


class PeopleField(forms.CharField):
    """Cards found by names, each on its own line; a list without repeats."""

    def __init__(self, *, most: int, rows: int = 3, **kwargs: Any) -> None:
        self.most = most
        super().__init__(widget=suggesting(forms.Textarea(attrs={"rows": rows})), max_length=most * 200, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            raise forms.ValidationError(f"Вписано больше {self.most} человек. Разделите список.")
        living = queries.living().select_related("group")
        return list({person.pk: person for person in (find_named(living, line) for line in lines)}.values())
