"""Write docs/hard-cases.md: twenty hard places and dates, each with what Sightline makes of it and its own reasons.

    python tools/build_hard_cases.py          (a test holds the page to what the program says)

The sentences are invented, as are most of the happenings in them; places are real. Nothing on the page is written by hand but the sentences and why each
is hard; where the answer is wrong or weak the page says so under "still wrong".
"""

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from sightline.model.capture import Request
from sightline.model.claim import Claim
from sightline.model.period import Period, iso
from sightline.model.place import Place
from sightline.model.reading import Reading
from sightline.pipeline import process
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer
from sightline.places.phrases import describe
from sightline.places.resolve import resolve_where
from sightline.places.voices import NO_GROUND
from sightline.settings import Settings
from sightline.wiring import tools_for

OUT = Path(__file__).resolve().parents[1] / "docs" / "hard-cases.md"


@dataclass(frozen=True, slots=True)
class Case:
    """text: with the words in question between [ and ]. why: what makes it hard. wrong: what is still wrong."""

    text: str
    why: str
    published: str | None = None
    wrong: str = ""

    @property
    def plain(self) -> str:
        return self.text.replace("[", "").replace("]", "")

    @property
    def at(self) -> tuple[int, int]:
        start = self.text.index("[")
        return start, self.text.index("]") - 1


PLACES = (
    Case(
        "Satellite images show S-300 launchers at a key airbase [south of Caracas]. The Captain Manuel Ríos airbase in "
        "Guárico lies 150 km from the capital.",
        "a direction without a distance, and a named base that may be what it means",
    ),
    Case(
        "TRIPOLI, Lebanon. The army sent forty lorries from Beirut to [Tripoli] on Monday.",
        "the larger Tripoli is the capital of another country",
    ),
    Case(
        "[Moscow] said that no S-400 battery had been moved to Belarus.",
        "a capital that speaks is an actor, not where something happened",
    ),
    Case(
        "The Latah County sheriff said two National Guard helicopters landed in [Moscow], east of Pullman, Washington.",
        "a small town of the name of a capital",
    ),
    Case(
        "Two tanks stood in [Springfield] on Sunday.",
        "one of dozens of towns, and the text says nothing more",
    ),
    Case(
        "Six howitzers were dug in [20 km east of Kramatorsk].",
        "a distance and one of eight directions, both rounded by who said it",
    ),
    Case(
        "A Russian frigate was photographed [off the coast of Latakia].",
        "at sea, at no stated distance; the town itself is wrong",
    ),
    Case(
        "The convoy of T-72s was seen on the road [between Kupiansk and Lyman].",
        "a stretch, not a point, and towns of that name in more than one oblast",
        wrong="the larger Lyman, in Donetsk oblast, is likelier meant; near Kupiansk the smaller one of Kharkiv oblast wins",
    ),
    Case(
        "Ukraine moved a brigade to [the border with Belarus].",
        "a line of a thousand kilometres",
    ),
    Case(
        "Two launchers stand at [136.51 N, 34.95 E], the report says.",
        "coordinates that cannot be what they say",
    ),
    Case(
        "Syria said its army had retaken Hama and Homs. Turkish drones attacked a depot in [the north] on Monday.",
        "no name at all: it hangs on the country the text speaks of",
    ),
    Case(
        "Tanks arrived at [Verkhniokamianske Druhe], a hamlet near Siversk.",
        "a name that the gazetteer lacks must stay unknown, not become the nearest spelling",
    ),
)
TIMES = (
    Case(
        "An An-124 landed at Caracas [on Saturday] with 35 tonnes of cargo.",
        "the page says only the year it was published in",
        "2019",
    ),
    Case(
        "Troops landed on Monday. [Three days after the landing, on 20 May,] crews switched on a radar.",
        "two statements about one time that cannot both hold",
        "2024-06-14",
    ),
    Case(
        "Two Tu-160 bombers landed at Maiquetía on 10 December 2018. The launchers were activated [a month after the landing].",
        "counts from another happening, which is dated elsewhere in the text",
        "2019-03-27",
    ),
    Case("The battery was moved to the coast [in early March].", "vague by nature", "2022-06-10"),
    Case(
        "DTG [232100ZMAR19]: three Il-76 took off from Hmeimim.", "a military date-time group", "2019-03-25"
    ),
    Case(
        "The ship entered port on [03/04/2019] and left a week later.",
        "day and month may be either way round",
    ),
    Case(
        "The siege began in April 1915. [In the following month] the division withdrew to the coast.",
        "history prose: the anchor is the running text, not the day of publication",
        "2009-05-01",
    ),
    Case(
        "The first battery will be delivered [in fiscal 2026], the Pentagon said.",
        "a year that begins in another year",
        "2025-02-01",
    ),
)


