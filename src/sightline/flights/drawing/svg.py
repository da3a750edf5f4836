"""What the pictures are written with: words made harmless, numbers made short, the colours of both schemes."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from html import escape

import numpy as np

from sightline.flights.drawing.plane import F64

WIDTH, HEIGHT = 640, 724
# C0 and C1 controls, halves of surrogate pairs, non-characters, and what turns the direction of writing.
_BAD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff0-\uffff\ud800-\udfff]"
)
# Heights above the field, feet: the class of a line up to that height.
BANDS: tuple[tuple[float, str, str], ...] = (
    (1_000, "fig-h0", "below 1,000 ft"),
    (3_000, "fig-h1", "to 3,000"),
    (6_000, "fig-h2", "to 6,000"),
    (10_000, "fig-h3", "to 10,000"),
    (float("inf"), "fig-h4", "above"),
)
UNKNOWN = "fig-hx"

_LIGHT = (
    "--paper:#fdfcf9;--ink:#1d2126;--quiet:#5a626b;--rule:#d9d5cc;--land:#f7f4ec;--coast:#7d8a94;--accent:#8a2b1a;"
    "--h0:#a3291a;--h1:#b8580f;--h2:#86700f;--h3:#2c7a60;--h4:#1f4e79"
)
_DARK = (
    "--paper:#16191d;--ink:#e6e3dc;--quiet:#a3abb4;--rule:#363c44;--land:#2a2f33;--coast:#75838e;--accent:#f0a08c;"
    "--h0:#ff8a75;--h1:#f5b066;--h2:#e3d26b;--h3:#7fcfae;--h4:#9cc7f0"
)
# The same rules stand in the style sheet of the brief, which lets no style of a picture in.
RULES = """.fig-paper{fill:var(--paper)}.fig-land{fill:var(--land)}.fig-frame{fill:none;stroke:var(--coast)}
.fig-head{font-size:16px;font-weight:650;fill:var(--ink)}.fig-sub{font-size:12.5px;fill:var(--quiet)}
.fig-text{font-size:11.5px;fill:var(--ink)}.fig-quiet{font-size:11px;fill:var(--quiet)}
.fig-strong{font-size:12px;font-weight:650;fill:var(--ink)}.fig-mid{text-anchor:middle}.fig-end{text-anchor:end}
.fig-halo{paint-order:stroke;stroke:var(--land);stroke-width:3.5px;stroke-linejoin:round}
.fig-ring{fill:none;stroke:var(--coast);stroke-width:.8;stroke-dasharray:2 3}.fig-grid{fill:none;stroke:var(--rule);stroke-width:.8}
.fig-line{fill:none;stroke-width:2.4;stroke-linejoin:round;stroke-linecap:round}.fig-gap{stroke-width:1.4;stroke-dasharray:2 5}
.fig-h0{stroke:var(--h0)}.fig-h1{stroke:var(--h1)}.fig-h2{stroke:var(--h2)}.fig-h3{stroke:var(--h3)}.fig-h4{stroke:var(--h4)}.fig-hx{stroke:var(--quiet)}
.fig-runway{stroke:var(--ink);fill:none}.fig-field{fill:none;stroke:var(--ink);stroke-width:1.4}.fig-rule{fill:none;stroke:var(--ink);stroke-width:1.2}
.fig-slope{fill:none;stroke:var(--ink);stroke-width:1}.fig-floor{fill:none;stroke:var(--h4);stroke-width:1.2;stroke-dasharray:6 4}
.fig-lost{fill:none;stroke:var(--accent);stroke-width:1.2;stroke-dasharray:3 3}.fig-band{fill:var(--coast);fill-opacity:.22}
.fig-plate{fill:var(--land);fill-opacity:.85}.fig-dot{fill:var(--ink);stroke:var(--land);stroke-width:1}
.fig-heard{fill:var(--accent);stroke:var(--land);stroke-width:1.4}.fig-open{fill:var(--land);stroke:var(--accent);stroke-width:2}
.fig-water{font-size:26px;font-weight:700;letter-spacing:.06em;fill:var(--accent);fill-opacity:.26;text-anchor:middle}
.fig-made{font-size:12px;font-weight:700;fill:var(--accent)}"""
STYLE = (
    f"svg{{{_LIGHT};font-family:system-ui,sans-serif}}"
    f"@media (prefers-color-scheme:dark){{svg{{{_DARK}}}}}@media print{{svg{{{_LIGHT}}}}}" + RULES
)


def words(text: str, most: int = 80) -> str:
    """Escaped, on one line, without controls, cut where it is long."""
    flat = " ".join(_BAD.sub(" ", text).split())
    return escape(flat if len(flat) <= most else flat[: most - 1].rstrip() + "…")


def plain(text: str) -> str:
    """The same, for what is read and not measured."""
    return words(text, 4000)


def text(x: float, y: float, said: str, kind: str = "fig-text") -> str:
    """said: escaped already, or our own words."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{said}</text>'


def broad(said: str, size: float = 11.5) -> float:
    """About how wide the words are drawn, picture units, in a broad font."""
    wide = sum(1.9 if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in said)
    return wide * size * 0.6


def path(x: F64, y: F64, *, close: bool = False) -> str:
    """Path data in tenths of a unit, relative steps."""
    u, v = np.rint(x * 10).astype(int), np.rint(y * 10).astype(int)
    if len(u) == 0:
        return ""
    steps = [f"l{a / 10:g},{b / 10:g}" for a, b in zip(np.diff(u), np.diff(v), strict=True) if a or b]
    return f"M{u[0] / 10:g},{v[0] / 10:g}" + "".join(steps) + ("z" if close else "")


def lines(d: Iterable[str], kind: str) -> str:
    """One path element of several pieces; nothing of none."""
    whole = "".join(d)
    return f'<path class="{kind}" d="{whole}"/>' if whole else ""


def clock(seconds: float, form: str = "%H:%M:%S", *, days: bool = False) -> str:
    """Time of day UTC; days: with the day before it ("23 Mar 14:02")."""
    at = moment(seconds)
    return (f"{at.day} {at:%b} " if days else "") + at.strftime(form)


def feet(value: float, step: int = 10) -> str:
    """ "1,780", "−40"; to the next ten, or hundred."""
    return f"{round(value / step) * step:,}".replace("-", "−")


def day(seconds: float) -> str:
    """ "23 March 2019"."""
    at = moment(seconds)
    return f"{at.day} {at:%B} {at.year}"


def moment(seconds: float) -> dt.datetime:
    """Aware UTC; what no calendar holds becomes its end."""
    low, high = -62_135_596_800.0, 253_402_300_799.0
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=min(max(seconds, low), high))
