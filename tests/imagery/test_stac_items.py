"""Items of several archives to Scenes. The shapes of the public ones are written from memory of 2025, shortened."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagery.made_scenes import make_s1, make_s2
from sightline.imagery.items import scene_of
from sightline.model.errors import ReadError
from sightline.model.scene import Scene, Site

AT = dt.datetime(2022, 3, 1, 15, 0, 10, tzinfo=dt.UTC)
COG = "image/tiff; application=geotiff; profile=cloud-optimized"
JP2 = "image/jp2"


def an_item(
    assets: dict[str, Any] | None = None, *, name: str = "x", collection: str = "c", **said: Any
) -> dict[str, Any]:
    properties = {"datetime": "2022-03-01T15:00:10Z"} | {k.replace("__", ":"): v for k, v in said.items()}
    return {
        "type": "Feature", "stac_version": "1.0.0", "id": name, "collection": collection, "properties": properties,
        "assets": assets or {},
    }  # fmt: skip


def scene(item: dict[str, Any], **over: Any) -> Scene:
    return scene_of(item, "an archive", "cap-1", **over)


def bands(made: Scene) -> dict[str, str]:
    return {a.band: a.href for a in made.assets}


EARTH_SEARCH = an_item(
    {
        "red": {
            "href": "https://sentinel-cogs.s3.us-west-2.amazonaws.com/19/P/GL/B04.tif", "type": COG, "roles": ["data", "reflectance"],
            "eo:bands": [{"name": "red", "common_name": "red"}], "gsd": 10,
            "raster:bands": [{"nodata": 0, "data_type": "uint16", "spatial_resolution": 10, "scale": 0.0001, "offset": -0.1}],
        },
        "red-jp2": {"href": "s3://sentinel-s2-l2a/19/P/GL/B04.jp2", "type": JP2, "eo:bands": [{"common_name": "red"}]},
        "nir": {"href": "https://a.example/B08.tif", "type": COG, "eo:bands": [{"common_name": "nir"}]},
        "nir08": {"href": "https://a.example/B8A.tif", "type": COG, "eo:bands": [{"common_name": "nir08"}], "gsd": 20},
        "swir16": {"href": "https://a.example/B11.tif", "type": COG},
        "scl": {"href": "https://a.example/SCL.tif", "type": COG, "raster:bands": [{"nodata": 0, "spatial_resolution": 20}]},
        "visual": {
            "href": "https://a.example/TCI.tif", "type": COG, "roles": ["visual"],
            "eo:bands": [{"common_name": "red"}, {"common_name": "green"}, {"common_name": "blue"}],
        },
        "thumbnail": {"href": "https://a.example/preview.jpg", "type": "image/jpeg", "roles": ["thumbnail"]},
        "granule_metadata": {"href": "https://a.example/metadata.xml", "type": "application/xml"},
    },
    name="S2A_19PGL_20220301_0_L2A", collection="sentinel-2-l2a", platform="sentinel-2a", constellation="sentinel-2",
    eo__cloud_cover=12.5, grid__code="MGRS-19PGL", s2__processing_baseline="04.00", earthsearch__boa_offset_applied=True,
    s2__product_uri="S2A_MSIL2A_20220301T145731_N0400_R082_T19PGL_20220301T200000.SAFE",
)  # fmt: skip


def test_an_item_of_earth_search() -> None:
    made = scene(EARTH_SEARCH)
    assert (made.sensor, made.platform, made.at, made.orbit, made.tile) == (
        "sentinel-2",
        "sentinel-2a",
        AT,
        82,
        "19PGL",
    )
    assert (made.cloud, made.baseline, made.offset_applied, made.item) == (12.5, "04.00", True, "cap-1")
    assert (made.synthetic, made.direction) == (False, None)
    assert list(bands(made)) == ["B04", "B08", "B11", "SCL"]
    red = made.asset("B04")
    assert red is not None
    assert (red.gsd_m, red.scale, red.offset, red.nodata, red.index) == (10.0, 0.0001, -0.1, 0.0, 1)
    assert red.href.endswith("B04.tif")  # the s3 address of the same band is passed over
    assert [a.gsd_m for a in made.assets] == [10.0, 10.0, 20.0, 20.0]


def test_an_item_of_planetary_computer() -> None:
    blob = "https://sentinel2l2a01.blob.core.windows.net/sentinel2-l2/19/P/GL"
    item = an_item(
        {
            "B02": {"href": f"{blob}/B02_10m.tif", "type": COG, "gsd": 10.0, "eo:bands": [{"name": "B02", "common_name": "blue"}]},
            "B08": {"href": f"{blob}/B08_10m.tif", "type": COG, "proj:transform": [10.0, 0, 6e5, 0, -10.0, 1e6]},
            "B8A": {"href": f"{blob}/B8A_20m.tif", "type": COG, "eo:bands": [{"name": "B8A", "common_name": "rededge"}]},
            "SCL": {"href": f"{blob}/SCL_20m.tif", "type": COG, "gsd": 20.0},
            "visual": {
                "href": f"{blob}/TCI_10m.tif", "type": COG, "roles": ["data"],
                "eo:bands": [{"name": "B04", "common_name": "red"}, {"name": "B03"}, {"name": "B02"}],
            },
        },
        name="S2B_MSIL2A_20220301T145731_R082_T19PGL_20220302T001122", collection="sentinel-2-l2a", platform="Sentinel-2B",
        s2__mgrs_tile="19PGL", sat__relative_orbit=82, sat__orbit_state="descending", s2__processing_baseline="04.00",
    )  # fmt: skip
    made = scene(item)
    assert (made.platform, made.orbit, made.direction, made.tile) == (
        "sentinel-2b",
        82,
        "descending",
        "19PGL",
    )
    assert made.offset_applied is None  # silent; it is for the pixels to tell
    assert list(bands(made)) == ["B02", "B08", "SCL"]


def test_an_item_of_copernicus_data_space_has_no_pixels_without_an_account() -> None:
    assets = {
        f"B04_{size}m": {
            "href": f"s3://eodata/B04_{size}m.jp2",
            "type": JP2,
            "bands": [{"name": "B04", "eo:common_name": "red"}],
            "gsd": size,
        }
        for size in (10, 20, 60)
    }
    name = "S2A_MSIL2A_20220301T145731_N0510_R082_T19PGL_20240531T012345"
    made = scene(
        an_item(
            assets,
            name=name,
            collection="sentinel-2-l2a",
            platform="sentinel-2a",
            processing__version="05.10",
        )
    )
    assert (made.assets, made.baseline, made.orbit, made.tile) == ((), "05.10", 82, "19PGL")
    open_ = {
        key: row | {"href": row["href"].replace("s3://", "https://a.example/")} for key, row in assets.items()
    }
    made = scene(an_item(open_, name=name, collection="sentinel-2-l2a"))
    assert [(a.band, a.gsd_m) for a in made.assets] == [("B04", 10.0)]  # the finest


def test_radar_that_is_corrected_for_the_terrain_and_radar_that_is_not() -> None:
    assets = {
        "vv": {
            "href": "https://a.example/vv.tif",
            "type": COG,
            "raster:bands": [{"nodata": -32768, "data_type": "float32"}],
        },
        "vh": {"href": "https://a.example/vh.tif", "type": COG, "raster:bands": [{"nodata": "nan"}]},
        "tilejson": {"href": "https://a.example/tilejson.json", "type": "application/json"},
        "rendered_preview": {"href": "https://a.example/preview.tif", "type": COG},
    }
    said: dict[str, Any] = {
        "sat__relative_orbit": 69, "sat__orbit_state": "ascending", "platform": "SENTINEL-1A", "sar__product_type": "GRD",
    }  # fmt: skip
    made = scene(
        an_item(assets, name="S1A_IW_GRDH_1SDV_20220301T100203_rtc", collection="sentinel-1-rtc", **said)
    )
    assert (made.sensor, made.platform, made.orbit, made.direction) == (
        "sentinel-1",
        "sentinel-1a",
        69,
        "ascending",
    )
    assert [(a.band, a.nodata) for a in made.assets] == [("VH", None), ("VV", -32768.0)]
    with pytest.raises(ReadError, match="not corrected for the terrain"):
        scene(an_item(assets, name="S1A_IW_GRDH_1SDV_20220301T100203", collection="sentinel-1-grd", **said))


def test_radar_by_bursts() -> None:
    name = "OPERA_L2_RTC-S1_T137-292320-IW2_20220301T133055Z_20220301T181024Z_S1A_30_v1.0"
    assets = {"0_VV": {"href": "https://a.example/x_VV.tif", "type": COG, "gsd": 30}}
    made = scene(an_item(assets, name=name, collection="OPERA_L2_RTC-S1_V1"))
    assert (made.sensor, made.orbit, made.tile) == ("sentinel-1", 137, "T137-292320-IW2")
    assert [(a.band, a.gsd_m) for a in made.assets] == [("VV", 30.0)]


def test_a_catalogue_that_names_no_satellite_is_known_by_its_bands() -> None:
    def file(name: str) -> dict[str, str]:
        return {"href": f"https://a.example/{name}.tif", "type": COG}

    assert scene(an_item({n: file(n) for n in ("B02", "B04", "B08")})).sensor == "sentinel-2"
    assert scene(an_item({n: file(n) for n in ("red", "nir", "scl")})).sensor == "sentinel-2"
    assert scene(an_item({n: file(n) for n in ("red", "nir")})).sensor == "user"
    assert scene(an_item({n: file(n) for n in ("B4", "B5")}, platform="landsat-8")).sensor == "user"


def test_several_bands_in_one_file_as_stac_1_0_and_1_1_tell_them() -> None:
    old = {
        "eo:bands": [
            {"common_name": "blue"},
            {"common_name": "green"},
            {"common_name": "red"},
            {"common_name": "nir"},
        ]
    }
    new = {
        "bands": [{"name": n, "eo:common_name": c, "nodata": 0, "raster:scale": 0.0001} for n, c in (("1", "red"), ("2", "pan"))]
    }  # fmt: skip
    made = scene(an_item({"analytic": {"href": "https://a.example/x.tif", "type": COG, "gsd": 3} | old}))
    assert made.sensor == "user"
    assert [(a.band, a.index, a.gsd_m) for a in made.assets] == [
        ("blue", 1, 3.0),
        ("green", 2, 3.0),
        ("nir", 4, 3.0),
        ("red", 3, 3.0),
    ]
    made = scene(an_item({"data": {"href": "https://a.example/x.tif", "type": COG} | new}, gsd=0.5))
    assert [(a.band, a.index, a.gsd_m, a.scale, a.nodata) for a in made.assets] == [
        ("pan", 2, 0.5, 0.0001, 0.0), ("red", 1, 0.5, 0.0001, 0.0),
    ]  # fmt: skip


def test_a_user_s_plain_catalogue() -> None:
    assets = {
        name: {"href": f"https://a.example/{name}.tif"} for name in ("red", "green", "blue", "nir", "notes")
    }
    made = scene(an_item(assets, datetime="2022-03-01", gsd=3))
    assert (made.at, made.sensor, list(bands(made))) == (
        AT.replace(hour=0, second=0),
        "user",
        ["blue", "green", "nir", "red"],
    )
    visual = {
        "visual": {
            "href": "https://a.example/rgb.tif",
            "roles": ["visual"],
            "eo:bands": [{"name": "red"}, {"name": "green"}],
        }
    }
    assert list(bands(scene(an_item(visual)))) == ["green", "red"]  # all that there is, of what a user brings


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"datetime": None}, "does not say when"),
        ({"datetime": "soon"}, "does not say when"),
        ({"datetime": None, "start_datetime": "2022-03-01T00:00:00Z"}, "does not say when"),
        (
            {
                "datetime": None,
                "start_datetime": "2022-03-01T00:00:00Z",
                "end_datetime": "2022-04-01T00:00:00Z",
            },
            "composite",
        ),
    ],
)
def test_a_scene_needs_a_moment(said: dict[str, Any], words: str) -> None:
    with pytest.raises(ReadError, match=words):
        scene(an_item({}, **said))


def test_a_pass_of_seconds_has_its_middle_as_its_moment() -> None:
    said = {
        "datetime": None,
        "start_datetime": "2022-03-01T15:00:00Z",
        "end_datetime": "2022-03-01T15:00:20Z",
    }
    assert scene(an_item({}, **said)).at == AT


@pytest.mark.parametrize(
    "item", [{}, {"type": "Feature"}, an_item({}, name=""), {"type": "Feature", "id": 7, "properties": {}}]
)
def test_what_is_no_item(item: dict[str, Any]) -> None:
    with pytest.raises(ReadError):
        scene(item)


def test_files_of_this_machine_only_inside_of_a_local_catalogue(tmp_path: Path) -> None:
    inside, outside = tmp_path / "c" / "B04.tif", tmp_path / "B03.tif"
    inside.parent.mkdir()
    hrefs = {"B04": inside, "B03": outside, "B02": tmp_path / "c/../../etc/passwd"}
    item = an_item({k: {"href": str(v), "type": COG} for k, v in hrefs.items()}, platform="sentinel-2a")
    item["assets"]["B08"] = {"href": "file:///etc/passwd", "type": COG}
    item["assets"]["B11"] = {"href": "/vsicurl/http://127.0.0.1/x.tif", "type": COG}
    assert scene(item).assets == ()
    assert list(bands(scene(item, folder=str(tmp_path / "c")))) == ["B04"]


def test_strange_values_are_unknown() -> None:
    said: dict[str, Any] = {
        "eo__cloud_cover": 140, "sat__relative_orbit": True, "sat__orbit_state": 7, "grid__code": "MGRS-19PIO",
        "s2__processing_baseline": "99.99.99", "platform": "Sentinel-2A\n<b>", "earthsearch__boa_offset_applied": "yes",
        "sightline__synthetic": "true",
    }  # fmt: skip
    made = scene(an_item({"B04": 7, "B03": {"href": 7, "type": COG}}, **said))  # type: ignore[dict-item]
    assert (made.cloud, made.orbit, made.direction, made.baseline, made.offset_applied) == (None,) * 5
    assert (made.platform, made.synthetic, made.assets) == ("sentinel-2a<b>", False, ())


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_PROPERTIES = (
    "datetime start_datetime end_datetime platform constellation eo:cloud_cover sat:relative_orbit sat:orbit_state grid:code mgrs:utm_zone "
    "s2:mgrs_tile s2:product_uri s2:processing_baseline sar:product_type sar:polarizations gsd title opera:burst_id"
).split()


@given(
    st.dictionaries(st.sampled_from(_PROPERTIES), JUNK),
    st.dictionaries(
        st.sampled_from(["B04", "red", "vv", "visual", "x"]),
        st.dictionaries(st.sampled_from("href type roles bands eo:bands raster:bands gsd proj:transform nodata".split()), JUNK) | JUNK,
    ),
)  # fmt: skip
def test_whatever_an_archive_says_becomes_a_scene_or_a_reason(
    properties: dict[str, Any], assets: dict[str, Any]
) -> None:
    item = {
        "type": "Feature",
        "id": "x",
        "properties": {"datetime": "2022-03-01T15:00:10Z"} | properties,
        "assets": assets,
    }
    try:
        made = scene(item)
    except ReadError:
        return
    assert made.at.tzinfo is not None
    assert all(a.href.startswith("http") and a.gsd_m > 0 and a.index >= 1 for a in made.assets)


@pytest.mark.parametrize("style", ["earth-search", "planetary-computer", "plain"])
def test_made_up_scenes_say_that_they_are(tmp_path: Path, style: str) -> None:
    import json

    day = dt.date(2022, 3, 1)
    site = Site(9.37, -66.92, 500, "x")
    (path,) = make_s2(tmp_path, site, [day], style=style, km=1.0)
    item = json.loads(path.read_text())
    for asset in item["assets"].values():
        asset["href"] = str(path.parent / asset["href"])
    made = scene(item, folder=str(tmp_path))
    assert made.synthetic
    assert list(bands(made)) == ["B02", "B03", "B04", "B08", "SCL"]
    assert (made.tile, made.orbit, made.sensor) == ("19PGL", 82, "sentinel-2")
    assert made.offset_applied is {"earth-search": False}.get(style)
    (path,) = make_s1(tmp_path, site, [day], km=1.0)
    item = json.loads(path.read_text())
    made = scene(item)
    assert (made.sensor, made.orbit, made.synthetic) == ("sentinel-1", 69, True)
