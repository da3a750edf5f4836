"""Claims held against instruments: what is at hand of each, and the evidence that comes of it. One visible table."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.capture.vault import Vault
from sightline.model.capture import Request
from sightline.pipeline import Instrument, Trouble, checked, issue_of
from sightline.settings import Settings
from sightline.wiring import latest_track, policy_of, vault_folder

if TYPE_CHECKING:
    from sightline.flights.registry import Registry
    from sightline.ledger.ledger import Ledger
    from sightline.model.claim import Claim
    from sightline.model.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Given:
    """What the user gave to check against. tracks: files and folders. archives, images: of satellite imagery, as written
    on the command line. Nothing of anything: all that the ledger holds."""

    tracks: tuple[Path, ...] = ()
    registry: "Registry | None" = None
    archives: tuple[str, ...] = ()
    images: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.tracks or self.archives or self.images)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the work is done. now: aware UTC."""

    ledger: "Ledger"
    vault: Vault
    claims: "tuple[Claim, ...]"
    given: Given
    settings: Settings
    now: dt.datetime


def _flights(desk: Desk) -> Instrument | None:
    from sightline.wiring_flights import flights

    given = desk.given
    if not (given.tracks or given.nothing):
        return None
    latest = latest_track(desk.settings, desk.now)
    paths = given.tracks or None
    return flights(desk.ledger, desk.vault, desk.claims, paths, given.registry, latest, desk.now)


def _imagery(desk: Desk) -> Instrument | None:
    from sightline.wiring_imagery import imagery

    given, settings = desk.given, desk.settings
    if not (given.archives or given.images or given.nothing):
        return None
    return imagery(
        desk.ledger,
        desk.vault,
        desk.claims,
        given.archives,
        given.images,
        policy=policy_of(settings),
        delay_h=settings.imagery_delay_h,
        most=settings.imagery_passes,
        now=desk.now,
    )


# Who holds claims against what instruments saw: name -> what is at hand of it; None where it was not asked for.
INSTRUMENTS: dict[str, Callable[[Desk], Instrument | None]] = {"flights": _flights, "imagery": _imagery}


@dataclass(frozen=True, slots=True)
class Checks:
    """found: claims with what was shown about them. instruments: those that were asked for, with how many of the evidence
    of each are new in the ledger. troubles: of all of them."""

    found: "tuple[tuple[Claim, Evidence], ...]"
    instruments: tuple[tuple[Instrument, int], ...]
    troubles: tuple[Trouble, ...]


def checked_claims(
    ledger: "Ledger", claims: "Sequence[Claim]", given: Given, settings: Settings, now: dt.datetime
) -> Checks:
    """Holds claims against what was given, which is preserved first, or against all that the ledger holds, and keeps the
    evidence and the troubles. Raises LedgerError, SettingsError."""
    from sightline.ledger.add import add_evidence, add_issue

    desk = Desk(ledger, Vault(vault_folder(settings)), tuple(claims), given, settings, now)
    at_hand = [i for make in INSTRUMENTS.values() if (i := make(desk)) is not None]
    found = tuple(checked(claims, [i.checker for i in at_hand if i.ready]))
    new = [evidence.checker for _, evidence in found if add_evidence(ledger, evidence)]
    troubles = [(i.stage, trouble) for i in at_hand for trouble in i.troubles()]
    for stage, trouble in troubles:
        request = Request(trouble.input, "path")
        add_issue(ledger, issue_of(request, None, stage, trouble.error, now))
    counted = tuple((i, sum(checker.startswith(i.name) for checker in new)) for i in at_hand)
    return Checks(found, counted, tuple(trouble for _, trouble in troubles))
