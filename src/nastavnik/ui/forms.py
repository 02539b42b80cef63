"""Forms of the product: Russian messages that say what to do, dates written as people write them, large choices.

Inherit `Form` or `ModelForm` from here and draw fields by `{% field form.name %}` (or the whole form by `{{ form }}`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField
from django.forms.renderers import TemplatesSetting

from nastavnik.ui.text import MONTHS, count_phrase

# A choice from few is shown as large keys; longer lists of words stand one under another.
MOST_KEYS = 6
LONG_LABEL = 26

MONTH_IN = (
    "январе", "феврале", "марте", "апреле", "мае", "июне",
    "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip

_DOTTED = re.compile(r"([0-9]{1,2})[.\-/ ]([0-9]{1,2})[.\-/ ]([0-9]{4}|[0-9]{2})\s*(?:г\.?)?")
_WORDED = re.compile(r"«?([0-9]{1,2})»?\s+([а-я]+)\s+([0-9]{4})\s*(?:г\.?|года)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


class Renderer(TemplatesSetting):
    """settings.FORM_RENDERER = "nastavnik.ui.forms.Renderer"."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/group.html"


class DateInput(forms.DateInput):
    """A date typed as 31.12.2026 beside a Russian calendar (date.js).

    The browser's own date field speaks the browser's language, drops pasted text and empties what it can not read.
    """

    template_name = "ui/forms/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs)

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, str):
            try:
                value = dt.date.fromisoformat(value) if len(value) == 10 else value
            except ValueError:
                return value
        if isinstance(value, dt.date):
            return f"{value:%d.%m.%Y}"
        return str(value) if value else None


class DateField(forms.DateField):
    """A date as 31.12.2026, in words or as 2026-12-31; a wrong one is answered with the days there are."""

    widget = DateInput

    def to_python(self, value: Any) -> dt.date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        return read_date(value)


def read_date(value: str) -> dt.date:
    """«31.12.2026», «31 декабря 2026 г.» or «2026-12-31». Raises ValidationError that says which days the month has."""
    text = value.strip().replace("\xa0", " ")
    dotted, iso, worded = _DOTTED.fullmatch(text), _ISO.fullmatch(text), _WORDED.fullmatch(text.lower())
    if dotted:
        day, month, year = (int(part) for part in dotted.groups())
        year += 2000 if len(dotted[3]) == 2 else 0
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    elif worded and worded[2] in MONTHS:
        day, month, year = int(worded[1]), MONTHS.index(worded[2]) + 1, int(worded[3])
    else:
        raise ValidationError("Не похоже на дату. Напишите её так: 31.12.2026.", code="invalid")
    if not 1 <= month <= 12:
        raise ValidationError(f"Месяца с номером {month} нет. Укажите месяц от 1 до 12.", code="invalid")
    if not 1900 <= year <= 2200:
        raise ValidationError("Проверьте год: нужны годы от 1900 до 2200.", code="invalid")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        where = f"{MONTH_IN[month - 1]}{f' {year} года' if month == 2 else ''}"
        raise ValidationError(
            f"В {where} {count_phrase(last, 'день,дня,дней')}. Укажите дату от 1 до {last} {MONTHS[month - 1]}.",
            code="invalid",
        )
    return dt.date(year, month, day)


#: Controls (line feed, return and tab apart), halves of pairs, what is no character, and the mark of unreadable bytes.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")


def printable(text: str) -> None:
    """Validator: every sign can stand on paper. What can not would spoil a DOCX or show that bytes were misread."""
    if isinstance(text, str) and _UNPRINTABLE.search(text):
        raise ValidationError("В тексте есть знаки, которых не напечатать. Наберите его заново.", code="unprintable")


_ONE_CHOICE = (forms.ChoiceField, forms.ModelChoiceField)
_MANY_CHOICES = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def _required_message(field: forms.Field) -> str:
    if isinstance(field, _MANY_CHOICES):
        return "Отметьте хотя бы одно."
    if isinstance(field, _ONE_CHOICE):
        return "Выберите одно из списка."
    if isinstance(field, forms.FileField):
        return "Приложите файл."
    if isinstance(field, forms.BooleanField):
        return "Без этой отметки продолжить нельзя."
    if isinstance(field, forms.DateField):
        return "Укажите дату."
    return "Заполните это поле."


