"""The timeline: bars as wide as what is known; open ends fade; publication stands on a lane of its own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

from sightline.brief import words
from sightline.model.event import Event
from sightline.model.period import Period

DAY = 86_400.0
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
FIRST, LAST = -62_135_596_800.0, 253_402_300_799.0  # seconds since 1970: what a date can say, years 1 to 9999
FAR = 100 * 365.25 * DAY  # what lies farther from all the rest would flatten it to a line
ROW = 34
LATIN = 6.4  # units of width of a letter of a label


@dataclass(frozen=True, slots=True)
class Lane:
    """One row. link: fragment in the page. mark: "event" or "published"."""

    label: str
    period: Period
    mark: str
    link: str


@dataclass(frozen=True, slots=True)
class Axis:
    first: float  # seconds since 1970
    last: float
    left: float
    width: float

    def x(self, instant: dt.datetime | float) -> float:
        seconds = instant if isinstance(instant, float) else instant.timestamp()
        return self.left + (seconds - self.first) / (self.last - self.first) * self.width


@dataclass(frozen=True, slots=True)
class Timeline:
    """svg: None where nothing is dated. undated: numbers of events without any date. beyond: publication
    dates outside the range drawn, in words. outside: events a century or more off it, number and date."""

    svg: str | None
    narrow: str | None
    undated: tuple[int, ...]
    beyond: tuple[str, ...]
    outside: tuple[tuple[int, str], ...] = ()


def draw_timeline(
    events: Sequence[tuple[int, Event]], published: Sequence[tuple[str, Period | None]]
) -> Timeline:
    """published: the document's letter and its publication date."""
    known = [(n, e, e.period) for n, e in events if e.period is not None and e.period.known]
    undated = tuple(n for n, e in events if e.period is None or not e.period.known)
    dated = [(letter, p) for letter, p in published if p is not None and p.known]
    window = _window([p for _, _, p in known], [p for _, p in dated])
    lanes = [Lane(f"{n}  {e.title}", p, "event", f"event-{n}") for n, e, p in known if _meets(p, window)]
    outside = tuple((n, words.when(p) or "") for n, _, p in known if not _meets(p, window))
    span = _range(lanes, dated, window)
    if span is None:
        return Timeline(None, None, undated, ())
    inside = [(a, p) for a, p in dated if _meets(p, span)]
    beyond = tuple(f"{a.upper()} {words.when(p)}" for a, p in dated if not _meets(p, span))
    lanes += [Lane(f"{a.upper()}  published", p, "published", f"doc-{a}") for a, p in inside]
    return Timeline(_draw(lanes, span, 720, "w"), _draw(lanes, span, 340, "n"), undated, beyond, outside)


def _edges(period: Period) -> list[float]:
    return [t.timestamp() for t in (period.earliest, period.latest) if t]


def _window(happened: Sequence[Period], printed: Sequence[Period]) -> tuple[float, float]:
    """The two centuries round one of the dates into which most events fall; of equals, that of more
    publications, then the later."""

    def round_(t: float) -> tuple[float, float]:
        return t - FAR, t + FAR

    ends = {t for p in (happened or printed) for t in _edges(p)}
    return max(
        (round_(t) for t in sorted(ends)),
        key=lambda w: (sum(_meets(p, w) for p in happened), sum(_meets(p, w) for p in printed), w),
        default=(FIRST, LAST),
    )


def _range(
    lanes: Sequence[Lane], dated: Sequence[tuple[str, Period]], window: tuple[float, float]
) -> tuple[float, float] | None:
    """Seconds: all edges of events, else of publications, with room; publications stretch it a little."""
    low, high = window
    ends = [t for lane in lanes for t in _edges(lane.period) if low <= t <= high]
    print_ends = [t for _, p in dated for t in _edges(p) if low <= t <= high]
    if not ends and not print_ends:
        return None
    core = ends or print_ends
    first, last = min(core), max(core)
    reach = max(last - first, 10 * DAY)
    near = [t for t in print_ends if first - reach * 0.5 <= t <= last + reach * 0.5]
    first, last = min([first, *near]), max([last, *near])
    room = max((last - first) * 0.06, 1.5 * DAY)
    return max(first - room, FIRST), min(last + room, LAST)


def _meets(period: Period, span: tuple[float, float]) -> bool:
    early = period.earliest is None or period.earliest.timestamp() <= span[1]
    return early and (period.latest is None or period.latest.timestamp() >= span[0])


