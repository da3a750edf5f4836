"""What the pictures are written with: words made harmless and wrapped, the colours of both schemes, watermarks."""

import re
import unicodedata
from html import escape

SYNTHETIC = "SYNTHETIC"
# C0 and C1 controls, halves of surrogate pairs, non-characters, and what turns the direction of writing.
_BAD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_LIGHT = "--paper:#fdfcf9;--ink:#1d2126;--quiet:#5a626b;--rule:#d9d5cc;--land:#f7f4ec;--coast:#7d8a94;--accent:#8a2b1a"
_DARK = "--paper:#16191d;--ink:#e6e3dc;--quiet:#a3abb4;--rule:#363c44;--land:#2a2f33;--coast:#75838e;--accent:#f0a08c"
# The same rules stand in the style sheet of the brief, which lets no style of a picture in. Marks over pixels keep
# their colours in both schemes, for the pixels keep theirs.
RULES = """.fig-paper{fill:var(--paper)}.fig-land{fill:var(--land)}.fig-frame{fill:none;stroke:var(--coast)}
.fig-head{font-size:16px;font-weight:650;fill:var(--ink)}.fig-sub{font-size:12.5px;fill:var(--quiet)}
.fig-text{font-size:11.5px;fill:var(--ink)}.fig-quiet{font-size:11px;fill:var(--quiet)}
.fig-strong{font-size:12px;font-weight:650;fill:var(--ink)}.fig-mid{text-anchor:middle}.fig-end{text-anchor:end}
.fig-small{font-size:8.4px}.fig-made{font-size:12px;font-weight:700;fill:var(--accent)}
.fig-pixels{image-rendering:pixelated}
.fig-area{fill:none;stroke:#fff;stroke-width:1.4;stroke-dasharray:5 3;stroke-opacity:.9}.fig-under{fill:none;stroke:#000;stroke-width:2.6;stroke-opacity:.45}
.fig-peak{fill:none;stroke:#fff;stroke-width:1.8}.fig-over{font-size:11.5px;font-weight:650;fill:#fff;paint-order:stroke;stroke:#000;stroke-width:3px;stroke-opacity:.6;stroke-linejoin:round}
.fig-scale{fill:none;stroke:#fff;stroke-width:2.2}.fig-scale-under{fill:none;stroke:#000;stroke-width:4;stroke-opacity:.55}
.fig-thing{fill:none;stroke:#ff3ea5;stroke-width:1.6}.fig-grid-line{fill:none;stroke:#fff;stroke-width:.6;stroke-opacity:.55}
.fig-unseen{stroke:#c9cdd2;stroke-width:1.1;fill:none}.fig-unseen-ground{fill:#5f6368}
.fig-stamp{font-size:26px;font-weight:700;letter-spacing:.06em;fill:#fff;fill-opacity:.5;stroke:#000;stroke-opacity:.35;stroke-width:.6;text-anchor:middle}.fig-stamp-small{font-size:15px}"""
STYLE = (
    f"svg{{{_LIGHT};font-family:system-ui,sans-serif}}"
    f"@media (prefers-color-scheme:dark){{svg{{{_DARK}}}}}@media print{{svg{{{_LIGHT}}}}}" + RULES
)


def words(text: str, most: int = 100) -> str:
    """Escaped, on one line, without controls, cut where it is long."""
    flat = _flat(text)
    return escape(flat if len(flat) <= most else flat[: most - 1].rstrip() + "…")


def wrapped(text: str, wide: float, size: float = 11.5, most: int = 6) -> list[str]:
    """Lines that fit into `wide` picture units, escaped; cut after the line number `most`, with an ellipsis."""
    lines, line = [], ""
    for word in _flat(text).split(" "):
        for piece in _pieces(word, wide, size):
            longer = f"{line} {piece}" if line and piece is not word[len(word) :] else piece
            if line and broad(longer, size) > wide:
                lines.append(line)
                line = piece
            else:
                line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,;:") + " …"]
    return [escape(one) for one in lines if one]


def broad(said: str, size: float = 11.5) -> float:
    """About how wide the words are drawn, picture units, in a broad font."""
    wide = sum(1.9 if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in said)
    return wide * size * 0.55


def text(x: float, y: float, said: str, kind: str = "fig-text") -> str:
    """said: escaped already, or our own words."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{said}</text>'


def stamp(x: float, y: float, wide: float) -> str:
    """The word across a panel whose pixels were made up."""
    kind, down = ("fig-stamp", 9) if wide > 220 else ("fig-stamp fig-stamp-small", 5)
    return f'<g transform="rotate(-24 {x:g} {y:g})">{text(x, y + down, SYNTHETIC, kind)}</g>'


def _flat(text: str) -> str:
    return " ".join(_BAD.sub(" ", text).split())


def _pieces(word: str, wide: float, size: float) -> list[str]:
    """A word too long for a line, such as a scene's id, in pieces that fit."""
    most = max(int(wide / (size * 0.66)), 4)
    return [word[i : i + most] for i in range(0, len(word), most)] or [""]
