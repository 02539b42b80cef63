"""Typed refusals of hostile or broken input.

LimitError
├── FileRefused            the file itself is not taken
│   ├── EmptyFile          0 bytes or only spaces
│   ├── WrongType          the content is not what the name says, or is of no known type
│   ├── Encrypted          protected by a password
│   ├── HasMacros          carries a program
│   ├── TooBig             over a limit of size, members or compression
│   ├── UnsafeMarkup       XML with entities or a document type
│   └── Damaged            cut or broken
├── LimitExceeded          the subprocess ran out of time, memory or file size
└── Crashed                the subprocess died or failed unexpectedly
"""


class LimitError(Exception):
    """Base of all refusals here. `str(error)` is one Russian sentence for a person: what, where, what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class FileRefused(LimitError):
    """The file is not taken."""


class EmptyFile(FileRefused):
    """Nothing inside."""


class WrongType(FileRefused):
    """The content decides what a file is; it differs from the name or is of no known type."""


class Encrypted(FileRefused):
    """A password is needed."""


class HasMacros(FileRefused):
    """A program is embedded."""


class TooBig(FileRefused):
    """Over a limit of bytes, members or compression ratio."""


class UnsafeMarkup(FileRefused):
    """XML with entity declarations or a document type."""


class Damaged(FileRefused):
    """Cut off or broken inside."""


class LimitExceeded(LimitError):
    """Time, memory or file size of the subprocess ran out."""


class Crashed(LimitError):
    """The subprocess died. `detail` is for a log, never for a page."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail

    def __reduce__(self) -> tuple[type["Crashed"], tuple[str, str]]:
        return (type(self), (self.message, self.detail))


def is_panic(error: BaseException) -> bool:
    """Whether code written in Rust has given up on a file: its panics are no `Exception`."""
    return type(error).__name__ == "PanicException"