def _draw(lanes: Sequence[Lane], span: tuple[float, float], width: float, prefix: str) -> str:
    axis = Axis(span[0], span[1], 14, width - 28)
    height = ROW * len(lanes) + 42
    told = "; ".join(f"{lane.label}: {words.when(lane.period)}" for lane in lanes)
    body = "".join(_lane(lane, i, axis, prefix, width) for i, lane in enumerate(lanes))
    return (
        f'<svg class="timeline" viewBox="0 0 {width:g} {height}" role="img" '
        f'aria-labelledby="{prefix}-time-title {prefix}-time-desc">'
        f'<title id="{prefix}-time-title">When the events are said to have happened</title>'
        f'<desc id="{prefix}-time-desc">{escape(told)}.</desc><defs>'
        + "".join(_fades(prefix))
        + "</defs>"
        + _ticks(axis, height, 6 if width > 500 else 3)
        + body
        + "</svg>"
    )


def _fades(prefix: str) -> list[str]:
    out = []
    for mark in ("event", "published"):
        for side, stops in (("l", ("0", "1")), ("r", ("1", "0"))):
            out.append(
                f'<linearGradient id="{prefix}-{mark}-{side}"><stop class="{mark}" offset="0" stop-opacity="{stops[0]}"/>'
                f'<stop class="{mark}" offset="1" stop-opacity="{stops[1]}"/></linearGradient>'
            )
    return out


def _lane(lane: Lane, row: int, axis: Axis, prefix: str, width: float) -> str:
    y = 34 + row * ROW
    low, high = axis.left, axis.left + axis.width
    first = axis.x(lane.period.earliest) if lane.period.earliest else None
    last = axis.x(lane.period.latest) if lane.period.latest else None
    start, end = max(first if first is not None else low, low), min(last if last is not None else high, high)
    if end - start < 6:  # a day in a year would be a hair
        start, end = (start + end) / 2 - 3, (start + end) / 2 + 3
    fade = min(60.0, (end - start) / 2)
    open_left, open_right = first is None or first < low, last is None or last > high
    solid = start + (fade if open_left else 0), end - (fade if open_right else 0)
    bar = f'<rect class="bar {lane.mark}" x="{solid[0]:.1f}" y="{y}" width="{solid[1] - solid[0]:.1f}" height="9" rx="2"/>'
    if open_left:
        bar += f'<rect class="fade {lane.mark}" fill="url(#{prefix}-{lane.mark}-l)" x="{start:.1f}" y="{y}" width="{fade:.1f}" height="9"/>'
    if open_right:
        bar += f'<rect class="fade {lane.mark}" fill="url(#{prefix}-{lane.mark}-r)" x="{end - fade:.1f}" y="{y}" width="{fade:.1f}" height="9"/>'
    label = _cut(lane.label, width - 30)
    x = min(max(start, low), max(low, high - _room(label)))
    return f'<a href="#{escape(lane.link)}"><text class="lane" x="{x:.1f}" y="{y - 5}">{escape(label)}</text>{bar}</a>'


def _cut(label: str, most: float) -> str:
    if _room(label) <= most:
        return label
    kept = label[:-2][: int(most / LATIN)].rstrip()  # no more of any script can fit
    while _room(kept + "…") > most:
        kept = kept[:-1].rstrip()
    return kept + "…"


def _room(label: str) -> float:
    """Units of width that a label takes, a little more than it does in common fonts: Cyrillic runs wider than Latin,
    Chinese twice as wide."""
    return sum(13.0 if east_asian_width(c) in "WF" else LATIN if c < "\u0370" else 7.6 for c in label)


def _ticks(axis: Axis, height: float, most: int) -> str:
    out = []
    for instant, text in ticks(axis.first, axis.last, most):
        x = axis.x(instant)
        anchor = "start" if x < 40 else "end" if x > axis.left + axis.width - 40 else ""
        out.append(
            f'<path class="tick" d="M{x:.1f},14V{height}"/>'
            f'<text class="tick-text {anchor}" x="{x:.1f}" y="10">{text}</text>'
        )
    return "".join(out)


def ticks(first: float, last: float, most: int) -> list[tuple[dt.datetime, str]]:
    """Round dates within the range: days, months or years, at most `most` or so."""
    a, b = (EPOCH + dt.timedelta(seconds=min(max(t, FIRST), LAST)) for t in (first, last))
    length = (b - a).days
    if length <= 62:
        step = next(s for s in (1, 2, 5, 7, 14, 31, 62) if length / s <= most)
        dates = [dt.date.fromordinal(n) for n in range(a.toordinal() + 1, b.toordinal() + 1, step)]
        days = [dt.datetime(d.year, d.month, d.day, tzinfo=dt.UTC) for d in dates]
        return [(d, f"{d.day} {d:%b} {d.year}") for d in days]
    months = (b.year - a.year) * 12 + b.month - a.month
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200) if months / s <= most), 6000)
    out = []
    for n in range(a.year * 12 + a.month, b.year * 12 + b.month + 1):
        year, month = divmod(n, 12)
        if n % step == 0 and 1 <= year <= 9999:
            d = dt.datetime(year, month + 1, 1, tzinfo=dt.UTC)
            if a <= d <= b:
                out.append((d, f"{year}" if step >= 12 else f"{d:%b} {year}"))
    return out
