"""Baton's two icons for Teams, drawn: a baton handed on. ``python -m bot.teams.icons`` writes them anew.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package#app-icons
"""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent / "manifest"
COLOR, OUTLINE = 192, 32  # pixels a side
_FINE = 4  # samples a pixel and side, for smooth edges

Pixel = tuple[int, int, int, int]
Shape = Callable[[float, float], bool]

DARK, WARM, WHITE = (31, 78, 95), (244, 180, 80), (255, 255, 255)


def color() -> bytes:
    """Return the icon in colour as PNG: the baton on a full square, as Teams wants it."""
    return _png(COLOR, lambda x, y: _mixed((*DARK, 255), (*WARM, 255), _share(_baton, x, y, COLOR)))


def outline() -> bytes:
    """Return the icon in white on nothing as PNG."""
    return _png(OUTLINE, lambda x, y: (*WHITE, round(255 * _share(_baton, x, y, OUTLINE))))


def _baton(x: float, y: float) -> bool:
    """Say whether a point of the unit square is on the baton or on one of the two rings that hold it."""
    along, across = (x + (1 - y)) / 2, abs(x - (1 - y)) / 2
    on_bar = across < 0.055 and 0.2 < along < 0.8
    rings = any(0.09 < ((along - at) ** 2 + across**2) ** 0.5 < 0.135 for at in (0.33, 0.67))
    return on_bar or rings


def _share(shape: Shape, x: int, y: int, side: int) -> float:
    """Return how much of a pixel a shape covers."""
    steps = [(number + 0.5) / _FINE for number in range(_FINE)]
    inside = sum(shape((x + dx) / side, (y + dy) / side) for dx in steps for dy in steps)
    return inside / _FINE**2


def _mixed(below: Pixel, above: Pixel, share: float) -> Pixel:
    red, green, blue, alpha = (round(b + (a - b) * share) for b, a in zip(below, above, strict=True))
    return red, green, blue, alpha


def _png(side: int, pixel: Callable[[int, int], Pixel]) -> bytes:
    """Return a square picture as PNG. https://www.w3.org/TR/png-3/."""
    rows = b"".join(b"\x00" + b"".join(bytes(pixel(x, y)) for x in range(side)) for y in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    (FOLDER / "color.png").write_bytes(color())
    (FOLDER / "outline.png").write_bytes(outline())
