"""Reads and validates an instance. Every complaint names the record by its id and says what to do."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from .errors import InstanceError
from .fields import Complaints, Record, shown, whole
from .model import (
    FORMAT,
    MODES,
    OBJECTIVES,
    POLICIES,
    Instance,
    Quota,
)
from .reading_pairs import read_pairs
from .reading_people import read_people, records
from .source import SIZE_LIMIT, parse_object

__all__ = ["SIZE_LIMIT", "read_instance"]


def read_instance(data: str | bytes | dict[str, Any]) -> Instance:
    """Instance from text, bytes or a parsed object. Raises InstanceError; its `errors` lists everything found."""
    source = data if isinstance(data, dict) else parse_object(data)
    return _Reader(source).instance()


class _Reader:
    def __init__(self, source: dict[str, Any]) -> None:
        self.source = source
        self.complaints = Complaints()
        self.top = Record(source, "задача", "задача", self.complaints)
        self.warnings: list[str] = []

    def instance(self) -> Instance:
        top = self.top
        if self.source.get("format") != FORMAT:
            given = shown(self.source.get("format", "не указан"))
            raise InstanceError(
                "format", "format", f"Формат задачи: {given}. Здесь читается «{FORMAT}», укажите его в format."
            )
        mode = top.choice("mode", MODES, None)
        objective = top.choice("objective", OBJECTIVES, "card_total")
        policy = top.choice("minimum_policy", POLICIES, "hard")
        weights = self.weights()
        mentees, mentors = read_people(top)
        self.complaints.stop()
        self.mentee_ids = {mentee.id for mentee in mentees}
        self.mentor_ids = {mentor.id for mentor in mentors}
        instance = Instance(
            id=top.text("id"),
            mode=mode,
            objective=objective,
            seed=top.integer("seed", 0),
            mentees=mentees,
            mentors=mentors,
            pairs=read_pairs(
                top, mode, weights, self.known, [mentee.id for mentee in mentees], [mentor.id for mentor in mentors]
            ),
            bands=self.bands(mode, objective),
            weights=weights,
            cross_organization=top.flag("cross_organization", True),
            minimum_policy=policy,
            forbidden=frozenset(self.couples("forbidden", "запрещённая пара")),
            locked=frozenset(self.couples("locked", "закреплённая пара")),
            base=self.base(mode, objective),
            quotas=self.quotas(),
            together=self.together(),
            warnings=tuple(self.warnings),
            source=self.source,
        )
        self.complaints.stop()
        from .consistency import check_locks

        check_locks(instance, self.complaints)
        self.complaints.stop()
        return instance

    # -- pairs

    def weights(self) -> dict[str, int]:
        value = self.source.get("weights", {})
        if not isinstance(value, dict):
            self.complaints.add("weights", "weights", 'weights: нужен объект вида {"competence": 3}.')
            return {}
        for code, weight in value.items():
            if not whole(weight):
                self.complaints.add(
                    "weights", code, f"Вес «{code}»: {shown(weight)} — не целое число. Укажите целое число."
                )
        if value and not any(value.values()):
            self.warnings.append("Все веса равны нулю: оценки пар одинаковы, выбирает только число пар.")
        return {code: weight for code, weight in value.items() if whole(weight)}

    def known(self, mentee: str, mentor: str, where: str, word: str, cure: str) -> bool:
        if mentee not in self.mentee_ids:
            side, who = "наставляемого", mentee
            place = "mentees"
        elif mentor not in self.mentor_ids:
            side, who = "наставника", mentor
            place = "mentors"
        else:
            return True
        self.complaints.add(
            "unknown_id",
            f"{where}: {mentee} – {mentor}",
            f"{word} {mentee} – {mentor}: {side} {who} нет в списке. Добавьте его в {place} или {cure}.",
        )
        return False

    def couples(self, key: str, word: str) -> list[tuple[str, str]]:
        found = []
        for number, value in enumerate(self.top.items(key), 1):
            if not isinstance(value, list) or len(value) != 2 or not all(isinstance(name, str) for name in value):
                where = f"{key}, запись {number}"
                self.complaints.add("record", where, f'{where}: нужна пара вида ["наставляемый", "наставник"].')
            elif self.known(value[0], value[1], key, word.capitalize(), f"уберите из {key}"):
                found.append((value[0], value[1]))
        return found

    # -- the rest

    def bands(self, mode: str, objective: str) -> tuple[int, ...]:
        value = self.source.get("bands")
        if value is None:
            if mode == "assign" and objective == "card_fair_total":
                self.complaints.add(
                    "bands",
                    "bands",
                    "Для цели card_fair_total нужны границы полос: укажите bands, например [20, 40, 60].",
                )
            return ()
        if not isinstance(value, list) or not all(whole(item) for item in value):
            self.complaints.add("bands", "bands", "bands: нужен список целых чисел по возрастанию.")
            return ()
        if any(a >= b for a, b in pairwise(value)):
            self.complaints.add(
                "bands", "bands", "Границы полос bands идут не по возрастанию. Расположите их по порядку."
            )
        if not value and mode == "assign" and objective == "card_fair_total":
            self.complaints.add("bands", "bands", "Границы полос bands пусты. Укажите хотя бы одну.")
        return tuple(value)

    def base(self, mode: str, objective: str) -> frozenset[tuple[str, str]] | None:
        if self.source.get("base") is None:
            if mode == "assign" and objective == "card_keep_total":
                self.complaints.add("base", "base", "Для цели card_keep_total нужны прежние пары: укажите их в base.")
            return None
        couples = set(self.couples("base", "прежняя пара"))
        seen: set[str] = set()
        for mentee, _ in sorted(couples):
            if mentee in seen:
                self.complaints.add("base", mentee, f"Наставляемый {mentee} стоит в base дважды. Оставьте одну пару.")
            seen.add(mentee)
        return frozenset(couples)

    def quotas(self) -> tuple[Quota, ...]:
        found = []
        for name, data in records(self.top, "quotas", "квота") if self.source.get("quotas") is not None else ():
            record = Record(data, f"квота {name}", name, self.complaints, name)
            minimum = record.integer("minimum", 0)
            maximum = record.integer("maximum", 0) if record.data.get("maximum") is not None else None
            if minimum < 0 or (maximum is not None and maximum < 0):
                record.complain("quota", "граница меньше нуля. Укажите целые числа от 0")
            elif maximum is not None and minimum > maximum:
                record.complain("quota", f"минимум {minimum} больше максимума {maximum}. Исправьте одно из чисел")
            found.append(
                Quota(
                    record.id,
                    self.members(record, "mentees", self.mentee_ids),
                    self.members(record, "mentors", self.mentor_ids),
                    minimum,
                    maximum,
                )
            )
        return tuple(found)

    def members(self, record: Record, key: str, known: set[str]) -> frozenset[str] | None:
        value = record.data.get(key)
        if value is None:
            return None
        names = record.names(key)
        for name in names:
            if name not in known:
                record.complain("unknown_id", f"{name} нет в списке {key}. Добавьте его туда или уберите из квоты")
        return frozenset(names)

    def together(self) -> tuple[frozenset[str], ...]:
        groups: list[set[str]] = []
        for number, value in enumerate(self.top.items("together"), 1):
            where = f"together, группа {number}"
            if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
                self.complaints.add("record", where, f"{where}: нужен список id наставляемых.")
                continue
            unknown = [name for name in value if name not in self.mentee_ids]
            if unknown:
                self.complaints.add(
                    "unknown_id", where, f"{where}: наставляемого {unknown[0]} нет в списке mentees. Исправьте id."
                )
                continue
            if len(set(value)) < len(value):
                self.complaints.add("together", where, f"{where}: один человек назван дважды. Оставьте один раз.")
                continue
            # Groups with a common member stand or fall together: one group.
            group = set(value)
            for other in [known for known in groups if known & group]:
                groups.remove(other)
                group |= other
            groups.append(group)
        return tuple(sorted((frozenset(group) for group in groups if len(group) > 1), key=sorted))
