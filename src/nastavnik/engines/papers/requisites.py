"""What a kind of paper may not lack. Sources: 152-ФЗ ст. 9, 10.1; ГК ст. 152.1; ТК ст. 57, 351.8; ГОСТ Р 7.0.97."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .checking import bare_text
from .language import Directive, If, Line, Node

if TYPE_CHECKING:
    from .template import Template

# A requisite of a consent is a paragraph marked `@name`.
_WRITTEN = {
    "subject": "кто даёт согласие, адрес и документ",
    "operator": "оператор и его адрес",
    "purpose": "цель обработки",
    "data": "перечень данных",
    "actions": "перечень действий и способы",
    "processor": "кому поручена обработка",
    "term": "срок согласия",
    "withdrawal": "порядок отзыва",
}
_DISTRIBUTION = {
    "subject": "кто даёт согласие и как с ним связаться",
    "operator": "оператор, адрес, ИНН, ОГРН",
    "resources": "адреса страниц, где данные увидят",
    "purpose": "цель распространения",
    "data": "категории данных",
    "conditions": "запреты и условия",
    "term": "срок согласия",
    "withdrawal": "порядок прекращения",
}
_TAKING_PART = {"subject": "кто согласен", "purpose": "на что согласен", "term": "срок", "withdrawal": "как отказаться"}
_BY_CODE = {
    "consent_distribution": _DISTRIBUTION,
    "consent_image": {
        "subject": "чьё изображение",
        "purpose": "где и для чего",
        "term": "срок",
        "withdrawal": "порядок отзыва",
    },
    "consent_mentor_participation": _TAKING_PART,
    "consent_mentee_participation": _TAKING_PART,
    "consent_duties": {**_TAKING_PART, "pay": "размер и условия оплаты"},
    "consent_psych_diagnostics": {**_TAKING_PART, "actions": "чем и как измеряют", "readers": "кто увидит результаты"},
    "withdrawal": {"subject": "кто отзывает", "scope": "какое согласие", "purpose": "чего требует"},
    "addendum_351_8": {
        "duties": "содержание работы",
        "term": "срок",
        "form": "форма выполнения",
        "pay": "размер и условия оплаты",
        "withdrawal": "право отказаться и отменить",
    },
}


def absent_requisites(template: Template) -> list[str]:
    """Names in Russian of obligatory things this template does not print whatever the data."""
    sure = _printed_always(template.body)
    absent: list[str] = []
    if template.family == "order":
        if ":: letterhead" not in sure:
            absent.append("первый блок с наименованием организации, датой и номером (:: letterhead ПРИКАЗ)")
        if "heading" not in sure:
            absent.append("заголовок к тексту (# О …)")
        if "ПРИКАЗЫВАЮ" not in sure:
            absent.append("слово «ПРИКАЗЫВАЮ:»")
    wanted = _BY_CODE.get(template.code, _WRITTEN if template.family == "consent" else {})
    absent += [f"{name} (абзац с пометой @{tag})" for tag, name in wanted.items() if f"@{tag}" not in sure]
    if template.family in ("order", "consent", "agreement") and ":: signatures" not in sure:
        absent.append("подпись (:: signatures)")
    return absent


def _printed_always(nodes: Iterable[Node]) -> set[str]:
    """Marks, blocks and words that no condition can take away: what stands in one branch only is no requisite."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case Line(words=words):
                fixed = bare_text(words)
                found |= {"ПРИКАЗЫВАЮ"} if "ПРИКАЗЫВАЮ" in fixed else set()
                if any(char.isalnum() for char in fixed):
                    found |= {node.style, f"@{node.tag}"}
            case Directive(name=name, body=body):
                found |= {f":: {name}"} if body or name == "letterhead" else set()
                found |= _printed_always(body)
            case If(branches=branches):
                if branches[-1][0] is None:
                    found |= set.intersection(*(_printed_always(body) for _, body in branches))
    return found
