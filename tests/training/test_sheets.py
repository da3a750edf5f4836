"""Claim sheets: what is written is found at its place in the text, and what does not fit is named by its line."""

import json

import pytest
from training.sheets import SheetError, read_sheets, records, sheet_of

from support import ROOT, shared

SHEET = """# id: t:one-1; language: en; published: 2019-03-25; style: agency; licence: CC0
Two An-124s landed at Caracas on Saturday, the ministry said. Two of the crew stayed.

The ministry denied that two S-300s
were aboard.
--
* arrival reported | landed | Two An-124s ... Saturday
  item: An-124s | transport-aircraft | 2
  place: Caracas
  time: on Saturday | 2019-03-23/2019-03-23
  by: the ministry | official
* movement denied | aboard | two S-300s were aboard
  item: S-300s | sam-system | 2
  actor: The ministry | agent | VE
"""


def only(sheet: str) -> dict:
    [found] = records(sheet)
    if isinstance(found, SheetError):
        raise found
    return found


def test_words_are_found_where_they_stand() -> None:
    row = only(SHEET)
    assert row["published"] == "2019-03-25"
    arrival, movement = row["claims"]
    assert arrival["quote"] == "Two An-124s landed at Caracas on Saturday"
    for words in (
        *arrival["items"],
        *arrival["attribution"],
        arrival["place"],
        arrival["time"],
        arrival["trigger"],
    ):
        assert row["text"][words["start"] : words["end"]].split() == words["text"].split()
    assert arrival["time"]["earliest"] == "2019-03-23"
    assert arrival["items"][0]["low"] == arrival["items"][0]["high"] == 2
    assert movement["quote"] == "two S-300s\nwere aboard", "a line break counts as a space"


def test_of_several_places_the_nearest_is_meant_and_a_number_says_otherwise() -> None:
    text = "# id: t:x-1;\nTwo ships left. Two ships stayed.\n--\n"
    last = only(text + "* presence asserted | stayed | Two ships stayed\n  item: ships | ship | 2\n")[
        "claims"
    ][0]
    assert last["items"][0]["start"] == 20
    first = only(text + "* presence asserted | stayed | Two ships stayed\n  item: ships#1 | ship | 2\n")[
        "claims"
    ][0]
    assert first["items"][0]["start"] == 4


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("arrival reported", "arriving reported", "line 7: no such event"),
        ("| transport-aircraft", "| plane", "no such category"),
        ("place: Caracas", "place: Maracay", "'Maracay' does not stand in the text"),
        ("| landed |", "| took off |", "with the trigger in it"),
        ("Two An-124s ... Saturday", "Two Il-76s ... Saturday", "does not stand in the text"),
        ("| 2\n  place", "| many\n  place", "not a count"),
        ("2019-03-23/2019-03-23", "Saturday", "EARLIEST/LATEST"),
        ("| VE", "| Venezuela", "is not two letters"),
        ("  time: on", "  when: on", "no such slot"),
        ("--\n", "", "no line `--`"),
    ],
)
def test_what_does_not_fit_is_named(before: str, after: str, named: str) -> None:
    assert before in SHEET
    with pytest.raises(SheetError, match=named):
        only(SHEET.replace(before, after, 1))


def test_one_bad_document_does_not_hide_the_next() -> None:
    bad = SHEET.replace("place: Caracas", "place: Maracay").replace("one-1", "two-2")
    found = list(records(bad + "\n" + SHEET))
    assert isinstance(found[0], SheetError)
    assert found[1]["id"] == "t:one-1"


def test_the_annotated_documents_in_shared_survive_the_way_to_a_sheet_and_back() -> None:
    path = shared("corpora/claims_train/written.jsonl")
    for line in path.read_text("utf-8").splitlines()[:40]:
        row = json.loads(line)
        again = only(sheet_of(row))
        for before, after in zip(sorted(row["claims"], key=_by_start), again["claims"], strict=True):
            assert before["trigger"] == after["trigger"]
            assert [i["start"] for i in before["items"]] == [i["start"] for i in after["items"]]
            assert [(i["low"], i["high"]) for i in before["items"]] == [
                (i["low"], i["high"]) for i in after["items"]
            ]


def _by_start(claim: dict) -> tuple[int, int]:
    return claim["start"], claim["trigger"]["start"]


def test_every_sheet_of_the_project_fits() -> None:
    shared("corpora/re3d/train.jsonl")  # texts that are annotated but not copied
    rows = read_sheets(sorted((ROOT / "training" / "texts").glob("*.txt")))
    assert len({r["id"] for r in rows}) == len(rows), "an id stands twice"
    measured = shared("eval/gold/claims.dev.jsonl").read_text("utf-8").splitlines()
    gold = {json.loads(line)["text"][:200] for line in measured}
    assert not [r["id"] for r in rows if any(g in r["text"] or r["text"][:200] in g for g in gold)]
