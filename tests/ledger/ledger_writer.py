"""A process that adds documents and says so: `ledger_writer.py LEDGER FIRST STEP COUNT`, one number a line."""

import sys

from ledger_made import numbered

from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger


def main(path: str, first: int, step: int, count: int) -> None:
    with open_ledger(path) as ledger:
        for n in range(first, first + step * count, step):
            capture, reading = numbered(n)
            add_reading(ledger, capture, reading, capture.retrieved)
            sys.stdout.write(f"{n}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
