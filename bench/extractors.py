"""The two ways to find claims side by side: rules alone, and rules with the trained model.

    python bench/extractors.py [--only dev real written re3d speed]

Accuracy as bench/claims.py and bench/entities.py measure it, on documents the model was not trained on. speed: the
whole reading in words per CPU second of one core (news-length English texts, one after the other), seconds from
a cold start of `sightline read` on one page to its end, and the peak of its memory. Time it on a quiet machine.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import claims, entities
from bench.common import CLAIMS, KEPT_NOTE, RE3D, SHARED, Figures, pipeline_readings, rows, table, words_in

EXTRACTORS = ("rules", "learned")
SRC = Path(__file__).resolve().parents[1] / "src"
_ROWS = ("f1", "accuracy_of_found", "count_recall", "words_per")
_READ = """
import os, resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def speed(extractor: str) -> Figures:
    """Words per CPU second, seconds from cold (best of five) and peak memory in MB of `sightline read`."""
    texts = [r for r in rows(SHARED / CLAIMS["written"]) if r["language"] == "en"]
    spent = min(pipeline_readings(texts, extractor)[1] for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(texts[0]["text"] * 3, "utf-8")
        command = [str(Path(sys.executable).parent / "sightline"), "read", str(page), "--json"]
        cold = [_run(command, extractor) for _ in range(5)]
    return {
        "words_per_cpu_second": round(words_in(texts) / spent),
        "cold_start_seconds": round(min(c[0] for c in cold), 2),
        "peak_memory_mb": round(max(c[1] for c in cold) / 1024),
    }


def _run(command: list[str], extractor: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _READ, *command], check=True, capture_output=True, text=True,
        # This working tree's code, wherever the installed command points.
        env={"PATH": "/usr/bin:/bin", "SIGHTLINE_EXTRACTOR": extractor, "PYTHONPATH": str(SRC)},
    )  # fmt: skip
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=(*CLAIMS, *RE3D, "speed"))
    wanted = parser.parse_args().only
    columns: dict[str, Figures] = {}
    for name, where in (CLAIMS | RE3D).items():
        path = SHARED / where
        if wanted and name not in wanted:
            continue
        if not path.exists():
            print(f"skipped {name}: needs ../shared/{where}, which is not on this machine")
            continue
        measure = entities.figures if name in RE3D else claims.figures
        for extractor in EXTRACTORS:
            found = measure(path, extractor=extractor)
            columns[f"{name} {extractor}"] = {k: v for k, v in found.items() if any(r in k for r in _ROWS)}
    if (not wanted or "speed" in wanted) and (SHARED / CLAIMS["written"]).exists():
        for extractor in EXTRACTORS:
            columns[f"speed {extractor}"] = speed(extractor)
    if columns:
        table(columns)
        print(KEPT_NOTE)


if __name__ == "__main__":
    main()
