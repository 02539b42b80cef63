"""What people type about documents."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.documents.models import RESTARTS, Register
from nastavnik.kernel.contracts import document_kinds
from nastavnik.kernel.files import MAX_UPLOAD
from nastavnik.ui.forms import DateField, Form


def check_scan(uploaded: Any) -> Any:
    """A scan is a PDF, JPEG or PNG by its content, within the limit."""
    if uploaded is None:
        return None
    if uploaded.size == 0:
        raise forms.ValidationError("Файл пуст. Выберите другой.")
    if uploaded.size > MAX_UPLOAD:
        raise forms.ValidationError(f"Файл больше {MAX_UPLOAD // 1024 // 1024} МБ. Уменьшите разрешение скана.")
    head = uploaded.read(8)
    uploaded.seek(0)
    kinds = {b"%PDF": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}
    for start, media_type in kinds.items():
        if head.startswith(start):
            uploaded.media_type = media_type
            return uploaded
    raise forms.ValidationError("Это не скан: подойдут PDF, JPEG или PNG.")


class ScanField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> Any:
        return check_scan(super().clean(data, initial))


class SignForm(Form):
    on = DateField(label="Дата подписания")
    shown_hash = forms.CharField(widget=forms.HiddenInput)
    overrule_reason = forms.CharField(
        label="Почему подписываем несмотря на замечания",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StackForm(Form):
    """The day on which a stack was signed."""

    on = DateField(label="Дата подписания")


class NumberForm(Form):
    number = forms.CharField(label="Номер", required=False, max_length=60)
    on = DateField(label="Дата", required=False)


class ScanForm(Form):
    scan = ScanField(label="Скан подписанного листа")


class RepealForm(Form):
    reason = forms.CharField(
        label="Почему отменяется",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Причина останется в истории документа.",
    )


class NewForm(Form):
    kind = forms.CharField(widget=forms.HiddenInput, max_length=60)
    title = forms.CharField(
        label="Заголовок в списке документов",
        required=False,
        max_length=500,
        help_text="По нему документ найдут. Если оставить пустым, возьмём обычный.",
    )


class PriorForm(Form):
    kind = forms.ChoiceField(label="Какой документ")
    title = forms.CharField(label="Заголовок", max_length=500, required=False)
    number = forms.CharField(label="Номер", max_length=60, required=False)
    on = DateField(label="Дата")
    note = forms.CharField(label="Примечание", max_length=500, required=False)
    scan = ScanField(label="Скан, если есть", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        families = ("order", "approved", "agreement", "journal")
        kind: Any = self.fields["kind"]
        kind.choices = [(kind.code, kind.title) for kind in document_kinds if kind.family in families]


class RegisterForm(Form):
    code = forms.CharField(label="Код", max_length=20)
    name = forms.CharField(label="Название", max_length=200)
    mask = forms.CharField(
        label="Вид номера",
        max_length=60,
        help_text="{n} — порядковый номер, {yy} — год, {MM} — месяц. Например: {n}-од.",
    )
    restarts = forms.ChoiceField(label="Нумерация", choices=RESTARTS)
    in_system = forms.BooleanField(
        label="Номера даёт система",
        required=False,
        help_text="Если снято, номер с подписанного листа вносит секретарь.",
    )
    next_number = forms.IntegerField(label="Следующий номер", required=False, min_value=1, max_value=10_000_000)

    @staticmethod
    def initial_of(register: Register) -> dict[str, Any]:
        return {name: getattr(register, name) for name in ("code", "name", "mask", "restarts", "in_system")}
