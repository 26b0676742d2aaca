"""Changes one part of a zip file and copies every other byte: no other part is unpacked, packed again, or even looked at.

Source: the format's own description (APPNOTE.TXT), the headers of parts, the list of parts, and its end.
"""

import struct
import zipfile
import zlib
from typing import NamedTuple

_PART, _LISTED = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L")
"""What stands before each part, and in the list of parts."""
_PART_MARK, _LISTED_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_SIZES_FOLLOW, _IN_64_BITS = 0x0008, 0xFFFFFFFF
_LEVEL = 6
_PART_FLAGS, _PART_SIZES = 6, 14
_LISTED_FLAGS, _LISTED_SIZES, _LISTED_PLACE = 8, 16, 42
_PLACE_OF_LIST = 16
"""Where these stand in their headers, in bytes."""


class _Packed(NamedTuple):
    """A part as it is stored: its check sum, its size when packed and not, and the bytes."""

    checksum: int
    packed: int
    unpacked: int
    content: bytes


def with_part(archive: zipfile.ZipFile, content: bytes, entry: zipfile.ZipInfo, changed: bytes) -> bytes:
    """The zip file with another content of one part; order, names, dates, rights and ways of packing stay.

    Raises:
        ValueError: it is built in a way that cannot be kept.
    """
    own = _pack(changed, entry.compress_type)
    ends = [other.header_offset for other in archive.infolist() if other.header_offset > entry.header_offset]
    end = min(ends, default=archive.start_dir)
    head = _head(content, entry.header_offset, own)
    shift = len(head) + own.packed - (end - entry.header_offset)
    listed = bytearray()
    at = archive.start_dir
    for _ in archive.infolist():
        size = _size_of_listed(content, at)
        listed += _moved(content[at : at + size], entry.header_offset, own, shift)
        at += size
    if content[at : at + len(_END_MARK)] != _END_MARK:
        raise ValueError(at)
    last = bytearray(content[at:])
    struct.pack_into("<L", last, _PLACE_OF_LIST, archive.start_dir + shift)
    pieces = (content[: entry.header_offset], head, own.content, content[end : archive.start_dir], listed, last)
    return b"".join(pieces)


def _pack(content: bytes, way: int) -> _Packed:
    packed = content
    if way == zipfile.ZIP_DEFLATED:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush()
    return _Packed(zlib.crc32(content), len(packed), len(content), packed)


def _head(content: bytes, at: int, own: _Packed) -> bytes:
    """The header of the part; the sizes stand in it, not behind the part."""
    fields = _PART.unpack_from(content, at)
    if fields[0] != _PART_MARK:
        raise ValueError(at)
    head = bytearray(content[at : at + _PART.size + fields[9] + fields[10]])
    struct.pack_into("<H", head, _PART_FLAGS, fields[2] & ~_SIZES_FOLLOW)
    struct.pack_into("<3L", head, _PART_SIZES, *own[:3])
    return bytes(head)


def _size_of_listed(content: bytes, at: int) -> int:
    fields = _LISTED.unpack_from(content, at)
    if fields[0] != _LISTED_MARK or _IN_64_BITS in (fields[8], fields[9], fields[16]):
        raise ValueError(at)
    return int(_LISTED.size + fields[10] + fields[11] + fields[12])


def _moved(listed: bytes, own_place: int, own: _Packed, shift: int) -> bytes:
    """What the list says of a part, after the parts behind the changed one have moved."""
    record = bytearray(listed)
    (place,) = struct.unpack_from("<L", record, _LISTED_PLACE)
    if place == own_place:
        (flags,) = struct.unpack_from("<H", record, _LISTED_FLAGS)
        struct.pack_into("<H", record, _LISTED_FLAGS, flags & ~_SIZES_FOLLOW)
        struct.pack_into("<3L", record, _LISTED_SIZES, *own[:3])
    elif place > own_place:
        struct.pack_into("<L", record, _LISTED_PLACE, place + shift)
    return bytes(record)
