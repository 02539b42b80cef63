"""Independent check of a result: written from matching.md alone, shares the reader of instances and nothing of the solver.

Optimality is proved anew: a matching is optimal when the graph of possible exchanges has no improving cycle (Bellman–Ford
over vectors of the objective). A certificate, where there is one, is checked besides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from .checker_claims import check_claims
from .checker_duals import proves
from .checker_optimum import Nudged, Vectors, bands_of, improvable, satisfiable
from .checker_stable import check_stable
from .errors import ResultError
from .model import RESULT_FORMAT, Instance
from .results import Result

#: Listed pairs with the reason why each may not be made; empty: it may.
Reasons = dict[tuple[str, str], str]


class Problem(NamedTuple):
    """One thing that is false or not proven in a result. `code`: must, figure, optimum, claim, certificate, format."""

    code: str
    where: str
    message: str


def check(instance: Instance | dict[str, Any], result: Result | dict[str, Any]) -> list[Problem]:
    """Everything false in a result of this instance; empty: proven. Raises InstanceError, ResultError."""
    given = instance if isinstance(instance, Instance) else Instance.from_json(instance)
    data = result.to_json() if isinstance(result, Result) else result
    if not isinstance(data, dict) or data.get("format") != RESULT_FORMAT:
        raise ResultError(f"Это не результат подбора: в поле format нужно «{RESULT_FORMAT}». Укажите другой файл.")
    return list(_problems(given, data))


def _problems(instance: Instance, data: dict[str, Any]) -> Iterator[Problem]:
    said = data.get("instance_sha256")
    if said is not None and said != instance.sha256:
        yield Problem("format", "instance_sha256", "Результат получен по другой задаче: её отпечаток не совпадает.")
    if data.get("mode", instance.mode) != instance.mode:
        yield Problem("format", "mode", "Режим результата не тот, что в задаче.")
        return
    status = data.get("status")
    if status == "infeasible":
        yield from _infeasible(instance, data)
        return
    if status not in ("optimal", "feasible", "stable"):
        yield Problem("format", "status", "Поле status неизвестно: нужно optimal, feasible, stable или infeasible.")
        return
    objective = data.get("objective", instance.objective)
    if objective == "pareto" and instance.mode == "assign":
        yield from _front(instance, data)
        return
    made = _pairs(data.get("pairs"))
    reasons = may_be(instance)
    broken = list(broken_musts(instance, made, reasons))
    yield from broken
    if broken:
        return
    yield from _figures(instance, made, data)
    if instance.mode == "assign":
        yield from _optimum(instance, made, objective, data, reasons)
    else:
        yield from (Problem(*item) for item in check_stable(instance, made, data, reasons))
    yield from (Problem(*item) for item in check_claims(instance, made, objective, data, reasons))


def _pairs(value: Any) -> list[tuple[str, str]]:
    if not isinstance(value, list) or not all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(name, str) for name in pair)
        for pair in value
    ):
        raise ResultError('В результате нет списка пар pairs вида [["n1", "k1"]]. Исправьте файл результата.')
    return [(pair[0], pair[1]) for pair in value]


# -- musts


def may_be(instance: Instance) -> Reasons:
    """Every listed pair with the reason why it may not be made; an empty reason: it may."""
    found = {}
    mentees, mentors = instance.mentee_by_id, instance.mentor_by_id
    wishes = {person.id: set(person.ranked or ()) for person in instance.mentees}
    choices = {person.id: set(person.ranked or ()) for person in instance.mentors}
    listed: Iterable[tuple[str, str]]
    if instance.mode != "assign":
        listed = [(t.id, m) for t in instance.mentees for m in t.ranked or ()]
    else:
        listed = list(instance.pair_by_ids)
    for t, m in listed:
        mentee, mentor, pair = mentees[t], mentors[m], instance.pair_by_ids.get((t, m))
        reason = ""
        if not mentee.consent or not mentor.consent:
            reason = "нет согласия"
        elif (t, m) in instance.forbidden:
            reason = "пара запрещена"
        elif mentee.person is not None and mentee.person == mentor.person:
            reason = "это один человек"
        elif (
            not instance.cross_organization
            and mentee.organization is not None
            and mentor.organization is not None
            and mentee.organization != mentor.organization
        ):
            reason = "разные организации"
        elif pair is not None and pair.barred:
            reason = "пара исключена"
        elif mentor.capacity < 1:
            reason = "у наставника нет мест"
        elif pair is None and instance.mode == "hybrid":
            reason = "её нет в pairs"
        elif instance.mode != "assign" and not (m in wishes[t] and t in choices[m]):
            reason = "не указали друг друга в предпочтениях"
        found[t, m] = reason
    return found


def broken_musts(instance: Instance, made: list[tuple[str, str]], reasons: Reasons | None = None) -> Iterator[Problem]:
    """Every must that a list of pairs breaks; `reasons`: what `may_be` says, where it is known already."""
    allowed = may_be(instance) if reasons is None else reasons
    seen: set[str] = set()
    for t, m in made:
        where = f"{t} – {m}"
        if t not in instance.mentee_by_id or m not in instance.mentor_by_id:
            yield Problem("must", where, f"Пара {where}: такого человека в задаче нет.")
            continue
        if t in seen:
            yield Problem("must", t, f"Наставляемый {t} стоит в двух парах.")
        seen.add(t)
        reason = allowed.get((t, m), "её нет среди возможных")
        if reason:
            yield Problem("must", where, f"Пара {where} недопустима: {reason}.")
    load = Counter(m for _, m in made)
    for mentor in instance.mentors:
        number = load[mentor.id]
        if number > mentor.capacity:
            yield Problem("must", mentor.id, f"У наставника {mentor.id} пар {number}, а мест {mentor.capacity}.")
        closed = number == 0 and instance.minimum_policy == "open_or_close"
        if number < mentor.minimum and not closed:
            yield Problem("must", mentor.id, f"У наставника {mentor.id} пар {number}, а минимум {mentor.minimum}.")
    for t, m in sorted(instance.locked):
        if (t, m) not in made:
            yield Problem("must", f"{t} – {m}", f"Закреплённой пары {t} – {m} нет.")
    for quota in instance.quotas:
        number = sum(1 for t, m in made if quota.covers(t, m))
        if number < quota.minimum or (quota.maximum is not None and number > quota.maximum):
            yield Problem("must", quota.id, f"Квота {quota.id} нарушена: пар {number}.")
    mentor_of = dict(made)
    for group in instance.together:
        if len({mentor_of.get(t) for t in group}) > 1:
            names = ", ".join(sorted(group))
            yield Problem("must", names, f"Группа {names} разделена.")


# -- figures


def _figures(instance: Instance, made: list[tuple[str, str]], data: dict[str, Any]) -> Iterator[Problem]:
    scores = [pair.score for key in made if (pair := instance.pair_by_ids.get(key)) is not None]
    expected: dict[str, Any] = {
        "pairs": sorted([list(pair) for pair in made]),
        "matched": len(made),
        "total": sum(scores),
    }
    scored = instance.mode == "assign" or bool(instance.pairs)
    if len(scores) == len(made) and scored:
        expected["worst"] = min(scores, default=None)
        expected["mean"] = round(sum(scores) / len(made), 2) if made else None
    if instance.bands and scored:
        expected["bands"] = bands_of(scores, instance.bands)
    for key, value in expected.items():
        if key in ("matched", "total", "pairs") and key not in data:
            yield Problem("figure", key, f"В результате нет поля {key}.")
        elif key in data and _plain(data[key]) != value:
            yield Problem("figure", key, f"Поле {key} неверно: по парам выходит {value}.")


def _plain(value: Any) -> Any:
    return [list(item) if isinstance(item, tuple) else item for item in value] if isinstance(value, list) else value


# -- the best


def _optimum(
    instance: Instance, made: list[tuple[str, str]], objective: str, data: dict[str, Any], reasons: Reasons
) -> Iterator[Problem]:
    status = data.get("status")
    if objective not in ("card_total", "card_fair_total", "card_leximin", "card_keep_total", "total"):
        yield Problem("format", "objective", f"Цель {objective} неизвестна.")
        return
    if (objective == "card_fair_total" and not instance.bands) or (
        objective == "card_keep_total" and instance.base is None
    ):
        yield Problem("format", "objective", f"Для цели {objective} в задаче не хватает данных.")
        return
    allowed = {pair for pair, reason in reasons.items() if not reason}
    certificate = data.get("certificate")
    proven = False
    if isinstance(certificate, dict) and certificate.get("kind") == "duals":
        proven = proves(instance, objective, allowed, dict(made), certificate)
        if not proven:
            yield Problem("certificate", "certificate", "Сертификат не доказывает, что ответ лучший.")
    if isinstance(certificate, dict) and "unique" in certificate:
        yield from _unique(instance, made, objective, reasons, certificate)
    if status != "optimal" or proven:
        return
    answer = improvable(instance, allowed, dict(made), Vectors(instance, objective), instance.locked)
    if answer:
        yield Problem("optimum", "pairs", "Есть распределение лучше: цепочка обменов улучшает итог.")
    elif answer is None:
        yield Problem("optimum", "pairs", "Лучший ли это ответ, проверить не удалось: задача слишком велика.")


def _unique(
    instance: Instance, made: list[tuple[str, str]], objective: str, reasons: Reasons, said: dict[str, Any]
) -> Iterator[Problem]:
    """That no other matching is as good, or the other one that is."""
    if said["unique"] is True:
        allowed = {pair for pair, reason in reasons.items() if not reason}
        nudged = Nudged(instance, objective, dict(made))
        if improvable(instance, allowed, dict(made), nudged, instance.locked) is not False:
            yield Problem("certificate", "unique", "Не доказано, что другого столь же хорошего распределения нет.")
        return
    after: dict[str, str | None] = dict(made)
    for move in said.get("other") or ():
        if not isinstance(move, list | tuple) or len(move) != 3 or after.get(move[0]) != move[1]:
            yield Problem("certificate", "unique", "Равноценное распределение other записано неверно.")
            return
        after[move[0]] = move[2]
    other = [(t, m) for t, m in after.items() if m is not None]
    vectors = Vectors(instance, objective)
    if set(other) == set(made) or next(broken_musts(instance, other, reasons), None) is not None:
        yield Problem("certificate", "unique", "Распределение other то же самое или нарушает условия.")
    elif sum(map(vectors.worth, other)) != sum(map(vectors.worth, made)):
        yield Problem("certificate", "unique", "Распределение other не равноценно ответу.")


def _front(instance: Instance, data: dict[str, Any]) -> Iterator[Problem]:
    points = data.get("front")
    if not isinstance(points, list) or not all(isinstance(point, dict) for point in points):
        raise ResultError("В результате нет списка front. Исправьте файл результата.")
    allowed = {pair for pair, reason in may_be(instance).items() if not reason}
    before: int | None = None
    seen: list[tuple[Any, Any]] = []
    for number, point in enumerate(points, 1):
        made = _pairs(point.get("pairs"))
        broken = list(broken_musts(instance, made))
        yield from broken
        if broken:
            return
        scores = [instance.pair_by_ids[key].score for key in made]
        if not scores or point.get("worst") != min(scores) or point.get("total") != sum(scores):
            yield Problem("figure", f"front, точка {number}", f"Точка {number}: worst или total неверны.")
            return
        # The best total above the worst of the point before: each point is the best of what is left.
        usable = {
            pair
            for pair in allowed
            if before is None or instance.pair_by_ids[pair].score > before or pair in instance.locked
        }
        answer = improvable(instance, usable, dict(made), Vectors(instance, "card_total"), instance.locked)
        if answer:
            yield Problem("optimum", f"front, точка {number}", f"Точка {number}: есть распределение лучше.")
        elif answer is None:
            yield Problem("optimum", f"front, точка {number}", f"Точка {number}: проверить не удалось.")
        seen.append((min(scores), sum(scores)))
        before = min(scores)
    for one, two in pairwise(seen):
        if not (one[0] < two[0] and one[1] > two[1]):
            yield Problem("figure", "front", "Точки front стоят не по порядку, или одна не лучше другой.")
    if len({len(point["pairs"]) for point in points}) > 1:
        yield Problem("figure", "front", "Точки front разного размера.")


def _infeasible(instance: Instance, data: dict[str, Any]) -> Iterator[Problem]:
    allowed = {pair for pair, reason in may_be(instance).items() if not reason}
    answer = satisfiable(instance, allowed)
    if answer:
        yield Problem("claim", "status", "Распределение, которое выполняет все условия, есть.")
    elif answer is None:
        yield Problem(
            "claim", "status", "Что распределения нет, проверить не удалось: задача слишком велика для перебора."
        )
    if not isinstance(data.get("conflict"), list) or not data["conflict"]:
        yield Problem("format", "conflict", "Не сказано, какие условия противоречат друг другу.")
