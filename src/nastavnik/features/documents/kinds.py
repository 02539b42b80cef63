"""Kinds of documents that belong to no other feature: they are begun from a blank and filled by a person.

What the kind's data takes from facts: organisation, signer, school year, curator. The rest is typed into the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nastavnik.features.organizations import papers as organization_papers
from nastavnik.features.organizations import queries as organizations
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DocumentKind, document_kinds

#: code, title, family, register
PLAIN = [
    ("order_launch", "Приказ о внедрении целевой модели наставничества", "order", "ОД"),
    ("order_regulation", "Приказ об утверждении положения о наставничестве", "order", "ОД"),
    ("order_curator", "Приказ о назначении куратора", "order", "ОД"),
    ("order_team", "Приказ о создании рабочей группы", "order", "ОД"),
    ("order_mentors", "Приказ о назначении наставников", "order", "ОД"),
    ("order_pay", "Приказ о выплате за наставничество", "order", "ЛС"),
    ("order_final_event", "Приказ о проведении итогового мероприятия", "order", "ОД"),
    ("order_reward", "Приказ о поощрении", "order", "ЛС"),
    ("regulation", "Положение о системе наставничества", "approved", "ЛНА"),
    ("minutes", "Протокол", "journal", "ПР"),
    ("letter", "Письмо", "letter", "ИСХ"),
]
BY_HAND = {code for code, *_ in PLAIN}
#: An act of another body (ministry, founder): only its name, number and date are kept, for acquaintance.
OUTSIDE = "outside_act"


def base_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """What every paper has: organisation, signer, school year, blank register's fields."""
    today = clock.today(by.organization)
    year = organizations.current_year()
    signer = organizations.signer_on(today)
    data = organization_papers.organization_data(by.organization, on=today, signer=signer)
    return {**data, "doc": {"number": "", "date": None}, "year": str(year).replace("–", "/") if year else ""}


def register_plain() -> None:
    for code, title, family, register in PLAIN:
        document_kinds.add(
            DocumentKind(
                code=code,
                title=title,
                family=family,  # type: ignore[arg-type]
                template=code,
                register=register,
                data=base_data,
            )
        )
    document_kinds.add(DocumentKind(OUTSIDE, "Акт другого органа", "letter", ""))
