"""Kinds of documents that belong to no other feature: they are begun from a blank and filled by a person.

What the kind's data takes from facts: organisation, signer, school year. The rest is typed into the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from nastavnik.features.organizations import papers as organization_papers
from nastavnik.features.organizations import queries as organizations
from nastavnik.features.people.models import Person
from nastavnik.features.people.papers import curator_data, person_data
from nastavnik.kernel import clock
from nastavnik.kernel.actors import Actor
from nastavnik.kernel.contracts import DocumentKind, document_kinds

Family = Literal["order", "approved", "consent", "form", "journal", "report", "letter", "agreement"]


@dataclass(frozen=True, slots=True)
class Blank:
    """A kind begun from a blank. Without a `register` it has no number; `author`: not the director signs it.

    `shared`: several activities use the kind, so a document proves only the one it was begun from.
    `typed`: what stands in the form from the start.
    """

    code: str
    title: str
    family: Family
    register: str
    template: str = ""
    author: bool = False
    shared: bool = False
    typed: Mapping[str, Any] = field(default_factory=dict)


def _order(code: str, title: str, register: str = "ОД", **more: Any) -> Blank:
    return Blank(code, title, "order", register, **more)


def _minutes(code: str, title: str, **more: Any) -> Blank:
    return Blank(code, title, "journal", "ПР", author=True, **more)


def _letter(code: str, title: str) -> Blank:
    return Blank(code, title, "letter", "ИСХ")


def _note(code: str, title: str, subject: str) -> Blank:
    return Blank(code, title, "report", "", template="analytic_note", author=True, typed={"subject": subject})


def _list(code: str, title: str, **more: Any) -> Blank:
    return Blank(code, title, "journal", "", author=True, **more)


#: heading of the page «Новый документ» → kinds under it
GROUPS: dict[str, tuple[Blank, ...]] = {
    "Приказы": (
        _order("order_launch", "Приказ о внедрении целевой модели наставничества"),
        _order("order_regulation", "Приказ об утверждении положения о наставничестве"),
        _order("order_incentive_regulation", "Приказ об утверждении положения о стимулировании"),
        _order("order_curator", "Приказ о назначении куратора"),
        _order("order_team", "Приказ о создании рабочей группы", shared=True),
        _order("order_mentors", "Приказ о назначении наставников"),
        _order("order_pay", "Приказ о выплате за наставничество", "ЛС"),
        _order("order_final_event", "Приказ о проведении итогового мероприятия"),
        _order("order_reward", "Приказ о поощрении", "ЛС"),
    ),
    "Положения, программы, бланки": (
        Blank("regulation", "Положение о системе наставничества", "approved", "ЛНА"),
        Blank("incentive_regulation", "Положение о стимулировании наставников", "approved", "ЛНА"),
        Blank("org_program", "Программа наставничества организации", "approved", "ЛНА"),
        Blank("program_form", "Бланк персонализированной программы", "form", ""),
        Blank("duties_memo", "Памятка участнику программы", "form", ""),
        Blank("event_programme", "Программа мероприятия", "form", "", shared=True),
    ),
    "Протоколы": (
        _minutes("minutes_pedcouncil", "Протокол педагогического совета", shared=True),
        _minutes("minutes_meeting", "Протокол совещания", shared=True, typed={"body": "совещания при директоре"}),
        _minutes("minutes_selection", "Протокол отбора наставников"),
        _minutes("minutes_parents", "Протокол родительского собрания"),
        _minutes("minutes_gathering", "Протокол встречи", shared=True),
        _minutes("minutes_session", "Протокол занятия наставников", shared=True),
        _minutes("minutes_jury", "Протокол жюри"),
        Blank("minutes", "Протокол заседания, общий образец", "journal", "ПР", shared=True),
    ),
    "Письма": (
        _letter("letter_invitation", "Приглашение на мероприятие"),
        _letter("letter_partner", "Письмо партнёру о сотрудничестве"),
        _letter("letter_search", "Письмо о поиске наставника"),
        _letter("letter_reserve", "Предложение в кадровый резерв"),
        _letter("letter_award", "Представление к награде"),
        _letter("letter_contest", "Заявка на конкурс"),
        _letter("letter_forms", "Сопроводительное письмо к формам"),
        Blank("thank_letter", "Благодарственное письмо", "letter", "НАГР", shared=True),
        Blank("letter", "Письмо, общий образец", "letter", "ИСХ", shared=True),
    ),
    "Справки": (
        _note("baseline_note", "Справка о сложившихся практиках", "о сложившихся практиках наставничества"),
        _note("data_note", "Справка о запросах наставляемых", "о запросах наставляемых"),
        _note("control_note", "Справка об исполнении дорожной карты", "об исполнении дорожной карты"),
        _note("quality_note", "Справка о качестве программ пар", "о качестве программ наставничества"),
        _note("impact_note", "Справка о влиянии программы на участников", "о влиянии программы на участников"),
    ),
    "Перечни и ведомости": (
        _list("resource_plan", "Перечень ресурсов программы"),
        _list("acts_list", "Перечень изменённых локальных актов"),
        _list("program_list", "Перечень типовых программ"),
        _list("trainer_list", "Ведущие и материалы для обучения наставников"),
        _list("publication_list", "Перечень публикаций", shared=True),
        _list("practice_list", "Перечень практик для распространения"),
        _list("method_list", "Перечень методических материалов"),
        _list("training_sheet", "Ведомость обучения наставников"),
        _list("consultation_log", "Журнал консультаций"),
        _list("award_sheet", "Ведомость выдачи благодарностей и грамот"),
        _list("lesson_observation", "Лист посещения занятия"),
        _list("case_card", "Описание практики (кейс)"),
    ),
    "Соглашения": (Blank("partner_agreement", "Соглашение о сотрудничестве с партнёром", "agreement", "ДОГ"),),
}
BLANKS = {blank.code: blank for group in GROUPS.values() for blank in group}
BY_HAND = set(BLANKS)
#: Kinds of papers that many activities share: only one begun from the activity proves it.
SHARED = {code for code, blank in BLANKS.items() if blank.shared}
#: Where a paper names the programme's curator, and which meetings the director usually leads.
NAMES_CURATOR = {"order_curator": "person", "order_launch": "curator", "order_team": "head"}
LED_BY_DIRECTOR = {"minutes_pedcouncil", "minutes_meeting"}
#: An act of another body (ministry, founder): only its name, number and date are kept, for acquaintance.
OUTSIDE = "outside_act"


def general_of(code: str) -> str:
    """The general kind that papers had before there was a kind of their own («minutes» of «minutes_meeting»)."""
    stem = code.partition("_")[0]
    return stem if stem in ("minutes", "letter") and stem != code else ""


def base_data(subject: Mapping[str, Any], by: Actor) -> dict[str, Any]:
    """What every paper has: organisation, signer, school year, blank register's fields."""
    today = clock.today(by.organization)
    year = organizations.current_year()
    signer = organizations.signer_on(today)
    data = organization_papers.organization_data(by.organization, on=today, signer=signer)
    return {**data, "doc": {"number": "", "date": None}, "year": str(year).replace("–", "/") if year else ""}


