"""What people type about acquaintance: which act, whom, on which day."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.documents import readers
from nastavnik.features.documents.models import Document
from nastavnik.features.people import queries as people
from nastavnik.features.people.fields import find_named, suggesting
from nastavnik.features.people.models import Person
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.ui.forms import DateField, Form

MOST_NAMES = 200


class AcquaintForm(Form):
    on = DateField(label="Дата рядом с подписью")


class StartForm(Form):
    """An own document or an outside act; roles, groups, single people."""

    document = forms.ChoiceField(label="Свой документ", required=False)
    title = forms.CharField(
        label="или акт другого органа: вид, чей, о чём",
        required=False,
        max_length=500,
        help_text="Например: приказ министерства образования «О внедрении целевой модели»",
    )
    number = forms.CharField(label="Номер акта", required=False, max_length=60)
    act_date = DateField(label="Дата акта", required=False)
    roles = forms.MultipleChoiceField(label="Кого знакомим", required=False, widget=forms.CheckboxSelectMultiple)
    groups = forms.MultipleChoiceField(label="Группы", required=False, widget=forms.CheckboxSelectMultiple)
    names = forms.CharField(
        label="Кого ещё",
        required=False,
        max_length=20_000,
        widget=suggesting(forms.Textarea(attrs={"rows": 3})),
        help_text="Фамилия и имя, каждый с новой строки",
    )
    due_on = DateField(label="Ознакомить до", required=False)

    def __init__(self, *args: Any, actor: Actor, documents: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.documents = {str(item.pk): item for item in documents}
        fields: Any = self.fields
        fields["document"].choices = [("", "Выберите"), *((pk, _name(item)) for pk, item in self.documents.items())]
        today = clock.today(actor.organization)
        named = [(readers.NAMED, "Названные в документе")] if documents else []
        fields["roles"].choices = [*named, *readers.role_choices(actor, today)]
        fields["groups"].choices = readers.group_choices(actor)
        if not fields["groups"].choices:
            del fields["groups"]

    def clean_names(self) -> list[Person]:
        return read_people(self.actor, self.cleaned_data["names"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("document") and not data.get("title"):
            self.add_error("document", "Выберите свой документ или впишите акт другого органа.")
        if data.get("document") and data.get("title"):
            self.add_error("title", "Выбран свой документ: сотрите название акта или снимите выбор.")
        if data.get("title") and not data.get("act_date"):
            self.add_error("act_date", "Укажите дату акта: без неё непонятно, с какой редакцией знакомят.")
        if not (data.get("roles") or data.get("groups") or data.get("names")) and "names" not in self.errors:
            self.add_error("roles", "Отметьте роль или группу либо впишите фамилии.")
        if readers.NAMED in (data.get("roles") or []) and not data.get("document"):
            self.add_error("roles", "Названных можно взять только из своего документа.")
        return data


def read_people(actor: Actor, text: str) -> list[Person]:
    """People by surname and name, one on a line. Raises ValidationError for an unknown or an ambiguous one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_NAMES:
        raise forms.ValidationError(f"Вписано больше {MOST_NAMES} человек. Отметьте роль или группу.")
    rows = people.visible_people(actor).filter(left_on=None)
    return [find_named(rows, line) for line in lines]


def _name(item: Document) -> str:
    return f"{item.title}, № {item.number} от {item.signed_on:%d.%m.%Y}" if item.number else item.title
