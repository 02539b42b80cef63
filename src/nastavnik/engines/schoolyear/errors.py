"""Errors of the school-year engine: each says in Russian what is wrong and what to do."""


class SchoolYearError(ValueError):
    """Base of this engine's errors; `str(error)` is a Russian sentence for the user."""


class YearOutOfRange(SchoolYearError):
    """The year cannot be the start of a school year this product serves."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(f"Год {year} не подходит: укажите год начала учебного года от 1990 до 2100.")


class TermNotDated(SchoolYearError):
    """Dates were asked of a term that waits for an event and the event's date was not given."""

    def __init__(self, event: str) -> None:
        self.event = event
        super().__init__(f"Срок ждёт события «{event}»: укажите дату события, тогда появится дата срока.")
