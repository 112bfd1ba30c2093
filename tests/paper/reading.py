"""A PDF read back: its text, its parts as they are read aloud, and everything inside it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import StreamObject


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def root_of(reader: PdfReader) -> Any:  # noqa: ANN401 - what a PDF holds
    return reader.trailer["/Root"]


def text_of(pdf: bytes) -> str:
    return "\n".join(one.extract_text() for one in read(pdf).pages)


def roles(node: Any) -> Iterator[str]:  # noqa: ANN401 - what a PDF holds
    """What each part of a page is called for who has it read aloud, in reading order."""
    held = node.get_object()
    if isinstance(held, list):
        for one in held:
            yield from roles(one)
    elif isinstance(held, dict):
        if "/S" in held:
            yield str(held["/S"])
        if "/K" in held:
            yield from roles(held["/K"])


def squeezed(text: str) -> str:
    """Without spaces, line ends and marks without width, so that wrapping hides nothing."""
    return re.sub(r"[\s\u200b\\]+", "", text)


def everything_in(pdf: bytes) -> str:
    """All text of a PDF: its pages, its metadata, and every string and stream inside."""
    reader = read(pdf)
    parts = [shown.extract_text() for shown in reader.pages]
    parts.append(str(reader.metadata))
    for number in range(1, int(str(reader.trailer["/Size"]))):
        found = reader.get_object(number)
        parts.append(str(found))
        if isinstance(found, StreamObject):
            raw = found.get_data()
            parts += [raw.decode("latin-1"), raw.decode("utf-16-be", "replace")]
    return "\n".join(parts)
