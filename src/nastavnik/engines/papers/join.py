"""Several PDF/A of the same maker as one, without losing what makes it PDF/A: marks, colour profile, tags, bookmarks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from .errors import WriteError

_COUNT = re.compile(rb"(<xmpTPg:NPages>)\d+(</xmpTPg:NPages>)")


def join_pdf(parts: Sequence[bytes]) -> bytes:
    """One PDF/A-2b of files written by `write_pdf`, in their order; the title is that of the first.

    Pages, tags (ISO 32000-1, 14.7) and bookmarks of each file follow those of the file before.
    """
    if not parts:
        raise WriteError("Нечего соединять: нет ни одного файла.")
    if len(parts) == 1:
        return parts[0]
    # Only now: loading it takes as long as the first preview.
    import pikepdf

    whole = pikepdf.open(io.BytesIO(parts[0]))
    tags = whole.Root.StructTreeRoot
    for number, data in enumerate(parts[1:], 1):
        with pikepdf.open(io.BytesIO(data)) as source:
            first = int(tags.ParentTreeNextKey)
            for page in source.pages:
                page.obj.StructParents = int(page.obj.StructParents) + first
            _rename_ids(source.Root.StructTreeRoot, number)
            whole.pages.extend(source.pages)
            # After the pages: the tags of the copy then name the copied pages, not copies of copies.
            _join_tags(tags, whole.copy_foreign(source.Root.StructTreeRoot), first)
            if "/Outlines" in source.Root:
                _join_bookmarks(whole, whole.copy_foreign(source.Root.Outlines))
    count = str(len(whole.pages)).encode()
    whole.Root.Metadata.write(_COUNT.sub(rb"\g<1>" + count + rb"\g<2>", whole.Root.Metadata.read_bytes()))
    out = io.BytesIO()
    whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    whole.close()
    return out.getvalue()


def _rename_ids(tags: Any, number: int) -> None:
    """Names of table headers are unique in one file only."""
    if "/IDTree" not in tags:
        return
    import pikepdf

    def renamed(name: Any) -> Any:
        return pikepdf.String(f"{number}-{name}")

    for element in _elements(tags.K):
        if "/ID" in element:
            element.ID = renamed(element.ID)
        attributes = element.get("/A")
        for each in attributes if isinstance(attributes, pikepdf.Array) else []:
            if "/Headers" in each:
                each.Headers = pikepdf.Array([renamed(name) for name in each.Headers])
    names = tags.IDTree.Names
    tags.IDTree.Names = pikepdf.Array([renamed(each) if place % 2 == 0 else each for place, each in enumerate(names)])


def _elements(kids: Any) -> Iterator[Any]:
    """Every structure element at any depth."""
    import pikepdf

    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _elements(kid.K)


def _join_tags(tags: Any, more: Any, first: int) -> None:
    import pikepdf

    for place, each in enumerate(more.ParentTree.Nums):
        tags.ParentTree.Nums.append(int(each) + first if place % 2 == 0 else each)
    tags.ParentTreeNextKey = first + int(more.ParentTreeNextKey)
    ours, theirs = _document(tags), _document(more)
    for each in theirs.K:
        each.P = ours
        ours.K.append(each)
    if "/IDTree" in more:
        if "/IDTree" in tags:
            tags.IDTree.Names = pikepdf.Array(_sorted_names([list(each.IDTree.Names) for each in (tags, more)]))
        else:
            tags.IDTree = more.IDTree


def _document(tags: Any) -> Any:
    """The one element all others of a file hang on."""
    import pikepdf

    return tags.K[0] if isinstance(tags.K, pikepdf.Array) else tags.K


def _sorted_names(pairs: list[list[Any]]) -> list[Any]:
    """A name tree is sorted by its names."""
    found = [(flat[place], flat[place + 1]) for flat in pairs for place in range(0, len(flat), 2)]
    found.sort(key=lambda each: str(each[0]))
    return [item for each in found for item in each]


def _join_bookmarks(whole: Any, more: Any) -> None:
    if "/First" not in more:
        return
    if "/Outlines" not in whole.Root:
        whole.Root.Outlines = more
        return
    ours = whole.Root.Outlines
    item = more.First
    while item is not None:
        item.Parent = ours
        item = item.get("/Next")
    ours.Last.Next, more.First.Prev = more.First, ours.Last
    ours.Last = more.Last
    ours.Count = int(ours.Count) + int(more.Count)
