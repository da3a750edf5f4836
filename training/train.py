"""Trains the language model: python -m training.train --out FOLDER --cache FOLDER [--epochs N] [--seed N]

Needs torch and the package that carries the base model (see README.md here); one core is enough.
"""

import argparse
import json
import math
import pickle
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from sightline.extraction.learned.chunks import SENTENCES, chunks_of
from sightline.extraction.learned.features import LAYOUT
from sightline.extraction.learned.labels import LINKABLE, LINKS, SINGLE, SPANS
from sightline.extraction.learned.pairs import PAIR_LAYOUT, pair_columns, span_columns
from sightline.extraction.learned.read import within_reach
from sightline.extraction.learned.tags import spans_of
from sightline.extraction.learned.wordpieces import WordPieces
from training.data import IGNORED, Example, claim_rows, examples, name_rows, tag_names
from training.net import Network, base_folder, digest_of
from training.split import held_out

REAL = ("wikiwars", "re3d", "ewt")  # ids of texts that nobody wrote for training
BLIND = 0.1  # share of documents read without hints
SHAPES = 9  # columns that no rule makes
RATE = 1e-4  # of the encoder; the heads learn faster
HEAD_RATE = 1.5e-3
EPOCHS = 6
LAYERS = 6
KEPT = 0.999  # of the running mean of the weights, a step
EVERY = 4  # steps between two looks of the mean
# Not our own sheets: their writers share habits with what is trained on.
LOOKED_AT = ("written", "wikiwars", "re3d")
# Of upstream's revision 1110a243.
BASE_DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass
class Batch:
    """One example cut to chunks. where: [words], the row of each word in the flattened output."""

    ids: Tensor
    hints: Tensor
    real: Tensor
    pool: Tensor
    word_hints: Tensor
    where: Tensor


def batch_of(example: Example, pieces: WordPieces, offset: int = 0, *, blind: bool = False) -> Batch:
    """The chunks of an example, padded; the encoder is asked once for all of them. blind: without what the
    rules say, so that the model learns to do without."""
    chunks = chunks_of(example.sentences, pieces, offset=offset)
    widest, most = max(c.length for c in chunks), max(len(c.words) for c in chunks)
    ids = torch.full((len(chunks), widest), pieces.padding)
    hints = torch.zeros(len(chunks), widest, len(LAYOUT))
    real = torch.zeros(len(chunks), widest)
    pool = torch.zeros(len(chunks), most, widest)
    word_hints = torch.zeros(len(chunks), most, len(LAYOUT))
    where = []
    for n, chunk in enumerate(chunks):
        ids[n, 0], at = pieces.start, 1
        for w, ((s, word), found) in enumerate(zip(chunk.words, chunk.pieces, strict=True)):
            on = example.columns[s][word]
            if blind:
                on = [c for c in on if c < SHAPES]
            word_hints[n, w, on] = 1.0
            ids[n, at : at + len(found)] = torch.tensor(found)
            hints[n, at : at + len(found), on] = 1.0
            pool[n, w, at : at + len(found)] = 1.0 / len(found)
            at += len(found)
            where.append(n * most + w)
        ids[n, at] = pieces.end
        real[n, : at + 1] = 1.0
    return Batch(ids, hints, real, pool, word_hints, torch.tensor(where))


def flat(out: dict[str, Tensor], where: Tensor) -> dict[str, Tensor]:
    return {k: v.reshape(-1, v.shape[-1])[where] for k, v in out.items()}


def _bio(scores: Tensor, tags: Sequence[int], weight: float) -> Tensor:
    weights = torch.full((scores.shape[-1],), weight)
    weights[0] = 1.0
    return functional.cross_entropy(scores, torch.tensor(tags), weight=weights, reduction="mean")