class RussianMessages:
    """Mixin: messages that say what to do. A message set by the field's author stays."""

    fields: dict[str, forms.Field]
    use_required_attribute = False
    required_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _required_message(field)
            if isinstance(field, forms.CharField) and printable not in field.validators:
                field.validators = [*field.validators, printable]
            if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField):
                field.error_messages.setdefault("invalid", "Нужно целое число.")
            if isinstance(field.widget, forms.Textarea) and field.widget.attrs.get("rows") == "10":
                field.widget.attrs["rows"] = "3"
            if isinstance(field.widget, forms.DateInput) and not isinstance(field.widget, DateInput):
                field.widget = DateInput(
                    attrs={name: one for name, one in field.widget.attrs.items() if name != "type"}
                )


class Form(RussianMessages, forms.Form):
    """Base of all plain forms."""


class ModelForm(RussianMessages, forms.ModelForm):
    """Base of forms over a model."""

    class Meta:
        fields: list[str] = []


class Keys(forms.RadioSelect):
    """One of few, as large keys (`.pick`); long labels stand one under another."""


class ManyKeys(forms.CheckboxSelectMultiple):
    """Several of few, as large keys; above six a list of ticks."""


class FileDrop(forms.ClearableFileInput):
    """A file chosen or dropped on the field. `accept` limits the dialog of the browser, not the server."""

    def __init__(self, accept: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={**(attrs or {}), **({"accept": accept} if accept else {})})


def kind_of(bound: BoundField) -> str:
    """hidden · check · keys · list · ticks · file · rows · groups · input"""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        if _grouped(bound.field):
            return "groups"
        labels = [str(option.choice_label) for option in bound]
        few = len(labels) <= MOST_KEYS and all(len(label) <= LONG_LABEL for label in labels)
        if few:
            return "keys"
        return "ticks" if isinstance(widget, forms.CheckboxSelectMultiple) else "list"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    if hasattr(widget, "columns"):
        return "rows"
    return "input"


def _grouped(field: forms.Field) -> bool:
    return any(isinstance(members, list | tuple) for _, members in getattr(field, "choices", ()))


def _groups(bound: BoundField) -> list[tuple[str, list[Any]]]:
    """Choices given as (heading, its choices), each choice as it is drawn."""
    drawn, choices = iter(bound), getattr(bound.field, "choices", ())
    return [(str(heading), [next(drawn) for _ in members]) for heading, members in choices]


def field_context(
    bound: BoundField, *, hint: str = "", seen: str = "", label: str = "", css: str = ""
) -> dict[str, Any]:
    """What ui/forms/field.html needs; the ids that explain the input are joined into aria-describedby."""
    key = bound.auto_id or bound.html_name
    hint = hint or str(bound.help_text or "")
    described = [
        f"{key}_{suffix}" for suffix, shown in (("hint", hint), ("error", bound.errors), ("seen", seen)) if shown
    ]
    kind = kind_of(bound)
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors and kind not in ("keys", "list", "ticks", "rows", "groups"):
        attrs["aria-invalid"] = "true"
    if bound.field.required and kind in ("input", "file"):
        attrs["aria-required"] = "true"
    return {
        "field": bound,
        "kind": kind,
        "key": key,
        "label": label or bound.label,
        "hint": hint,
        "seen": seen,
        "css": css,
        "described": " ".join(described),
        "widget": bound.as_widget(attrs=attrs) if kind in ("input", "file", "check", "hidden", "rows") else "",
        "groups": _groups(bound) if kind == "groups" else [],
        "options": list(bound) if kind in ("keys", "list", "ticks") else [],
        "optional": not bound.field.required and kind != "check",
    }


def error_lines(form: BaseForm) -> Iterator[dict[str, str]]:
    """Lines of the summary above a form: text and, where there is a field to go to, its id."""
    for message in form.non_field_errors():
        yield {"text": str(message), "target": ""}
    for name, errors in form.errors.items():
        if name == "__all__":
            continue
        bound = form[name]
        target = "" if bound.is_hidden else bound.auto_id
        for error in errors.as_data():
            place = getattr(error, "place", "") if target else ""
            yield {"text": f"{bound.label}: {lower_first(error.messages[0])}", "target": target + place}


def lower_first(message: str) -> str:
    return message[:1].lower() + message[1:] if message[1:2].islower() or message[1:2] == " " else message


def places_phrase(number: int) -> str:
    """«исправьте одно место», «исправьте два места», «исправьте 12 мест»."""
    words = {1: "одно место", 2: "два места", 3: "три места", 4: "четыре места"}
    return words.get(number) or count_phrase(number, "место,места,мест")
