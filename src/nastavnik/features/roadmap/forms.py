"""What people type about a roadmap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from nastavnik.features.roadmap.catalogue.catalogue import catalogue, kinds
from nastavnik.features.roadmap.models import Activity, Roadmap, Stage
from nastavnik.kernel.files import MAX_UPLOAD
from nastavnik.ui.forms import DateField, FileDrop, Form, ManyKeys
from nastavnik.ui.together import EditedTogether

PLAN_TYPES = ".docx,.doc,.odt,.xlsx,.xls,.ods,.csv,.tsv,.html,.md,.txt,.pdf"
TEXT = django_forms.Textarea(attrs={"rows": 2})
LONGEST_PASTE = 200_000


def kind_choices() -> list[tuple[str, Any]]:
    """Kinds grouped by the stages of the target model, in the order of doing."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, kind in kinds().items():
        groups.setdefault(catalogue().stages[kind.stage], []).append((code, kind.name))
    return [("", "— вида нет, закрываем вручную —"), *groups.items()]


class KindsMixin:
    """Three pulldowns of kinds: one point of a plan is rarely more than two acts; empty ones do not count."""

    PLACES = 4

    def add_kinds(self, form: Any, initial: Sequence[str]) -> None:
        for place in range(max(self.PLACES, len(initial))):
            form.fields[f"kind{place}"] = django_forms.ChoiceField(
                label="Что это за мероприятие" if place == 0 else f"И ещё вид {place + 1}",
                choices=kind_choices(),
                required=False,
                initial=initial[place] if place < len(initial) else "",
            )

    def kinds_of(self, form: Any) -> list[str]:
        chosen = (form.cleaned_data.get(name) for name in form.fields if name.startswith("kind"))
        return list(dict.fromkeys(code for code in chosen if code))


class PlanForm(Form):
    """The organisation's own plan: a file or pasted text."""

    file = django_forms.FileField(
        label="Файл плана",
        required=False,
        allow_empty_file=True,
        widget=FileDrop(accept=PLAN_TYPES),
        help_text="Word, Excel, OpenDocument, PDF с текстом, CSV. До 30 МБ. Пароль с файла снимите.",
    )
    text = django_forms.CharField(
        label="Или вставьте таблицу плана как текст",
        required=False,
        max_length=LONGEST_PASTE,
        widget=django_forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": "Текст слишком длинный. Сохраните его файлом и загрузите файл."},
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        uploaded = values.get("file")
        if uploaded is not None and uploaded.size > MAX_UPLOAD:
            self.add_error("file", "Файл больше 30 МБ. Сохраните план отдельным файлом без рисунков.")
        elif uploaded is None and not values.get("text", "").strip() and not self.errors:
            self.add_error("file", "Выберите файл плана или вставьте его текст.")
        return values

    def content(self) -> tuple[str, bytes]:
        """(name, bytes) of what was given; pasted cells keep their tabs."""
        uploaded = self.cleaned_data.get("file")
        if uploaded is not None:
            return uploaded.name, uploaded.read()
        text = self.cleaned_data["text"]
        suffix = "tsv" if "\t" in text else "txt"
        return f"Вставленный план.{suffix}", text.encode()


class RowForm(Form, KindsMixin):
    """A row of the plan that is being checked."""

    number = django_forms.CharField(label="№", required=False, max_length=20)
    title = django_forms.CharField(
        label="Мероприятие",
        max_length=4000,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="Чтобы разделить, напишите каждое с новой строки и нажмите «Разделить по строкам».",
    )
    terms = django_forms.CharField(label="Срок, как в плане", required=False, max_length=1000)
    responsible = django_forms.CharField(label="Ответственный", required=False, max_length=1000)
    result = django_forms.CharField(label="Результат", required=False, max_length=4000, widget=TEXT)

    def __init__(self, *args: Any, row: dict[str, Any] | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: row[name] for name in ("number", "title", "terms", "responsible", "result")}
        super().__init__(*args, **kwargs)
        self.add_kinds(self, [item["code"] for item in row["kinds"]] if row else [])

    def values(self) -> dict[str, Any]:
        named = {name: self.cleaned_data[name] for name in ("number", "title", "terms", "responsible", "result")}
        return named | {"kinds": self.kinds_of(self)}


class AcceptForm(Form):
    title = django_forms.CharField(label="Название дорожной карты", max_length=500)


class ReadyForm(Form):
    code = django_forms.CharField(max_length=40, required=False)
    roadmap = django_forms.UUIDField(required=False)
    title = django_forms.CharField(label="Название", max_length=500, required=False)


class ActivityForm(EditedTogether, Form, KindsMixin):
    """An activity of the working roadmap: the plan's words, the working day, the person's card, kinds."""

    stage: Any = django_forms.ModelChoiceField(label="Этап", queryset=None, empty_label=None)
    number = django_forms.CharField(label="№", required=False, max_length=20)
    title = django_forms.CharField(
        label="Мероприятие", max_length=4000, widget=django_forms.Textarea(attrs={"rows": 3})
    )
    terms = django_forms.CharField(
        label="Срок по плану",
        required=False,
        max_length=1000,
        help_text="Словами, как в плане: «до 15 сентября», «ежемесячно», «октябрь – май».",
    )
    working_due = DateField(
        label="Рабочая дата",
        required=False,
        help_text="К какому дню сделать. Переносится без приказа, срок плана не меняет.",
    )
    responsible = django_forms.CharField(label="Ответственный", required=False, max_length=1000)
    responsible_person: Any = django_forms.ModelChoiceField(
        label="Карточка ответственного", queryset=None, required=False, empty_label="— не выбрана —"
    )
    result = django_forms.CharField(label="Результат", required=False, max_length=4000, widget=TEXT)

    def __init__(
        self, *args: Any, roadmap: Roadmap, people: Any, activity: Activity | None = None, **kwargs: Any
    ) -> None:
        if activity is not None:
            names = ("stage", "number", "title", "terms", "working_due", "responsible", "responsible_person", "result")
            kwargs["initial"] = {name: getattr(activity, name) for name in names}
        super().__init__(*args, **kwargs)
        stage: Any = self.fields["stage"]
        stage.queryset = Stage.objects.filter(roadmap=roadmap).order_by("position")
        person: Any = self.fields["responsible_person"]
        person.queryset = people
        self.add_kinds(self, activity.kind_codes if activity else [])

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("kind")}


