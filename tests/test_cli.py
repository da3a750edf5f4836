"""The commands, run as a user runs them, on the worked example and on bad input."""

import json
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from support import ROOT, shared

PAGES = ROOT / "examples" / "guarico"


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], input=stdin, catch_exceptions=False)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "case.db"
    urls = (PAGES / "pages.txt").read_text().split()
    result = run("add", "--ledger", path, "--replay", PAGES / "vault", *urls)
    assert result.exit_code == 0, result.output
    assert "Added 3 documents" in result.output
    return path


def test_adding_twice_adds_nothing(ledger: Path) -> None:
    urls = (PAGES / "pages.txt").read_text().split()
    result = run("add", "--ledger", ledger, "--replay", PAGES / "vault", *urls)
    assert result.exit_code == 0
    assert "Added 0 documents and 0 claims" in result.output


def test_the_copy_is_no_second_voice_and_the_count_is_a_contradiction(ledger: Path) -> None:
    result = run("events", "--ledger", ledger, "--json")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    deployments = [
        e
        for e in events
        if e["kind"] in {"deployment", "presence"} and any(c["kind"] == "count" for c in e["contradictions"])
    ]
    assert len(deployments) == 1
    event = deployments[0]
    assert len(event["voices"]) == 2  # the news page with its copy, and the report
    launchers = [q for q in event["quantities"] if q["category"] == "sam-launcher"]
    assert [(q["low"], q["high"]) for q in launchers] == [(4, 5)]
    assert event["place"]["country"] == "VE"
    assert event["place"]["precision"] == "site"


def test_a_comments_count_never_enters_an_event_of_the_article(ledger: Path) -> None:
    result = run("events", "--ledger", ledger, "--json")
    for line in result.stdout.splitlines():
        for quantity in json.loads(line)["quantities"]:
            assert quantity["high"] != 20
            assert quantity["low"] != 20


def test_show_walks_from_an_event_to_the_bytes(ledger: Path) -> None:
    events = run("events", "--ledger", ledger).output.splitlines()
    event = events[1].split("\t")[0]
    shown = run("show", event, "--ledger", ledger)
    assert shown.exit_code == 0
    assert "Why this grade" in shown.output
    claim = next(word for word in shown.output.split() if word.startswith("clm-"))
    told = run("show", claim, "--ledger", ledger)
    assert "sha256:" in told.output
    assert "words" in told.output


def test_no_commenter_is_named_anywhere(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    assert run("brief", "--ledger", ledger, "-o", out).exit_code == 0
    said = out.read_text("utf-8") + run("events", "--ledger", ledger, "--json").output
    said += ledger.read_bytes().decode("latin-1")
    for name in ("llanero77", "Gran Sabana", "Savunma Notlar"):
        assert name not in said


def test_a_brief_as_markdown(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    assert run("brief", "--ledger", ledger, "-o", out, "--title", "Test title").exit_code == 0
    assert "Test title" in out.read_text("utf-8").splitlines()[0]


def test_unusable_ledgers_and_endings(tmp_path: Path, ledger: Path) -> None:
    assert run("events", "--ledger", tmp_path / "none.db").exit_code == 3
    text = tmp_path / "text.db"
    text.write_text("not a ledger")
    assert run("events", "--ledger", text).exit_code == 3
    assert run("brief", "--ledger", ledger, "-o", tmp_path / "x.docx").exit_code == 2
    assert run("show", "zzz", "--ledger", ledger).exit_code == 3
    assert run("read").exit_code == 2


def test_bad_inputs_give_a_line_each_and_the_others_go_on(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Two Su-30 fighters landed at Caracas on 23 March 2019.\n")
    empty = tmp_path / "empty.txt"
    empty.touch()
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"A T-72 tank \xff\xfe was deployed near Tartus on 3 May 2020.\n")
    nested = tmp_path / "nested.html"
    nested.write_bytes(
        b"<html><body>" + b"<div>" * 100_000 + b"Five tanks were deployed near Tartus.</div></body></html>"
    )
    zeros = tmp_path / "zeros.bin"
    with zeros.open("wb") as file:
        file.truncate(100_000_000)
    path = tmp_path / "case.db"
    started = time.monotonic()
    result = run(
        "add", "--ledger", path, empty, zeros, broken, nested, "http://127.0.0.1:9/", tmp_path / "none", good
    )
    assert time.monotonic() - started < 60
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    for name in (empty, zeros, tmp_path / "none"):
        assert sum(str(name) in line for line in lines) == 1, lines
    assert sum("127.0.0.1" in line and "private" in line for line in lines) == 1
    assert "Traceback" not in result.output
    listed = run("issues", "--ledger", path).output
    assert str(empty) in listed
    shown = run("events", "--ledger", path).output
    assert "Su-30" in shown


def test_a_batch_keeps_its_order_whatever_happens(tmp_path: Path) -> None:
    batch = tmp_path / "docs.jsonl"
    rows = [
        {"id": "a", "text": "Three T-90 tanks arrived in Tartus.", "published": "2019-03-27"},
        {"id": "b", "path": str(tmp_path / "none.txt")},
        {"id": "c", "text": "", "published": "2019"},
        {"id": "d", "text": "Nothing\r\nhere \ufeff\u2028 but odd marks 🚀.", "media_type": "text/plain"},
    ]
    batch.write_text("\n".join([*map(json.dumps, rows[:2]), "not json", *map(json.dumps, rows[2:])]))
    result = run("read", "--batch", batch)
    assert result.exit_code == 1
    got = [json.loads(line) for line in result.stdout.splitlines()]
    assert [("issue" in g) for g in got] == [False, True, True, True, False]
    assert got[0]["claims"][0]["event"] == "arrival"
    assert got[0]["document"]["published"]["edtf"] == "2019-03-27"
    assert got[4]["document"]["text"] == rows[3]["text"]
    schema = json.loads(shared("contract/claims.schema.json").read_text("utf-8"))
    for row in got:
        jsonschema.Draft202012Validator(schema).validate(row)


def test_standard_input(tmp_path: Path) -> None:
    result = run("read", "-", "--published", "2019-03-27", stdin=b"A frigate docked in Tartus on Saturday.")
    assert result.exit_code == 0
    assert "ARRIVAL" in result.stdout
    assert "2019-03-23" in result.stdout
    bad = run("read", "-", "--published", "yesterday-ish", stdin=b"A frigate docked in Tartus.")
    assert bad.exit_code == 1
    assert "yesterday-ish" in bad.stderr


@pytest.mark.parametrize("arguments", [["-c", "import sightline"], ["-m", "sightline", "--help"]])
def test_starting_loads_nothing_heavy(arguments: list[str]) -> None:
    code = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(code, capture_output=True, text=True, check=True)
    loaded = {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert not loaded & {
        "trafilatura",
        "lxml",
        "sqlalchemy",
        "httpx",
        "babel",
        "marisa_trie",
        "jinja2",
        "numpy",
        "pydantic",
    }


def test_every_command_is_documented() -> None:
    readme = (ROOT / "README.md").read_text("utf-8") + (ROOT / "docs" / "commands.md").read_text("utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"sightline {command.callback.__name__}" in readme
