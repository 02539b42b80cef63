"""Checks a certificate of prices: weak duality proves that no matching gains more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from .model import Instance

Key = tuple[str, str]


def proves(
    instance: Instance, objective: str, allowed: set[Key], made: Mapping[str, str], certificate: Mapping[str, Any]
) -> bool:
    """Whether the prices prove `made` best. Everything in the certificate is doubted, the scales included."""
    scales = certificate.get("scales")
    if not isinstance(scales, dict) or not _numbers(scales) or instance.together:
        return False
    if instance.minimum_policy == "open_or_close" and any(mentor.minimum for mentor in instance.mentors):
        return False
    scores = {key: instance.pair_by_ids[key].score for key in {*allowed, *made.items()}}
    if not _ordered(instance, objective, scores, scales):
        return False
    fixed = dict(instance.locked)
    mentee, mentor, quota = (_prices(certificate.get(name, {})) for name in ("mentee", "mentor", "quota"))
    if any(price < 0 for price in mentee.values()):
        return False
    gain = {key: _gain(instance, scales, key, score) for key, score in scores.items()}
    for t, m in allowed:
        if t not in fixed:
            over = sum(quota.get(item.id, 0) for item in instance.quotas if item.covers(t, m))
            if mentee.get(t, 0) + mentor.get(m, 0) + over < gain[t, m]:
                return False
    bound = sum(price for t, price in mentee.items() if t in instance.mentee_by_id)
    taken = Counter(fixed.values())
    for guide in instance.mentors:
        places, least = guide.capacity - taken[guide.id], max(0, guide.minimum - taken[guide.id])
        price = mentor.get(guide.id, 0)
        bound += price * (places if price > 0 else least)
    for item in instance.quotas:
        price = quota.get(item.id, 0)
        used = sum(1 for key in fixed.items() if item.covers(*key))
        most = len(instance.mentees) if item.maximum is None else item.maximum
        bound += price * (most - used if price > 0 else max(0, item.minimum - used))
    return bound == sum(gain[key] for key in made.items() if key[0] not in fixed)


def _gain(instance: Instance, scales: Mapping[str, Any], key: Key, score: int) -> int:
    band = sum(1 for edge in scales["thresholds"] if edge <= score)
    value = scales["card"] + scales["total"] * score
    if key in (instance.base or ()):
        value += scales["kept"]
    if band < len(scales["penalty"]):
        value -= scales["penalty"][band]
    return int(value)


def _ordered(instance: Instance, objective: str, scores: Mapping[Key, int], scales: Mapping[str, Any]) -> bool:
    """Whether each level outweighs all below it together, so that sums compare as vectors do."""
    number = len({t for t, _ in scores})
    span = 2 * number * max(map(abs, scores.values()), default=0)
    card, kept, total, edges, penalty = (scales[key] for key in ("card", "kept", "total", "thresholds", "penalty"))
    if objective == "total":
        return (card, kept, total, penalty) == (0, 0, 1, [])
    if objective == "card_total":
        return (kept, total, penalty) == (0, 1, []) and card > span
    if objective == "card_keep_total":
        return (total, penalty) == (1, []) and kept > span and card > number * kept + span
    if objective == "card_leximin":
        wanted = sorted(set(scores.values()))[1:]
        if edges != wanted or total != 0:
            return False
        span = 0
    elif edges != list(instance.bands) or total != 1:
        return False
    if kept != 0 or len(penalty) != len(edges):
        return False
    weights = [card, *penalty, 0]
    return all(high > span + number * low for high, low in pairwise(weights))


def _numbers(scales: Mapping[str, Any]) -> bool:
    plain = all(_whole(scales.get(key)) for key in ("card", "kept", "total"))
    return plain and all(
        isinstance(scales.get(key), list) and all(_whole(item) for item in scales[key])
        for key in ("thresholds", "penalty")
    )


def _prices(value: Any) -> dict[str, int]:
    return {key: price for key, price in value.items() if _whole(price)} if isinstance(value, dict) else {}


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