def loss_of(network: Network, example: Example, out: dict[str, Tensor]) -> Tensor:
    total = torch.zeros(())
    if example.has_claims:
        total = total + 1.5 * _bio(out["trigger"], example.trigger, 1.5)
        for n in range(len(SPANS)):
            total = total + 0.5 * _bio(out["spans"][:, 3 * n : 3 * n + 3], example.spans[n], 1.5)
        for head, targets in (
            ("stance", example.stance),
            ("category", example.category),
            ("kind", example.kind),
        ):
            goal = torch.tensor(targets)
            if (goal != IGNORED).any():
                total = total + 0.5 * functional.cross_entropy(out[head], goal, ignore_index=IGNORED)
        if example.claims and example.candidates:
            total = total + _pair_loss(network, example, out)
    if example.has_names:
        total = total + 1.0 * _bio(out["names"], example.names, 1.2)
    return total


def _mean(scores: Tensor, first: int, last: int) -> Tensor:
    return scores[first : last + 1].mean(0)


def _pair_loss(network: Network, example: Example, out: dict[str, Tensor]) -> Tensor:
    low = example.low
    starts = sorted(c.trigger.first for c in example.claims)
    commas = [n for n, word in enumerate(low) if word == ","]
    spans = [_mean(out["as_span"], c.words.first, c.words.last) for c in example.candidates]
    known = [(c, span_columns(low, c)) for c in example.candidates]
    lefts, rights, hints, groups = [], [], [], []
    for gold in example.claims:
        near = [n for n, c in enumerate(example.candidates) if within_reach(c, gold.trigger)]
        if not near:
            continue
        chosen = [example.candidates[n] for n in near]
        linked = [x for x in example.linked if x.trigger.touches(gold.trigger)]
        left = _mean(out["as_trigger"], gold.trigger.first, gold.trigger.last)
        begin = len(lefts)
        columns = pair_columns(low, gold.trigger, [known[n] for n in near], starts, commas, linked)
        for n, on in zip(near, columns, strict=True):
            lefts.append(left)
            rights.append(spans[n])
            row = torch.zeros(len(PAIR_LAYOUT))
            row[on] = 1.0
            hints.append(row)
        groups.append((gold, chosen, begin))
    if not lefts:
        return torch.zeros(())
    scores = network.pairs(torch.stack(lefts), torch.stack(rights), torch.stack(hints))
    losses, roles, role_goals = [], [], []
    for gold, chosen, begin in groups:
        here = scores[begin : begin + len(chosen)]
        for number, link in enumerate(LINKS):
            rows = [n for n, c in enumerate(chosen) if link in LINKABLE[c.kind]]
            if not rows:
                continue
            right = torch.tensor(
                [
                    float(
                        any(
                            k == link and chosen[n].words.first <= b and a <= chosen[n].words.last
                            for k, a, b, _ in gold.links
                        )
                    )
                    for n in rows
                ]
            )
            column = here[rows, number]
            if link in SINGLE:
                with_none = torch.cat([column, torch.zeros(1)])
                goal = (
                    torch.cat([right, torch.zeros(1)]) if right.any() else torch.cat([right, torch.ones(1)])
                )
                losses.append(-(torch.log_softmax(with_none, 0) * goal / goal.sum()).sum())
            else:
                losses.append(
                    functional.binary_cross_entropy_with_logits(column, right, reduction="sum") * 0.5
                )
        for n, c in enumerate(chosen):
            role = next(
                (
                    r
                    for k, a, b, r in gold.links
                    if k == "actor" == c.kind and c.words.first <= b and a <= c.words.last
                ),
                -1,
            )
            if role >= 0:
                roles.append(begin + n)
                role_goals.append(role)
    total = 1.5 * torch.stack(losses).sum() / (2.0 * len(groups))
    if roles:
        total = total + 0.3 * functional.cross_entropy(
            scores[roles][:, len(LINKS) :], torch.tensor(role_goals)
        )
    return total


def cached(name: str, make: Callable[[], Iterable[Example]], folder: Path) -> list[Example]:
    path = folder / f"{name}.pickle"
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = list(make())
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(found))
    return found


