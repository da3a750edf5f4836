"""Makes src/sightline/ledger/events.dict anew: what fusion often says, told to the deflate streams of kept events.

    python -m tools.events_dict LEDGER... [--out FILE]

Use made-up ledgers (bench/generate.py), so that no words of anybody's pages get into the program. Names in quotation
marks are left out. Nothing hangs on it but the room that events take; another dictionary has them made anew.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

from sqlalchemy import select

from sightline.ledger import event_format as form
from sightline.ledger import tables
from sightline.ledger.ledger import open_ledger
from sightline.ledger.packing import to_json
from sightline.wiring_fused import cut_of

OFTEN, MOST = 8, 14_000  # times and characters


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ledgers", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/sightline/ledger/events.dict"))
    options = parser.parse_args()
    seen: Counter[str] = Counter()
    for path in options.ledgers:
        with open_ledger(path, create=False) as ledger:
            cut_of(ledger)
            with ledger.look() as connection:
                for (payload,) in connection.execute(select(tables.fused_events.c.payload)):
                    seen.update(fragments(form.event_row(payload)))
    text = ""
    for line, times in sorted(seen.items(), key=lambda x: (-x[1], x[0])):
        named = "“" in line or re.search(r"\bLand [A-Z]", line)
        if (
            times >= OFTEN
            and len(line) > 3
            and not named
            and line not in text
            and len(text) + len(line) < MOST
        ):
            text = f"{line}\n{text}"
    options.out.write_text(text, "utf-8")


def fragments(row: list) -> list[str]:  # type: ignore[type-arg]
    _, kind, title, _, _, _, quantities, _, why, _, gaps, because, _ = row
    found = [f'"{kind}","' + re.split(r" (?:of|by|in|at|involving|\()", title)[0]]
    found += [to_json(reason) for reason in (*why, *because) if len(reason) < 6]
    found += [to_json(gap) for gap in gaps]
    found += [to_json(gaps), to_json(why)]
    return found + [to_json(quantity[1:4])[1:-1] for quantity in quantities]


if __name__ == "__main__":
    main()
