"""The canonical bytes of an instance: what a round stores, hashes and replays (matching.md § 5)."""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from operator import itemgetter
from typing import Any

# Lists whose order says nothing, and what their records are sorted by.
_RECORDS = {
    "mentees": ("id",),
    "mentors": ("id",),
    "quotas": ("id",),
    "pairs": ("mentee", "mentor"),
    "forbidden": (),
    "locked": (),
    "base": (),
}
_MEMBERS = ("mentees", "mentors")


def canonical_json(source: dict[str, Any]) -> str:
    """Canonical text of an instance object: keys sorted, records sorted, no spaces.

    Two files that differ only in the order of keys or records give the same text. Preference lists keep their order.
    """
    ordered = dict(source)
    for key, names in _RECORDS.items():
        records = ordered.get(key)
        if isinstance(records, list):
            if key == "quotas":
                records = [_sorted_members(record) for record in records]
            elif key == "pairs" and any("barred" in record for record in records if isinstance(record, dict)):
                records = [_sorted_bars(record) for record in records]
            ordered[key] = _in_order(records, names)
    groups = ordered.get("together")
    if isinstance(groups, list):
        ordered["together"] = sorted(sorted(group) for group in groups)
    for name in ("mentees", "mentors"):
        if isinstance(ordered.get(name), list):
            ordered[name] = [_sorted_ties(record) for record in ordered[name]]
    return _dump(ordered)


def sha256_of(source: dict[str, Any]) -> str:
    """Hex SHA-256 of the canonical text."""
    return hashlib.sha256(canonical_json(source).encode("utf-8", "surrogatepass")).hexdigest()


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _in_order(records: list[Any], names: tuple[str, ...]) -> list[Any]:
    """By the named fields; by the whole text where these are missing or shared."""
    if len(names) > 1 and set(map(type, records)) == {dict} and all(map(set(names).issubset, records)):
        keys = list(map(itemgetter(*names), records))
        if set(map(type, chain.from_iterable(keys))) == {str} and len(set(keys)) == len(keys):
            return [record for _, record in sorted(zip(keys, records, strict=True), key=itemgetter(0))]
    if names and all(isinstance(record, dict) for record in records):
        keyed = {tuple(str(record.get(name, "")) for name in names): record for record in records}
        if len(keyed) == len(records):
            return [keyed[key] for key in sorted(keyed)]
    return sorted(records, key=_dump)


def _sorted_members(record: Any) -> Any:
    if not isinstance(record, dict):
        return record
    return {k: sorted(v) if k in _MEMBERS and isinstance(v, list) else v for k, v in record.items()}


def _sorted_bars(record: Any) -> Any:
    if isinstance(record, dict) and isinstance(record.get("barred"), list):
        return {**record, "barred": sorted(record["barred"])}
    return record


def _sorted_ties(record: Any) -> Any:
    if isinstance(record, dict) and isinstance(record.get("preferences"), list):
        if max(map(len, record["preferences"]), default=1) == 1:
            return record
        return {
            **record,
            "preferences": [group if len(group) == 1 else sorted(group) for group in record["preferences"]],
        }
    return record
