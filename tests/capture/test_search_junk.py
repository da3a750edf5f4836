"""Whatever an archive answers, a search ends in words or in items; in-process, so that thousands of answers can be tried."""

import copy
import json
import random
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from search_support import END, SITE, START, an_item

from sightline.capture.archives import Archive
from sightline.capture.door import Door
from sightline.capture.http import Answer
from sightline.capture.keeping import make_keep
from sightline.capture.policy import Policy
from sightline.capture.stac import kept_item, search
from sightline.capture.vault import MemoryVault
from sightline.imagery.items import scene_of
from sightline.model.errors import ReadError
from support import NOW

ROOT = "https://a.example/v1"
LANDING: dict[str, Any] = {
    "type": "Catalog", "id": "a", "stac_version": "1.0.0", "description": "a",
    "conformsTo": ["https://api.stacspec.org/v1.0.0/core", "https://api.stacspec.org/v1.0.0/item-search"],
    "links": [
        {"rel": "self", "href": ROOT}, {"rel": "root", "href": ROOT}, {"rel": "data", "href": ROOT + "/collections"},
        {"rel": "search", "href": ROOT + "/search", "method": "POST"},
    ],
}  # fmt: skip
PAGE: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [an_item(0), an_item(5)],
    "links": [
        {"rel": "next", "href": ROOT + "/search", "method": "POST", "body": {"token": "2"}, "merge": True}
    ],
}
COLLECTIONS = {"collections": [{"type": "Collection", "id": "sentinel-2-l2a"}], "links": []}
JUNK: list[Any] = [
    None, True, 7, -1.5, 1e308, "", "x", "\ud800", "../..", "file:///etc/passwd", "https://b.example/", [], {}, [[]], [None], {"a": 1},
    float("nan"), "2019-03-01", ROOT, [{"rel": "next", "href": 7}],
]  # fmt: skip


@dataclass(slots=True)
class Scripted(Door):
    """Answers from memory."""

    pages: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0

    def ask(self, url: str, **_: Any) -> Answer:
        self.asked += 1
        name = url.partition("?")[0].rpartition("/")[2]
        return Answer(
            url, 200, (("content-type", "application/json"),), self.pages.get(name, self.pages["v1"])
        )


def spoilt(row: Any, random_: random.Random, times: int) -> Any:
    """A copy in which some values are something else, or gone."""
    row = copy.deepcopy(row)
    for _ in range(times):
        places: list[tuple[Any, Any]] = []
        todo = [row]
        while todo:
            held = todo.pop()
            keys = list(held) if isinstance(held, dict) else range(len(held))
            for key in keys:
                places.append((held, key))
                if isinstance(held[key], dict | list):
                    todo.append(held[key])
        if not places:
            break
        held, key = random_.choice(places)
        if isinstance(held, dict) and random_.random() < 0.3:
            del held[key]
        else:
            held[key] = copy.deepcopy(random_.choice(JUNK))
    return row


@given(
    st.randoms(use_true_random=False),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from(["api", "static", "either"]),
)
def test_a_search_ends_in_words_or_items(random_: random.Random, root: int, page: int, kind: Any) -> None:
    pages = {
        "v1": json.dumps(spoilt(LANDING, random_, root)).encode(),
        "collections": json.dumps(spoilt(COLLECTIONS, random_, page)).encode(),
        "search": json.dumps(spoilt(PAGE, random_, page)).encode(),
    }
    if kind == "static":
        pages["v1"] = pages["search"]
    door = Scripted(Policy(), pages=pages)
    vault = MemoryVault()
    keep = make_keep(vault, lambda: NOW)
    asked, found = search(Archive("a", kind, ROOT), SITE, START, END, "sentinel-2", door, keep)
    assert door.asked <= 45
    assert asked.scenes == len(found)
    assert asked.status == "answered" or asked.words
    json.dumps(asked.words, ensure_ascii=False).encode()
    for row in found:
        kept_item(row, keep)
        try:
            scene = scene_of(row.item, row.archive, row.capture, folder=row.folder)
        except ReadError:
            continue
        repr(scene).encode()
        assert all(a.href.startswith("http") for a in scene.assets)
