"""The organisation wall: no query without a scope, no row or reference across organisations."""

import pytest
from django.db import Error, transaction

from nastavnik.features.people.models import Person, Representative, StudentGroup
from nastavnik.kernel import scope, walls


def test_query_outside_a_scope_raises(college):
    with pytest.raises(scope.Unscoped):
        Person.objects.count()
    with pytest.raises(scope.Unscoped):
        Person(last="Ничей").save()


@pytest.mark.threat("T021")
def test_rows_of_another_organization_are_not_seen_or_touched(college, lyceum, people_in):
    (ours,) = people_in(college, 1)
    (theirs,) = people_in(lyceum, 1)
    with scope.within(college):
        assert list(Person.objects.all()) == [ours]
        assert not Person.objects.filter(pk=theirs.pk).exists()
        assert Person.objects.filter(pk=theirs.pk).update(last="Чужой") == 0
        assert Person.objects.filter(pk=theirs.pk).delete()[0] == 0
        with pytest.raises(scope.ForeignRow):
            theirs.save()
    with scope.everywhere("the test looks at both"):
        assert Person.objects.count() == 2


@pytest.mark.threat("T003")
def test_database_refuses_a_reference_across_organizations(college, lyceum, people_in):
    (ours,) = people_in(college, 1)
    (theirs,) = people_in(lyceum, 1)
    with scope.everywhere("the test goes round the managers"):
        with pytest.raises(Error, match="across organizations"), transaction.atomic():
            Representative.objects.create(organization=college, child=ours, adult=theirs)
        group = StudentGroup.objects.create(organization=lyceum, name="ТМ-21")
        with pytest.raises(Error, match="across organizations"), transaction.atomic():
            Person.objects.filter(pk=ours.pk).update(group=group)


@pytest.mark.django_db
def test_every_reference_between_owned_rows_is_guarded():
    from django.db import connection

    guarded = walls.build(connection)
    assert guarded == len(walls.owned_references()) > 60
