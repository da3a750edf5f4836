"""docs/hard-cases.md says what the program says."""

import importlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_page_of_hard_cases_is_what_the_program_says() -> None:
    if str(ROOT / "tools") not in sys.path:
        sys.path.append(str(ROOT / "tools"))
    made = importlib.import_module("build_hard_cases").page()
    kept = (ROOT / "docs" / "hard-cases.md").read_text(encoding="utf-8")
    assert made == kept, "run python tools/build_hard_cases.py and read what changed"
    assert made.count("\n### ") == 20
