"""The whole check through a local archive whose files are damaged: a clear verdict, words for it, and the rest goes on."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from imagery.archive_server import ArchiveServer, running
from imagery.claims_made import CLEARED, CLEARING, LAUNCHERS, NOW, PASSES, SITE
from imagery.made_scenes import make_s2
from sightline.ledger.ledger import open_ledger
from sightline.model.claim import Claim
from sightline.model.evidence import Evidence
from sightline.settings import Settings
from sightline.wiring_checks import Given, checked_claims

DAYS = PASSES[-4:]  # two before what is claimed, two after
BEFORE, AFTER = DAYS[:2], DAYS[2:]
Harm = Callable[[Path], None]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ArchiveServer]:
    make_s2(tmp_path / "archive", SITE, DAYS, things=(CLEARING,), km=2.6)
    with running(tmp_path / "archive") as made:
        yield made


def harmed(server: ArchiveServer, days: list[dt.date], name: str, harm: Harm) -> None:
    found = [f for day in days for f in server.folder.glob(f"*/*{day:%Y%m%d}*/{name}")]
    assert found
    for file in found:
        harm(file)


def elsewhere(file: Path) -> None:
    """Another zone than that of its numbers: 5,000 km to the east."""
    import rasterio

    with rasterio.open(file, "r+") as made:
        made.crs = "EPSG:32633"


def unpacked_wrongly(file: Path) -> None:
    """All that stands behind its header, inverted."""
    import rasterio

    with rasterio.open(file) as made:
        first = int(made.get_tag_item("BLOCK_OFFSET_0_0", "TIFF", 1))
    data = file.read_bytes()
    file.write_bytes(data[:first] + bytes(255 - b for b in data[first:]))


def no_classes(file: Path) -> None:
    """A sound file of numbers that are no classes."""
    import rasterio

    with rasterio.open(file, "r+") as made:
        made.write(made.read(1) * 0 + 77, 1)


def checked(server: ArchiveServer, tmp_path: Path, claim: Claim, deadline_s: float = 10.0) -> Evidence:
    ledger = str(tmp_path / "case.db")
    settings = replace(Settings(), ledger=ledger, allow_private=True, timeout_s=2.0, deadline_s=deadline_s)
    with open_ledger(ledger, create=True) as held:
        checks = checked_claims(held, (claim,), Given(archives=(server.url,)), settings, NOW)
    [(_, found)] = checks.found
    return found


def passes_before(found: Evidence) -> float:
    return dict(found.figures)["clear passes before"]


def test_undamaged_both_passes_before_are_used(server: ArchiveServer, tmp_path: Path) -> None:
    found = checked(server, tmp_path, LAUNCHERS)
    assert passes_before(found) == 2
    assert "Not used" not in " ".join(found.reasons)


@pytest.mark.parametrize(
    ("name", "harm", "words"),
    [
        ("B*.tif", elsewhere, "does not show Here"),
        ("SCL.tif", elsewhere, "does not show Here"),
        ("SCL.tif", unpacked_wrongly, "SCL: "),
        ("SCL.tif", no_classes, ""),
    ],
)
def test_one_damaged_pass_is_told_and_the_other_is_used(
    server: ArchiveServer, tmp_path: Path, name: str, harm: Harm, words: str
) -> None:
    harmed(server, BEFORE[:1], name, harm)
    found = checked(server, tmp_path, LAUNCHERS)
    assert found.verdict == "not observable"
    assert passes_before(found) == 1
    assert words in next((r for r in found.reasons if r.startswith("Not used")), "")


@pytest.mark.parametrize(
    ("name", "harm", "words"),
    [
        ("*.tif", elsewhere, "No pass of Sentinel-2 that could be read was found"),
        ("*.tif", elsewhere, "are known, and could not be used for the reasons given below"),
        ("SCL.tif", unpacked_wrongly, "Of no pass in the period is it known what clouds hide"),
        ("SCL.tif", no_classes, "enough of the ground clear: 0% at best"),
    ],
)
def test_where_the_pass_itself_is_damaged_nothing_is_said_of_the_ground(
    server: ArchiveServer, tmp_path: Path, name: str, harm: Harm, words: str
) -> None:
    harmed(server, AFTER, name, harm)
    found = checked(server, tmp_path, CLEARED)
    assert found.verdict == "not observable"
    assert words in " ".join(found.reasons)
    assert passes_before(found) == 2


def test_an_archive_all_of_whose_files_are_wrong_knows_of_passes(
    server: ArchiveServer, tmp_path: Path
) -> None:
    """It named four: "knows of no pass" would be false."""
    harmed(server, DAYS, "*.tif", elsewhere)
    found = checked(server, tmp_path, CLEARED)
    assert found.verdict == "not observable"
    assert "Of 4 scenes that archives named none could be used" in " ".join(found.reasons)
    assert "know of no pass" not in " ".join(found.reasons)
    assert found.reasons[0].startswith("SYNTHETIC")  # also where not one pixel of it was read


def test_ranges_that_break_off_once_are_asked_again(server: ArchiveServer, tmp_path: Path) -> None:
    server.trouble.ranges, server.trouble.ranges_left = "truncated", 1
    assert passes_before(checked(server, tmp_path, LAUNCHERS)) == 2


def test_ranges_that_always_break_off_leave_nothing_to_judge(server: ArchiveServer, tmp_path: Path) -> None:
    server.trouble.ranges = "truncated"
    found = checked(server, tmp_path, CLEARED, deadline_s=0.4)
    assert found.verdict == "not observable"
    assert "none could be used" in " ".join(found.reasons)
    assert any(r.startswith("Not used") for r in found.reasons)
