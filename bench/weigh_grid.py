"""Every situation that the weights tell apart, once each: bases, ways to put it, places, days, company, opposition.

A ledger of open texts is mostly single voices, so it says little of the weights of corroboration. The grid says
on how many of all situations a weight decides; it is not how often they come up.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from sightline.fusion.contradictions import contradictions
from sightline.fusion.independence import kinship
from sightline.fusion.spoken import Spoken, spoken
from sightline.model.claim import Attribution, Claim, Count, Item, claim_id
from sightline.model.document import Document, Part
from sightline.model.event import Contradiction
from sightline.model.evidence import Evidence
from sightline.model.ids import digest
from sightline.model.period import days
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.model.vocabulary import AttributionKind, Stance, Verdict

BASES: tuple[tuple[AttributionKind, str] | None, ...] = (
    None, ("unnamed", "sources"), ("other", "Trader Ivanov"), ("media", "Gazette"), ("official", "the ministry"),
    ("witness", "Residents"), ("document", "a leaked contract"), ("imagery", "Satellite images"),
    ("imagery", "Maxar images"), ("tracking", "our receivers"),
)  # fmt: skip
STANCES: tuple[Stance, ...] = ("asserted", "reported", "possible")
SITE = Place(name="Base", country="XA", lat=10.0, lon=20.0, radius_km=3.0, precision="site")
PLACES = (SITE, replace(SITE, radius_km=20.0, precision="settlement"), None)
TIMES = (
    days(dt.date(2019, 3, 23), dt.date(2019, 3, 23)),
    days(dt.date(2019, 3, 1), dt.date(2019, 3, 31)),
    None,
)
COMPANY = ("alone", "one more", "another origin", "two other origins")
AGAINST = ("nothing", "count", "denial", "supports", "contradicts")
SAYS = (
    "Launchers of the type stand at the base, writes the first of them at length.",
    "Another account from elsewhere has seen a battery beside the runway of the field.",
    "Whoever looks from the hill of the third village finds a unit of missiles below.",
    "Nobody of the fourth office knows anything of equipment that would have come.",
)
PAGES = tuple(
    Document(
        id=digest(text.encode()),
        capture=f"cap-{i}",
        text=text,
        parts=(Part("p0", "body", 0, len(text)),),
        url=f"https://page{i}.example/",
        site=f"page{i}.example",
    )
    for i, text in enumerate(SAYS)
)
Situation = tuple[Spoken, tuple[Contradiction, ...], dict[str, list[Evidence]]]


def _claim(page: Document, stance: Stance, basis: tuple[AttributionKind, str] | None, number: int) -> Claim:
    quote = Span(0, len(page.text), page.text)
    name = "S-300 launchers"
    thing = Item(
        Span(0, len(name), name), name, "sam-launcher", "s-300", Count(number, number, None, str(number))
    )
    return Claim(
        id=claim_id(page.id, "p0", "deployment", quote),
        document=page.id,
        part="p0",
        quote=quote,
        event="deployment",
        stance=stance,
        items=(thing,),
        attribution=(Attribution(Span(0, len(basis[1]), basis[1]), basis[0]),) if basis else (),
        confidence=0.9,
        origin="grid",
    )


def situations() -> Iterator[Situation]:
    """All of them, in one order."""
    kin = kinship(PAGES)
    for basis, stance, place, time, company, against in product(
        BASES, STANCES, PLACES, TIMES, COMPANY, AGAINST
    ):
        first = replace(_claim(PAGES[0], stance, basis, 5), place=place, time=time)
        claims = [first]
        if company != "alone":
            other = None if company == "one more" else ("imagery", "pictures by Planet Labs")
            claims.append(replace(_claim(PAGES[1], "asserted", other, 5), place=SITE, time=TIMES[0]))  # type: ignore[arg-type]
        if company == "two other origins":
            third = _claim(PAGES[2], "asserted", ("official", "the Pentagon"), 5)
            claims.append(replace(third, place=SITE, time=TIMES[0]))
        if against == "count":
            claims.append(_claim(PAGES[3], "asserted", None, 9))
        if against == "denial":
            claims.append(_claim(PAGES[3], "denied", ("official", "the Kremlin"), 5))
        made = spoken(claims, kin)
        yield made, contradictions(made), _evidence(first, against)


def _evidence(claim: Claim, against: str) -> dict[str, list[Evidence]]:
    if against not in ("supports", "contradicts"):
        return {}
    verdict: Verdict = "supports" if against == "supports" else "contradicts"
    return {claim.id: [Evidence(f"evd-{verdict}", claim.id, "flight tracks 1", verdict, ("a reason",))]}
