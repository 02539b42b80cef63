"""Shapes of what features offer. The roadmap, the documents, the checker and the day know these and no feature."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from nastavnik.kernel.actors import Actor
from nastavnik.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Link:
    """A word and where it leads (an own path)."""

    label: str
    url: str


# --- the roadmap: tools and evidence -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActivityRef:
    """What a tool or an evidence rule is told of one activity and one of its kinds."""

    activity_id: uuid.UUID
    roadmap_id: uuid.UUID
    program_year_id: uuid.UUID
    kind: str
    document: str = ""
    questionnaire: str = ""
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityTool:
    """The one button of a kind. `url(ref)` opens the tool filled in; `button` is a verb with its object."""

    code: str
    label: str
    button: str
    url: Callable[[ActivityRef], str]


EvidenceState = Literal["none", "part", "done", "na"]


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """What facts say of one kind of one activity. `done` of `total`; `proved_on` is the date of the decisive fact."""

    state: EvidenceState
    words: str = ""
    done: int = 0
    total: int = 0
    proved_on: dt.date | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """Answers for all asked activities at once, with a number of queries that does not depend on theirs.

    `answer(refs, on)` returns an answer for each ref, in their order.
    """

    code: str
    title: str
    answer: Callable[[Sequence[ActivityRef], dt.date], Sequence[EvidenceAnswer]]


tools: Registry[ActivityTool] = Registry("tools of activities")
evidence: Registry[EvidenceRule] = Registry("rules of evidence")


# --- documents -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a document may not be signed, or a pair not start. `legal`: comes from law, can not be overruled."""

    code: str
    message: str
    legal: bool = False
    severity: Literal["block", "warn"] = "block"
    fix: Link | None = None


class DocumentLike(Protocol):
    id: uuid.UUID
    kind: str
    subject: Mapping[str, Any]
    signed_on: dt.date | None
    number: str


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What a feature offers for one kind of document.

    `subject` is a small JSON object of ids kept with the document (for example {"pairings": [...]}).
    `data(subject, by)` builds the template's data from facts. `obstacles(document, on)` are the gates of signing.
    `on_signed(document, by)` and `on_registered(document, by)` run in the same transaction: what the act means.
    `on_cancelled(document, by)` undoes it. `people(subject)` names the persons for acquaintance.
    `extract(subject, person_id, by)`: what the act says about the one person, sentence by sentence, for a student's
    personal extract; a kind without it is read whole.
    `late`: fields of the data with the number and date of another paper. They come after the print and are filled in
    by pen on the sheet, so they are no change of what was shown to the signer.
    `signer`: who signs: "director", or "author" for papers that their own author or the meeting's chair signs.
    `numbered`: False for papers without a register: signed is all that can happen to them.
    `review`: the kind is agreed upon before it is signed; `visa_sheet`: the visas are printed with it.
    """

    code: str
    title: str
    family: Literal["order", "approved", "consent", "form", "journal", "report", "letter", "agreement"]
    template: str
    register: str = ""
    signer: str = "director"
    data: Callable[[Mapping[str, Any], Actor], dict[str, Any]] | None = None
    obstacles: Callable[[Any, dt.date], Sequence[Obstacle]] | None = None
    on_signed: Callable[[Any, Actor], None] | None = None
    on_registered: Callable[[Any, Actor], None] | None = None
    on_cancelled: Callable[[Any, Actor], None] | None = None
    people: Callable[[Mapping[str, Any]], Sequence[uuid.UUID]] | None = None
    extract: Callable[[Mapping[str, Any], uuid.UUID, Actor], Sequence[str]] | None = None
    late: frozenset[str] = frozenset()
    numbered: bool = True
    review: bool = False
    visa_sheet: bool = False


document_kinds: Registry[DocumentKind] = Registry("kinds of documents")


# --- the checker, the day, figures ---------------------------------------------------------------------------------

Severity = Literal["block", "error", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the checker found. `message` is filled; `object` names it; `fix` is the one button that mends it."""

    rule: str
    message: str
    object: str = ""
    url: str = ""
    fix: Link | None = None
    proof: tuple[Link, ...] = ()
    person_id: uuid.UUID | None = None
    object_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A rule of compliance: facts on a date → findings. `source` is the act; `legal` rules can not be lowered."""

    code: str
    title: str
    severity: Severity
    source: str
    check: Callable[[dt.date], Iterable[Finding]]
    legal: bool = False


@dataclass(frozen=True, slots=True)
class DueItem:
    """A line of «Сегодня»: what and why, when, and one button. `waits`: it waits for somebody else."""

    title: str
    why: str
    url: str
    button: str
    due: dt.date | None = None
    mark: str = "none"
    waits: bool = False
    order: int = 100


@dataclass(frozen=True, slots=True)
class DueSource:
    code: str
    roles: frozenset[str]
    items: Callable[[Actor, dt.date], Sequence[DueItem]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of «Цифры на дату»: computed from facts for the organisation in scope."""

    code: str
    label: str
    count: Callable[[dt.date], int | str]
    order: int = 100
    url: str = ""


