"""Fixtures shared by the tests beside the code and the stories in `tests/`."""

pytest_plugins = ["tests.fixtures"]