def starting_edits(code: str, by: Actor) -> dict[str, Any]:
    """What is typed for the person beforehand: usual words of the kind, the curator, who leads, oneself as the author."""
    blank = BLANKS.get(code)
    found = dict(blank.typed) if blank else {}
    if code in NAMES_CURATOR and (curator := curator_data(by)):
        found[NAMES_CURATOR[code]] = curator
    if code == "order_curator":
        found["start"] = clock.today(by.organization).isoformat()
    signer = organizations.signer_on(clock.today(by.organization)) if code in LED_BY_DIRECTOR else None
    if signer is not None:
        found["chair"] = organization_papers.signer_data(signer)
    if blank is not None and blank.author and by.person_id is not None:
        person = Person.objects.select_related("group").filter(pk=by.person_id).first()
        if person is not None:
            found["author"] = person_data(person)
    return found


def register_plain() -> None:
    for blank in BLANKS.values():
        document_kinds.add(
            DocumentKind(
                code=blank.code,
                title=blank.title,
                family=blank.family,
                template=blank.template or blank.code,
                register=blank.register,
                data=base_data,
                signer="author" if blank.author else "director",
                numbered=bool(blank.register),
            )
        )
    document_kinds.add(DocumentKind(OUTSIDE, "Акт другого органа", "letter", ""))
