"""Layouts that are met less often: contacts in one column, parents in rows of their own, text that lost its table."""

from __future__ import annotations

from collections.abc import Callable

from .layouts import Made, Sheet, blank, xlsx
from .people import CLASSES, POSTS, Writer


def contacts_together(w: Writer) -> Made:
    """Post behind the name, phone and address in one column."""
    s = Sheet(w)
    head = w.rng.choice(("ФИО, должность", "Ф.И.О., занимаемая должность"))
    s.header(
        (head, "full_name"),
        (w.rng.choice(("Контакты", "Контактные данные")), "phone"),
        ("Пед. стаж", "experience_years"),
    )
    for _ in range(12):
        p = w.person()
        post = w.rng.choice(POSTS)
        value, _, _ = w.phone()
        mail, _ = w.email()
        w.problems.clear()
        mail = mail or "prepod@example.org"
        cell, has = w.rng.choice(((f"8{value[2:]}, {mail}", "both"), (f"{mail}; 8{value[2:]}", "both"), (f"8{value[2:]}", "phone"), (mail, "mail")))  # fmt: skip
        years, years_cell = w.experience()
        s.person(
            p, [f"{p.last} {p.first} {p.middle}, {post}", cell, years_cell], post=post, experience_years=years,
            phone=value if has != "mail" else "", email=mail if has != "phone" else "",
        )  # fmt: skip
    return Made("contacts_together", "contacts.xlsx", xlsx(("Лист1", s)), s.truth)


def parents_below(w: Writer) -> Made:
    """A pupil's row, under it the row of the parent; classes with their teachers as headings."""
    s = Sheet(w)
    s.header(("№", "number"), ("ФИО", "full_name"), ("Дата рождения", "birth_date"), ("Телефон", "phone"))
    for group in w.rng.sample(CLASSES, 2):
        s.add(
            w.rng.choice(
                (f"{group} класс", f"{group} (классный руководитель Придуманова А.А.)", f"Класс {group}", group)
            )
        )
        heading = s.rows[-1][0]
        wanted = heading if heading.endswith("класс") or heading.startswith("Класс") else group
        for number in range(1, 7):
            p, parent = w.person(), w.person()
            parent.middle = parent.middle if " " not in parent.middle else "Игоревна"
            day, cell = w.birth(2009, 2015, excel=True)
            relation = w.rng.choice(("мать", "отец", "опекун"))
            value, phone, more = w.phone()
            phone = f"8{value[2:]}" if more else phone
            known = {
                "last": parent.last,
                "first": parent.first,
                "middle": parent.middle,
                "phone": value,
                "relation": relation,
            }
            s.person(
                p, [number, w.name(p, "fio", dirt=0.3), cell, ""], birth_date=day, group=wanted, representative=known
            )
            s.add("", f"{relation}: {parent.last} {parent.first} {parent.middle}", "", phone)
    return Made("parents_below", "class.xlsx", xlsx(("Классы", s)), s.truth)


def aligned_text(w: Writer) -> Made:
    """A table pasted as text: columns apart by runs of blanks."""
    s = Sheet(w)
    lines = ["№   ФИО                                Группа      Дата рождения"]
    s.truth.columns = {"№": "number", "ФИО": "full_name", "Группа": "group", "Дата рождения": "birth_date"}
    for number in range(1, 13):
        p = w.person()
        group, _ = w.group()
        day, _ = w.birth(2006, 2010, excel=False)
        w.problems.clear()
        day = day or "2008-05-06"
        name = f"{p.last} {p.first} {p.middle}"
        lines.append(f"{number:<4}{name:<42}  {group:<10}  {day[8:]}.{day[5:7]}.{day[:4]}")
        s.truth.people.append(blank(p, number + 1, group=group, birth_date=day))
    return Made("aligned_text", "pasted.txt", "\n".join(lines).encode("utf-8"), s.truth)


def groups_in_text(w: Writer) -> Made:
    """Groups and numbered names, one a line, as in a message."""
    s = Sheet(w)
    lines: list[str] = []
    for group in w.rng.sample(("ТМ-21", "СВ-11", "2-ЭК-24"), 2):
        lines += [w.rng.choice((f"Группа {group}:", f"{group}", f"гр. {group} (2 курс)")), ""]
        for number in range(1, 8):
            p = w.person()
            lines.append(w.rng.choice((f"{number}. ", f"{number}) ", "- ")) + f"{p.last} {p.first} {p.middle}")
            s.truth.people.append(blank(p, len(lines), group=group))
        lines.append("")
    return Made("groups_in_text", "message.txt", "\r\n".join(lines).encode("cp1251"), s.truth)


RARE: tuple[Callable[[Writer], Made], ...] = (contacts_together, parents_below, aligned_text, groups_in_text)
