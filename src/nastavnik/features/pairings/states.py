"""Life of a pair as a table."""

TRANSITIONS = {
    ("proposed", "agree"): "agreed",
    ("proposed", "order"): "ordered",
    ("agreed", "order"): "ordered",
    ("ordered", "unorder"): "agreed",
    ("ordered", "pause"): "paused",
    ("paused", "resume"): "ordered",
    ("ordered", "complete"): "completed",
    ("ordered", "terminate"): "terminated",
    ("paused", "terminate"): "terminated",
    ("paused", "complete"): "completed",
    ("terminated", "restore"): "ordered",
}
#: Pairs that are being made or work.
LIVING = ("proposed", "agreed", "ordered", "active", "paused")
BEFORE_ORDER = ("proposed", "agreed")
ORDERED = ("ordered", "active", "paused")
ENDED = ("completed", "terminated")

#: state → mark, words
WORDS = {
    "proposed": ("none", "Предложена"),
    "agreed": ("part", "Согласована, ждёт приказа"),
    "ordered": ("wait", "Закреплена приказом, ещё не начала"),
    "active": ("done", "Работает"),
    "paused": ("na", "Приостановлена"),
    "completed": ("done", "Завершена"),
    "terminated": ("stop", "Прекращена досрочно"),
}


def next_state(state: str, act: str) -> str | None:
    return TRANSITIONS.get(("ordered" if state == "active" else state, act))
