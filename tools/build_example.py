"""Makes examples/guarico/vault from its pages: captures with fixed addresses and times. Run from the root."""

import datetime as dt
import shutil
from pathlib import Path

from sightline.capture.vault import Vault
from sightline.model.capture import Capture, capture_id

EXAMPLE = Path(__file__).parent.parent / "examples" / "guarico"
RETRIEVED = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


def build(folder: Path) -> None:
    vault = Vault(folder)
    urls = (EXAMPLE / "pages.txt").read_text("utf-8").split()
    for number, (url, page) in enumerate(zip(urls, sorted((EXAMPLE / "pages").iterdir()), strict=True)):
        data = page.read_bytes()
        digest = vault.put(data)
        at = RETRIEVED + dt.timedelta(minutes=number)
        vault.record(
            Capture(
                id=capture_id(url, digest, at),
                digest=digest,
                size=len(data),
                location=url,
                url=url,
                final_url=url,
                status=200,
                headers=(("content-type", "text/html; charset=utf-8"),),
                media_type="text/html; charset=utf-8",
                retrieved=at,
                tool="written for the example; never on the web",
            )
        )


if __name__ == "__main__":
    shutil.rmtree(EXAMPLE / "vault", ignore_errors=True)
    build(EXAMPLE / "vault")
    print(f"made {EXAMPLE / 'vault'}")
