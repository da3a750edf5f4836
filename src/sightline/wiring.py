"""Settings to Tools: the only place that knows concrete tools. Each seam is one visible table."""

import datetime as dt
import secrets
import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.capture.fetch import Fetch, make_fetch
from sightline.capture.policy import Policy
from sightline.capture.replay import replay
from sightline.capture.vault import MemoryVault, Store, Vault, kept_once
from sightline.model.errors import InputError, SettingsError
from sightline.pipeline import Assist, Extract, Tools
from sightline.settings import Settings

if TYPE_CHECKING:
    from sightline.flights.registry import Registry
    from sightline.ledger.ledger import Ledger
    from sightline.model.brief import Brief
    from sightline.model.event import Fusion
    from sightline.model.facts import Facts
    from sightline.model.holding import Holding
    from sightline.places.gazetteer import Gazetteer
    from sightline.wiring_flights import Sky

    Writer = Callable[[Brief], str]


def _rules() -> Extract:
    from sightline.extraction.catalogue import open_catalogue
    from sightline.extraction.extract import extract

    return partial(extract, catalogue=open_catalogue())


def _learned() -> Extract:
    from sightline.extraction.catalogue import open_catalogue
    from sightline.extraction.learned.extract import extract
    from sightline.extraction.learned.network import open_model

    return partial(extract, catalogue=open_catalogue(), model=open_model())


# Who finds the claims: the setting `extractor` names one.
EXTRACTORS: dict[str, Callable[[], Extract]] = {"learned": _learned, "rules": _rules}


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def vault_folder(settings: Settings) -> Path:
    """Beside the ledger unless set: case.db -> case.vault. Raises SettingsError where the ledger is in a database:
    nothing lies beside it, and a folder of this machine alone would keep the bytes from the team."""
    if settings.vault:
        return Path(settings.vault)
    file = settings.ledger.removeprefix("sqlite:///")
    if "://" in file:
        raise SettingsError(
            "no-vault",
            "the ledger is in a database, and no folder is named for the captured bytes",
            "set SIGHTLINE_VAULT, or vault in sightline.toml, to a folder that the whole team reaches (docs/teams.md)",
        )
    return Path(file).with_suffix(".vault")


def tools_for(settings: Settings, *, keep: bool, replay_from: Path | None = None) -> Tools:
    """keep: preserve captures in the vault's folder (else in memory, for this run only). replay_from: serve
    web addresses from that vault; pages then come from no network. Raises FetchError for a folder that is no
    vault, SettingsError for a language model that may not be asked."""
    from sightline.extraction.merge import merge
    from sightline.places.find import find_places
    from sightline.places.phrases import describe
    from sightline.places.resolve import resolve_where
    from sightline.reading.read import read
    from sightline.times.find import find_times
    from sightline.times.resolve import date_claims

    vault: Store = Vault(vault_folder(settings)) if keep else MemoryVault()
    gazetteer = gazetteer_for(settings)
    key = handle_key(settings, vault_folder(settings) if keep else None)
    return Tools(
        fetch=_fetch(settings, vault, replay_from),
        bytes_of=vault.get,
        read=partial(read, handle_key=key),
        find_places=partial(find_places, gazetteer=gazetteer),
        describe=partial(describe, gazetteer=gazetteer),
        find_times=find_times,
        extractors=(_extractor(settings),),
        merge=merge,
        resolve_where=partial(resolve_where, gazetteer=gazetteer),
        resolve_when=date_claims,
        now=utc_now,
        max_text=settings.max_text,
        assistants=_assistants(settings),
    )


def gazetteer_for(settings: Settings) -> "Gazetteer":
    """The shipped gazetteer, with the overlay that the setting names. Raises SettingsError."""
    from sightline.places.gazetteer import open_gazetteer

    try:
        return open_gazetteer(overlay=Path(settings.gazetteer) if settings.gazetteer else None)
    except InputError as error:
        raise SettingsError(error.code, error.message, error.advice) from error


def _assistants(settings: Settings) -> tuple[Assist, ...]:
    """The language model, where the user names one. Raises SettingsError."""
    if not settings.assist_url:
        return ()
    if find_spec("pydantic") is None:
        raise SettingsError(
            "assist-missing",
            "assist_url is set, and pydantic is not installed",
            "pip install 'sightline[assist]'",
        )
    from sightline.assist.client import Client
    from sightline.assist.endpoint import endpoint_of, resolver
    from sightline.assist.extract import extract
    from sightline.capture.transport import bounded_client
    from sightline.extraction.quantities import find_quantities

    endpoint = endpoint_of(
        settings.assist_url,
        model=settings.assist_model,
        key=settings.assist_key,
        timeout_s=settings.assist_timeout_s,
        remote=settings.assist_remote,
    )
    client = Client(endpoint, connect=partial(bounded_client, resolver(endpoint), endpoint.timeout_s))
    return (partial(extract, ask=client.ask, model=endpoint.model, quantities=find_quantities),)


