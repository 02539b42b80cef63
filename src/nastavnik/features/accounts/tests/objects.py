"""One object of each kind for the access matrix."""

from typing import Any
from uuid import uuid4

from tests.fixtures import make_membership


def membership(organization: Any) -> Any:
    return make_membership(organization, "tutor", login=f"tutor-{uuid4().hex[:8]}").pk


OBJECTS = {"membership": membership}
