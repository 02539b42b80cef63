"""What people type about consents."""

from __future__ import annotations

from typing import Any

from django import forms

from nastavnik.features.consents.codes import MOST, split_codes
from nastavnik.features.consents.rules import KINDS
from nastavnik.features.documents.forms import check_scan
from nastavnik.features.people.models import Person
from nastavnik.ui.forms import DateField, FileDrop, Form, Keys
from nastavnik.ui.together import EditedTogether

SCANS = ".pdf,.jpg,.jpeg,.png"


class ScanField(forms.FileField):
    def __init__(self, label: str, *, required: bool = False) -> None:
        super().__init__(label=label, required=required, widget=FileDrop(SCANS))

    def clean(self, data: Any, initial: Any = None) -> Any:
        return check_scan(super().clean(data, initial))


SIGNED = [("all", "все, кого называет лист"), ("first", "только первый представитель"), ("second", "только второй")]


class SignedForm(Form):
    """Asks whose signatures stand on sheets of two representatives, where the organisation has such."""

    signed = forms.ChoiceField(
        label="Если представителей двое, подписали",
        choices=SIGNED,
        initial="all",
        widget=Keys,
    )

    def __init__(self, *args: Any, two: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not two:
            del self.fields["signed"]


class MarkForm(SignedForm):
    """Codes of signed sheets. The date is never proposed: it is what stands on the paper."""

    codes = forms.CharField(
        label="Код с листа",
        max_length=4000,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Введите код: десять букв и цифр под квадратом на листе."},
    )
    on = DateField(label="Дата на листе")
    requisites_checked = forms.BooleanField(label="Документы и адрес заполнены от руки, проверено", required=False)
    authority_checked = forms.BooleanField(
        label="Право представителя проверено по документу",
        required=False,
        help_text="Свидетельство о рождении, решение об опеке; копию не храним",
    )
    own_signature = forms.BooleanField(label="Обучающийся 14–17 лет расписался сам", required=False)
    number = forms.CharField(label="Номер в журнале", max_length=40, required=False)
    scan = ScanField("Скан листа")

    def clean_codes(self) -> list[str]:
        found = split_codes(self.cleaned_data["codes"])
        if not found:
            raise forms.ValidationError("Введите код: десять букв и цифр под квадратом на листе.")
        if len(found) > MOST:
            raise forms.ValidationError(f"Вставлено больше {MOST} кодов. Отметьте листы частями.")
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if len(data.get("codes") or []) > 1 and (data.get("number") or data.get("scan")):
            raise forms.ValidationError("Номер и скан относятся к одному листу: введите только его код.")
        return data


class CollectForm(Form):
    """What is common to a stack of sheets. The date is never proposed: it is what stands on the paper."""

    on = DateField(label="Дата на листах")
    requisites_checked = forms.BooleanField(label="Документы и адрес заполнены от руки, проверено", required=False)
    authority_checked = forms.BooleanField(
        label="Право представителей проверено по документам",
        required=False,
        help_text="Свидетельство о рождении, решение об опеке; копию не храним",
    )
    own_signature = forms.BooleanField(label="Обучающиеся 14–17 лет расписались сами", required=False)


class StackForm(CollectForm, SignedForm):
    """The same for a stack that was scanned."""

    stack = ScanField("Скан стопки", required=True)
    field_order = ("stack", "on", "requisites_checked", "authority_checked", "own_signature", "signed")


class NumberForm(Form):
    number = forms.CharField(label="Номер в журнале", max_length=40, required=False)


class ScanForm(Form):
    scan = ScanField("Скан подписанного листа", required=True)


class PriorForm(Form):
    """A consent taken on paper before the system: the number or the scan proves it."""

    kind = forms.ChoiceField(label="Какое согласие")
    on = DateField(label="Дата на листе")
    given_by = forms.MultipleChoiceField(
        label="Кто подписал",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте, чья подпись стоит на листе."},
    )
    number = forms.CharField(label="Номер в журнале", max_length=40, required=False)
    valid_to = DateField(label="Действует по", required=False)
    scan = ScanField("Скан листа")

    def __init__(self, *args: Any, signers: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Выберите"), *((item.code, item.title) for item in KINDS.values())]
        given_by: Any = self.fields["given_by"]
        given_by.choices = [(str(person.pk), person.full_name) for person in signers]
        self.signers = {str(person.pk): person for person in signers}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("number") and not data.get("scan") and "scan" not in self.errors:
            self.add_error(
                "number", "Укажите номер подписанного листа или приложите скан: без них отметка не считается."
            )
        if data.get("valid_to") and data.get("on") and data["valid_to"] < data["on"]:
            self.add_error("valid_to", "Срок кончается раньше, чем согласие дано. Проверьте даты.")
        return data


class WithdrawForm(Form):
    """`signers`: who may withdraw; asked when there is more than one (either representative decides for the child)."""

    withdrawn_by = forms.ChoiceField(label="Кто отзывает", widget=Keys)
    on = DateField(label="Дата в заявлении")
    received_on = DateField(label="Когда заявление получено")
    scan = ScanField("Скан заявления, если есть")

    def __init__(self, *args: Any, signers: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signers = {str(person.pk): person for person in signers}
        if len(signers) < 2:
            del self.fields["withdrawn_by"]
            return
        asked: Any = self.fields["withdrawn_by"]
        asked.choices = [(key, person.full_name) for key, person in self.signers.items()]

    def who(self) -> Person | None:
        """Who withdraws; None: the one who gave it."""
        return self.signers.get(self.cleaned_data.get("withdrawn_by", ""))


class UnmarkForm(Form):
    reason = forms.CharField(
        label="В чём ошибка",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Например: отмечен лист однофамильца",
    )


class FactForm(Form):
    """The second fact at a personal link: one of the two is enough."""

    birth_date = DateField(label="Дата рождения того, о ком согласие", required=False)
    code = forms.CharField(
        label="Или код с бумажного листа",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("birth_date") and not data.get("code"):
            raise forms.ValidationError("Укажите дату рождения или код с листа.")
        return data


class AnswerForm(Form):
    """The decision: nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label="Ваше решение",
        widget=Keys,
        error_messages={"required": "Выберите: согласны вы или нет."},
    )

    def __init__(self, *args: Any, gender: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ending = {"m": "ен", "f": "на"}.get(gender, "ен (согласна)")
        answer: Any = self.fields["answer"]
        answer.choices = [("yes", f"Соглас{ending}"), ("no", f"Не соглас{ending}")]


class TextForm(EditedTogether, Form):
    """A wording; its next version is saved only over the one that was read."""

    text = forms.CharField(
        label="Текст", widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "true"}), max_length=60000
    )

    def _difference(self, name: str) -> str:
        return (
            "Пока вы правили, сохранили новую редакцию. Откройте тексты в соседней вкладке, перенесите нужное и сохраните "
            "ещё раз."
        )
