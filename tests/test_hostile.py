"""Input that means harm or is merely broken, through the commands: a line each, and the others go on."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app

GOOD = "Two Su-30 fighters landed at Caracas on 23 March 2019.\n"
PROGRAM = [sys.executable, "-m", "sightline"]


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


def program(*args: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, args)], cwd=cwd, env=os.environ | environment,
        capture_output=True, text=True, errors="surrogateescape", timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def test_what_is_no_file_gives_a_line_each(tmp_path: Path, good: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    bad = [tmp_path / n for n in ("folder", "fifo", "link", "loop")]
    result = run("add", "--ledger", tmp_path / "c.db", *bad, "/dev/zero", "a\0b", "", good)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 7
    assert "give the files in it" in result.stderr
    assert "Added 1 document" in result.stdout


@pytest.mark.parametrize(
    "url", ["http://[::1/", "http://x:99999/", "http://\ud800/", "gopher://x/", "http://", "http://a\x00b/", "file:///etc/passwd"]
)  # fmt: skip
def test_what_is_no_address_gives_a_line(tmp_path: Path, url: str) -> None:
    batch = tmp_path / "b.jsonl"
    batch.write_text(json.dumps({"url": url}))
    result = run("read", "--batch", batch)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["issue"]["code"] == "bad-url"


@pytest.mark.slow
@pytest.mark.parametrize("name", [b"esc\x1b[31m\nname.txt", b"half\xff.txt", "\u202egnp.txt".encode()])
def test_a_name_cannot_speak_to_the_terminal(tmp_path: Path, name: bytes) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
    Path(path).write_text("")
    done = program("add", "--ledger", "c.db", path, cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "the file is empty" in line
    Path(path).write_text(GOOD)
    done = program("add", "--ledger", "c.db", path, cwd=tmp_path)
    assert "Added 1 document" in done.stdout
    shown = program("issues", "--ledger", "c.db", cwd=tmp_path)
    assert len(shown.stdout.splitlines()) == 2
    for text in (line, shown.stdout):
        assert not set(text) & {"\x1b", "\u202e"}


def test_a_page_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Two \x1b[31mT-72 tanks were deployed\x07 near Tartus \x9b31m on \u202e3 May 2020.\n")
    result = run("read", page)
    assert "\\x1b[31mT-72" in result.stdout
    assert not set(result.stdout) & {"\x1b", "\x07", "\x9b", "\u202e"}
    (line,) = run("read", "--json", page).stdout.splitlines()
    assert not set(line) & {"\x1b", "\x07", "\x9b"}
    assert "\x9b31m" in json.loads(line)["document"]["text"]


def test_odd_lines_of_a_batch_each_give_a_line(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "Two T-72 tanks arrived in Tartus."}',
        b"[1, 2]", b'"x"', b"null", b'{"text": "x"',
        b"[" * 200_000, b'{"a":' * 100_000, b"9" * 6000, b"\xff\xfe",
        b'{"text": "x", "published": 2019}', b'{"text": "x", "media_type": ["a"]}',
        b'{"text": "x", "path": "y"}', b'{"text": "x", "published": "2019-99-99"}', b'{"path": "/dev/zero"}',
        b'{"id": "twice", "id": "b", "text": "Two T-72 tanks \\ud800 arrived\\u0000 in Tartus."}',
        b'{"id": {"a": [1]}, "text": "Two T-72 tanks arrived in Tartus."}',
        b'{"id": "\\ud800", "text": "Two T-72 tanks arrived in Tartus."}',
    ]  # fmt: skip
    batch = tmp_path / "b.jsonl"
    batch.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines) + b"\r\n")
    done = program("read", "--batch", batch, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [n for n, row in enumerate(rows) if "issue" not in row] == [0, 14, 15, 16]
    assert len(rows) == len(lines)
    assert len(done.stderr.splitlines()) == len(lines) - 4


def test_a_ledger_that_cannot_be(tmp_path: Path, good: Path) -> None:
    for ledger in (tmp_path / "none" / "c.db", tmp_path, "/proc/c.db"):
        done = program("add", "--ledger", ledger, good, cwd=tmp_path)
        assert (done.returncode, len(done.stderr.splitlines())) == (3, 1), done.stderr


def test_a_vault_that_cannot_be_written_stops_with_a_line(tmp_path: Path, good: Path) -> None:
    (tmp_path / "c.vault").write_text("a file where the folder should be")
    done = program("add", "--ledger", "c.db", good, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1), done.stderr
    assert "cannot use the vault" in done.stderr


def test_damaged_bytes_are_told_and_the_others_go_on(tmp_path: Path, good: Path) -> None:
    ledger, other = tmp_path / "c.db", tmp_path / "other.txt"
    other.write_text("Three T-90 tanks arrived in Tartus on 3 May 2020.\n")
    assert run("add", "--ledger", ledger, good).exit_code == 0
    next((tmp_path / "c.vault" / "objects").glob("*/*")).write_text("damaged")
    result = run("add", "--ledger", ledger, good, other)
    assert result.exit_code == 1
    assert "no longer hash" in result.stderr
    assert "Added 1 document" in result.stdout
    (tmp_path / "c.vault" / "handle.key").write_bytes(b"")
    assert program("add", "--ledger", ledger, good, cwd=tmp_path).returncode == 3


@pytest.mark.slow
def test_several_at_once_on_one_ledger(tmp_path: Path, good: Path) -> None:
    code = [*PROGRAM, "add", "--ledger", "c.db", str(good)]
    several = [subprocess.Popen(code, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = [process.communicate(timeout=60)[0] for process in several]
    assert [process.returncode for process in several] == [0] * 4
    assert sum("Added 1 document" in words for words in said) == 1
    assert len((tmp_path / "c.vault" / "handle.key").read_bytes()) == 32


def test_an_interrupt_gives_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow")
    code = [*PROGRAM, "add", "--ledger", "c.db", "-"]
    process = subprocess.Popen(code, cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 30
    while not (tmp_path / "c.vault" / "handle.key").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    # The pipe stays open until it has ended, so that it cannot end by itself.
    assert process.wait(timeout=30) == 130
    assert process.stderr is not None
    assert process.stdin is not None
    assert len(process.stderr.read().splitlines()) == 1
    process.stdin.close()
    process.stderr.close()


def test_a_closed_pipe_is_silent(tmp_path: Path, good: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as out:
        code = [*PROGRAM, "read", str(good)]
        done = subprocess.run(code, stdout=out, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_sources_are_known_and_can_be_rated(tmp_path: Path, good: Path) -> None:
    ledger = tmp_path / "c.db"
    run("add", "--ledger", ledger, good)
    assert run("rate", "file:", "B", "--why", "our own notes", "--ledger", ledger).exit_code == 0
    run("brief", "--ledger", ledger, "-o", tmp_path / "b.html")
    assert "our own notes" in (tmp_path / "b.html").read_text("utf-8")
