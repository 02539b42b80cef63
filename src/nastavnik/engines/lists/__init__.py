"""Lists of people in any file a school sends: people, ready pairs, and everything that could not be taken.

`read_people_limited` is for uploaded files; `read_people` and `read_pasted` read in this process.
"""

from .errors import ListError, ListTooBig, ListUnreadable, MappingError
from .model import FIELDS, Name, PairRow, PeopleList, PersonRow, Problem, Representative
from .reading import KINDS, read_pasted, read_people, read_people_limited

__all__ = [
    "FIELDS",
    "KINDS",
    "ListError",
    "ListTooBig",
    "ListUnreadable",
    "MappingError",
    "Name",
    "PairRow",
    "PeopleList",
    "PersonRow",
    "Problem",
    "Representative",
    "read_pasted",
    "read_people",
    "read_people_limited",
]