class RoadmapForm(EditedTogether, Form):
    title = django_forms.CharField(label="Название", max_length=500, widget=TEXT)
    forms = django_forms.MultipleChoiceField(
        label="Формы наставничества",
        required=False,
        widget=ManyKeys,
        choices=lambda: list(catalogue().forms.items()),
        help_text="Если планов несколько, отметьте формы каждого: чужие факты его не закроют. Без отметок — все формы.",
    )


class StageForm(EditedTogether, Form):
    title = django_forms.CharField(label="Название этапа", max_length=1000, widget=TEXT)
    terms = django_forms.CharField(label="Срок этапа", required=False, max_length=500)
    goal = django_forms.CharField(label="Цель", required=False, max_length=4000, widget=TEXT)
    result = django_forms.CharField(label="Результат", required=False, max_length=4000, widget=TEXT)


class CloseForm(Form):
    """What was done outside the system."""

    happened_on = DateField(label="Когда прошло")
    note = django_forms.CharField(
        label="Что сделано",
        required=False,
        max_length=4000,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="Что сделали и где хранится бумага. Этого ждут при проверке.",
    )
    people_count = django_forms.IntegerField(label="Сколько участников", required=False, min_value=0, max_value=100_000)
    file = django_forms.FileField(label="Файл: протокол, лист, фото", required=False, widget=FileDrop())
    kind = django_forms.CharField(required=False, max_length=60, widget=django_forms.HiddenInput)

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data.get("file")
        if uploaded is not None and uploaded.size > MAX_UPLOAD:
            raise django_forms.ValidationError("Файл больше 30 МБ. Уменьшите его или разделите.")
        return uploaded


class ReasonForm(Form):
    reason = django_forms.CharField(label="Почему", max_length=500, widget=TEXT)


class PriorApprovalForm(Form):
    """The plan was approved on paper before the system."""

    on = DateField(label="Дата утверждения")
    number = django_forms.CharField(label="Номер приказа, если был", required=False, max_length=60)
    note = django_forms.CharField(
        label="Чем утверждена",
        required=False,
        max_length=300,
        help_text="Например: подпись директора на листе утверждения.",
    )
