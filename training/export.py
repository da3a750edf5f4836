"""From a trained network to the files of the package: python -m training.export RUN OUT [--float]

encoder.onnx (weights in 8 bits, dynamic), pairs.npz, vocab.txt and card.json.
"""

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from sightline.extraction.learned.features import LAYOUT
from sightline.extraction.learned.labels import WORD_HEADS
from sightline.extraction.learned.pairs import PAIR_LAYOUT
from training.net import Network, base_folder

INPUTS = ("ids", "hints", "real", "pool", "word_hints")


class _Flat(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, hints: Tensor, real: Tensor, pool: Tensor, word_hints: Tensor
    ) -> tuple[Tensor, ...]:
        out = self.network(ids, hints, real, pool, word_hints)
        return tuple(out[k] for k in (*WORD_HEADS, "as_trigger", "as_span"))


def export(network: Network, out: Path, *, whole: bool, version: str) -> None:
    """whole: keep the weights as 32-bit floats."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    size = {"batch": 2, "pieces": 12, "words": 9}
    example = (
        torch.randint(1000, 2000, (size["batch"], size["pieces"])),
        torch.zeros(size["batch"], size["pieces"], len(LAYOUT)),
        torch.ones(size["batch"], size["pieces"]),
        torch.full((size["batch"], size["words"], size["pieces"]), 1.0 / size["pieces"]),
        torch.zeros(size["batch"], size["words"], len(LAYOUT)),
    )
    names = (*WORD_HEADS, "as_trigger", "as_span")
    axes = {
        "ids": {0: "batch", 1: "pieces"}, "hints": {0: "batch", 1: "pieces"}, "real": {0: "batch", 1: "pieces"},
        "pool": {0: "batch", 1: "words", 2: "pieces"}, "word_hints": {0: "batch", 1: "words"},
        **{n: {0: "batch", 1: "words"} for n in names},
    }  # fmt: skip
    target = out / ("encoder.onnx" if whole else "encoder.float.onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Flat(network), example, str(target), input_names=list(INPUTS), output_names=list(names),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    if not whole:
        # Seven bits of range: on processors without VNNI eight would overflow, and readings would differ by machine.
        quantize_dynamic(
            str(target),
            str(out / "encoder.onnx"),
            weight_type=QuantType.QInt8,
            reduce_range=True,
            per_channel=True,
        )
        target.unlink()
    state = network.state_dict()
    np.savez(
        out / "pairs.npz",
        hints=state["pair_hints.weight"].T.numpy(), hints_bias=state["pair_hints.bias"].numpy(),
        out=state["pair_out.weight"].T.numpy(), out_bias=state["pair_out.bias"].numpy(),
    )  # fmt: skip
    (out / "vocab.txt").write_text((base_folder() / "vocab.txt").read_text("utf-8"), "utf-8")
    card = {
        "version": version,
        "confidence": [0.0, 1.0, 0.0],
        "layout": list(LAYOUT),
        "pair_layout": list(PAIR_LAYOUT),
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--version", default="0.0")
    given = parser.parse_args()
    network = Network(given.layers)
    network.load_state_dict(torch.load(given.run / "network.pt"))
    export(network, given.out, whole=given.float, version=given.version)


if __name__ == "__main__":
    main()
