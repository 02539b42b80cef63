"""Documents: drafts, signed and registered papers, their files, the people in them, registers of numbers."""

from __future__ import annotations

from django.db import models

from nastavnik.features.organizations.models import ProgramYear, Signer
from nastavnik.features.people.models import Person
from nastavnik.kernel.files import StoredFile
from nastavnik.kernel.scope import Owned
from nastavnik.kernel.tenancy import Unit

STATES = [
    ("draft", "проект"),
    ("review", "на согласовании"),
    ("agreed", "согласован"),
    ("printed", "распечатан на подпись"),
    ("signed", "подписан, номер не внесён"),
    ("registered", "зарегистрирован"),
    ("archived", "в деле"),
    ("cancelled", "отменён"),
]
RESTARTS = [("calendar", "с 1 января"), ("school", "с 1 сентября"), ("never", "сквозная нумерация")]


class Register(Owned):
    """Журнал регистрации. `in_system`: the system gives the number; else it is typed from the paper register."""

    code = models.CharField("код", max_length=20)
    name = models.CharField("название", max_length=200)
    mask = models.CharField("вид номера", max_length=60, default="{n}")
    restarts = models.CharField("нумерация", max_length=10, choices=RESTARTS, default="calendar")
    in_system = models.BooleanField("журнал ведётся в системе", default=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "журнал регистрации"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["organization", "code"], name="register_code_once")]

    def __str__(self) -> str:
        return self.name


class RegisterCounter(Owned):
    """The next number of a register in a period; locked by the one who registers."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="counters")
    period = models.CharField(max_length=10)
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "period"], name="register_period_once")]

    def __str__(self) -> str:
        return f"{self.register_id} {self.period}: {self.next_number}"


class Document(Owned):
    """One paper. `subject` (ids) and `data` (snapshot) make its text; the hash covers text and data without the
    register's fields. A signed document is never edited: `amends`, `cancels` are other documents."""

    code = models.CharField("код на листе", max_length=12)
    kind = models.CharField("вид", max_length=60)
    title = models.CharField("заголовок", max_length=500)
    program_year = models.ForeignKey(ProgramYear, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=STATES, default="draft")
    subject = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    edits = models.JSONField("правки текста", default=dict, blank=True)
    text = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    template = models.CharField(max_length=60, blank=True)
    template_hash = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=20, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    signer = models.ForeignKey(Signer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField("дата", null=True, blank=True)
    register = models.ForeignKey(Register, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    register_period = models.CharField(max_length=10, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    number_sort = models.PositiveBigIntegerField(null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    amends = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="amended_by")
    cancels = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="cancelled_by")
    activity_id = models.UUIDField("начат из мероприятия", null=True, blank=True)
    before_system = models.BooleanField("издан до системы", default=False)
    note = models.CharField("примечание", max_length=500, blank=True)
    overrule_reason = models.CharField("почему подписан несмотря на замечания", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "документ"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "code"], name="document_code_once"),
            models.UniqueConstraint(
                fields=["register", "register_period", "number"],
                condition=~models.Q(number="") & ~models.Q(state="cancelled"),
                name="document_number_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "kind", "state"], name="document_kind_state")]

    def __str__(self) -> str:
        return self.title


FILE_ROLES = [("docx", "DOCX"), ("pdf", "PDF"), ("numbered", "PDF с номером"), ("scan", "скан подписанного")]


class DocumentFile(Owned):
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="files")
    role = models.CharField(max_length=10, choices=FILE_ROLES)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return f"{self.document_id} {self.role}"


class DocumentPerson(Owned):
    """A person named in a document; acquaintance is kept per person."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="documents")
    line = models.PositiveSmallIntegerField("строка приложения", null=True, blank=True)
    must_acquaint = models.BooleanField("ознакомить", default=False)
    acquainted_on = models.DateField("ознакомлен", null=True, blank=True)
    acquainted_way = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="document_person_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.person_id}"


class Acquaintance(Owned):
    """An act given to named people to read: who of them signed stands in `DocumentPerson`, once for the document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="acquaintances")
    program_year = models.ForeignKey(ProgramYear, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    activity_id = models.UUIDField("начато из мероприятия", null=True, blank=True, db_index=True)
    audience = models.CharField("кого знакомят", max_length=500)
    due_on = models.DateField("ознакомить до", null=True, blank=True)
    started_on = models.DateField("начато")
    started_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "ознакомление"
        ordering = ["-started_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.audience}"


class AcquaintancePerson(Owned):
    """One of those whom an acquaintance names."""

    acquaintance = models.ForeignKey(Acquaintance, on_delete=models.CASCADE, related_name="people")
    row = models.ForeignKey(DocumentPerson, on_delete=models.CASCADE, related_name="calls")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["acquaintance", "row"], name="acquaintance_person_once")]

    def __str__(self) -> str:
        return f"{self.acquaintance_id} {self.row_id}"


class OwnForm(Owned):
    """A Word form of the organisation for one kind of document; an earlier version stays for what was made by it."""

    kind = models.CharField("вид", max_length=60)
    version = models.PositiveSmallIntegerField("версия", default=1)
    name = models.CharField("имя файла", max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField("поля", default=list)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField("больше не применяется с", null=True, blank=True)

    class Meta:
        verbose_name = "свой бланк"
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "version"], name="own_form_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.version}"


REVIEW_STATES = [
    ("open", "идёт"),
    ("agreed", "согласован"),
    ("returned", "возвращён с замечаниями"),
    ("restarted", "начат заново: текст изменён"),
    ("called_off", "отозван"),
]
STEP_STATES = [("wait", "ждём"), ("agreed", "согласовано"), ("returned", "возвращено с замечаниями")]


class Review(Owned):
    """One round of agreement on a draft. `content_hash` fixes the text that the people were shown."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField("круг", default=1)
    state = models.CharField(max_length=12, choices=REVIEW_STATES, default="open")
    content_hash = models.CharField(max_length=64)
    reason = models.CharField("почему начат заново", max_length=500, blank=True)
    started_on = models.DateField("начато")
    started_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "согласование"
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="review_round_once")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.number}"


class ReviewStep(Owned):
    """One of those who agree: named by post as on the day of sending; may work on paper."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="steps")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    post = models.CharField("должность", max_length=300)
    place = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=STEP_STATES, default="wait")
    decided_on = models.DateField("дата", null=True, blank=True)
    remarks = models.TextField("замечания", blank=True)
    on_paper = models.BooleanField("с бумаги", default=False)
    marked_by = models.CharField("кто отметил", max_length=200, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="review_person_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.person_id}"


class ReviewRule(Owned):
    """What the organisation asks of a kind: whether it is agreed upon before signing, with whom, is a sheet printed."""

    kind = models.CharField("вид", max_length=60)
    required = models.BooleanField("без согласования не подписывать", default=False)
    sheet = models.BooleanField("печатать лист согласования", default=False)
    people = models.JSONField("кто согласует обычно", default=list, blank=True)

    class Meta:
        verbose_name = "порядок согласования"
        constraints = [models.UniqueConstraint(fields=["organization", "kind"], name="review_rule_once")]

    def __str__(self) -> str:
        return self.kind


class Handing(Owned):
    """A document given to one person's work (number, signature mark, scan): the office sees only what it was given."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="handings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handings")
    note = models.CharField("что сделать", max_length=300, blank=True)
    handed_on = models.DateField("передан")
    handed_by = models.CharField(max_length=200)

    class Meta:
        verbose_name = "передача документа"
        ordering = ["-handed_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="handing_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.person_id}"