finding_rules: Registry[FindingRule] = Registry("rules of the checker")
dues: Registry[DueSource] = Registry("sources of the day")
figures: Registry[Figure] = Registry("figures on a date")


# --- the person's card, personal data, search ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonPanel:
    """A panel of a person's card: `context(actor, person_id)` fills `template`; None hides the panel."""

    code: str
    title: str
    template: str
    context: Callable[[Actor, uuid.UUID], dict[str, Any] | None]
    order: int = 100


@dataclass(frozen=True, slots=True)
class OwnPanel:
    """A section of the page with which a participant begins: `context(actor, on)` fills `template`; None hides it.

    `roles` only choose whose page it stands on; what it shows follows from the relation (this pair, this child).
    """

    code: str
    title: str
    template: str
    roles: frozenset[str]
    context: Callable[[Actor, dt.date], dict[str, Any] | None]
    order: int = 100


@dataclass(frozen=True, slots=True)
class PersonData:
    """Where a feature keeps personal data. `move(source, target)` at a merge, `export(id)` plain JSON values,
    `destroy(id)` wipes, `find(id)` counts rows."""

    code: str
    title: str
    find: Callable[[uuid.UUID], int]
    move: Callable[[uuid.UUID, uuid.UUID], None]
    export: Callable[[uuid.UUID], Any]
    destroy: Callable[[uuid.UUID], None]


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchSource:
    code: str
    label: str
    roles: frozenset[str]
    find: Callable[[Actor, str], Sequence[Hit]]


person_panels: Registry[PersonPanel] = Registry("panels of a person's card")
own_panels: Registry[OwnPanel] = Registry("panels of one's own page")
person_data: Registry[PersonData] = Registry("personal data of a person")
search_sources: Registry[SearchSource] = Registry("search")


# --- personal links, answers, navigation, the folder for an inspection ----------------------------------------------


@dataclass(frozen=True, slots=True)
class LinkPurpose:
    """`url(link)` is where `/l/<token>/` leads; `single_use` links die with the first submission."""

    code: str
    title: str
    url: Callable[[Any], str]
    term_days: int = 30
    single_use: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSink:
    """Takes answers of a submitted questionnaire: `accept(response, by)` inside the submitting transaction."""

    code: str
    accept: Callable[[Any, Actor], None]


@dataclass(frozen=True, slots=True)
class NavItem:
    code: str
    label: str
    url_name: str
    icon: str
    roles: frozenset[str]
    order: int = 100
    count: Callable[[Actor], int] | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class FolderItem:
    """A file of the folder for an inspection: `read()` gives its bytes. `missing` says what should be there."""

    stage: str
    title: str
    name: str = ""
    read: Callable[[], bytes] | None = None
    note: str = ""
    missing: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FolderSource:
    code: str
    items: Callable[[uuid.UUID], Iterable[FolderItem]]


link_purposes: Registry[LinkPurpose] = Registry("purposes of personal links")
answer_sinks: Registry[AnswerSink] = Registry("sinks of answers")
navigation: Registry[NavItem] = Registry("navigation")
folder_sources: Registry[FolderSource] = Registry("folder for an inspection")