def name_examples() -> list[Example]:
    out = []
    rows = name_rows()
    by_id = {r["id"]: r for r in rows}
    for example in examples([r | {"claims": []} for r in rows]):
        tag_names(example, by_id[example.name])
        example.has_claims = False
        out.append(example)
    return out


def trigger_f1(network: Network, kept: Sequence[tuple[Example, Batch]]) -> dict[str, float]:
    """A quick look while training: triggers with the right event, and with any, by overlap."""
    right = loose = gold = found = stance = 0
    network.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for example, b in kept:
            out = flat(network(b.ids, b.hints, b.real, b.pool, b.word_hints), b.where)
            ends = list(accumulate(len(s.words) for s in example.sentences))
            spans = spans_of(out["trigger"].float().numpy(), ends)
            gold += len(example.claims)
            found += len(spans)
            used: set[int] = set()
            for claim in example.claims:
                for n, (first, last, event) in enumerate(spans):
                    if n not in used and first <= claim.trigger.last and claim.trigger.first <= last:
                        used.add(n)
                        loose += 1
                        right += event == claim.event
                        stance += int(out["stance"][claim.trigger.first].float().argmax()) == claim.stance
                        break
    network.train()
    return {
        "trigger": round(200 * loose / max(1, gold + found), 1),
        "event": round(200 * right / max(1, gold + found), 1),
        "stance": round(100 * stance / max(1, loose), 1),
        "found": found, "gold": gold,
    }  # fmt: skip


class Mean:
    """A running mean of the weights that are learned: steadier than the weights of any one step, which are still
    on the move (Polyak averaging)."""

    def __init__(self, network: Network) -> None:
        self._of = [p for p in network.parameters() if p.requires_grad]
        self._mean = [p.detach().clone() for p in self._of]
        self._steps = 0

    def look(self) -> None:
        """After a step. Early looks count for more, so that the beginning is soon forgotten."""
        self._steps += 1
        if self._steps % EVERY == 0:
            kept = min(KEPT**EVERY, self._steps / (self._steps + 10 * EVERY))
            torch._foreach_lerp_(self._mean, [p.detach() for p in self._of], 1.0 - kept)

    @contextmanager
    def within(self) -> Iterator[None]:
        """The network has the mean for its weights."""
        now = [p.detach().clone() for p in self._of]
        with torch.no_grad():
            for p, mean in zip(self._of, self._mean, strict=True):
                p.copy_(mean)
        yield
        with torch.no_grad():
            for p, value in zip(self._of, now, strict=True):
                p.copy_(value)


def order(learn: Sequence[Example], rng: random.Random, real: int, others: float) -> list[Example]:
    """What one epoch reads: every real text `real` times, a share of the texts that were written for training."""
    out = [e for e in learn if e.name.startswith(REAL)] * real
    written = [e for e in learn if not e.name.startswith(REAL)]
    out += rng.sample(written, round(others * len(written)))
    rng.shuffle(out)
    return out


