"""The page in a real browser: fits a narrow phone, asks nothing of the network."""

import http.server
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brief_factory as factory
import pytest

from sightline.brief.compose import compose
from sightline.brief.html import write_html
from sightline.model.event import Fusion
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts

CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """A folder, its address and the paths asked for."""
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(tmp_path), **kwargs)

        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def browse(tmp: Path, *arguments: str) -> str:
    assert CHROMIUM
    command = [CHROMIUM, *QUIET, f"--user-data-dir={tmp / 'profile'}", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=60)[0]
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def with_picture() -> tuple[Facts, Fusion]:
    """The example with the picture of a check, wider than a phone."""
    facts, fusion = factory.case()
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 724"><rect width="640" height="724"/></svg>'
    )
    claim = next(c for c in facts.claims if "landed in Caracas" in c.quote.text)
    return replace(facts, evidence=(Evidence("evd-1", claim.id, "tracks", "supports", ("r",), (), ("c" * 90,), drawn),)), fusion  # fmt: skip


MEASURE = """<!doctype html><title>wait</title><iframe id=f src="brief.html" style="width:WIDTHpx;height:900px;border:0"></iframe>
<script>onload=()=>{const d=document.getElementById('f').contentDocument.documentElement;
const wide=[...d.querySelectorAll('body *')].filter(e=>!e.closest('svg')&&e.getBoundingClientRect().right>d.clientWidth+1)
.map(e=>e.tagName+'.'+e.className);
document.body.append(`measured ${d.scrollWidth} of ${d.clientWidth} wide:${wide.slice(0,5)} `)}</script>"""


@pytest.mark.parametrize("width", [360, 390, 768])
def test_no_sideways_scroll(served: tuple[Path, str, list[str]], width: int) -> None:
    folder, address, _ = served
    page = write_html(compose(*with_picture(), now=factory.NOW))
    assert 'class="picture"' in page
    (folder / "brief.html").write_text(page, encoding="utf-8")
    (folder / "frame.html").write_text(MEASURE.replace("WIDTH", str(width)), encoding="utf-8")
    out = browse(folder, "--virtual-time-budget=4000", "--dump-dom", f"{address}/frame.html")
    found = re.search(r"measured (\d+) of (\d+) wide:(.*?) <", out)
    assert found, out[:500]
    assert int(found[2]) >= width - 20
    assert int(found[1]) <= int(found[2]), found[3]
    assert found[3] == ""


def test_the_page_asks_for_nothing_but_itself(served: tuple[Path, str, list[str]]) -> None:
    folder, address, asked = served
    (folder / "brief.html").write_text(
        write_html(compose(*factory.case(), now=factory.NOW)), encoding="utf-8"
    )
    out = browse(folder, "--virtual-time-budget=2000", "--dump-dom", f"{address}/brief.html")
    assert "Preserved text" in out
    assert {path for path in asked if path != "/favicon.ico"} == {"/brief.html"}
