"""Every mounted address stands in the matrix, every line of the matrix is mounted, every kind of object can be made."""

from __future__ import annotations

import pytest

from nastavnik.kernel import access
from tests.access import walk


@pytest.mark.threat("T002")
def test_no_address_is_forgotten_in_the_matrix():
    forgotten = sorted(name or str(patterns[0].pattern) for name, patterns in walk.addresses().items()
                       if access.find(name) is None)  # fmt: skip
    assert forgotten == [], "add them to ACCESS of their feature"


def test_no_line_of_the_matrix_is_dead():
    assert sorted(set(access.matrix()) - set(walk.addresses())) == []


def test_every_kind_of_object_has_a_maker():
    wanted = {page.obj for page in access.matrix().values() if page.obj}
    assert sorted(wanted - set(walk.makers())) == [], "add them to OBJECTS of the feature's tests/objects.py"


def test_roles_of_the_matrix_exist():
    from nastavnik.kernel.tenancy import ROLES

    named = {role for page in access.matrix().values() for role in page.roles}
    assert named <= set(ROLES)


def test_an_address_with_an_object_says_so():
    """A path with a key of an object that is declared without `obj` would never be asked for a foreign one."""
    silent = []
    for name, patterns in walk.addresses().items():
        page = access.find(name)
        keyed = all(any(conv.__class__.__name__ == "UUIDConverter" for conv in item.pattern.converters.values())
                    for item in patterns)  # fmt: skip
        if page is not None and keyed and not page.obj:
            silent.append(name)
    assert silent == []
