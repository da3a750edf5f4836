"""The vault keeps bytes under their hash, whole, and notices damage."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.capture.files import files_under, keep_file
from sightline.capture.vault import MemoryVault, Vault, capture_from_record, custody_record
from sightline.model.capture import Capture
from sightline.model.errors import FetchError
from sightline.model.ids import digest


def a_capture(**more: object) -> Capture:
    fields: dict[str, object] = {
        "id": "cap-1", "digest": digest(b"x"), "size": 1, "location": "page.html", "url": None, "final_url": None,
        "status": None, "headers": (("content-type", "text/html"),), "media_type": "text/html",
        "retrieved": dt.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=dt.UTC), "tool": "test",
    }  # fmt: skip
    return Capture(**(fields | more))  # type: ignore[arg-type]


@given(data=st.binary())
def test_what_is_put_is_got(data: bytes) -> None:
    vault = MemoryVault()
    assert vault.get(vault.put(data)) == data


def test_a_folder_keeps_bytes_and_records_and_overwrites_nothing(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "v")
    name = vault.put(b"page")
    path = next((tmp_path / "v" / "objects").glob("*/*"))
    before = path.stat().st_mtime_ns
    assert vault.put(b"page") == name
    assert path.stat().st_mtime_ns == before
    capture = a_capture(digest=name)
    vault.record(capture)
    vault.record(capture)
    assert list(Vault(tmp_path / "v").captures()) == [capture]
    assert not list((tmp_path / "v").rglob(".tmp-*"))


def test_damage_and_loss_are_told_apart(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    name = vault.put(b"page")
    next((tmp_path / "objects").glob("*/*")).write_bytes(b"pagE")
    with pytest.raises(FetchError) as damaged:
        vault.get(name)
    assert damaged.value.code == "damaged"
    with pytest.raises(FetchError) as missing:
        vault.get(digest(b"never seen"))
    assert missing.value.code == "not-preserved"


@pytest.mark.parametrize("name", ["sha256:../../etc/passwd", "sha256:", "sha256:" + "A" * 64, "x"])
def test_a_digest_is_no_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(FetchError):
        Vault(tmp_path).get(name)


def test_a_custody_record_reads_back() -> None:
    capture = a_capture(
        url="https://a.example/", final_url="https://a.example/b", status=200, published="2019"
    )
    assert capture_from_record(custody_record(capture)) == capture


@given(data=st.binary(max_size=3_000_000))
@settings(max_examples=20)
def test_a_file_is_kept_as_its_bytes_are(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("vault")
    (folder / "a").write_bytes(data)
    vault = Vault(folder / "v")
    for _ in range(2):
        assert vault.put_file(folder / "a") == (digest(data), len(data))
    assert vault.get(digest(data)) == data
    assert vault.path_of(digest(data)).read_bytes() == data
    assert not list((folder / "v").rglob(".tmp-*"))


def test_a_damaged_or_missing_file_is_not_handed_out(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "v")
    (tmp_path / "a").write_bytes(b"as it was")
    kept, _ = vault.put_file(tmp_path / "a")
    vault.path_of(kept).write_bytes(b"as it is")
    for wanted, code in ((kept, "damaged"), (digest(b"never"), "not-preserved")):
        with pytest.raises(FetchError) as caught:
            vault.path_of(wanted)
        assert caught.value.code == code


def test_a_file_is_captured_with_its_custody(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "a.json").write_bytes(b"{}")
    (tmp_path / "t" / ".hidden").write_bytes(b"{}")
    vault, now = Vault(tmp_path / "v"), dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    assert list(files_under(tmp_path / "t")) == [tmp_path / "t" / "a.json"]
    capture = keep_file(tmp_path / "t" / "a.json", vault, now, "application/x-flight-tracks")
    assert list(vault.captures()) == [capture]
    assert (capture.size, capture.digest, capture.retrieved) == (2, digest(b"{}"), now)
    with pytest.raises(FetchError):
        keep_file(tmp_path / "none", vault, now)
