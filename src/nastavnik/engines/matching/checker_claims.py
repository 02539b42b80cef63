"""Checks what a result says besides its pairs: who is left and why, relaxations, contributions, losses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .checker_exchange import Forced
from .checker_optimum import Vectors, improvable, obeys, tangled
from .errors import ResultError
from .model import Instance

Key = tuple[str, str]
Claim = tuple[str, str, str]

# Losses whose optimality is proved one by one, fewer in large instances; the figures of all others are checked too.
_PROVED = 60
_PROVED_WORK = 200_000


def check_claims(
    instance: Instance, made: list[Key], objective: str, data: dict[str, Any], reasons: dict[Key, str]
) -> Iterator[Claim]:
    """Everything false that the result claims; `reasons`: listed pairs with why each may not be made, empty: it may."""
    try:
        yield from _unmatched(instance, made, data, reasons)
        explanations = data.get("explanations") or {}
        for item in explanations.get("pairs", ()):
            yield from _contribution(instance, dict(made), item)
        if instance.mode == "assign":
            yield from _relaxations(instance, made, data, reasons)
            allowed = {key for key, reason in reasons.items() if not reason}
            yield from _losses(instance, made, objective, allowed, explanations.get("rejected", ()))
            yield from _leavings(instance, made, objective, allowed, explanations.get("robustness", ()))
            yield from _margins(instance, made, objective, allowed, explanations.get("margins", ()))
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ResultError(
            "Объяснения в результате записаны неверно. Возьмите файл, который напечатала match solve."
        ) from None


# -- who is left


def _unmatched(instance: Instance, made: list[Key], data: dict[str, Any], reasons: dict[Key, str]) -> Iterator[Claim]:
    left = sorted(set(instance.mentee_by_id) - {t for t, _ in made})
    said = [item["mentee"] for item in data.get("unmatched", ())]
    if sorted(said) != left:
        yield "claim", "unmatched", "Список unmatched не совпадает с теми, кто остался без пары."
        return
    load = Counter(m for _, m in made)
    for item in data.get("unmatched", ()):
        expected = _reasons(instance, item["mentee"], load, reasons)
        if item.get("reason") not in expected:
            name = item["mentee"]
            yield "claim", name, f"Наставляемый {name}: причина не та, верно {' или '.join(expected)}."


def _reasons(instance: Instance, t: str, load: Counter[str], reasons: dict[Key, str]) -> list[str]:
    if not instance.mentee_by_id[t].consent:
        return ["no_consent"]
    listed = {m: reason for (who, m), reason in reasons.items() if who == t}
    if not listed:
        return ["no_candidate"]
    free = [m for m, reason in listed.items() if not reason]
    if not free:
        return ["all_excluded"]
    if all(load[m] >= instance.mentor_by_id[m].capacity for m in free):
        return ["capacity"]
    return ["not_optimal", "constraint"]


def _contribution(instance: Instance, made: dict[str, str], item: dict[str, Any]) -> Iterator[Claim]:
    t, m = item["mentee"], item["mentor"]
    pair = instance.pair_by_ids.get((t, m))
    where = f"{t} – {m}"
    if made.get(t) != m:
        yield "claim", where, f"Объяснена пара {where}, которой нет."
        return
    if pair is None or not pair.scored:
        return
    if item.get("score") != pair.score:
        yield "claim", where, f"Пара {where}: в объяснении не та оценка."
    parts = item.get("parts") or []
    for part in parts:
        if part["contribution"] != part["value"] * part["weight"] or part["weight"] != instance.weights.get(
            part["code"], 0
        ):
            yield "claim", where, f"Пара {where}: вклад «{part['code']}» посчитан неверно."
    if parts and sum(part["contribution"] for part in parts) != pair.score:
        yield "claim", where, f"Пара {where}: вклады не складываются в оценку."


# -- relaxations


def _relaxations(instance: Instance, made: list[Key], data: dict[str, Any], reasons: dict[Key, str]) -> Iterator[Claim]:
    """With the change and the moves that are listed, the mentee is matched, nobody lost, all musts are obeyed."""
    for item in data.get("unmatched", ()):
        relaxation = item.get("relaxation")
        if not relaxation:
            continue
        t = item["mentee"]
        kind, mentor = relaxation["type"], relaxation.get("mentor")
        # A second solve stood behind an answer of a tangled problem: it lists no moves, and none are judged here.
        if instance.quotas or instance.together or instance.minimum_policy != "hard":
            continue
        pairs = {key for key, reason in reasons.items() if not reason}
        mentors = instance.mentors
        if kind == "capacity" and relaxation.get("by") == 1:
            mentors = tuple(m._replace(capacity=m.capacity + 1) if m.id == mentor else m for m in mentors)
            if reasons.get((t, mentor)) == "у наставника нет мест":
                pairs.add((t, mentor))
        elif kind == "pair":
            if mentor not in instance.mentor_by_id or not instance.mentor_by_id[mentor].consent:
                yield "claim", t, f"Наставляемый {t}: снять названное препятствие нельзя."
                continue
            pairs.add((t, mentor))
        elif kind == "consent" and not instance.mentee_by_id[t].consent:
            pairs |= {
                key
                for key in instance.pair_by_ids
                if key[0] == t
                and instance.mentor_by_id[key[1]].consent
                and key not in instance.forbidden
                and not instance.pair_by_ids[key].barred
            }
        else:
            yield "claim", t, f"Наставляемый {t}: послабление записано неверно."
            continue
        changed = replace(instance, mentors=mentors)
        if not _lets_in(changed, made, t, mentor, relaxation.get("moves", ()), pairs):
            yield "claim", t, f"Наставляемый {t}: названное послабление не помогает."


def _lets_in(instance: Instance, made: list[Key], t: str, mentor: str | None, moves: Any, pairs: set[Key]) -> bool:
    after = dict(made)
    for who, old, new in moves:
        if after.get(who) != old or new is None or (who, new) not in pairs or (who, old) in instance.locked:
            return False
        after[who] = new
    load = Counter(after.values())
    return any(
        load[m] < instance.mentor_by_id[m].capacity and obeys(instance, {**after, t: m})
        for who, m in sorted(pairs)
        if who == t
    ) and all(load[m.id] <= m.capacity for m in instance.mentors)


# -- losses


def _losses(
    instance: Instance, made: list[Key], objective: str, allowed: set[Key], rejected: list[dict[str, Any]]
) -> Iterator[Claim]:
    vectors = Vectors(instance, objective)
    score = {pair: record.score for pair, record in instance.pair_by_ids.items()}
    proved = min(_PROVED, 3 + _PROVED_WORK // (len(score) + 1))
    forced = None
    if rejected and not tangled(instance):
        worth = {key: vectors.worth(key) for key in {*allowed, *made}}
        forced = Forced(instance, worth, dict(made), dict(instance.locked))
    now = sum(map(vectors.worth, made))
    for number, item in enumerate(rejected):
        t, m, loss = item["mentee"], item["mentor"], item["loss"]
        where = f"{t} – {m}"
        if loss is None or dict(made).get(t) == m:
            continue
        if (t, m) not in allowed:
            yield "claim", where, f"Пара {where} недопустима, а потеря названа."
            continue
        after = dict(made)
        after[t] = m
        for who, old, new in loss["moves"]:
            if after.get(who) != old or (new is not None and (who, new) not in allowed):
                yield "claim", where, f"Пара {where}: переход {who} невозможен."
                return
            if new is None:
                del after[who]
            else:
                after[who] = new
        keys = list(after.items())
        total = sum(score[key] for key in made) - sum(score[key] for key in keys)
        if loss["matched"] != len(made) - len(keys) or loss["total"] != total:
            yield "claim", where, f"Пара {where}: потеря посчитана неверно, верно {len(made) - len(keys)} и {total}."
        elif _breaks(instance, after):
            yield "claim", where, f"Пара {where}: названные переходы нарушают условия."
        elif forced is not None and forced.proven:
            if forced.loss(t, m) != now - sum(map(vectors.worth, keys)):
                yield "claim", where, f"Пара {where}: эту пару можно составить с меньшей потерей."
        elif number < proved and improvable(instance, allowed, after, vectors, [*instance.locked, (t, m)]):
            yield "claim", where, f"Пара {where}: эту пару можно составить с меньшей потерей."


def _leavings(
    instance: Instance, made: list[Key], objective: str, allowed: set[Key], told: list[dict[str, Any]]
) -> Iterator[Claim]:
    """What the leaving of a mentor costs: the moves are possible, the figures true, nothing better is left."""
    proved = min(_PROVED, 3 + _PROVED_WORK // (len(instance.pair_by_ids) + 1))
    for number, item in enumerate(told):
        gone, loss = item["mentor"], item["loss"]
        if loss is None:
            continue
        rest = {key for key in allowed if key[1] != gone}
        locked = frozenset(key for key in instance.locked if key[1] != gone)
        mentors = tuple(
            person._replace(capacity=0, minimum=0) if person.id == gone else person for person in instance.mentors
        )
        changed = replace(instance, mentors=mentors, locked=locked)
        where = f"Уход наставника {gone}"
        yield from _change(where, gone, changed, objective, made, rest, loss, number < proved)


def _margins(
    instance: Instance, made: list[Key], objective: str, allowed: set[Key], told: list[dict[str, Any]]
) -> Iterator[Claim]:
    """What each pair is better by than the best matching without it."""
    vectors = Vectors(instance, objective)
    proved = min(_PROVED, 3 + _PROVED_WORK // (len(instance.pair_by_ids) + 1))
    for number, item in enumerate(told):
        key, loss, kind = (item["mentee"], item["mentor"]), item["loss"], item["kind"]
        where = f"Без пары {key[0]} – {key[1]}"
        if (kind == "locked") != (key in instance.locked) or (loss is None) != (kind not in ("equal", "worse")):
            yield "claim", where, f"{where}: сказано не то, чем пара держится."
        if loss is None:
            continue
        yield from _change(where, where, instance, objective, made, allowed - {key}, loss, number < proved)
        after = dict(made) | {who: new for who, _, new in loss["moves"]}
        worth = sum(vectors.worth((t, m)) for t, m in after.items() if m is not None)
        if (worth == sum(map(vectors.worth, made))) != (kind == "equal"):
            yield "claim", where, f"{where}: равноценный ли это вариант, сказано неверно."


def _change(
    what: str, where: str, changed: Instance, objective: str, made: list[Key], rest: set[Key], loss: Any, prove: bool
) -> Iterator[Claim]:
    """A loss under changed musts or pairs: its moves are possible, its figures true, nothing better is left."""
    score = {pair: record.score for pair, record in changed.pair_by_ids.items()}
    after = dict(made)
    for who, old, new in loss["moves"]:
        if after.get(who) != old or (new is not None and (who, new) not in rest):
            yield "claim", where, f"{what}: переход {who} невозможен."
            return
        if new is None:
            del after[who]
        else:
            after[who] = new
    total = sum(score[key] for key in made) - sum(score[key] for key in after.items())
    if loss["matched"] != len(made) - len(after) or loss["total"] != total:
        yield "claim", where, f"{what}: потеря посчитана неверно."
    elif _breaks(changed, after):
        yield "claim", where, f"{what}: названные переходы нарушают условия."
    elif prove and improvable(changed, rest, after, Vectors(changed, objective), changed.locked):
        yield "claim", where, f"{what}: обойтись можно с меньшей потерей."


def _breaks(instance: Instance, made: dict[str, str]) -> bool:
    load = Counter(made.values())
    over = any(load[mentor.id] > mentor.capacity for mentor in instance.mentors)
    return over or not obeys(instance, made) or any(made.get(t) != m for t, m in instance.locked)
