"""A browser for a worker, the pages to look at, and a server that adds the policy of Jenkins.

Chromium is the one of the system; where there is none, or no library to drive it, every test is
skipped with one word on how to get it.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from companies import ten

from vendorrisk.model.assessment import Comparison
from vendorrisk.report.html import STYLE_FILE, stylesheet, to_html

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
JENKINS = "sandbox; default-src 'none'; style-src 'self'"


def chromium() -> str | None:
    """Return the path of the system's Chromium, or of the one that the environment names."""
    named = os.environ.get("VENDORRISK_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a headless Chromium with an empty profile, for all tests of a worker."""
    api = pytest.importorskip(
        "playwright.sync_api", reason="no Playwright: pip install 'vendorrisk[browser]'"
    )
    path = chromium()
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium, or name one in VENDORRISK_CHROMIUM")
    with api.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield found
        found.close()


class Pages(NamedTuple):
    """Files to look at: of the seeds, of their first vendor, and with the style beside it."""

    seeds: Path
    one: Path
    split: Path


@pytest.fixture(scope="session")
def pages(browser: Any, result: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of the seeds; none is made where there is no browser to open it."""
    folder = tmp_path_factory.mktemp("pages")
    beside = folder / "split"
    beside.mkdir()
    found = Pages(folder / "report.html", folder / "one.html", beside / "report.html")
    alone = result.model_copy(update={"assessments": result.assessments[:1], "ranking": None})
    found.seeds.write_bytes(to_html(result))
    found.one.write_bytes(to_html(alone))
    found.split.write_bytes(to_html(result, "split"))
    (beside / STYLE_FILE).write_bytes(stylesheet())
    return found


@pytest.fixture(scope="session")
def crowd(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of ten vendors."""
    folder = tmp_path_factory.mktemp("crowd")
    page = folder / "ten.html"
    page.write_bytes(to_html(ten(folder)))
    return page


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under the policy that a build server puts on what a build has made."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", JENKINS)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def build_server(pages: Pages) -> Iterator[str]:
    """Return the address of a server of the split page."""
    handler = functools.partial(Handler, directory=str(pages.split.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{pages.split.name}"
        server.shutdown()
        thread.join()
