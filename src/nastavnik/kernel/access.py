"""The access matrix: every URL by name, who may reach it. The middleware enforces it, the tests walk it.

A URL that is not in the matrix is refused to everybody. Object rights are decided by the features' queries
(`visible_...`), which answer 404 for what is foreign or hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field

STAFF = ("curator", "director")
ANY = (
    "curator",
    "director",
    "supporter",
    "tutor",
    "office",
    "operator",
    "mentor",
    "mentee",
    "representative",
    "partner",
)


#: Roles whose right to an object comes from a relation: this pair, this child, this group. Others' objects are absent.
BY_RELATION = frozenset({"tutor", "mentor", "mentee", "representative", "partner"})


@dataclass(frozen=True, slots=True)
class Page:
    """`roles` may open it; `public`: nobody signed in is needed; `links`: holders of a personal link of the purposes.

    `obj` names the kind of object in the path ("" = none); the tests know how to make one of each kind.
    `args` names further path arguments for the tests. `post_only`: it answers 405 to GET.
    `whole`: roles that reach any object of the organisation here, where a relation would else be needed.
    `sent`: roles that reach here only what was sent to them, though elsewhere they need no relation.
    """

    roles: frozenset[str]
    public: bool = False
    links: frozenset[str] = frozenset()
    obj: str = ""
    post_only: bool = False
    args: dict[str, str] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()

    @property
    def personal(self) -> bool:
        """One's own things (open to everybody who is signed in): others' are absent, for the heads too."""
        return bool(self.obj) and self.roles >= frozenset(ANY)

    def by_relation(self, role: str) -> bool:
        """Whether this role may open the page, but only for the objects it has to do with."""
        narrow = self.roles if self.personal else BY_RELATION | self.sent
        return bool(self.obj) and role in (self.roles & narrow) - self.whole


def page(
    *roles: str,
    obj: str = "",
    links: tuple[str, ...] = (),
    post: bool = False,
    whole: tuple[str, ...] = (),
    sent: tuple[str, ...] = (),
    **args: str,
) -> Page:
    return Page(frozenset(roles), False, frozenset(links), obj, post, dict(args), frozenset(whole), frozenset(sent))


def public(*, obj: str = "", links: tuple[str, ...] = (), post: bool = False, **args: str) -> Page:
    return Page(frozenset(), True, frozenset(links), obj, post, dict(args))


_matrix: dict[str, Page] = {}


def register(pages: dict[str, Page]) -> None:
    for name, item in pages.items():
        if _matrix.get(name, item) != item:
            raise RuntimeError(f"{name} stands twice in the access matrix")
        _matrix[name] = item


def matrix() -> dict[str, Page]:
    return dict(_matrix)


def find(view_name: str) -> Page | None:
    return _matrix.get(view_name)
