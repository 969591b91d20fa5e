"""From received bytes to text: unpacks gzip within limits, names what is not text, decodes without guessing."""

import re
import zlib

from telcost.errors import Refused

MAX_UNPACKED = 1024**3
MAX_RATIO = 200
GZIP = b"\x1f\x8b"
OTHER_KINDS = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "Save the sheet as CSV (UTF-8), or unpack the archive."),
    (b"%PDF", "a PDF document", "Ask the sender for the CSV file."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Save the sheet as CSV (UTF-8)."),
    (b"PAR1", "a Parquet file", "Export it as CSV (UTF-8)."),
    (b"\xff\xfe", "UTF-16 text", "Save it as CSV (UTF-8)."),
    (b"\xfe\xff", "UTF-16 text", "Save it as CSV (UTF-8)."),
)
MARKUP = re.compile(rb"\s*<(!doctype|html|\?xml|head|body)", re.IGNORECASE)


def unpack(name: str, received: bytes, max_bytes: int = MAX_UNPACKED) -> bytes:
    """The content: gunzipped when it is gzip (one member, at most 200 times its size). Raises Refused."""
    if not received:
        raise refused(name, "the file is empty")
    if not received.startswith(GZIP):
        return _text_like(name, received)
    limit = min(max_bytes, MAX_RATIO * len(received))
    unzip = zlib.decompressobj(wbits=31)
    try:
        content = unzip.decompress(received, limit + 1)
    except zlib.error as error:
        raise refused(name, f"the gzip archive is damaged ({error})", "Fetch the file again.") from None
    if len(content) > limit:
        raise refused(name, f"it unpacks to more than {limit:,} bytes from {len(received):,}",
                      f"At most {MAX_RATIO} times the size and {max_bytes // 1024**2:,} MB are unpacked.")
    if not unzip.eof:
        raise refused(name, f"the gzip archive is cut off after {len(received):,} bytes", "Fetch the file again.")
    if unzip.unused_data:
        at = len(received) - len(unzip.unused_data)
        raise refused(name, f"the gzip archive is damaged at byte {at:,}: something follows its end",
                      "Only one file per archive is read.")
    return _text_like(name, content)


def decode(name: str, content: bytes, encoding: str = "utf-8") -> str:
    """Strictly; a byte order mark is not part of the text. Raises Refused."""
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused(name, f"byte {content[error.start]:#04x} is not {encoding.upper()}", "Save the file as UTF-8.",
                      where=f", line {line}") from None


def refused(name: str, what: str, advice: str = "", where: str = "") -> Refused:
    """Where, what, what to do, and what did not happen."""
    return Refused(f"{name}{where}: {what}\n  " + f"{advice} Nothing was imported.".strip())


def _text_like(name: str, content: bytes) -> bytes:
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise refused(name, "the file is empty")
    for magic, kind, advice in OTHER_KINDS:
        if content.startswith(magic):
            raise refused(name, f"this is {kind}, not text", advice)
    if content.startswith(GZIP):
        raise refused(name, "an archive inside an archive", "Unpack it once.")
    if MARKUP.match(content[:200]):
        raise refused(name, "this is a web page, not data", "It may be a sign-in page: fetch the file again.")
    if content.count(b"\0") * 100 > len(content):
        raise refused(name, "it is binary, or UTF-16 without its mark", "Save it as CSV (UTF-8).")
    return content