def _extractor(settings: Settings) -> Extract:
    if settings.extractor not in EXTRACTORS:
        raise SettingsError(
            "unknown-extractor",
            f"there is no extractor {settings.extractor!r}",
            "the setting extractor is one of: " + ", ".join(EXTRACTORS),
        )
    return EXTRACTORS[settings.extractor]()


def policy_of(settings: Settings) -> Policy:
    """How politely and how far the door in may reach."""
    return Policy(
        user_agent=settings.user_agent,
        max_bytes=settings.max_bytes,
        timeout_s=settings.timeout_s,
        deadline_s=settings.deadline_s,
        delay_s=settings.delay_s,
        max_redirects=settings.max_redirects,
        allow_private=settings.allow_private,
        obey_robots=settings.obey_robots,
    )


def _fetch(settings: Settings, vault: Store, replay_from: Path | None) -> Fetch:
    live = make_fetch(vault, policy_of(settings), now=utc_now, stdin=sys.stdin.buffer if sys.stdin else None)
    if replay_from is None:
        return live
    kept = replay(replay_from, vault)
    return lambda request: kept(request) if request.kind == "url" else live(request)


def handle_key(settings: Settings, folder: Path | None) -> bytes:
    """The secret under which commenters' names are hashed: the setting, else one made once and kept in the
    vault (readable by its owner only), else, where nothing is kept, one for this run."""
    if settings.handle_key:
        return settings.handle_key.encode()
    if folder is None:
        return secrets.token_bytes(32)
    return kept_once(folder / "handle.key", lambda: secrets.token_bytes(32))


def fused(ledger: "Ledger") -> "tuple[Facts, Fusion]":
    """The current facts of a ledger, its claims as analysts corrected them, and what follows from them."""
    from sightline.fusion.judged import judged
    from sightline.wiring_fused import cut_of

    cut = cut_of(ledger)
    return judged(cut.facts).facts, cut.fusion


def make_brief(
    facts: "Facts", fusion: "Fusion", *, now: dt.datetime, title: str | None, embargo_days: int
) -> "Brief":
    from sightline.brief.compose import compose
    from sightline.fusion.holdings import holdings

    return compose(facts, fusion, now=now, title=title, embargo_days=embargo_days, holdings_of=holdings)


def held_things(
    facts: "Facts", fusion: "Fusion", *, at: dt.datetime | None, now: dt.datetime, embargo_days: int
) -> "tuple[Holding, ...]":
    """What was claimed to be where by `at`; the sites of events that an embargo would keep out of a brief are
    withheld here too."""
    from sightline.brief.embargo import withheld
    from sightline.fusion.holdings import holdings

    return holdings(facts, fusion, at=at, withheld=withheld(facts, fusion, now=now, days=embargo_days))


def _html() -> "Writer":
    from sightline.brief.html import write_html

    return write_html


def _markdown() -> "Writer":
    from sightline.brief.markdown import write_markdown

    return write_markdown


def sky_at(paths: Iterable[Path], registry: "Registry | None", settings: Settings, now: dt.datetime) -> "Sky":
    """The airframes in files of tracks; nothing is kept."""
    from sightline.flights.load import sources
    from sightline.wiring_flights import sky_of

    return sky_of(sources(paths), registry, (float("-inf"), latest_track(settings, now)))


def held_sky(ledger: "Ledger", registry: "Registry | None", settings: Settings, now: dt.datetime) -> "Sky":
    """The airframes in all files of tracks that a ledger holds. Raises FetchError where the vault lost one."""
    from sightline.wiring_flights import held_sources, held_tracks, sky_of

    vault = Vault(vault_folder(settings))
    return sky_of(
        held_sources(held_tracks(ledger), vault), registry, (float("-inf"), latest_track(settings, now))
    )


def latest_track(settings: Settings, now: dt.datetime) -> float:
    """Seconds UTC after which no track is read: none is live."""
    return now.timestamp() - settings.track_delay_h * 3600


# File ending -> the writer for it.
WRITERS: "dict[str, Callable[[], Writer]]" = {".html": _html, ".md": _markdown}
