"""`review`, `judge` and `log`, run as an analyst runs them on the worked example."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from support import ROOT

PAGES = ROOT / "examples" / "guarico"


def run(*args: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], input=stdin, catch_exceptions=False)


def add(ledger: Path) -> Result:
    return run(
        "add", "--ledger", ledger, "--replay", PAGES / "vault", *(PAGES / "pages.txt").read_text().split()
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "case.db"
    assert add(path).exit_code == 0
    return path


@pytest.fixture(scope="module")
def subjects(made: Path) -> dict[str, str]:
    claim, event = the_four(made)
    return {"CLAIM": claim, "EVENT": event["id"]}


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Path:
    """A ledger of its own for each test."""
    shutil.copytree(made.with_suffix(".vault"), tmp_path / "case.vault")
    return Path(shutil.copy(made, tmp_path / "case.db"))


def events(ledger: Path) -> list[dict]:
    return [json.loads(line) for line in run("events", "--ledger", ledger, "--json").stdout.splitlines()]


def disputed(ledger: Path) -> list[dict]:
    return [e for e in events(ledger) if any(c["kind"] == "count" for c in e["contradictions"])]


def judge(ledger: Path, *args: str) -> Result:
    return run("judge", "--ledger", ledger, "--who", "ana", "--why", "I looked", *args)


def made_id(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return next(w for w in result.output.split() if w.startswith("jdg-")).rstrip(":")


def launchers(event: dict) -> list[tuple[float, float]]:
    return [(q["low"], q["high"]) for q in event["quantities"] if q["category"] == "sam-launcher"]


def the_four(ledger: Path) -> tuple[str, dict]:
    """The claim that says four launchers, and its event."""
    (event,) = disputed(ledger)
    (clash,) = [c for c in event["contradictions"] if c["kind"] == "count"]
    (claim,) = min(clash["sides"], key=len)
    assert "four S-300 launchers" in run("show", claim, "--ledger", ledger).output
    return claim, event


def test_a_corrected_count_removes_the_contradiction_and_survives_adding_the_same_pages(ledger: Path) -> None:
    claim, event = the_four(ledger)
    assert launchers(event) == [(4, 5)]
    result = judge(ledger, claim[:14], "--count", "5", "--item", "launchers")
    judgement = made_id(result)
    assert "these words say “four”" in result.output
    assert "contradiction of count" in next(x for x in result.output.splitlines() if x.startswith("before:"))
    assert "contradiction of count" not in next(
        x for x in result.output.splitlines() if x.startswith("after:")
    )
    assert disputed(ledger) == []
    again = add(ledger)
    assert "Added 0 documents and 0 claims" in again.output
    assert disputed(ledger) == []
    (now,) = [e for e in events(ledger) if claim in e["claims"]]
    assert launchers(now) == [(5, 5)]
    shown = run("show", claim, "--ledger", ledger).output
    assert "count of S-300 launchers corrected from 4 to 5 by ana" in shown
    assert "5 × S-300 launchers" in shown
    assert judgement in shown
    assert judgement[:12] in run("log", "--ledger", ledger).output


def test_undoing_it_brings_the_contradiction_back(ledger: Path) -> None:
    claim, _ = the_four(ledger)
    judgement = made_id(judge(ledger, claim, "--count", "5", "--item", "0"))
    assert disputed(ledger) == []
    made_id(judge(ledger, judgement, "--undo"))
    assert len(disputed(ledger)) == 1
    assert "taken back by ana" in run("show", claim, "--ledger", ledger).output
    log = [json.loads(x) for x in run("log", "--ledger", ledger, "--json").stdout.splitlines()]
    assert [j["decision"] for j in log] == ["corrected", "undone"]
    again = judge(ledger, judgement, "--undo")
    assert (again.exit_code, "taken back already" in again.output) == (2, True)
    made_id(judge(ledger, log[1]["id"], "--undo"))
    assert disputed(ledger) == []


def test_a_correction_makes_a_contradiction_too(ledger: Path) -> None:
    claim, _ = the_four(ledger)
    made_id(judge(ledger, claim, "--count", "5", "--item", "0"))
    made_id(judge(ledger, claim, "--count", "8-9", "--item", "0"))
    (event,) = disputed(ledger)
    assert launchers(event) == [(5, 9)]


def test_the_brief_tells_it_and_lists_what_was_rejected(ledger: Path, tmp_path: Path) -> None:
    claim, event = the_four(ledger)
    made_id(judge(ledger, claim, "--count", "5", "--item", "0"))
    other = next(e for e in events(ledger) if e["kind"] == "exercise")
    made_id(judge(ledger, other["claims"][0], "--reject"))
    made_id(judge(ledger, event["id"], "--accept", "--credibility", "2", "--estimate", "55-80%"))
    for name in ("brief.html", "brief.md"):
        assert run("brief", "--ledger", ledger, "-o", tmp_path / name).exit_code == 0
        text = (tmp_path / name).read_text("utf-8")
        assert "corrected from 4 to 5 by ana" in text
        assert "55 to 80 per cent" in text
        assert "Rejected by an analyst" in text
    listed = run("events", "--ledger", ledger).output
    assert "accepted by an analyst; the analyst's own: credibility 2, 55% to 80%" in listed
    run("brief", "--ledger", ledger, "-o", tmp_path / "held.html", "--embargo-days", "99999")
    assert "I looked" not in (tmp_path / "held.html").read_text("utf-8")


def test_place_and_time_by_name_and_by_point(ledger: Path, tmp_path: Path) -> None:
    claim, _ = the_four(ledger)
    made_id(judge(ledger, claim, "--place", "Maracay", "--time", "2019-03-27"))
    shown = run("show", claim, "--ledger", ledger).output
    assert "Maracay, VE (10.250, -67.595" in shown
    assert "2019-03-27" in shown
    assert "set by ana" in shown
    made_id(judge(ledger, claim, "--place", "10.25,-67.65", "--radius", "2"))
    assert "(10.250, -67.650 ± 2 km)" in run("show", claim, "--ledger", ledger).output
    made_id(judge(ledger, claim, "--set", "place=El Libertador"))
    assert "El Libertador Air Base" in run("show", claim, "--ledger", ledger).output
    run("brief", "--ledger", ledger, "-o", tmp_path / "held.html", "--embargo-days", "99999")
    assert "El Libertador" not in (tmp_path / "held.html").read_text("utf-8")


def test_merge_and_split(ledger: Path) -> None:
    first, second = [e for e in events(ledger) if e["kind"] in ("arrival", "departure")][:2]
    made_id(judge(ledger, first["id"], "--merge", second["id"]))
    (both,) = [e for e in events(ledger) if first["claims"][0] in e["claims"]]
    assert set(both["claims"]) == {*first["claims"], *second["claims"]}
    made_id(judge(ledger, both["id"], *(x for c in second["claims"] for x in ("--split", c))))
    (back,) = [e for e in events(ledger) if first["claims"][0] in e["claims"]]
    assert set(back["claims"]) == set(first["claims"])


def test_a_whole_page_is_rejected(ledger: Path) -> None:
    claim, _ = the_four(ledger)
    shown = run("show", claim, "--ledger", ledger).output
    page = next(w for w in shown.split() if w.startswith("sha256:"))
    made_id(judge(ledger, page[:20], "--reject"))
    assert disputed(ledger) == []
    assert "rejected with its whole page by ana" in run("show", claim, "--ledger", ledger).output
    assert "rejected by ana" in run("show", page, "--ledger", ledger).output
    refused = judge(ledger, page, "--accept")
    assert (refused.exit_code, "can only be rejected" in refused.output) == (2, True)


def test_a_source_is_rated_and_owned(ledger: Path) -> None:
    made_id(judge(ledger, "airfieldwatch.example", "--rate", "b"))
    made_id(judge(ledger, "airfieldwatch.example", "--owner", "Group One"))
    log = [json.loads(x) for x in run("log", "--ledger", ledger, "--json").stdout.splitlines()]
    assert [(j["subject"], j["decision"], j["changes"]) for j in log] == [
        ("airfieldwatch.example", "rated", [["reliability", "B"]]),
        ("airfieldwatch.example", "owned", [["owner", "Group One"]]),
    ]
    rated = run("rate", "airfieldwatch.example", "C", "--why", "a slip", "--who", "bo", "--ledger", ledger)
    assert rated.exit_code == 0
    assert run("log", "--ledger", ledger).output.count("\trated\t") == 2


def test_the_queue_lets_go_of_what_was_judged(ledger: Path) -> None:
    listed = [json.loads(x) for x in run("review", "--ledger", ledger, "--json").stdout.splitlines()]
    assert listed == sorted(listed, key=lambda e: (-e["score"], e["subject"]))
    assert all(
        e["reasons"] and e["score"] == pytest.approx(sum(r["weight"] for r in e["reasons"])) for e in listed
    )
    claim = next(e for e in listed if e["subject"].startswith("clm-"))
    made_id(judge(ledger, claim["subject"], "--accept"))
    left = [json.loads(x) for x in run("review", "--ledger", ledger, "--json").stdout.splitlines()]
    assert claim["subject"] not in {e["subject"] for e in left}
    first = run("review", "--ledger", ledger, "--limit", "2").output
    after = first.split("sightline review --after ")[1].split()[0]
    rest = run("review", "--ledger", ledger, "--after", after, "--json").stdout.splitlines()
    assert [json.loads(x)["subject"] for x in rest] == [e["subject"] for e in left[2:]]


def test_asked_one_by_one(ledger: Path) -> None:
    listed = [
        json.loads(x)["subject"] for x in run("review", "--ledger", ledger, "--json").stdout.splitlines()
    ]
    claim = next(s for s in listed if s.startswith("clm-"))
    typed = ["s"] * listed.index(claim) + [
        "x",
        "a",
        "",
        "a",
        "it says so",
        "c",
        "stance=nonsense",
        "why",
        "q",
    ]
    result = run("review", "--ask", "--who", "ana", "--ledger", ledger, stdin="\n".join(typed) + "\n")
    assert result.exit_code == 0
    assert "One of the keys" in result.output
    assert "needs its reason" in result.output
    assert "nothing was kept" in result.output
    assert "1 judgement kept" in result.output
    log = [json.loads(x) for x in run("log", "--ledger", ledger, "--json").stdout.splitlines()]
    assert [(j["subject"], j["decision"], j["who"], j["why"]) for j in log] == [
        (claim, "accepted", "ana", "it says so")
    ]
    assert run("review", "--ask", "--ledger", ledger, stdin="").output.endswith("0 judgements kept\n")


def test_copies_are_decided_on_together(ledger: Path) -> None:
    every = [c for e in events(ledger) for c in e["claims"]]
    claim = next(c for c in every if "S-300 brigade [" in run("show", c, "--ledger", ledger).output)
    hint = judge(ledger, claim, "--set", "items.1=null", "--dry-run").output
    assert "1 claim of other places in the same words" in hint
    result = judge(ledger, claim, "--set", "items.1=null", "--copies")
    assert result.output.count(": corrected clm-") == 2
    assert not any("brigade" in q["name"] for e in events(ledger) for q in e["quantities"])


def test_copies_leave_an_event_together(ledger: Path) -> None:
    event = max(events(ledger), key=lambda e: len(e["claims"]))
    claim = next(c for c in event["claims"] if "S-300 brigade [" in run("show", c, "--ledger", ledger).output)
    made_id(judge(ledger, event["id"], "--split", claim, "--copies"))
    apart = next(e for e in events(ledger) if claim in e["claims"])
    assert len(apart["claims"]) == 2


def test_a_dry_run_keeps_nothing(ledger: Path) -> None:
    claim, _ = the_four(ledger)
    result = run("judge", claim, "--reject", "--dry-run", "--ledger", ledger)
    assert result.exit_code == 0
    assert "Nothing was kept" in result.output
    assert "No judgements yet" in run("log", "--ledger", ledger).output


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["CLAIM", "--accept", "--reject"], 2, "two decisions"),
        (["CLAIM"], 2, "say what you decide"),
        (["CLAIM", "--set", "stance=nonsense"], 2, "no stance"),
        (["CLAIM", "--set", "quote=x"], 2, "cannot be corrected"),
        (["CLAIM", "--count", "many", "--item", "0"], 2, "is no count"),
        (["CLAIM", "--count", "5"], 2, "which thing is counted"),
        (["CLAIM", "--time", "last week"], 2, "is no date"),
        (["CLAIM", "--place", "Zzyzzxqq"], 2, "no place is called"),
        (["CLAIM", "--place", "Springfield", "--country", "US"], 2, "may mean"),
        (["CLAIM", "--place", "95,10"], 2, "not on Earth"),
        (["CLAIM", "--credibility", "2"], 2, "are of an event"),
        (["CLAIM", "--split", "CLAIM"], 2, "a split is of an event"),
        (["CLAIM", "--undo"], 2, "is no judgement"),
        (["CLAIM", "--merge", "CLAIM"], 2, "two events or claims"),
        (["EVENT", "--count", "5"], 2, "corrected in its claim"),
        (["EVENT", "--credibility", "9"], 2, "no credibility"),
        (["EVENT", "--estimate", "80-20%"], 2, "no range of probability"),
        (["x.example", "--rate", "G"], 2, "no reliability"),
        (["clm-nonsense", "--accept"], 3, "nothing here has an id"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line_and_keeps_nothing(
    made: Path, subjects: dict[str, str], args: list[str], code: int, words: str
) -> None:
    result = judge(made, *(subjects.get(a, a) for a in args))
    assert result.exit_code == code, result.output
    assert words in result.output
    assert len(result.stderr.strip().splitlines()) == 1
    assert "No judgements yet" in run("log", "--ledger", made).output


def test_a_judgement_needs_its_reason(made: Path) -> None:
    result = run("judge", "clm-1", "--accept", "--ledger", made)
    assert result.exit_code == 2
    assert "--why" in result.output


def test_a_changed_page_comes_back_to_the_queue(tmp_path: Path) -> None:
    from sightline.capture.vault import Vault  # a page served twice from a vault of our own

    ledger = tmp_path / "case.db"
    page = "<html><head><title>Base</title></head><body><article><p>{}</p></article></body></html>"
    said = "Five S-300 launchers were deployed to the Palo Negro airbase in Venezuela on 23 March 2019, officials said."
    later = said.replace("Five", "Six")
    for n, words in enumerate((said, later)):
        folder = tmp_path / f"vault{n}"
        capture = served(Vault(folder), page.format(words + " The base lies south of Maracay."), n)
        result = run("add", "--ledger", ledger, "--replay", folder, capture)
        assert result.exit_code == 0, result.output
        if n == 0:
            every = [c for e in events(ledger) for c in e["claims"]]
            claim = next(c for c in every if said in run("show", c, "--ledger", ledger).output)
            judgement = made_id(judge(ledger, claim, "--accept"))
    shown = run("review", "--ledger", ledger).output
    assert "Its page changed, and these words with it" in shown
    assert f"“{said}”" in shown
    assert f"“{later}”" in shown
    new = next(json.loads(x) for x in run("review", "--ledger", ledger, "--json").stdout.splitlines())
    assert new["reopened"]["judgement"] == judgement
    made_id(judge(ledger, new["subject"], "--like", judgement))
    assert "Its page changed" not in run("review", "--ledger", ledger).output


def served(vault, html: str, n: int) -> str:
    """Keeps a page as captured on the n-th day; its address."""
    import datetime as dt

    from sightline.model.capture import Capture, capture_id

    url = "https://news.example/base"
    data = html.encode()
    when = dt.datetime(2030, 1, 1 + n, tzinfo=dt.UTC) if n else dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    digest = vault.put(data)
    vault.record(
        Capture(
            capture_id(url, digest, when),
            digest,
            len(data),
            url,
            url,
            url,
            200,
            (),
            "text/html",
            when,
            "test",
        )
    )
    return url
