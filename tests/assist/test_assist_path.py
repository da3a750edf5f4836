"""The whole path with a language model beside the rules, through the commands and a server on this machine."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from assist_support import DEPLOYED, SEEN, TEXT
from model_server import ModelServer, Reply, drips, running, says, sends
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.model.errors import SettingsError
from sightline.settings import Settings, with_values
from sightline.wiring import tools_for
from support import ROOT, shared

KEY = "sk-very-secret-4711"
PAGES = ROOT / "examples" / "guarico"
HTML = b"<!doctype html><h1>Bad gateway</h1>"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with running() as made:
        monkeypatch.setenv(
            "SIGHTLINE_EXTRACTOR", "rules"
        )  # what stands beside the model matters to no test here
        monkeypatch.setenv("SIGHTLINE_ASSIST_URL", made.url)
        monkeypatch.setenv("SIGHTLINE_ASSIST_MODEL", "small")
        monkeypatch.setenv("SIGHTLINE_ASSIST_KEY", KEY)
        monkeypatch.setenv("SIGHTLINE_ASSIST_TIMEOUT_S", "5")
        yield made


def run(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)
    assert result.exit_code == code, result.output
    assert KEY not in result.output
    return result


def texts(folder: Path, number: int) -> list[Path]:
    paths = [folder / f"{n}.txt" for n in range(number)]
    for n, path in enumerate(paths):
        path.write_text(f"{TEXT} This is text {n}.\n", "utf-8")
    return paths


def claims_of(result: Result) -> list[dict[str, object]]:
    return [c for line in result.stdout.splitlines() for c in json.loads(line)["claims"]]


def bare(claim: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in claim.items() if k not in {"origin", "confidence"}}


def test_the_model_adds_to_the_rules_and_doubles_nothing(server: ModelServer, tmp_path: Path) -> None:
    (path,) = texts(tmp_path, 1)
    new = {
        "passage": 1,
        "quote": "Six trucks came from Kiruna",
        "event": "departure",
        "stance": "asserted",
        "trigger": "came",
        "items": [{"words": "trucks", "category": "vehicle", "count": {"low": 6, "high": 6}}],
        "from": "Kiruna",
    }
    server.replies = [says({"claims": []})]
    plain = claims_of(run("read", "--json", path))
    server.replies = [says({"claims": [DEPLOYED, SEEN, new]})]
    result = run("read", "--json", path)
    helped = claims_of(result)
    alone = [c for c in helped if c["origin"] == "machine-generated: small"]
    both = [c for c in helped if c["origin"] == "rules 0.1 + machine-generated: small"]
    assert [c["event"] for c in alone] == ["departure"]
    assert alone[0]["from"]["country"] == "SE"  # type: ignore[index]  # placed like any other claim
    assert "deployment" in {c["event"] for c in both}
    assert [bare(c) for c in helped if c not in alone] == [bare(c) for c in plain]
    (reading,) = map(json.loads, result.stdout.splitlines())
    assert reading["document"]["notes"] == ["machine-generated: small: 3 claims kept; nothing was left out"]


def test_a_reading_with_a_models_help_keeps_to_the_contract(server: ModelServer, tmp_path: Path) -> None:
    schema = json.loads(shared("contract/claims.schema.json").read_text())
    server.replies = [says({"claims": [DEPLOYED, SEEN]})]
    for line in run("read", "--json", *texts(tmp_path, 2)).stdout.splitlines():
        jsonschema.validate(json.loads(line), schema)


def test_what_only_the_model_found_is_marked_where_a_person_reads_it(
    server: ModelServer, tmp_path: Path
) -> None:
    row = SEEN | {"event": "activation"}
    server.replies = [says({"claims": [row]})]
    shown = run("read", *texts(tmp_path, 1)).stdout
    assert shown.count("found  machine-generated: small") == 1


@pytest.mark.parametrize(
    "reply",
    [
        sends(502, HTML),
        sends(200, HTML),
        sends(200, b"{"),
        says("I would rather not."),
        says(""),
        sends(404, f'{{"error": {{"message": "who is {KEY}?"}}}}'.encode()),
        drips(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", 2),
    ],
)
def test_sightlines_own_reading_is_never_lost(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply
) -> None:
    paths = texts(tmp_path, 2)
    monkeypatch.setenv("SIGHTLINE_ASSIST_TIMEOUT_S", "0.4")
    server.replies = [reply]
    result = run("read", "--json", *paths)
    assert server.asked
    told = result.stderr.splitlines()
    assert len(told) == 2
    assert "what Sightline read itself stands" in told[0]
    assert "In all 2 inputs" in told[1]
    monkeypatch.setenv("SIGHTLINE_ASSIST_URL", "")
    assert claims_of(result) == claims_of(run("read", "--json", *paths))


def test_a_batch_keeps_its_lines_and_counts_the_troubles(server: ModelServer, tmp_path: Path) -> None:
    batch = tmp_path / "docs.jsonl"
    batch.write_text("\n".join(json.dumps({"text": f"{TEXT} Text {n}."}) for n in range(3)))
    server.replies = [sends(404, b"{}"), says({"claims": [DEPLOYED]}), sends(404, b"{}")]
    result = run("read", "--batch", batch)
    origins = [{c["origin"] for c in json.loads(line)["claims"]} for line in result.stdout.splitlines()]
    assert [any("machine" in str(o) for o in os) for os in origins] == [False, True, False]
    assert len(result.stderr.splitlines()) == 2
    assert "In all 2 inputs" in result.stderr


def test_the_ledger_keeps_the_trouble_of_each_document(server: ModelServer, tmp_path: Path) -> None:
    ledger = tmp_path / "case.db"
    server.replies = [sends(404, b"{}")]
    result = run("add", "--ledger", ledger, *texts(tmp_path, 2))
    assert "Added 2 documents" in result.stdout
    assert "failed" not in result.stdout
    rows = run("issues", "--ledger", ledger).stdout.splitlines()[1:]
    assert [row.split("\t")[2] for row in rows] == ["assist", "assist"]
    brief = tmp_path / "brief.html"  # where they would pass for inputs that could not be used
    run("brief", "--ledger", ledger, "-o", brief)
    assert server.url.removesuffix("/v1") not in brief.read_text("utf-8")
    again = run("add", "--ledger", ledger, *texts(tmp_path, 2))
    assert "Added 0 documents and 0 claims" in again.stdout
    assert len(run("issues", "--ledger", ledger).stdout.splitlines()) == 3


def test_the_ledger_and_the_brief_keep_the_mark(server: ModelServer, tmp_path: Path) -> None:
    ledger, brief = tmp_path / "case.db", tmp_path / "brief.html"
    row = SEEN | {"event": "activation"}
    server.replies = [says({"claims": [DEPLOYED, row]})]
    run("add", "--ledger", ledger, *texts(tmp_path, 1))
    assert "Added 0 documents and 0 claims" in run("add", "--ledger", ledger, *texts(tmp_path, 1)).stdout
    run("brief", "--ledger", ledger, "-o", brief)
    assert "machine-generated: small" in brief.read_text("utf-8")
    run("brief", "--ledger", ledger, "-o", brief.with_suffix(".md"))
    assert brief.with_suffix(".md").read_text("utf-8").count("(machine-generated: small)") == 1
    kept = ledger.read_bytes()
    assert b"machine-generated: small" in kept
    assert KEY.encode() not in kept


def test_no_commenters_name_is_sent(server: ModelServer) -> None:
    server.replies = [says({"claims": []})]
    run("read", "--replay", PAGES / "vault", *(PAGES / "pages.txt").read_text().split())
    sent = server.texts()
    assert " comment:" in sent
    for name in ("llanero77", "Gran Sabana", "Savunma Notlar"):
        assert name not in sent


def test_no_commenters_name_of_a_plain_text_is_sent(server: ModelServer, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        f"{TEXT}\n\n2 comments\n\nJo Doe says:\nMay 4, 2021 at 9:12 am\nI saw six trucks.\n\n"
        "ana_77 says:\nMay 5, 2021 at 8:00 am\nI saw none of them.\n"
    )
    server.replies = [says({"claims": []})]
    run("read", path)
    sent = server.texts()
    assert "I saw none of them." in sent
    assert "Jo Doe" not in sent
    assert "ana_77" not in sent


def test_without_an_address_no_model_is_asked() -> None:
    assert tools_for(Settings(extractor="rules"), keep=False).assistants == ()


def test_without_the_extra_the_user_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic", None)
    with pytest.raises(SettingsError, match=r"sightline\[assist\]"):
        tools_for(
            Settings(extractor="rules", assist_url="http://127.0.0.1:9/v1", assist_model="small"), keep=False
        )


def test_an_endpoint_beyond_the_private_network_stops_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_EXTRACTOR", "rules")
    monkeypatch.setenv("SIGHTLINE_ASSIST_URL", "https://198.51.100.7/v1")
    monkeypatch.setenv("SIGHTLINE_ASSIST_MODEL", "large")
    monkeypatch.setenv("SIGHTLINE_ASSIST_KEY", KEY)
    assert "assist_remote = true" in run("read", "x.txt", code=3).stderr
    assert (
        len(
            tools_for(
                Settings(
                    extractor="rules",
                    assist_url="https://198.51.100.7/v1",
                    assist_model="large",
                    assist_remote=True,
                ),
                keep=False,
            ).assistants
        )
        == 1
    )


def test_a_secret_is_not_shown_where_settings_are() -> None:
    assert KEY not in repr(Settings(assist_key=KEY, handle_key=KEY))
    with pytest.raises(SettingsError) as error:
        with_values(Settings(), {"assist_key": 4711}, "test")
    assert "4711" not in str(error.value)
