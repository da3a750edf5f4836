"""Satellite imagery wired up: looks, and the checker that holds claims against them.

Nothing goes on the network unless archives are given; then they learn which places and days interest the user. Everything
after a look follows from kept bytes, so the checker of the looks that a ledger holds finds the same evidence again, offline.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from sightline.capture.policy import Policy
from sightline.model.errors import InputError
from sightline.model.place import distance_km
from sightline.model.vocabulary import AIR
from sightline.pipeline import Instrument, Trouble
from sightline.wiring_looks import (
    GSD_M,
    SENSORS,
    Held,
    Means,
    Span,
    Tell,
    archives_named,
    held_looks,
    kept_look,
    look_for,
    missing,
    not_installed,
)

if TYPE_CHECKING:
    from sightline.capture.vault import Store
    from sightline.imagery.ask import Spot
    from sightline.imagery.finding import Seen
    from sightline.imagery.sizes import Sizes
    from sightline.ledger.ledger import Ledger
    from sightline.model.airfield import Airfield
    from sightline.model.capture import Capture
    from sightline.model.claim import Claim
    from sightline.model.place import Place
    from sightline.model.scene import Sensor
    from sightline.pipeline import Checker

_ITSELF_KM = 1.0
_TOGETHER = dt.timedelta(days=60)  # claims of one place within so much time are looked at once
AROUND_M = 400.0  # of the 500 m that are read round a site: other ground of the same kind, to compare with


@dataclass(slots=True)
class Troubles:
    """Each told once."""

    found: list[Trouble] = field(default_factory=list)

    def tell(self, about: str, error: InputError) -> None:
        known = {(t.input, t.error.code, t.error.message) for t in self.found}
        if (about, error.code, error.message) not in known:
            self.found.append(Trouble(about, error))


def imagery(
    ledger: "Ledger",
    vault: "Store",
    claims: "Sequence[Claim]",
    archives: Sequence[str],
    images: Sequence[str],
    *,
    policy: Policy,
    delay_h: float,
    most: int,
    now: dt.datetime,
) -> Instrument:
    """The checker of claims against archives and pictures as the user wrote them, or, where there are none, against the
    looks that the ledger holds. Raises SettingsError where the libraries are not installed, LedgerError."""
    from sightline.ledger.look import captures

    troubles = Troubles()
    known = captures(ledger)
    looks = held_looks(known, vault.get, troubles.tell)
    if (archives or images) and missing():
        raise not_installed()
    if archives or images:
        made: list[Capture] = []
        means = means_of(
            archives, images, vault, known, made, policy=policy, delay_h=delay_h, most=most, now=now, tell=troubles.tell,
        )  # fmt: skip
        looks += looks_for_claims(claims, means, looks)
        into_ledger(ledger, made, now)
    elif looks and missing():
        error = not_installed()
        troubles.tell("satellite imagery", InputError(error.code, error.message, error.advice))
        looks = []
    scenes = {window.scene for held in looks for window in held.look.windows}
    return Instrument(
        name="satellite imagery",
        stage="imagery",
        about="about what shows from above",
        checker=imagery_checker(looks, vault.get, now, troubles.tell),
        counts=((len(scenes), "scene"), (len({held.capture.digest for held in looks}), "look")),
        troubles=lambda: tuple(troubles.found),
    )


def means_of(
    archives: Sequence[str],
    images: Sequence[str],
    vault: "Store",
    known: "Iterable[Capture]",
    made: "list[Capture]",
    *,
    policy: Policy,
    delay_h: float,
    most: int,
    now: dt.datetime,
    tell: Tell,
    sensors: Sequence[str] = (),
) -> Means:
    """known: captures that are there already, which are not made again. made: gets every capture that a look makes or meets."""
    from sightline.capture.keeping import make_keep

    keep = make_keep(vault, lambda: now, known)

    def keeping(*args: object, **more: object) -> "Capture":
        capture = keep(*args, **more)  # type: ignore[arg-type]
        made.append(capture)
        return capture

    return Means(
        archives=archives_named(archives, tell),
        pictures=tuple(images),
        policy=policy,
        keep=keeping,
        most=most,
        latest=now - dt.timedelta(hours=delay_h),
        tell=tell,
        sensors=tuple(s for s in SENSORS if s in sensors) or SENSORS,
    )


def looks_for_claims(claims: "Iterable[Claim]", means: Means, looks: Sequence[Held]) -> list[Held]:
    """One look for each place and time that claims speak of. looks: those held already, which pictures are added to."""
    made: list[Held] = []
    if means.archives or means.pictures:
        claims = tuple(claims)
        for spot, span in groups(claims, means.latest):
            base = look_for(spot.site, span, looks)
            small = _too_small_for([c for c in claims if _of_group(c, spot, span)])
            held = kept_look(spot.site, span, means, base.look if base else None, small=small)
            if held.look.windows or means.archives:
                made.append(held)
    for text in means.pictures:
        if text not in means.used:
            tell_unused(text, means.tell)
    return made


def tell_unused(text: str, tell: Tell) -> None:
    words = f"{text} shows none of the places that were to be looked at"
    tell(text, InputError("elsewhere", words, "see that its coordinates and the place are right"))


def groups(claims: "Iterable[Claim]", latest: dt.datetime) -> "list[tuple[Spot, Span]]":
    """The places and times (aware UTC) that claims ask of pictures, those close together as one."""
    asked = [found for claim in claims if (found := _asked(claim)) is not None and found[1][0] <= latest]
    out: list[tuple[Spot, Span]] = []
    for spot, span in sorted(
        asked, key=lambda one: (one[0].site.lat, one[0].site.lon, one[0].site.half_m, one[1])
    ):
        last = out[-1] if out else None
        if last and last[0].site == spot.site and span[1] <= last[1][0] + _TOGETHER:
            out[-1] = (last[0], (last[1][0], max(last[1][1], span[1])))
        else:
            out.append((spot, span))
    return out


def _of_group(claim: "Claim", spot: "Spot", span: Span) -> bool:
    asked = _asked(claim)
    return asked is not None and asked[0].site == spot.site and span[0] <= asked[1][0] <= span[1]


def _too_small_for(claims: "Sequence[Claim]") -> "tuple[Sensor, ...]":
    """The sensors in whose pixels nothing that these claims name could show."""
    from sightline.imagery.resolving import beyond
    from sightline.imagery.sizes import things_of

    sought = [[sized.thing for sized in things_of(claim, sizes())] for claim in claims]
    return tuple(
        sensor for sensor, gsd_m in GSD_M.items() if all(beyond(things, sensor, gsd_m) for things in sought)
    )


def _asked(claim: "Claim") -> "tuple[Spot, Span] | None":
    from sightline.imagery.ask import ask, span, spot

    wanted = ask(claim)
    if wanted is None or wanted.period is None:
        return None
    ground = spot(wanted.place, field_of(claim))
    if isinstance(ground, str):
        return None
    when = span(wanted.period, ground.site.lon)
    return None if when is None else (ground, when)


def field_of(claim: "Claim") -> "Airfield | None":
    """The one airfield that the claim's place is, or, of claims about aircraft, that it holds."""
    from sightline.model.claim import asked_place
    from sightline.places.airfields import open_airfields
    from sightline.places.named_fields import named_fields

    place: Place | None = asked_place(claim)
    if place is None:
        return None
    if place.ref and (own := open_airfields().of(place.ref)) and _is_at(place, own):
        return own
    if not any(item.category in AIR for item in claim.items):
        return None
    fields = named_fields(place)
    return fields[0] if len(fields) == 1 else None


