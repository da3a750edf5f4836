"""Settings: defaults, file, environment, and clear refusals."""

from dataclasses import fields
from pathlib import Path

import pytest

from sightline.model.errors import SettingsError
from sightline.settings import SETTINGS_HELP, Settings, load_settings, with_values


def test_every_setting_has_help_and_nothing_else_does() -> None:
    assert set(SETTINGS_HELP) == {f.name for f in fields(Settings)}


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    (tmp_path / "sightline.toml").write_text('ledger = "a.db"\ndelay_s = 2\nobey_robots = false\n')
    settings = load_settings(
        {"SIGHTLINE_LEDGER": "b.db", "SIGHTLINE_MAX_BYTES": "1_000", "HOME": "/x"}, tmp_path
    )
    assert (settings.ledger, settings.delay_s, settings.obey_robots) == ("b.db", 2.0, False)
    assert settings.max_bytes == 1000


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path) == Settings()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"ledgr": "x"}, "unknown-setting"),
        ({"max_bytes": "many"}, "bad-setting"),
        ({"max_bytes": 1.5}, "bad-setting"),
        ({"obey_robots": "perhaps"}, "bad-setting"),
        ({"obey_robots": 1}, "bad-setting"),
        ({"ledger": 7}, "bad-setting"),
    ],
)
def test_what_is_wrong_is_said(values: dict[str, object], code: str) -> None:
    with pytest.raises(SettingsError) as error:
        with_values(Settings(), values, "test")
    assert error.value.code == code


def test_a_near_miss_is_named() -> None:
    with pytest.raises(SettingsError, match="did you mean 'ledger'"):
        with_values(Settings(), {"ledgr": "x"}, "test")


@pytest.mark.parametrize("text", ["ledger = ", "\xff"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError) as error:
        load_settings({"SIGHTLINE_CONFIG": str(path)}, tmp_path)
    assert error.value.code == "bad-config"


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({"SIGHTLINE_CONFIG": str(tmp_path / "none.toml")}, tmp_path)
    assert error.value.code == "no-config"
