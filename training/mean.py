"""One network of several runs that went on from one start: the mean of their weights.

python -m training.mean RUN RUN... --out RUN
"""

import argparse
import json
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    states = [torch.load(run / "network.pt") for run in given.runs]
    facts = [json.loads((run / "run.json").read_text("utf-8")) for run in given.runs]
    if any(f["first_round"] != facts[0]["first_round"] for f in facts):
        raise SystemExit("the runs did not go on from one start: a mean of their weights means nothing")
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save({k: sum(s[k] for s in states) / len(states) for k in states[0]}, given.out / "network.pt")
    run = facts[0] | {"averaged_with": [{k: f[k] for k in f if k != "first_round"} for f in facts[1:]]}
    (given.out / "run.json").write_text(json.dumps(run, indent=1))


if __name__ == "__main__":
    main()