def _is_at(place: "Place", field: "Airfield") -> bool:
    """Whether the place is the field itself, and not somewhere told by it ("south of the airport")."""
    if place.lat is None or place.lon is None:
        return not place.relation
    return distance_km(place.lat, place.lon, field.lat, field.lon) <= _ITSELF_KM


@lru_cache(maxsize=1)
def sizes() -> "Sizes":
    """The equipment catalogue's lengths and widths, metres; of a variant without any, those of its family."""
    from sightline.extraction.catalogue import open_catalogue

    catalogue = open_catalogue()

    def look_up(ref: str) -> tuple[float, float, str] | None:
        if ref not in catalogue:
            return None
        entry = catalogue.get(ref)
        if entry.length_m and entry.width_m:
            return entry.length_m, entry.width_m, "equipment catalogue"
        if entry.family and entry.family != ref and (found := look_up(entry.family)):
            return (
                found[0],
                found[1],
                f"equipment catalogue, as its family {catalogue.get(entry.family).name}",
            )
        return None

    return look_up


def imagery_checker(
    looks: Sequence[Held], bytes_of: Callable[[str], bytes], now: dt.datetime, tell: Tell
) -> "Checker":
    """Holds claims against looks; the pixels of a look are put together once. Of a look that cannot be used `tell` hears,
    and its claims go without."""
    from sightline.imagery.check import check
    from sightline.imagery.picture import picture

    seen = remembered(bytes_of)

    def seen_at(spot: "Spot", span: Span) -> "Seen | None":
        held = look_for(spot.site, span, looks)
        if held is None:
            return None
        try:
            return seen(held)
        except InputError as error:
            tell(held.capture.location, error)
            return None

    return lambda claim: check(
        claim, seen_at=seen_at, airfield=field_of(claim), sizes=sizes(), now=now, draw=picture
    )


def remembered(bytes_of: Callable[[str], bytes]) -> "Callable[[Held], Seen]":
    """The pixels of a look, put together once; of the last few looks only, for they are large."""
    from sightline.imagery.finding import Seen
    from sightline.imagery.stacking import stacked

    known: dict[str, Seen] = {}

    def seen(held: Held) -> "Seen":
        key = held.capture.digest
        if key not in known:
            while len(known) >= 2:
                known.pop(next(iter(known)))
            made = stacked(held.look, bytes_of, margin_m=AROUND_M)
            known[key] = Seen(held.look, held.capture.id, made.stacks, made.lost)
        return known[key]

    return seen


def into_ledger(ledger: "Ledger", made: "Iterable[Capture]", now: dt.datetime) -> None:
    """Captures that a look made or met; what the ledger has already stays."""
    from sightline.ledger.add import add_captures

    add_captures(ledger, {c.id: c for c in made}.values(), now)
