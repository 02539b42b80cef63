"""The contract of `nastavnik stats` (monitoring.md § 7): one case as JSON values in, one answer out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from . import reading
from .alpha import reliability
from .categories import holm, mcnemar
from .errors import Refused
from .paired import Figures, Paired, Person, Scale, compare_pairs
from .spearman import correlate
from .suppression import hide_in_row, hide_in_table
from .unpaired import compare

#: The answer as JSON values, and the result it was made of, for words.
_Answer = tuple[dict[str, Any], object]


def answer(case: Any, command: str | None = None) -> dict[str, Any]:
    """The answer to one case. `command` may stand in the case. Raises Refused."""
    return _answer(case, command)[0]


def explain(case: Any, command: str | None = None) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The answer and its Russian sentences. Raises Refused."""
    from .words import say  # the Russian engine is slow to load, and a batch says nothing

    found, result = _answer(case, command)
    return found, say(result)


def _answer(case: Any, command: str | None) -> _Answer:
    found = reading.case(case)
    asked = found.get("command") if command is None else command
    if not isinstance(asked, str) or asked not in COMMANDS:
        raise Refused("unknown_command", f"Укажите команду (command): {', '.join(COMMANDS)}.")
    if found.get("command", asked) != asked:
        raise Refused("bad_input", f"Запрошена команда {asked}, а в самом случае названа другая (поле command).")
    return COMMANDS[asked](found)


def answer_all(cases: Any) -> list[dict[str, Any]]:
    """Answers in the order of the cases; a refused case gives its error in its place. Raises Refused for no list."""
    if not isinstance(cases, list):
        raise Refused("bad_input", "Для batch нужен список случаев: [{…}, {…}].")
    found = []
    for case in cases:
        try:
            found.append(answer(case))
        except Refused as error:
            found.append(error.to_json())
    return found


def read_paired(case: Mapping[str, Any]) -> Paired:
    """The comparison a `paired` case asks for. Raises Refused."""
    scale = reading.bounds(case)
    people = [Person(before, after) for before, after in reading.people(case, scale)]
    return compare_pairs(
        people,
        scale=Scale(*scale) if scale else None,
        confidence=reading.between(case, "confidence", 0.95),
        k=reading.threshold(case),
        delta=reading.step(case),
        p_adjusted=reading.chance(case.get("p_adjusted"), "p_adjusted"),
    )


def paired_json(found: Paired) -> dict[str, Any]:
    """A comparison in the contract's words; without a pair every statistic is null."""
    figures = found.figures
    sensitivity = found.sensitivity
    return {
        "n_pairs": found.n_pairs,
        "n_only_before": found.n_only_before,
        "n_only_after": found.n_only_after,
        "n_neither": found.n_neither,
        "n_up": figures.n_up if figures else 0,
        "n_same": figures.n - figures.n_changed if figures else 0,
        "n_down": figures.n_down if figures else 0,
        **(_figures(figures) if figures else dict.fromkeys(_STATISTICS)),
        "sensitivity": {
            "n_dropouts": sensitivity.n_dropouts,
            "worst": _run(sensitivity.worst),
            "unchanged": _run(sensitivity.unchanged),
            "best": _run(sensitivity.best),
            "robust": sensitivity.robust,
        }
        if sensitivity
        else None,
        "verdict": {"code": found.verdict.code, "direction": found.verdict.direction},
        "show": found.shows,
    }


_STATISTICS = (
    *(f"{kind}_{what}" for kind in ("median", "mean") for what in ("before", "after", "change")),
    *("wilcoxon", "wilcoxon_nozero", "sign", "permutation", "hodges_lehmann", "effect", "bootstrap_mean"),
)


def _figures(found: Figures) -> dict[str, Any]:
    ranks, nozero, shift = found.wilcoxon, found.wilcoxon_nozero, found.shift
    values = (*found.medians, *found.means)
    return dict(zip(_STATISTICS[:6], map(float, values), strict=True)) | {
        "wilcoxon": {
            "zero_method": "pratt",
            "w_plus": float(ranks.w_plus),
            "w_minus": float(ranks.w_minus),
            "p": float(ranks.p),
            "method": ranks.method,
        },
        "wilcoxon_nozero": {
            "w_plus": float(nozero.w_plus),
            "w_minus": float(nozero.w_minus),
            "p": float(nozero.p),
        },
        "sign": {"n": found.n_changed, "p": float(found.sign)},
        "permutation": {"p": float(found.permutation[0]), "method": found.permutation[1]},
        "hodges_lehmann": {
            "estimate": float(shift.estimate),
            "low": _float(shift.low),
            "high": _float(shift.high),
            "level": shift.level,
        },
        "effect": {
            "rank_biserial": _float(found.rank_biserial),
            "rank_biserial_all": float(found.rank_biserial_all),
        },
        "bootstrap_mean": _interval(found.bootstrap_mean),
    }


