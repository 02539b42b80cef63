"""A cell in the most usual writing is answered at once; the same cell with a speck on it takes the long way. Both agree."""

from __future__ import annotations

import random

from nastavnik.engines.lists import PersonRow, read_pasted

from .corpus import TODAY
from .corpus.people import Writer

_CODES = ("900", "8172", "34766", "089", "790", "890", "495")
_SHAPES = (
    "8{}{}", "+7 ({}) {}", "8-{}-{}", "тел. 8 {} {}", "7{}{}", "{}{}", "+7{}.{}", "8 ({}) {}", "м.8({}){}", "8 {}  {}",
)  # fmt: skip


def read(*rows: list[str]) -> list[PersonRow]:
    header = "ФИО\tТелефон\tE-mail\tРодитель\tТелефон родителя"
    return list(read_pasted("\n".join([header, *("\t".join(row) for row in rows)]), today=TODAY).people)


def test_names_are_the_same_with_doubled_blanks() -> None:
    writer = Writer("quick")
    names = []
    for _ in range(400):
        person = writer.person()
        parts = [person.last, person.first, person.middle]
        names.append(" ".join(parts if writer.rng.random() < 0.6 else [*parts[1:], parts[0]]))
    names += [
        "Оглы Иван Петрович",
        "Мамедов Вагиф Оглы",
        "Адам Иванович Мицкевич",
        "Мицкевич Адам Иванович",
        "Ким Ли Сан",
        "Примерова Анна", "Анна Примерова", "Эскизов-Мнимов Пётр", "Роман Богдан", "Анна Петровна", "Отдел Кадров",
        "Примерова А. П.", "Примерова А.П.", "А. П. Примерова", "Эскизов-Мнимов П.А.", "Ли Я.", "Я. Ли",
    ]  # fmt: skip
    plain = read(*([name, "", "", name, ""] for name in names))
    long = read(*([name.replace(" ", "\u00a0 "), "", "", name.replace(" ", "  "), ""] for name in names))
    assert len(plain) > 400
    assert [(p.name, p.gender, p.representative) for p in plain] == [(p.name, p.gender, p.representative) for p in long]


def test_parts_of_names_are_the_same_with_a_blank_before() -> None:
    words = [
        "Примерова",
        "Анна",
        "Петровна",
        "Эскизов-Мнимов",
        "Ли",
        "А.",
        "П",
        "анна",
        "ОГЛЫ",
        "оглы",
        "",
        "Вакансия",
        "Анна Мария",
    ]
    draw = random.Random("parts")
    rows = [[draw.choice(words) for _ in range(3)] for _ in range(600)]
    head = "Фамилия\tИмя\tОтчество\n"
    plain = read_pasted(head + "\n".join("\t".join(row) for row in rows), today=TODAY)
    long = read_pasted(head + "\n".join("\t".join(f"\u00a0{word}" for word in row) for row in rows), today=TODAY)
    assert len(plain.people) > 200
    assert [(p.row, p.name, p.gender) for p in plain.people] == [(p.row, p.name, p.gender) for p in long.people]


def test_phones_are_the_same_with_a_sign_before() -> None:
    draw = random.Random("quick")
    phones = []
    for _ in range(600):
        code = draw.choice(_CODES)
        rest = f"{draw.randrange(10**7):07}"[: 10 - len(code)]
        if draw.random() < 0.6:
            rest = f"{rest[:-4]}-{rest[-4:-2]}-{rest[-2:]}"
        phones.append(draw.choice(_SHAPES).format(code, rest))
    plain = read(*(["Примерова Анна Ивановна", phone, "", "", phone] for phone in phones))
    long = read(*(["Примерова Анна Ивановна", f"☎{phone}", "", "", f"☎{phone}"] for phone in phones))
    assert [(p.phone, p.representative.phone) for p in plain] == [(p.phone, p.representative.phone) for p in long]
    assert sum(bool(p.phone) for p in plain) > 300


def test_addresses_are_the_same_in_brackets() -> None:
    addresses = ["a@example.org", "A.b_c-d@mail.example.org", "st1234567@example.org", "st12345678@example.org", "-@example.org",
                 "a..b@example.org", ".a@example.org", "a.@example.org", "a@example", "a@-example.org", "1234-567890@example.org"]  # fmt: skip
    plain = read(*(["Примерова Анна Ивановна", "", address, "", ""] for address in addresses))
    long = read(*(["Примерова Анна Ивановна", "", f"<{address}>", "", ""] for address in addresses))
    assert [person.email for person in plain] == [person.email for person in long]
    assert [person.email for person in plain[-2:]] == ["", ""]


def test_what_one_cell_called_for_is_told_in_each_row() -> None:
    found = read_pasted(
        "ФИО\tДата рождения\tГруппа\n" + "".join(f"Примеров{n}\t31.02.2008\tТМ – 21\n" for n in "аыо"), today=TODAY
    )
    assert [problem.row for problem in found.problems if problem.field == "birth_date"] == [2, 3, 4]
    assert {person.group for person in found.people} == {"ТМ-21"}