def answer(case: Case) -> Place | Period | None:
    """What the whole pipeline says about the words: the slot of a claim that has them, else what they would give one."""
    start, end = case.at
    request = Request(
        location="hard-case", kind="inline", data=case.plain.encode(),
        media_type="text/plain; charset=utf-8", published=case.published,
    )  # fmt: skip
    (outcome,) = process([request], tools_for(Settings(), keep=False))
    assert outcome.reading is not None, outcome.issue
    return _slot(outcome.reading, start, end) or _words(outcome.reading, start, end)


def _slot(reading: Reading, start: int, end: int) -> Place | Period | None:
    slots = [
        s
        for c in reading.claims
        for s in (c.place, c.from_place, c.time)
        if s is not None and s.span is not None
    ]
    over = [s for s in slots if s.span and s.span.start < end and start < s.span.end]
    return max(over, key=lambda s: len(s.span.text) if s.span else 0, default=None)


def _words(reading: Reading, start: int, end: int) -> Place | Period | None:
    """Where no claim says where or when with the words: what they would give a claim, or the time they name."""
    times = [m.period for m in reading.mentions if m.period and m.span.start < end and start < m.span.end]
    if times:
        return times[0]
    gazetteer, document = open_gazetteer(), reading.document
    names = find_places(document, gazetteer)
    quote, words = document.span(0, len(document.text)), document.span(start, end)
    claim = Claim(
        "clm-0", document.id, document.parts[0].id, quote, "presence", "asserted", place=Place(words)
    )
    (out,) = resolve_where(document, (claim,), names, describe(document, names, gazetteer), gazetteer)
    return out.place


def section(number: int, case: Case) -> str:
    given = f" (published {case.published})" if case.published else ""
    lines = [
        f"### {number}. {case.why[0].upper()}{case.why[1:]}",
        "",
        f"> {case.text}{given}",
        "",
        *_shown(answer(case)),
    ]
    if case.wrong:
        lines += ["", f"Still wrong: {case.wrong}"]
    return "\n".join(lines) + "\n"


def _shown(found: Place | Period | None) -> list[str]:
    if found is None:
        return ["Nothing is said about these words."]
    return _place(found) if isinstance(found, Place) else _period(found)


def _place(place: Place) -> list[str]:
    if place.lat is None or place.lon is None:
        head = f"**{place.name or (place.span and place.span.text)}**: not placed."
    else:
        chance = f", probability {place.probability:.2f}" if place.probability is not None else ""
        area = ", with an area" if place.polygon else ""
        head = f"**{place.name}** ({place.precision}): {place.lat:.3f}, {place.lon:.3f}, within {place.radius_km:g} km{area}{chance}"
    if not NO_GROUND.isdisjoint(place.reasons):
        head = f"**{place.name}**: who speaks or acts; no claim is put there ({place.lat:.1f}, {place.lon:.1f} is where the name lies)."
    others = [f"{c.name} ({c.country}, {c.kind}) {c.score:.2f}" for c in place.candidates[1:4]]
    return [
        head,
        "",
        *(f"- {r}" for r in place.reasons),
        *([f"- runners-up: {'; '.join(others)}"] if others else []),
    ]


def _period(period: Period) -> list[str]:
    bounds = f"{iso(period.earliest) or 'open'} to {iso(period.latest, end=True) or 'open'}"
    edtf = f" (EDTF `{period.edtf}`)" if period.edtf else ""
    return [f"**{bounds}**{edtf}", "", f"- {period.basis or 'no basis'}"]


def page() -> str:
    head = (
        "# Twenty hard cases\n\nWritten by `python tools/build_hard_cases.py`: invented sentences, the words in question in brackets, "
        "and what the program makes of them, with its own reasons.\nA test holds this page to what the program says.\n\n"
    )
    places = "\n".join(section(n, c) for n, c in enumerate(PLACES, 1))
    times = "\n".join(section(n, c) for n, c in enumerate(TIMES, len(PLACES) + 1))
    return f"{head}## Places\n\n{places}\n## Times\n\n{times}"


if __name__ == "__main__":
    OUT.write_text(page(), encoding="utf-8")
    print(f"wrote {OUT.name}")
