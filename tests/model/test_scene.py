"""A look survives the way into JSON and back."""

import datetime as dt
import json

import pytest

from sightline.model.scene import (
    Asked,
    Asset,
    Look,
    Lost,
    Scene,
    Site,
    Window,
    look_from_dict,
    look_to_dict,
)

AT = dt.datetime(2019, 3, 25, 14, 57, 31, 24000, tzinfo=dt.UTC)


def test_a_look_survives_the_way_into_json_and_back() -> None:
    scene = Scene(
        "S2A_19PGL_20190325_0_L2A", "earth-search", "sentinel-2-l2a", "sentinel-2", "sentinel-2a", AT,
        (Asset("B04", "https://a.example/B04.tif", scale=0.0001, offset=-0.1, nodata=0.0),),
        orbit=139, direction="descending", tile="19PGL", cloud=3.5, baseline="02.11", offset_applied=False,
    )  # fmt: skip
    look = Look(
        Site(9.47, -66.08, 1000.0, "SVCZ"),
        AT - dt.timedelta(days=9),
        AT,
        (Asked("earth-search", "sentinel-2-l2a", "answered", 1, "", ("cap-1",)),),
        (scene,),
        (Window(scene.id, "B04", "cap-2", "sha256:00"),),
        (Lost(scene.id, "SCL", "http-status", "answers 404"),),
    )
    assert look_from_dict(json.loads(json.dumps(look_to_dict(look)))) == look


def test_a_site_is_on_earth_and_has_a_size() -> None:
    with pytest.raises(ValueError, match="not on Earth"):
        Site(91.0, 0.0, 100.0)
    with pytest.raises(ValueError, match="no site"):
        Site(9.0, 0.0, 0.0)
