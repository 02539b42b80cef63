"""A person who edits a template is told what is wrong, where, and what was probably meant."""

from __future__ import annotations

import pytest

from nastavnik.engines import papers
from nastavnik.engines.papers import TemplateError

HEAD = "code: own_note\ntitle: Записка\nfamily: letter\n---\norg: org\nto: person — кому\nitems?: list of text — пункты\n---\n"


def note(body: str) -> str:
    template = papers.parse_template(HEAD + body)
    data = {
        "org": {"full_name": "Школа", "short_name": "Школа"},
        "to": {"last": "Шевченко", "first": "Анна", "middle": "Юрьевна", "gender": "f"},
        "items": ["первое", "второе"],
    }
    return papers.text_of(papers.build(template, data)).replace("\u00a0", " ").strip()


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("{{ to.lats }}", 9, "похоже на «to.last»"),
        ("{{ ot|fio }}", 9, "неизвестное поле «ot»"),
        ("первая\n\n{{ to|fioo:dat }}", 11, "похоже на «fio»"),
        ("{{ items|fio }}", 9, "не подходит"),
        ("{{ to|fio:dat", 9, "фигурные скобки"),
        ("{{ }}", 9, "пустое выражение"),
        ("{{ to|fio:dat,gen }}", 9, "лишние или недостающие"),
        ("% for x in to\n{{ x }}\n% end", 9, "не список"),
        ("% if to\nда", 9, "не закрыто"),
        ("% end", 9, "лишнее"),
        (":: tabel 1 2", 9, "неизвестный блок"),
        (":: table 1 2\n| а | б |", 9, "не закрыт"),
        (":: table x y\n:: end", 9, "непонятный параметр"),
        ("| а | б", 9, "должна кончаться"),
        ("**жирно", 9, "не закрыто выделение"),
        ("% include other", 9, "непонятная команда"),
    ],
)
def test_a_fault_is_named_with_its_line_and_cure(body, line, words):
    with pytest.raises(TemplateError) as caught:
        papers.parse_template(HEAD + body)
    assert words in str(caught.value)
    assert caught.value.line == line and f"строка {line}" in str(caught.value)


def test_lists_conditions_and_cases():
    assert note("{{ items|join_and|cap }}.") == "Первое и второе."
    assert note("% for i in items\n+ {{ i }}\n% end") == "1. первое\n2. второе"
    assert note('{{ "есть" if items and not to.post else "нет" }}') == "есть"
    assert note("% if items|length > 2\nмного\n% elif items|length == 2\nдва\n% else\nмало\n% end") == "два"
    assert note("Уважаем{{ to|g:'ый','ая' }} {{ to|first_middle }}!") == "Уважаемая Анна Юрьевна!"
    assert note("Всего {{ items|count:'пункт','пункта','пунктов' }}") == "Всего 2 пункта"


def test_an_order_without_its_obligatory_parts_is_refused():
    text = papers.source("order_curator")
    for cut, words in (
        (":: letterhead ПРИКАЗ", "первый блок"),
        ("< **ПРИКАЗЫВАЮ:**", "ПРИКАЗЫВАЮ"),
        ("# О назначении", "заголовок"),
    ):
        with pytest.raises(TemplateError, match=words):
            papers.parse_template(text.replace(cut, "Слово" if cut.startswith(("#", "<")) else ""))


@pytest.mark.parametrize(
    "tag", ["subject", "operator", "purpose", "data", "actions", "processor", "term", "withdrawal"]
)
def test_a_consent_without_a_requisite_of_the_law_is_refused(tag):
    text = papers.source("consent_pd_minor")
    assert f"@{tag} " in text
    with pytest.raises(TemplateError, match=f"@{tag}"):
        papers.parse_template(text.replace(f"@{tag} ", ""))


def test_an_edited_shipped_paper_may_not_name_fields_the_product_does_not_give():
    text = papers.source("consent_pd_minor").replace("program: text", "passport: text — паспорт\nprogram: text")
    with pytest.raises(TemplateError, match="поля «passport» нет в данных"):
        papers.parse_template(text)


def test_an_edited_wording_of_a_shipped_paper_is_accepted(sample):
    text = (
        papers.source("order_curator").replace("следить", "зорко следить").replace("сопровождать пары", "беречь пары")
    )
    template = papers.parse_template(text)
    assert "беречь пары" in papers.text_of(papers.build(template, sample("order_curator")))
    assert template.version != papers.load("order_curator").version


def test_wrong_kinds_of_data_name_the_field(sample):
    data = sample("order_pairs")
    for path, value, words in (
        ("start", "завтра", "не дата"),
        ("pairs", "все", "нужен список"),
        ("has_staff", "да", "true или false"),
        ("curator", "Король", "нужен объект"),
        ("year", ["2026"], "нужен текст"),
    ):
        with pytest.raises(papers.DataError, match=words) as caught:
            papers.build(papers.load("order_pairs"), {**data, path: value})
        assert caught.value.path == path


def test_a_line_may_end_before_the_year_of_a_date_and_nowhere_else_in_it():
    template = papers.parse_template(HEAD + "Срок до 18 сентября 2026 г., {{ to|fio }}.")
    text = papers.text_of(papers.build(template, {"org": {"full_name": "Школа"}, "to": {"last": "Ким", "first": "Ия"}}))
    assert "до 18\u00a0сентября 2026\u00a0г.," in text
