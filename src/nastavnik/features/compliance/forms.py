"""What people type about findings and rules."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms

from nastavnik.features.compliance import rules
from nastavnik.kernel.contracts import FindingRule
from nastavnik.ui.forms import DateField, Form


class AcceptForm(Form):
    """Why a finding may stand, and until when."""

    reason = django_forms.CharField(
        label="Почему замечание можно принять",
        max_length=500,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        help_text="Факт и основание: номер акта, решение, договорённость. Проверяющий прочтёт это рядом с замечанием.",
    )
    until = DateField(label="До какого дня", help_text="После него замечание вернётся, если факт не изменится.")


class RuleForm(Form):
    """How a rule holds in this organisation."""

    off = django_forms.BooleanField(label="Не проверять это правило", required=False)
    severity = django_forms.ChoiceField(label="Строгость", required=False)
    valid_from = DateField(
        label="Проверять начиная с", required=False, help_text="Пусто: проверяем с начала работы в системе."
    )

    def __init__(self, *args: Any, rule: FindingRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = f"{rules.WORDS[rule.severity][1]} (обычная)"
        choices = [("", usual), *((code, rules.WORDS[code][1]) for code in rules.lower_ones(rule))]
        field = self.fields["severity"]
        if isinstance(field, django_forms.ChoiceField):
            field.choices = choices


class DayForm(Form):
    """The day of the figures or of the check."""

    on = DateField(label="На дату", required=False)
