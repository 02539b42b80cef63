"""Signed sheets back from a scanner or a telephone: read by their codes, turned, straightened, put into documents.

    report = scan_stack([Path("stack.pdf")], Path("out"), expected={"7K3M9QX2PA": 3})

A sheet is filed only by a code that was read whole; nothing is guessed. What was not read is kept as a picture with its
place in the stack.
"""

from __future__ import annotations

from .files import write_documents
from .model import Finding, Mark, Sheet, Stack, Unread
from .stack import scan_stack

__all__ = ["Finding", "Mark", "Sheet", "Stack", "Unread", "scan_stack", "write_documents"]
