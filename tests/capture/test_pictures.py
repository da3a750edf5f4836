"""Pictures that the user brings: the date is the user's, the bands are what the file says, the ground is where it says."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from capture.made_tiffs import EAST, NORTH, SITE, keeping, ramp, read, tiff
from sightline.capture.pictures import given, picture
from sightline.model.errors import InputError, ReadError

DAY = dt.datetime(2019, 3, 28, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-03-28=a b=c.tif", DAY),
        ("2019-03-28T14:30Z=a b=c.tif", dt.datetime(2019, 3, 28, 14, 30, tzinfo=dt.UTC)),
        ("2019-03-28T10:30:00-04:00=a b=c.tif", dt.datetime(2019, 3, 28, 14, 30, tzinfo=dt.UTC)),
        ("=a b=c.tif", None),
    ],
)
def test_a_date_before_the_file(text: str, moment: dt.datetime | None) -> None:
    assert given(text) == (moment, Path("a b=c.tif"))


@pytest.mark.parametrize("text", ["", "a.tif", "28.3.2019=a.tif", "2019=a.tif", "2019-13-01=a.tif", "2019-03-28=", "yesterday=a.tif"])  # fmt: skip
def test_what_is_no_date_before_a_file(text: str) -> None:
    with pytest.raises(ReadError) as error:
        given(text)
    assert error.value.code == "bad-picture"
    assert "2019-03-28" in error.value.advice


def test_a_picture_becomes_a_scene_with_windows(tmp_path: Path) -> None:
    keep, get = keeping()
    names = ("Blue", "green", "B04", "NIR")
    path = tiff(tmp_path / "a.tif", np.stack([ramp(300, 300)] * 4), descriptions=names)
    scene, windows, lost = picture(path, DAY, SITE, keep=keep)
    assert (scene.sensor, scene.at, scene.orbit, scene.synthetic) == ("user", DAY, None, False)
    assert [a.band for a in scene.assets] == ["blue", "green", "red", "nir"]
    assert [a.gsd_m for a in scene.assets] == [10.0] * 4
    assert lost == ()
    tags = read(get(windows[3].digest))[1]["tags"]
    assert len(tags["file_sha256"]) == 64
    assert tags["date_by_user"].startswith("2019-03-28")


def test_the_same_file_is_the_same_scene_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    made = []
    for folder in (tmp_path, tmp_path / "b"):
        keep, _ = keeping()
        made.append(picture(tiff(folder / "a.tif", ramp(300, 300)), DAY, SITE, keep=keep))
    assert made[0][0].id == made[1][0].id
    assert [w.digest for w in made[0][1]] == [w.digest for w in made[1][1]]


def test_a_date_in_the_header_is_offered_and_not_believed(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", ramp(300, 300), tags={"TIFFTAG_DATETIME": "2018:02:11 10:00:00"})
    with pytest.raises(ReadError) as error:
        picture(path, None, SITE, keep=keeping()[0])
    assert error.value.code == "no-date"
    assert "may be when the file was made" in error.value.advice
    assert "2018-02-11=" in error.value.advice
    keep, get = keeping()
    scene, windows, _ = picture(path, DAY, SITE, keep=keep)
    assert scene.at == DAY
    assert read(get(windows[0].digest))[1]["tags"]["date_in_file"] == "2018:02:11 10:00:00"


def test_colours_pan_transparency_and_bands_that_say_nothing(tmp_path: Path) -> None:
    eight = np.zeros((4, 300, 300), "uint8") + 9
    cases = {
        "rgb.tif": (eight[:3], {"photometric": "RGB"}, ["red", "green", "blue"]),
        "rgba.tif": (eight, {"photometric": "RGB", "ALPHA": "YES"}, ["red", "green", "blue"]),
        "pan.tif": (eight[0], {}, ["pan"]),
        "four.tif": (eight.astype("uint16"), {"photometric": "MINISBLACK"}, ["band1", "band2", "band3", "band4"]),
        "twice.tif": (eight[:2], {"descriptions": ("red", "red")}, ["band1", "band2"]),
    }  # fmt: skip
    for name, (pixels, options, bands) in cases.items():
        scene, windows, _ = picture(
            tiff(tmp_path / name, pixels, **options), DAY, SITE, keep=keeping()[0], margin_m=0
        )
        assert [a.band for a in scene.assets] == bands, name
        assert len(windows) == len(bands)


def test_made_up_pictures_say_so(tmp_path: Path) -> None:
    for name, tags in (("SYNTHETIC_a.tif", {}), ("a.tif", {"SYNTHETIC": "YES"})):
        assert picture(tiff(tmp_path / name, ramp(300, 300), tags=tags), DAY, SITE, keep=keeping()[0])[
            0
        ].synthetic


def test_a_picture_without_ground_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(99))
    for name in ("a.png", "a.jpg"):
        with pytest.raises(ReadError) as error:
            picture(tmp_path / name, DAY, SITE, keep=keeping()[0])
        assert "where on Earth" in str(error.value)
    _, windows, lost = picture(tiff(tmp_path / "b.tif", ramp(9, 9), epsg=None), DAY, SITE, keep=keeping()[0])
    assert (windows, lost[0].code) == ((), "no-georeference")
    _, windows, lost = picture(tiff(tmp_path / "c.tif", ramp(9, 9), left=EAST + 90_000, top=NORTH), DAY, SITE, keep=keeping()[0])  # fmt: skip
    assert (windows, lost[0].code) == ((), "elsewhere")
    with pytest.raises(InputError, match="no file"):
        picture(tmp_path / "none.tif", DAY, SITE, keep=keeping()[0])