def _paired(case: Mapping[str, Any]) -> _Answer:
    found = read_paired(case)
    return paired_json(found), found


def _unpaired(case: Mapping[str, Any]) -> _Answer:
    x, y = ([value for value in reading.answers(case, key) if value is not None] for key in ("x", "y"))
    found = compare(x, y, confidence=reading.between(case, "confidence", 0.95))
    result = {
        "n_x": found.n_x,
        "n_y": found.n_y,
        "median_x": float(found.median_x),
        "median_y": float(found.median_y),
        "cliffs_delta": float(found.delta),
        "ci": _interval(found.ci),
        "magnitude": found.magnitude,
        "mann_whitney": {"u": float(found.u), "p": float(found.p), "method": found.method},
    }
    return result, found


def _spearman(case: Mapping[str, Any]) -> _Answer:
    x, y = reading.answers(case, "x"), reading.answers(case, "y")
    if len(x) != len(y):
        raise Refused("length_mismatch", f"В x {len(x)} ответов, а в y {len(y)}: на одного человека нужны оба.")
    both = [(a, b) for a, b in zip(x, y, strict=True) if a is not None and b is not None]
    found = correlate([a for a, _ in both], [b for _, b in both], confidence=reading.between(case, "confidence", 0.95))
    result = {
        "n": found.n,
        "rho": found.rho,
        "p": _float(found.p),
        "method": found.method,
        "ci": _interval(found.ci),
    }
    return _with_reason(result, found.reason), found


def _alpha(case: Mapping[str, Any]) -> _Answer:
    scale = reading.bounds(case)
    rows, reverse = reading.items(case, scale)
    found = reliability(rows, reverse=reverse, bounds=scale, confidence=reading.between(case, "confidence", 0.95))
    result = {
        "n": found.n,
        "k": found.k,
        "n_incomplete": found.n_incomplete,
        "alpha": _float(found.alpha),
        "ci": _interval(found.ci),
        "alpha_if_deleted": _floats(found.alpha_if_deleted),
        "item_rest": _floats(found.item_rest),
    }
    return _with_reason(result, found.reason), found


def _mcnemar(case: Mapping[str, Any]) -> _Answer:
    counts, incomplete = reading.turned(case)
    found = mcnemar(*counts, confidence=reading.between(case, "confidence", 0.95))
    share = found.gain_share
    result = {
        "n": found.n,
        "n_incomplete": incomplete,
        "b": found.b,
        "c": found.c,
        "p": float(found.p),
        "change": _float(found.change),
        "gain_share": {"estimate": float(share[0]), "low": share[1], "high": share[2]} if share else None,
    }
    return result, found


def _holm(case: Mapping[str, Any]) -> _Answer:
    family = reading.chances(case)
    adjusted, reject = holm(family, alpha=reading.between(case, "alpha", 0.05))
    return {"m": sum(p is not None for p in family), "adjusted": _floats(adjusted), "reject": reject}, None


def _suppress(case: Mapping[str, Any]) -> _Answer:
    k = reading.threshold(case)
    if case.get("table") is None:
        row = hide_in_row(reading.cells(case), k)
        return {"shown": list(row.shown), "total": row.total}, row
    found = hide_in_table(reading.table(case), k)
    result = {
        "status": found.status,
        "shown": [list(line) for line in found.shown],
        "row_totals": list(found.row_totals),
        "col_totals": list(found.col_totals),
        "grand_total": found.grand_total,
    }
    return result, found


def _with_reason(result: dict[str, Any], reason: str) -> dict[str, Any]:
    return result | {"reason": reason} if reason else result


def _run(run: tuple[Fraction, Fraction]) -> dict[str, float]:
    return {"estimate": float(run[0]), "p": float(run[1])}


def _float(value: Fraction | float | None) -> float | None:
    return None if value is None else float(value)


def _floats(values: Iterable[Fraction | float | None] | None) -> list[float | None] | None:
    return None if values is None else [_float(value) for value in values]


def _interval(found: tuple[Fraction | float, Fraction | float] | None) -> dict[str, float] | None:
    return {"low": float(found[0]), "high": float(found[1])} if found else None


COMMANDS: dict[str, Callable[[Mapping[str, Any]], _Answer]] = {
    "paired": _paired,
    "unpaired": _unpaired,
    "spearman": _spearman,
    "alpha": _alpha,
    "mcnemar": _mcnemar,
    "holm": _holm,
    "suppress": _suppress,
}