def train(
    network: Network,
    train_on: list[Example],
    look_at: Sequence[tuple[Example, Batch]],
    pieces: WordPieces,
    *,
    epochs: int,
    rate: float,
    seed: int,
    steady: bool,
    shares: tuple[int, float],
    keep: Callable[[Mean, list[dict[str, float]]], None],
) -> None:
    """One document a step; the word embeddings stay as they are. steady: the rate does not fall towards the end, for a
    run that is to be gone on from. shares: how often an epoch reads each real text, and how many of the others. keep: is given the mean weights and what was seen, after each epoch."""
    rng = random.Random(seed)
    network.encoder.pieces.weight.requires_grad_(False)
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": rate, "weight_decay": 0.01},
            {"params": heads, "lr": HEAD_RATE * rate / RATE, "weight_decay": 0.01},
        ],
        fused=True,
    )
    per_epoch = len(order(train_on, rng, *shares))
    steps = epochs * per_epoch
    seen: list[dict[str, float]] = []
    mean = Mean(network)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda n: min(1.0, (n + 1) / max(1, steps // 10)) * (1.0 if steady else max(0.0, 1.0 - n / steps)),
    )
    for epoch in range(epochs):
        begun, total = time.time(), 0.0
        for example in order(train_on, rng, *shares):
            b = batch_of(example, pieces, offset=rng.randrange(SENTENCES), blind=rng.random() < BLIND)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = network(b.ids, b.hints, b.real, b.pool, b.word_hints)
            loss = loss_of(network, example, flat({k: v.float() for k, v in out.items()}, b.where))
            if not loss.requires_grad:
                continue
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            plan.step()
            mean.look()
            total += float(loss.detach())
        if not math.isfinite(total):
            raise SystemExit("the loss is no number any more")
        last = trigger_f1(network, look_at)
        with mean.within():
            seen.append({"epoch": epoch, "loss": round(total / per_epoch, 3)} | trigger_f1(network, look_at))
        print(seen[-1], "last weights:", last["event"], round(time.time() - begun), "s", flush=True)
        keep(mean, seen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="a folder for prepared examples")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start", type=Path, help="go on from the weights of this run, with the data of now")
    parser.add_argument(
        "--steady", action="store_true", help="no falling rate: a first round, to be gone on from"
    )
    parser.add_argument("--real", type=int, default=1, help="how often an epoch reads each real text")
    parser.add_argument("--others", type=float, default=1.0, help="share of the written texts an epoch reads")
    parser.add_argument("--unfinished", action="store_true", help="leave out sheets with a mistake")
    parser.add_argument("--skip", default="", help="leave out documents whose id begins so (comma between)")
    given = parser.parse_args()
    base = base_folder()
    if digest_of(base / "model.safetensors") != BASE_DIGEST:
        raise SystemExit("the base model is not the one this was written for: see training/README.md")
    torch.manual_seed(1)  # of the heads: runs of other seeds read in another order, and can be averaged
    torch.set_num_threads(given.threads)
    pieces = WordPieces((base / "vocab.txt").read_text("utf-8"))
    claims = cached("claims", lambda: examples(claim_rows(unfinished=given.unfinished)), given.cache)
    names = cached("names", name_examples, given.cache)
    skip = tuple(x for x in given.skip.split(",") if x)
    learn = [e for e in (*claims, *names) if not held_out(e.name) and not (skip and e.name.startswith(skip))]
    look = [(e, batch_of(e, pieces)) for e in claims if held_out(e.name) and e.name.startswith(LOOKED_AT)]
    facts = {
        "documents": len({e.name for e in learn}),
        "claims": sum(len(e.claims) for e in learn),
        "held_out_claims": sum(len(e.claims) for e, _ in look),
    }
    print(facts, flush=True)
    network = Network(given.layers)
    network.encoder.load_base(base)
    before = {}
    if given.start:
        network.load_state_dict(torch.load(given.start / "network.pt"))
        before = json.loads((given.start / "run.json").read_text("utf-8"))
    given.out.mkdir(parents=True, exist_ok=True)
    asked = {k: str(v) for k, v in vars(given).items() if k not in {"out", "cache", "start"}}

    def keep(mean: Mean, seen: list[dict[str, float]]) -> None:
        """What there is so far: a run that is stopped can be gone on from."""
        with mean.within():
            torch.save(network.state_dict(), given.out / "network.pt")
        run = asked | facts | {"seen": seen, "first_round": before or None}
        (given.out / "run.json").write_text(json.dumps(run, indent=1))

    train(
        network, learn, look, pieces, epochs=given.epochs, rate=given.rate, seed=given.seed,
        steady=given.steady, shares=(given.real, given.others), keep=keep,
    )  # fmt: skip


if __name__ == "__main__":
    main()
