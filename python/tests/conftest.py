"""What the tests share: the shipped rulebooks, a case that anybody can check by hand."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import bajigong

SOURCE = Path(__file__).resolve().parents[2]

# A process in the background begins with Ctrl-C ignored, and so would those that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def counted_while(work: Callable[[], object]) -> int:
    """How often Python has a turn while another thread works; none if the GIL is held."""
    done = threading.Event()

    def run() -> None:
        try:
            work()
        finally:
            done.set()

    thread = threading.Thread(target=run)
    thread.start()
    counted = 0
    while not done.is_set():
        time.sleep(0.001)
        counted += 1
    thread.join()
    return counted


@pytest.fixture(scope="session")
def policies() -> bajigong.Rulebooks:
    return bajigong.load()


@pytest.fixture
def in_post() -> dict[str, Any]:
    """A senior electrician in post in Shanghai: 2500 × 80 % = 2000 yuan, by the notice of 2022."""
    return {
        "application.on": date(2023, 7, 3),
        "person": {"of_working_age": True, "household_place": "310115"},
        "certificate": {
            "kind": "level_certificate",
            "route": "assessed",
            "occupation": "电工",
            "level": bajigong.Rung.senior,
            "issued_on": date(2023, 5, 18),
            "body_filed_in": "310000",
            "in_local_register": True,
        },
        "employment": [
            {
                "from": date(2019, 4, 1),
                "until": "never",
                "enterprise": True,
                "insured": True,
                "registered_in": "310115",
                "place": "310115",
            }
        ],
        "statuses": [],
        "school.kind": "no_school",
        "subsidies": [],
    }


@pytest.fixture
def english() -> Iterator[None]:
    bajigong.set_display_language("en")
    yield
    bajigong.set_display_language("en")
