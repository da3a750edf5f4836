"""Writes the tables of docs/accuracy.md that compare the two extractors: python bench/report.py

Runs bench/extractors.py's measurements and puts them between the marks `<!-- NAME: begin -->` and
`<!-- NAME: end -->` of the page. Time it on a quiet machine: the speed table is written, too.
"""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import claims, entities
from bench.common import CLAIMS, RE3D, SHARED, Figures, kept_rows
from bench.extractors import EXTRACTORS, speed

PAGE = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
_CLAIMS = {
    "gold claims": "gold_claims", "claim, event right": "claim_f1", "claim, any event": "claim_any_event_f1",
    "items": "item_f1", "actors": "actor_f1", "places": "place_f1", "times": "time_f1",
    "attribution": "attribution_f1", "whole claim": "whole_f1", "stance, of found": "stance_accuracy_of_found",
    "category, of found items": "category_accuracy_of_found", "count, recall": "count_recall",
}  # fmt: skip
_KINDS = ("nationality", "time", "organisation", "person", "place", "materiel", "quantity")


def _lines(head: list[str], rows: list[list[str]]) -> str:
    out = ["| " + " | ".join(r) + " |" for r in (head, ["---"] * len(head), *rows)]
    return "\n".join(out)


def _shown(figure: float | None) -> str:
    if figure is None:
        return ""
    return f"{figure:,}" if isinstance(figure, int) or figure > 10 else f"{figure:.3f}"


def claims_table() -> str:
    columns: dict[str, Mapping[str, float]] = {}
    for name, where in CLAIMS.items():
        for extractor in EXTRACTORS:
            found = claims.figures(SHARED / where, extractor=extractor)
            columns[f"{name}, {extractor}"] = found
            if "claim_f1_without_case" in found:
                rest = {k.removesuffix("_without_case"): v for k, v in found.items() if k.endswith("_case")}
                columns[f"{name} without the case, {extractor}"] = rest
    rows = [[label, *(_shown(c.get(key)) for c in columns.values())] for label, key in _CLAIMS.items()]
    return _lines(["F1, or share", *columns], rows)


def names_table() -> str:
    path = SHARED / RE3D["re3d"]
    by = {e: entities.figures(path, extractor=e) for e in EXTRACTORS}
    head = ["", *(f"{e}, {m}" for m in ("same span", "overlap") for e in EXTRACTORS)]
    rows = [
        [kind, *(_shown(by[e][f"{kind}_{m}_f1"]) for m in ("strict", "overlap") for e in EXTRACTORS)]
        for kind in _KINDS
    ]
    rows.append(["all", *(_shown(by[e][f"{m}_f1"]) for m in ("strict", "overlap") for e in EXTRACTORS)])
    return f"{len(kept_rows(path))} documents.\n\n" + _lines(head, rows)


def speed_table() -> str:
    by: dict[str, Figures] = {e: speed(e) for e in EXTRACTORS}
    names = {
        "whole reading, words per CPU second": "words_per_cpu_second",
        "`sightline read` of one page from cold, seconds": "cold_start_seconds",
        "its peak memory, MB": "peak_memory_mb",
    }
    rows = [[label, *(f"{by[e][key]:,}" for e in EXTRACTORS)] for label, key in names.items()]
    return _lines(["", *EXTRACTORS], rows)


TABLES: dict[str, Callable[[], str]] = {"claims": claims_table, "names": names_table, "speed": speed_table}


def main() -> None:
    page = PAGE.read_text("utf-8")
    for name, table in TABLES.items():
        marked = re.compile(rf"(<!-- {name}: begin -->\n).*?(\n<!-- {name}: end -->)", re.DOTALL)
        if not marked.search(page):
            raise SystemExit(f"docs/accuracy.md has no marks for the table {name!r}")
        found = table()
        page = marked.sub(lambda m, found=found: f"{m[1]}{found}{m[2]}", page)  # type: ignore[misc]
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
