"""People of one organisation, their groups, representatives of minors, imports of lists."""

from __future__ import annotations

from django.db import models

from nastavnik.features.organizations.models import ProgramYear
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.scope import Owned
from nastavnik.kernel.tenancy import Unit

PERSON_KINDS = [
    ("worker", "работник"),
    ("student", "обучающийся"),
    ("external", "не из организации"),
    ("representative", "законный представитель"),
]
LEFT_REASONS = [
    ("expelled", "отчислен"),
    ("dismissed", "уволен"),
    ("academic_leave", "академический отпуск"),
    ("parental_leave", "отпуск по уходу за ребёнком"),
    ("graduated", "выпуск"),
    ("other", "другое"),
]
RELATIONS = [
    ("mother", "мать"),
    ("father", "отец"),
    ("adopter", "усыновитель"),
    ("guardian", "опекун"),
    ("trustee", "попечитель"),
    ("foster", "приёмный родитель"),
    ("institution", "организация для детей-сирот"),
    ("other", "другое"),
]


class StudentGroup(Owned):
    name = models.CharField("группа", max_length=80)
    course = models.PositiveSmallIntegerField("курс", null=True, blank=True)
    tutor = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="tutored_groups"
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField("закрыта", null=True, blank=True)

    class Meta:
        verbose_name = "группа"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="group_name_once")]

    def __str__(self) -> str:
        return self.name


class Person(Owned):
    """Человек. `search` and `name_key` are derived by services; forms in cases here overrule the declension."""

    kind = models.CharField("кто", max_length=20, choices=PERSON_KINDS, default="worker")
    last = models.CharField("фамилия", max_length=200)
    first = models.CharField("имя", max_length=200, blank=True)
    middle = models.CharField("отчество", max_length=200, blank=True)
    gender = models.CharField("пол", max_length=1, blank=True, choices=[("m", "мужской"), ("f", "женский")])
    birth_date = models.DateField("дата рождения", null=True, blank=True)
    post = models.CharField("должность", max_length=300, blank=True)
    department = models.CharField("подразделение", max_length=300, blank=True)
    workplace = models.CharField("место работы", max_length=300, blank=True)
    group = models.ForeignKey(StudentGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    experience_years = models.PositiveSmallIntegerField("стаж, лет", null=True, blank=True)
    email = models.EmailField("эл. почта", blank=True)
    phone = models.CharField("телефон", max_length=20, blank=True)
    marks = models.JSONField("пометки ролей", default=list, blank=True)
    name_forms = models.JSONField("имя по падежам", default=dict, blank=True)
    post_forms = models.JSONField("должность по падежам", default=dict, blank=True)
    extra = models.JSONField("прочее из списка", default=dict, blank=True)
    search = models.TextField(default="", editable=False)
    name_key = models.CharField(max_length=300, default="", editable=False, db_index=True)
    left_on = models.DateField("выбыл", null=True, blank=True)
    left_reason = models.CharField("причина", max_length=20, blank=True, choices=LEFT_REASONS)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    removed_at = models.DateTimeField("убран", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = ["last", "first", "middle", "id"]
        indexes = [models.Index(fields=["organization", "kind", "last"], name="person_list")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.middle) if part)

    @property
    def short_name(self) -> str:
        """Фамилия И. О. with no-break spaces."""
        initials = "\u00a0".join(f"{part[0]}." for part in (self.first, self.middle) if part)
        return f"{self.last}\u00a0{initials}" if initials else self.last


class Representative(Owned):
    """Tie of an adult to a minor. The right is checked once, dated; no copy of the document is kept."""

    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="representatives")
    adult = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="represents")
    relation = models.CharField("кем приходится", max_length=20, choices=RELATIONS, default="other")
    authority_document = models.CharField("документ о праве", max_length=200, blank=True)
    authority_checked_on = models.DateField("право проверено", null=True, blank=True)
    authority_checked_by = models.CharField("кто проверил", max_length=200, blank=True)
    valid_until = models.DateField("до", null=True, blank=True)
    objects_since = models.DateField("возражает с", null=True, blank=True)

    class Meta:
        verbose_name = "законный представитель"
        constraints = [
            models.UniqueConstraint(fields=["child", "adult"], name="representative_once"),
            models.CheckConstraint(condition=~models.Q(child=models.F("adult")), name="representative_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.adult_id} → {self.child_id}"


IMPORT_STATES = [("draft", "проверяется"), ("applied", "загружен"), ("undone", "отменён"), ("dropped", "не загружен")]
FATES = [
    ("new", "новый"),
    ("same", "уже есть"),
    ("changed", "изменился"),
    ("doubt", "возможно, уже есть"),
    ("refused", "не принят"),
    ("skip", "пропущен"),
]


class PeopleImport(Owned):
    """A list that came in. Nothing is in the bank of people until it is applied; the whole can be undone."""

    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=IMPORT_STATES, default="draft")
    kind = models.CharField(max_length=20, blank=True, choices=PERSON_KINDS)
    columns = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    pairs = models.JSONField(default=list)
    activity_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "загрузка списка"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class ImportRow(Owned):
    """One person of the list, the fate, and what the card looked like before (for undo).

    `place` is the order in the list, `number` the row as the person sees it (a row of a table of pairs holds two).
    `fixes` are corrections made in place; `decided`: the fate was chosen by a person; `candidates`: ids of likely cards.
    `before`: {"fields": former values, "adults": ids of representatives made, "ties": ids of ties made}.
    """

    source = models.ForeignKey(PeopleImport, on_delete=models.CASCADE, related_name="rows")
    place = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    data = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    fate = models.CharField(max_length=10, choices=FATES, default="new")
    changes = models.JSONField(default=dict)
    fixes = models.JSONField(default=dict)
    candidates = models.JSONField(default=list)
    decided = models.BooleanField(default=False)
    applied = models.BooleanField(default=False)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created = models.BooleanField(default=False)
    before = models.JSONField(default=dict)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["source", "place"], name="import_row_place_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.number}"

    @property
    def column(self) -> str:
        """Letters of the column, as a spreadsheet has them, where several people stand in one row; else «»."""
        letters, number = "", int(self.data.get("column", 0))
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters


class Departure(Owned):
    """Someone who is gone by a re-import or by hand: opens decisions, deletes nothing."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="departures")
    program_year = models.ForeignKey(ProgramYear, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=LEFT_REASONS)
    on = models.DateField()
    returned_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "выбытие"
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


ABSENT_DECISIONS = [("", "не решено"), ("left", "выбыл"), ("stays", "остаётся")]


class Absent(Owned):
    """Someone whose group or staff is in the new list, but who is not: a question to a person, never a deed."""

    source = models.ForeignKey(PeopleImport, on_delete=models.CASCADE, related_name="absent")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    decision = models.CharField(max_length=10, blank=True, choices=ABSENT_DECISIONS, default="")

    class Meta:
        verbose_name = "нет в новом списке"
        ordering = ["person__last", "person__first", "pk"]
        constraints = [models.UniqueConstraint(fields=["source", "person"], name="absent_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.person_id}"


class Merge(Owned):
    """Two cards of one person became one. `moved` and `before` are what undo needs."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    dropped = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "объединение карточек"
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.dropped_id} → {self.kept_id}"
