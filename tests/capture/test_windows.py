"""Windows of rasters: the right pixels of the right ground, whatever the file is like, and a reason where there are none."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from affine import Affine
from hypothesis import given
from hypothesis import strategies as st

from capture.made_tiffs import EAST, NORTH, SITE, keeping, ramp, read, scene, tiff
from imagery.archive_server import ArchiveServer, running
from sightline.capture import windows
from sightline.capture.policy import Policy
from sightline.capture.ranges import RangeDoor
from sightline.capture.windows import read_window, read_windows
from sightline.model.errors import FetchError, InputError, ReadError
from sightline.model.scene import Asset, Site

PIXELS = ramp(300, 300)  # 3 km


def window(path: Path, *, site: Site = SITE, margin_m: float = 0.0, **asset: Any) -> tuple[Any, Any]:
    keep, get = keeping()
    one = Asset("B04", str(path), **asset)
    with RangeDoor(Policy()) as door:
        made = read_window(scene(one), one, site, door=door, keep=keep, margin_m=margin_m)
    return read(get(made.digest))


def code(path: Path, **more: Any) -> str:
    with pytest.raises(InputError) as error:
        window(path, **more)
    assert path.name in error.value.message or more
    return error.value.code


def test_the_pixels_of_the_site_and_no_others_in_the_files_own_numbers(tmp_path: Path) -> None:
    pixels, profile = window(tiff(tmp_path / "a.tif", PIXELS, nodata=0))
    assert pixels.shape[0] in range(100, 103)
    assert pixels.shape[1] in range(100, 103)
    column, row, width, height = map(int, profile["tags"]["window"].split(","))
    assert (pixels == PIXELS[row : row + height, column : column + width]).all()
    assert profile["dtype"] == "uint16"
    assert profile["nodata"] == 0
    assert profile["crs"].to_epsg() == 32619
    left, top = profile["transform"].c, profile["transform"].f
    assert left <= EAST - 490 < left + 30
    assert top - 30 < NORTH + 490 <= top


def test_the_margin_is_read_too_and_the_edge_of_the_file_ends_it(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", PIXELS)
    assert window(path, margin_m=500.0)[0].shape[0] in {200, 201, 202}
    assert window(path, margin_m=5_000.0)[0].shape == (300, 300)


def test_what_is_kept_says_where_it_is_from_and_the_same_pixels_are_the_same_bytes(tmp_path: Path) -> None:
    keep, get = keeping()
    one = Asset("B04", str(tiff(tmp_path / "a.tif", PIXELS)))
    with RangeDoor(Policy()) as door:
        a, b = (read_window(scene(one), one, SITE, door=door, keep=keep) for _ in range(2))
    assert a == b
    tags = read(get(a.digest))[1]["tags"]
    assert (tags["scene"], tags["band"], tags["href"]) == ("scene-1", "B04", "a.tif")
    assert str(tmp_path).encode() not in get(a.digest)


@pytest.mark.parametrize("kind", ["uint8", "int16", "uint16", "int32", "float32", "float64"])
def test_every_plain_kind_of_number_stays_as_it_is(tmp_path: Path, kind: str) -> None:
    pixels, profile = window(tiff(tmp_path / "a.tif", (PIXELS % 200).astype(kind)))
    assert profile["dtype"] == kind
    assert pixels.max() < 200


def test_numbers_of_two_parts_are_no_brightness(tmp_path: Path) -> None:
    assert code(tiff(tmp_path / "a.tif", PIXELS.astype("complex64"))) == "no-numbers"


def test_one_band_of_several(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", np.stack([PIXELS, PIXELS + 1000]))
    assert window(path, index=2)[0].min() >= window(path)[0].min() + 1000
    assert code(path, index=3) == "no-band"


def test_what_means_nothing_is_told_by_item_file_or_mask(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", PIXELS, nodata=7)
    assert window(path)[1]["nodata"] == 7
    assert window(path, nodata=0.0)[1]["nodata"] == 0
    assert window(path, nodata=-9999.0)[1]["nodata"] is None  # which 16 bits without a sign cannot hold
    import rasterio

    masked = tiff(tmp_path / "b.tif", PIXELS)
    with (
        rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True),
        rasterio.open(masked, "r+", IGNORE_COG_LAYOUT_BREAK="YES") as made,
    ):
        made.write_mask(np.where(np.arange(300)[None, :] < 150, 0, 255).astype("uint8").repeat(300, 0))
    mask = window(masked)[1]["mask"]
    assert (mask[:, 0] == 0).all()
    assert (mask[:, -1] == 255).all()


def test_scale_of_the_header_travels_along(tmp_path: Path) -> None:
    import rasterio

    path = tiff(tmp_path / "a.tif", PIXELS)
    with rasterio.open(path, "r+") as made:
        made.scales, made.offsets = (0.01,), (-3.0,)
    assert window(path)[1]["scales"] == (0.01,)


def test_south_up_and_turned_rasters_give_the_same_ground(tmp_path: Path) -> None:
    up, profile = window(tiff(tmp_path / "a.tif", PIXELS))
    down, flipped = window(
        tiff(
            tmp_path / "b.tif",
            PIXELS[::-1],
            transform=Affine(10, 0, EAST - 1500, 0, 10, NORTH - 1500),
        )
    )
    assert flipped["transform"].e > 0
    assert (down[::-1] == up).all()
    turned = Affine.translation(EAST, NORTH) @ Affine.rotation(30) @ Affine.scale(10, -10) @ Affine.translation(-150, -150)  # fmt: skip
    pixels, profile = window(tiff(tmp_path / "c.tif", PIXELS, transform=turned))
    assert pixels.shape[0] in range(130, 145)  # a square stood on its corner needs 1.37 of the side
    assert abs(profile["transform"].b) > 4


def test_degrees_as_well_as_metres(tmp_path: Path) -> None:
    pixel = 1e-4
    path = tiff(tmp_path / "a.tif", PIXELS, epsg=4326, left=SITE.lon - 0.015, top=SITE.lat + 0.015, pixel=pixel)  # fmt: skip
    pixels, profile = window(path)
    assert pixels.shape[0] in range(88, 96)
    assert profile["transform"].f > SITE.lat + 500 / 111_000 > profile["transform"].f - 2 * pixel


@pytest.mark.parametrize("lon", [179.9999, -179.9999, 180.0, -180.0])
@pytest.mark.parametrize("epsg", [32660, 32601])
def test_a_site_on_the_antimeridian(tmp_path: Path, lon: float, epsg: int) -> None:
    from rasterio.warp import transform

    (x,), (y,) = transform("EPSG:4326", f"EPSG:{epsg}", [180.0], [65.0])
    path = tiff(tmp_path / "a.tif", PIXELS, epsg=epsg, left=round(x, -1) - 1500, top=round(y, -1) + 1500)
    pixels, _ = window(path, site=Site(65.0, lon, 500))
    assert pixels.shape[0] in range(100, 112)
    assert pixels.shape[1] in range(100, 112)


@pytest.mark.parametrize(("left", "lon"), [(-180.0, -179.999), (179.97, 179.999), (180.0, -179.99), (0.0, 0.01)])  # fmt: skip
def test_degrees_that_are_counted_round_the_globe(tmp_path: Path, left: float, lon: float) -> None:
    path = tiff(tmp_path / "a.tif", PIXELS, epsg=4326, left=left, top=0.015, pixel=1e-4)
    pixels, profile = window(path, site=Site(0.0, lon, 500))
    assert 0 < pixels.shape[1] < 105  # never the whole way round
    there = profile["transform"].c
    assert abs((there - lon + 180) % 360 - 180) < 0.02


def test_a_raster_that_does_not_say_where_it_lies(tmp_path: Path) -> None:
    assert code(tiff(tmp_path / "a.tif", PIXELS, epsg=None)) == "no-georeference"
    assert code(tiff(tmp_path / "b.tif", PIXELS, transform=Affine(0, 0, EAST, 0, 0, NORTH))) in {
        "no-georeference",
        "elsewhere",
    }


def test_tie_points_alone_are_no_ground(tmp_path: Path) -> None:
    import rasterio
    from rasterio.control import GroundControlPoint

    path = tiff(tmp_path / "a.tif", PIXELS, epsg=None)
    with rasterio.open(path, "r+") as made:
        points = [GroundControlPoint(r, c, EAST + c, NORTH - r) for r, c in [(0, 0), (0, 299), (299, 0)]]
        made.gcps = (points, "EPSG:32619")
    assert code(path) == "no-georeference"


def test_another_place_or_the_wrong_projection(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", PIXELS)
    assert code(path, site=Site(9.8, -66.923, 500)) == "elsewhere"
    assert code(path, site=Site(-40.0, 100.0, 500)) == "elsewhere"
    assert code(tiff(tmp_path / "b.tif", PIXELS, epsg=32633)) == "elsewhere"
    assert code(path, site=Site(89.0, 0.0, 500)) == "polar"


def test_too_much_for_one_window(tmp_path: Path) -> None:
    import rasterio
    from rasterio.transform import from_origin

    path = tmp_path / "huge.tif"  # a sparse file of 200,000 x 200,000 pixels, some kilobytes
    where = from_origin(EAST - 100_000, NORTH + 100_000, 1, 1)
    options = {"tiled": True, "blockxsize": 512, "blockysize": 512, "SPARSE_OK": True, "compress": "deflate"}
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=200_000,
        height=200_000,
        count=1,
        dtype="uint16",
        crs="EPSG:32619",
        transform=where,
        **options,
    ):
        pass
    assert path.stat().st_size < 5_000_000
    assert window(path)[0].shape[0] in range(1000, 1030)  # the site alone is read
    assert code(path, site=Site(9.372, -66.923, 40_000)) == "too-large"


def test_a_tile_that_unpacks_to_much_is_not_unpacked(tmp_path: Path) -> None:
    pixels = np.zeros((16, 16), "uint8")
    options = {"tiled": True, "blockxsize": 16_384, "blockysize": 16_384, "compress": "deflate"}
    path = tiff(tmp_path / "bomb.tif", pixels, left=EAST - 80, top=NORTH + 80, **options)
    assert path.stat().st_size < 500_000  # 268 MB of zeros
    assert code(path) == "too-large"


def test_what_is_no_raster(tmp_path: Path) -> None:
    for name, data in [
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        ("a.vrt", b"<VRTDataset rasterXSize='1' rasterYSize='1'/>"),
        ("a.tif", b""),
        ("b.tif", b"II*\0"),
        ("c.tif", b"II*\0" + b"\xff" * 400),
        ("d.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(99)),
    ]:
        (tmp_path / name).write_bytes(data)
        assert code(tmp_path / name) in {"no-raster", "broken-raster"}
    with pytest.raises(FetchError, match="no file"):
        window(tmp_path / "none.tif")
    with pytest.raises(FetchError, match="no file"):
        window(tmp_path)


def test_notes_beside_the_file_are_not_believed(tmp_path: Path) -> None:
    path = tiff(tmp_path / "a.tif", PIXELS, epsg=None)
    (tmp_path / "a.tfw").write_text(f"10\n0\n0\n-10\n{EAST - 1495}\n{NORTH + 1495}\n")
    (tmp_path / "a.tif.aux.xml").write_text("<PAMDataset><SRS>EPSG:32619</SRS></PAMDataset>")
    assert code(path) == "no-georeference"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "a.tif"
    options = {"tiled": True, "blockxsize": 64, "blockysize": 64, "compress": "deflate"}
    return tiff(path, PIXELS, **options).read_bytes()


@given(st.data())
def test_a_file_that_is_cut_or_damaged_gives_a_window_or_a_reason(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for at in data.draw(st.lists(st.integers(0, max(0, len(damaged) - 1)), max_size=5)):
        if damaged:
            damaged[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.tif"
    path.write_bytes(bytes(damaged))
    try:
        pixels, _ = window(path)
    except InputError:
        return
    assert pixels.size <= 16_000_000


def test_a_cut_file_is_never_black_ground(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "a.tif").write_bytes(whole[: len(whole) // 2])
    assert code(tmp_path / "a.tif") == "broken-raster"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ArchiveServer]:
    options = {"tiled": True, "blockxsize": 64, "blockysize": 64, "compress": "deflate"}
    for band in ("B02", "B03", "B04"):
        tiff(tmp_path / f"{band}.tif", PIXELS, **options)
    with running(tmp_path) as made:
        yield made


def over_http(server: ArchiveServer, *bands: str, **more: Any) -> tuple[Any, Any, Any]:
    keep, get = keeping()
    assets = [Asset(b, f"{server.files}/{b}.tif") for b in bands]
    with RangeDoor(Policy(allow_private=True), sleep=lambda _: None) as door:
        windows, lost = read_windows(scene(*assets), bands, SITE, door=door, keep=keep, **more)
    return windows, lost, get


def test_the_same_pixels_come_over_the_network(server: ArchiveServer) -> None:
    windows, lost, get = over_http(server, "B02", "B03", margin_m=0.0)
    assert lost == ()
    near, _ = window(server.folder / "B02.tif")
    far, profile = read(get(windows[0].digest))
    assert (near == far).all()
    assert profile["tags"]["etag"]
    assert int(profile["tags"]["size"]) == (server.folder / "B02.tif").stat().st_size
    assert server.sent < sum(p.stat().st_size for p in server.folder.glob("*.tif"))


def test_a_band_that_is_missing_is_lost_and_the_others_are_read(server: ArchiveServer) -> None:
    server.trouble.missing = ("B03",)
    windows, lost, _ = over_http(server, "B02", "B03", "B04", "SCL")
    assert [w.band for w in windows] == ["B02", "B04"]
    assert [(row.band, row.code) for row in lost] == [("B03", "http-status"), ("SCL", "http-status")]
    one = scene(Asset("B02", "x.tif"))
    with RangeDoor(Policy()) as door:
        assert read_windows(one, ["SCL"], SITE, door=door, keep=keeping()[0])[1][0].code == "no-asset"


def test_several_at_once_give_what_one_after_another_gives(server: ArchiveServer) -> None:
    scenes = [
        scene(*(Asset(b, f"{server.files}/{b}.tif") for b in ("B02", "B03", "B04")), id=f"scene-{n}") for n in range(8)
    ]  # fmt: skip
    server.trouble.missing = ("B03",)
    made = []
    for at_once in (1, 4, 9):
        keep, _ = keeping()
        with RangeDoor(Policy(allow_private=True), sleep=lambda _: None) as door:
            found = read_windows(
                scenes, lambda s: ["B04", "B03", "B02"], SITE, door=door, keep=keep, at_once=at_once
            )
            made.append((found, door.requests, door.received))
    assert made[0] == made[1] == made[2]
    windows, lost = made[0][0]
    assert [(w.scene, w.band) for w in windows] == [(s.id, b) for s in scenes for b in ("B04", "B02")]
    assert [row.scene for row in lost] == [s.id for s in scenes]


def test_tokens_are_asked_for_one_at_a_time(server: ArchiveServer) -> None:
    server.sign = True
    busy: list[int] = []

    def sign(archive: str, collection: str, href: str) -> str:
        busy.append(1)
        assert len(busy) == 1
        time.sleep(0.005)
        busy.pop()
        return f"{href}?sig=secret"

    scenes = [scene(Asset("B02", f"{server.files}/B02.tif"), id=f"scene-{n}") for n in range(8)]
    keep, _ = keeping()
    with RangeDoor(Policy(allow_private=True), sleep=lambda _: None) as door:
        windows, lost = read_windows(scenes, ["B02"], SITE, door=door, keep=keep, sign=sign)
    assert (len(windows), lost) == (8, ())


@pytest.mark.parametrize("kind", ["garbage", "truncated", "wrong-header", "etag"])
def test_bytes_that_are_not_the_files_never_become_pixels(server: ArchiveServer, kind: str) -> None:
    server.trouble.ranges = kind
    windows, lost, _ = over_http(server, "B02", margin_m=0.0)
    if kind == "etag":  # the whole small file fits in the first answer: nothing later to compare it with
        assert len(windows) + len(lost) == 1
    else:
        assert windows == ()
        assert lost[0].words


def test_a_token_never_reaches_what_is_kept(server: ArchiveServer) -> None:
    server.sign = True
    keep, get = keeping()
    assets = [Asset("B02", f"{server.files}/B02.tif")]
    with RangeDoor(Policy(allow_private=True), sleep=lambda _: None) as door:
        windows, lost = read_windows(
            scene(*assets), ["B02"], SITE, door=door, keep=keep, sign=lambda _a, _c, href: f"{href}?sig=secret"
        )  # fmt: skip
        assert lost == ()
        assert b"secret" not in get(windows[0].digest)
        windows, lost = read_windows(
            scene(*assets), ["B02"], SITE, door=door, keep=keep, sign=lambda _a, _c, href: f"{href}?sig=other"
        )  # fmt: skip
    assert windows == ()
    assert "other" not in str(lost)


def test_gdal_has_no_way_out_of_the_file(tmp_path: Path) -> None:
    """What a hostile path could make GDAL open, were it given one."""
    for href in ("/vsicurl/http://127.0.0.1:9/a.tif", "vrt://a.tif", "NETCDF:a.nc", "s3://bucket/a.tif"):
        one = Asset("B02", href)
        keep, _ = keeping()
        with RangeDoor(Policy()) as door, pytest.raises((FetchError, ReadError)):
            read_window(scene(one), one, SITE, door=door, keep=keep)


def test_few_more_files_are_begun_than_are_read_at_once() -> None:
    """What is read and not yet kept lies in memory: sixty dates of an airfield are three hundred windows."""
    begun, kept_already, most, lock = 0, 0, 0, threading.Lock()

    def read(job: object) -> list[Any]:
        nonlocal begun, most
        with lock:
            begun += 1
            most = max(most, begun - kept_already)
        return [job]

    answers = []
    for row in windows._answers(read, list(range(40)), 3):  # type: ignore[arg-type]
        answers += row
        with lock:
            kept_already += 1
    assert answers == list(range(40))
    assert most <= 6
