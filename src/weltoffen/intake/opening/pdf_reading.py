"""The inside of a PDF file, read in a process of its own that has limits and nothing to lose.

Run as a program, by its path, it imports nothing of weltoffen: ``pdf`` starts it, hands it the file
and turns what it says into text or a refusal. A file that brings this process down brings down
nothing else, and what it could read of our memory is the file itself.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

READY = b"ready\n"
"""Said before the file is touched: what fails earlier is no fault of the file's."""
_MOST_FILES = 64


def read(body: bytes, limits: Mapping[str, int]) -> dict[str, Any]:
    """Return what a PDF file holds, as values of JSON.

    ``limits`` are ``unpacked`` (bytes of one stream), ``pages`` and ``characters``. ``is`` says how
    it went: ``read``, ``damaged``, ``locked``, ``too-many-pages``, ``too-large`` (a stream) or
    ``too-long`` (the text). What was read has ``texts``, one per page, None for a page that cannot
    be read, and ``large`` for the numbers of pages beyond the limit, and ``title`` and ``language``
    as stated.
    """
    unpacked = limits["unpacked"]
    with apply_configuration(
        zlib_maximum_output_length=unpacked,
        lzw_maximum_output_length=unpacked,
        run_length_maximum_output_length=unpacked,
        array_based_stream_maximum_output_length=unpacked,
        jbig2dec_binary=None,  # pictures are not looked at, and no program is run for them
    ):
        return _read(body, limits)


def _read(body: bytes, limits: Mapping[str, int]) -> dict[str, Any]:
    # pypdf meets a wrong file with whatever its parsing stumbles over, not with its own errors
    # only; a wrong file must not look like a fault of ours.
    try:
        reader = PdfReader(io.BytesIO(body))
        if reader.is_encrypted and not _opens_without_password(reader):
            return {"is": "locked"}
        pages = len(reader.pages)
    except MemoryError:
        raise
    except LimitReachedError:
        return {"is": "too-large"}
    except Exception:
        return {"is": "damaged"}
    if pages > limits["pages"]:
        return {"is": "too-many-pages", "pages": pages}
    texts: list[str | None] = []
    large: list[int] = []
    left = limits["characters"]
    for number in range(pages):
        text, is_large = _page(reader, number)
        texts.append(text)
        large += [number + 1] if is_large else []
        left -= len(text or "")
        if left < 0:
            return {"is": "too-long"}
    return {"is": "read", "texts": texts, "large": large, **_described(reader)}


def _page(reader: PdfReader, number: int) -> tuple[str | None, bool]:
    """Return the text of a page, None if it cannot be read, and whether a limit was why."""
    try:
        return reader.pages[number].extract_text(), False
    except MemoryError:
        raise
    except LimitReachedError:
        return None, True
    except Exception:
        return None, False


def _opens_without_password(reader: PdfReader) -> bool:
    """Try the empty password: many files only restrict printing and the like."""
    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _described(reader: PdfReader) -> dict[str, str]:
    """Return title and language as the file states them; what is damaged there counts as none."""
    try:
        title = str((reader.metadata and reader.metadata.title) or "")
        language = str(reader.root_object.get("/Lang", ""))
    except Exception:
        title = language = ""
    return {"title": title[:1000], "language": language[:100]}


def confine(memory: int, seconds: int) -> None:
    """Limit this process for good: bytes of memory, seconds of work, and no file written."""
    import resource

    limits = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MOST_FILES),
    )
    for name, most in limits:
        with suppress(ValueError, OSError):  # a stricter one holds already, or the system has none
            resource.setrlimit(name, (most, most))


def main() -> None:
    """Read the file on standard input; the limits are the only argument, as JSON."""
    limits = json.loads(sys.argv[1])
    body = sys.stdin.buffer.read()
    confine(limits["memory"], limits["seconds"])
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    try:
        said = json.dumps(read(body, limits))
    except MemoryError:
        said = '{"is": "too-much-memory"}'
    sys.stdout.buffer.write(said.encode())


if __name__ == "__main__":
    main()
