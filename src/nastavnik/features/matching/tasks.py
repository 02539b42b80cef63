"""Background work of matching: large rounds."""

from __future__ import annotations

from typing import Any

from nastavnik.features.matching import queries, services
from nastavnik.kernel import jobs

#: above so many people a round is solved in the background
LARGE = 60


@jobs.handler("matching.solve")
def solve(run: jobs.Run) -> dict[str, Any]:
    """Solve the round; a second start after a killed worker gives the same pairs."""
    found = queries.get_round(run.by, run.args["round"])
    run.progress(0, 1, "Подбираем пары")
    solved = services.solve(by=run.by, round_=found, objective=run.args.get("objective", ""))
    run.progress(1, 1, f"Подобрано пар: {solved.matched}")
    return {"matched": solved.matched}
