"""How sure the model is, as the share of its claims that are right: fitted on the documents kept out of training.

python -m training.calibrate MODEL [--write]   (MODEL: a folder with encoder.onnx and card.json)

A claim counts as right where the scorer of ../shared matches it to a claim of the same event. Logistic regression
on the log odds of the model's own surety and on whether the rules have the same event on the same words.
"""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.claims import matched
from bench.common import CLAIMS, SHARED, kept_rows, pipeline_readings

import sightline.wiring
from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.learned.extract import extract
from sightline.extraction.learned.network import log_odds, open_model
from training.data import TEXTS
from training.sheets import read_sheets
from training.split import held_out

Table = NDArray[np.float64]


def observations(model_folder: Path) -> tuple[Table, Table]:
    """(features, right) of every claim in the held-out documents: 1, log odds of the surety, found by both."""
    sightline.wiring.EXTRACTORS["learned"] = lambda: partial(
        extract, catalogue=open_catalogue(), model=open_model(model_folder)
    )
    gold = [r for name in ("real", "written") for r in kept_rows(SHARED / CLAIMS[name])]
    gold += [r for r in read_sheets(sorted(TEXTS.glob("*.txt"))) if held_out(r["id"])]
    gold = [r for r in gold if r["language"] == "en"]
    readings, _ = pipeline_readings(gold)
    rows, right = [], []
    for g, r in zip(gold, readings, strict=True):
        good = {j for _, j in matched(g["claims"], r["claims"])}
        for n, claim in enumerate(r["claims"]):
            if "model" not in claim["origin"]:
                continue
            rows.append([1.0, log_odds(claim["confidence"]), float(" + " in claim["origin"])])
            right.append(float(n in good))
    return np.array(rows), np.array(right)


def fit(features: Table, right: Table) -> Table:
    """Weights of a logistic regression, by Newton's method with a little ridge."""
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (right - likely) - 0.01 * weights
        curve = (features * (likely * (1 - likely))[:, None]).T @ features + 0.01 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the weights in the model's card")
    given = parser.parse_args()
    card_path = given.model / "card.json"
    card = json.loads(card_path.read_text("utf-8"))
    card["confidence"] = [0.0, 1.0, 0.0]
    card_path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    features, right = observations(given.model)
    weights = fit(features, right)
    likely = 1 / (1 + np.exp(-features @ weights))
    print(f"{len(right)} claims, {right.mean():.3f} of them right; weights {np.round(weights, 3).tolist()}")
    for low in np.arange(0.1, 1.0, 0.1):
        here = (likely >= low) & (likely < low + 0.1)
        if here.any():
            print(f"{low:.1f}-{low + 0.1:.1f}: {here.sum():4d} claims, {right[here].mean():.2f} right")
    if given.write:
        card["confidence"] = [round(float(w), 4) for w in weights]
        card_path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
