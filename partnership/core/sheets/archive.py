"""The parts of an XLSX file, opened only after its table of contents has been looked at."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any
from xml.parsers import expat

from partnership.core.sheets.refusal import SheetRefused

MAX_ENTRIES = 2000
#: Bytes all parts may unfold to: 200,000 rows of a dozen columns stay below.
MAX_UNPACKED = 200 * 1024 * 1024
#: Spreadsheets shrink to a tenth or a thirtieth; bombs to a thousandth.
MAX_RATIO = 200
#: Below this nobody is hurt, whatever the ratio.
HARMLESS = 10 * 1024 * 1024
CHUNK = 1 << 18


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive, refused when its table of contents promises trouble."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SheetRefused("damaged") from error
    with archive:
        _check(archive.infolist())
        yield archive


@contextmanager
def readable() -> Iterator[None]:
    """Whatever goes wrong while a part is unpacked and parsed means: damaged."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise SheetRefused("damaged") from error
    except (expat.ExpatError, KeyError, ValueError, OverflowError) as error:
        raise SheetRefused("damaged") from error
    except RuntimeError as error:  # what zipfile says of a password
        raise SheetRefused("locked") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or (unpacked > HARMLESS and unpacked > MAX_RATIO * max(packed, 1))
    ):
        raise SheetRefused("bomb")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise SheetRefused("locked")


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """A part of the archive, piece by piece; zipfile ends it where the contents say."""
    while piece := stream.read(CHUNK):
        yield piece


def new_parser() -> Any:
    """An XML parser that stops at a document type: entities are declared nowhere else."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_args: Any) -> None:
    raise SheetRefused("entities")


def elements(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Names (without prefix) and attributes of a small part's elements, in order."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda tag, attrs: found.append((local(tag), attrs))
    with readable(), archive.open(name) as stream:
        for piece in chunks(stream):
            parser.Parse(piece, False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
    yield from found


def local(tag: str) -> str:
    """The name of an element without the prefix some programs write."""
    return tag.rpartition(":")[2]
