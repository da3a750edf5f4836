"""Settings: one table; a TOML file and the environment make a frozen value of it.

Order of precedence: command-line options, environment (SIGHTLINE_NAME), the file named by SIGHTLINE_CONFIG or
else ./sightline.toml, defaults. An unknown name or a value of the wrong type stops the program with a hint.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path

from sightline.model.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; `SETTINGS_HELP` says what each is for."""

    ledger: str = field(default="sightline.db", repr=False)  # an address may hold a password
    vault: str = ""
    user_agent: str = "Sightline (research; honours robots.txt)"
    max_bytes: int = 50_000_000
    max_text: int = 500_000
    timeout_s: float = 20.0
    deadline_s: float = 120.0
    delay_s: float = 1.0
    max_redirects: int = 5
    obey_robots: bool = True
    allow_private: bool = False
    handle_key: str = field(default="", repr=False)
    extractor: str = "learned"
    gazetteer: str = ""
    embargo_days: int = 0
    track_delay_h: float = 24.0
    imagery_delay_h: float = 72.0
    imagery_passes: int = 40
    assist_url: str = ""
    assist_model: str = ""
    assist_key: str = field(default="", repr=False)
    assist_timeout_s: float = 120.0
    assist_remote: bool = False


SETTINGS_HELP: dict[str, str] = {
    "ledger": "the file that holds the record, or its address in PostgreSQL",
    "vault": "the folder that holds the captured bytes; empty: beside the ledger's file, ending in .vault",
    "user_agent": "how Sightline introduces itself to web servers",
    "max_bytes": "a larger input is refused",
    "max_text": "a longer text is refused, in characters; reading one of this length takes about a minute",
    "timeout_s": "seconds to wait for a web server",
    "deadline_s": "seconds for one address in all, its robots.txt and redirects included",
    "delay_s": "seconds between two requests to one host",
    "max_redirects": "redirects followed at most",
    "obey_robots": "leave alone what a site's robots.txt forbids",
    "allow_private": "fetch from private, loopback and link-local addresses too",
    "handle_key": "secret under which commenters' names are hashed; empty: one is made and kept in the vault",
    "extractor": "who finds the claims: learned (rules and the trained model together) or rules (faster, without it)",
    "gazetteer": "a folder that `sightline gazetteer add` made, whose places are known besides the shipped ones",
    "embargo_days": "keep places of events younger than this many days out of briefs; 0 for private use",
    "track_delay_h": "flight tracks of the last so many hours are left out: nothing live is read or shown",
    "imagery_delay_h": "satellite pictures of the last so many hours are left out: nothing live is looked at",
    "imagery_passes": "passes read of one sensor at one place at most; each takes some range reads, from the archive",
    "assist_url": "a language model to ask for further claims, by the address of its endpoint; empty: none",
    "assist_model": "the name of that model, as its endpoint knows it",
    "assist_key": "secret that the endpoint wants, if it wants one",
    "assist_timeout_s": "seconds for one question to the model, further tries included",
    "assist_remote": "send texts to an endpoint beyond this machine and its private network too",
}
SECRET = frozenset({"handle_key", "assist_key"})  # their values are never printed


def load_settings(environment: Mapping[str, str], folder: Path) -> Settings:
    """The settings in force. folder: where ./sightline.toml is looked for. Raises SettingsError."""
    named = environment.get("SIGHTLINE_CONFIG")
    path = Path(named) if named else folder / "sightline.toml"
    values: dict[str, object] = {}
    if path.is_file():
        values |= _from_file(path)
    elif named:
        raise SettingsError("no-config", f"there is no settings file {path}", "see SIGHTLINE_CONFIG")
    for name, text in environment.items():
        if name.startswith("SIGHTLINE_") and name != "SIGHTLINE_CONFIG":
            values[name.removeprefix("SIGHTLINE_").lower()] = text
    return with_values(Settings(), values, "the environment or the settings file")


def with_values(settings: Settings, values: Mapping[str, object], where: str) -> Settings:
    """`settings` with some values replaced, each checked against the type of its default."""
    known = {f.name: type(getattr(settings, f.name)) for f in fields(settings)}
    checked: dict[str, object] = {}
    for name, value in values.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise SettingsError(
                "unknown-setting",
                f"there is no setting {name!r} ({where})",
                f"did you mean {near[0]!r}?" if near else "see: sightline --help",
            )
        checked[name] = _typed(name, value, known[name])
    return replace(settings, **checked)  # type: ignore[arg-type]


def _from_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("bad-config", f"{path} is not TOML: {error}", "mend or move the file") from error
    except OSError as error:
        raise SettingsError("bad-config", f"cannot read {path}: {error.strerror}") from error


def _typed(name: str, value: object, kind: type) -> object:
    if isinstance(value, str) and kind is not str:
        text = value.strip().lower()
        if kind is bool and text in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            return text in {"1", "true", "yes", "on"}
        try:
            if kind in {int, float}:
                return kind(text.replace("_", ""))
        except ValueError:
            pass
    elif type(value) is kind:
        return value
    elif kind is float and type(value) is int:
        return float(value)
    secret = name in SECRET or "://" in repr(value)  # an address may hold a password
    shown = "what it is set to" if secret else repr(value)
    raise SettingsError("bad-setting", f"setting {name!r} cannot be {shown}", f"it needs {_KINDS[kind]}")


_KINDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}
