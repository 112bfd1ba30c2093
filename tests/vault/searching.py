"""Finding words in bytes, however they were written down."""

from __future__ import annotations

import base64
import json
import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1", "utf-7")


def disguises(secret: str | bytes) -> Iterator[bytes]:
    """The ways a text or some bytes may stand in a file without being sealed."""
    if isinstance(secret, bytes):
        plain = {secret}
    else:
        plain = {secret.encode(encoding, "ignore") for encoding in ENCODINGS}
        plain |= {json.dumps(secret)[1:-1].encode(), urllib.parse.quote(secret).encode()}
    for each in plain:
        yield each
        yield each.hex().encode()
        yield each.hex().upper().encode()
        yield base64.b32encode(each).rstrip(b"=")
        for start in range(3):  # base64 looks different at each of three offsets
            code = base64.b64encode(bytes(start) + each)
            inner = code[(0, 2, 3)[start] : len(code) // 4 * 4 - (0 if (start + len(each)) % 3 == 0 else 4)]
            yield inner
            yield inner.replace(b"+", b"-").replace(b"/", b"_")


def found(secrets: Iterable[str | bytes], folder: Path) -> list[tuple[str, str]]:
    """Each file and secret where the secret stands in the file's bytes or in its name, in any disguise."""
    needles = [(secret, {way for way in disguises(secret) if len(way) >= 4}) for secret in secrets]
    hits = []
    for path in sorted(folder.rglob("*")):
        content = str(path.relative_to(folder)).encode() + b"\n"
        if path.is_file():
            content += path.read_bytes()
        hits += [(str(path), repr(secret)) for secret, ways in needles if any(way in content for way in ways)]
    return hits
