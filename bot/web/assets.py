"""The website's static files: where they are, their version, and which modules a page needs."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"
_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s+"(\.[^"]+\.js)";""")


def version() -> str:
    """A short fingerprint of all static files; part of their address, so that they can be cached for good."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(STATIC)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def modules(entry: str) -> list[str]:
    """The script `entry` and every module that it imports, directly or not, as paths under STATIC."""
    found: list[str] = []
    waiting = [entry]
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found.append(name)
        source = (STATIC / name).read_text(encoding="utf-8")
        waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), it)) for it in _IMPORT.findall(source)]
    return found
