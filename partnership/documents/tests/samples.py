"""Files as attackers and tired people make them, each a few lines."""

import struct
import zipfile
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CONTENT_TYPES_XML = (
    '<?xml version="1.0"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/main.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.{kind}"/>'
    "</Types>"
)
KINDS = {"docx": "wordprocessingml.document.main+xml", "xlsx": "spreadsheetml.sheet.main+xml"}
MARKER = b"<script>document.title='owned'</script>"


def upload(
    name: str, data: bytes, content_type: str = "application/octet-stream"
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def pdf(extra: bytes = b"", tail: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R" + extra + b">>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n" + tail
    )


def packed_pdf(hidden: bytes) -> bytes:
    """A PDF whose object stream holds what a plain search cannot see."""
    body = zlib.compress(b"5 0 " + hidden)
    stream = b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(
        body
    )
    return b"%PDF-1.7\n" + stream + body + b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 120 if mode in ("L", "1", "P") else (120, 10, 10, 255)[: len(mode)]).save(
        out, kind, **options
    )
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG taken sideways, with maker, comment and GPS position."""
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (34.0, 38.0, 24.0)
    return picture("JPEG", (40, 30), exif=exif, comment=b"secret comment")


def claims_pixels(side: int) -> bytes:
    """A tiny PNG that unfolds to side × side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compressobj(9)
    line = b"\x00" + b"\x00" * (side // 8)
    data = b"".join(rows.compress(line) for _row in range(side)) + rows.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def archive(files: dict[str, bytes | str] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (files or {"report.txt": "گزارش"}).items():
            packed.writestr(name, data)
    return out.getvalue()


def office(kind: str, files: dict[str, bytes | str] | None = None, types: str = "") -> bytes:
    main = types or CONTENT_TYPES_XML.format(kind=KINDS[kind])
    return archive({"[Content_Types].xml": main, "main.xml": "<a/>", **(files or {})})


def locked_archive() -> bytes:
    data = bytearray(archive({"a.txt": "a"}))
    data[6] |= 1
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)
