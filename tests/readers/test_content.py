"""From bytes to text: what is unpacked, what is refused and how it is said."""

import gzip
import io
import zipfile

import pytest

from telcost.errors import Refused
from telcost.readers.content import decode, unpack


def refusal(received: bytes, **limits) -> str:
    with pytest.raises(Refused) as refused:
        unpack("april.csv", received, **limits)
    return str(refused.value)


def test_text_is_taken_as_it_is_and_gzip_is_unpacked():
    assert unpack("april.csv", b"a,b\n1,2\n") == b"a,b\n1,2\n"
    assert unpack("april.csv", gzip.compress(b"a,b\n1,2\n")) == b"a,b\n1,2\n"


@pytest.mark.parametrize("nothing", [b"", b"\xef\xbb\xbf", b" \r\n\n", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_refused(nothing):
    assert refusal(nothing) == "april.csv: the file is empty\n  Nothing was imported."


def test_what_is_no_text_is_named():
    book = io.BytesIO()
    zipfile.ZipFile(book, "w").writestr("xl/workbook.xml", "<x/>")
    assert "an Excel workbook" in refusal(book.getvalue())
    assert "PDF" in refusal(b"%PDF-1.7 ...")
    assert "a web page" in refusal(b"<!DOCTYPE html><html>Sign in</html>")
    assert "UTF-16" in refusal("a,b\n".encode("utf-16"))
    assert "UTF-16 without its mark" in refusal("a,b\n1,2\n".encode("utf-16-le"))


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert "more than" in refusal(gzip.compress(bytes(10_000_000), 9))
    assert "more than 1,000 bytes" in refusal(gzip.compress(b"0123456789abcdef" * 100), max_bytes=1000)


def test_a_damaged_archive_is_refused():
    whole = gzip.compress(b"a,b\n1,2\n" * 100)
    assert "is cut off after" in refusal(whole[:-9])
    assert "is damaged" in refusal(whole[:-6] + b"\0\0\0\0" + whole[-2:])
    assert f"damaged at byte {len(whole):,}: something follows" in refusal(whole + gzip.compress(b"more"))
    assert "an archive inside an archive" in refusal(gzip.compress(whole))


def test_only_strict_utf_8_is_decoded_and_a_mark_is_no_text():
    assert decode("april.csv", b"\xef\xbb\xbfa,b") == "a,b"
    with pytest.raises(Refused, match=r"april.csv, line 2: byte 0xe9 is not UTF-8"):
        decode("april.csv", b"a,b\ncaf\xe9,2\n")
    assert decode("april.csv", b"caf\xe9", "latin-1") == "café"
