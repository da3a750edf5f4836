"""Sets of conflicting numbers with a known truth, made to measure `bench.values` on.

The classic truth-discovery sets cannot be had offline, so generators imitate what is published of them: numbers of
sources, objects and claims, accuracies, groups of copiers, kinds of error. A generator shows whether a method does
what it should where the makers of these files understood the problem; it does not show that the world is so.

    stock       55 sites, 1,000 symbols, 8 attributes: another meaning of an attribute (correlated errors), stale values,
                units, typing errors, copiers of 11 + 2 + 2 (Li, Dong, Lyons, Meng, Srivastava, VLDB 2013, tables 4 and 5)
    flight      38 sites, times in minutes, groups of copiers of 5, 4, 3, 2, 2 of which two are poor (same)
    population  cities edited by thousands, most of whom say one number (Pasternack, Roth, COLING 2010)
    weather     18 forecasts for 30 cities, sources with bias and spread, whole degrees (Li et al., SIGMOD 2014)
    floorplan   247 walkers with a stride of their own, 129 distances (Li et al., VLDB 2014)
    guesses     a crowd guesses amounts, heavy tails, some answer at random
    news        how many launchers: copies of agencies, round numbers, some outlets double
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Set:
    """rows: source, object, value as printed. truth: by object. What counts as right: near, as a share of the true
    value; tolerance, in the set's own unit; both 0: exact."""

    name: str
    rows: list[Row]
    truth: dict[str, float]
    near: float = 0.0
    tolerance: float = 0.0
    real: bool = False


def stock(seed: int) -> Set:
    rng = np.random.default_rng(seed)
    sites, symbols = 55, 400
    accuracy = np.clip(rng.normal(0.82, 0.12, sites), 0.45, 0.97)
    leader = np.arange(sites)
    for group, level in ((range(11), 0.92), (range(11, 13), 0.75), (range(13, 15), 0.6)):
        for s in group:
            leader[s] = group[0]
            accuracy[s] = level
    attributes = ["price", "open", "volume", "cap", "change", "pe", "dividend", "shares"]
    other_meaning = {
        a: rng.random(sites) < p
        for a, p in zip(attributes, (0.05, 0.15, 0.4, 0.35, 0.1, 0.4, 0.45, 0.4), strict=True)
    }
    thousands = rng.random(sites) < 0.06
    covers = np.clip(rng.beta(2, 1.5, sites), 0.1, 1)
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for i in range(symbols):
        price = float(np.exp(rng.normal(3.4, 0.8)))
        shares = float(np.round(np.exp(rng.normal(18.5, 1.3))))
        base = {
            "price": round(price, 2),
            "open": round(price * float(np.exp(rng.normal(0, 0.015))), 2),
            "volume": float(np.round(np.exp(rng.normal(14, 1.4)))),
            "cap": round(price * shares),
            "change": round(float(rng.normal(0, 1.8)), 2),
            "pe": round(float(np.exp(rng.normal(2.8, 0.5))), 2),
            "dividend": round(float(np.exp(rng.normal(-0.2, 0.8))), 2),
            "shares": shares,
        }
        for a in attributes:
            name, true = f"S{i}/{a}", base[a]
            truth[name] = true
            meaning = (
                true * float(np.exp(rng.normal(0, 0.2)))
                if a != "price"
                else true + round(float(rng.normal(0, 0.3)), 2)
            )
            stale = true * float(np.exp(rng.normal(0, 0.03 if a in ("price", "open", "cap") else 0.3)))
            said: dict[int, float] = {}
            for s in range(sites):
                if rng.random() > covers[s]:
                    continue
                lead = int(leader[s])
                if lead != s and lead in said and rng.random() < 0.95:
                    said[s] = said[lead]
                    continue
                v = true
                if other_meaning[a][s] and rng.random() < 0.8:
                    v = meaning
                elif rng.random() > accuracy[s]:
                    v = [
                        stale,
                        stale,
                        stale * float(np.exp(rng.normal(0, 0.05))),
                        true * float(np.exp(rng.normal(0, 1))),
                    ][rng.integers(4)]
                if thousands[s] and a in ("volume", "shares") and rng.random() < 0.9:
                    v /= 1000
                said[s] = v
            for s, v in said.items():
                coarse = a == "cap" and s % 3 == 0
                rows.append(
                    (
                        f"site{s}",
                        name,
                        _big(v)
                        if coarse
                        else f"{v:,.2f}"
                        if a not in ("volume", "shares", "cap")
                        else f"{v:,.0f}",
                    )
                )
    return Set("stock", rows, truth, near=0.01)


def _big(v: float) -> str:
    return f"{v / 1e9:.2f}B" if v >= 1e9 else f"{v / 1e6:.2f}M"


def flight(seed: int) -> Set:
    rng = np.random.default_rng(seed)
    sites, flights = 38, 1200
    accuracy = np.clip(rng.normal(0.82, 0.13, sites), 0.43, 0.99)
    leader = np.arange(sites)
    at = 0
    for size, level in ((5, 0.71), (4, 0.53), (3, 0.92), (2, 0.93), (2, 0.61)):
        for s in range(at, at + size):
            leader[s], accuracy[s] = at, level
        at += size
    covers = np.clip(rng.beta(1.0, 1.6, sites), 0.05, 1)
    covers[:9] = np.maximum(covers[:9], 0.6)
    runway = rng.random(sites) < 0.3  # gives the time at the runway where others give that at the gate
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for i in range(flights):
        due = int(rng.integers(0, 1380))
        for a in ("scheduled", "actual"):
            true = due if a == "scheduled" else due + int(rng.exponential(25)) - 8
            other = true + int(rng.integers(8, 25)) if a == "actual" else due
            old = due + int(rng.normal(0, 30))
            name = f"F{i}/{a}"
            truth[name] = true
            said: dict[int, int] = {}
            for s in range(sites):
                lead = int(leader[s])
                if lead != s and lead in said and rng.random() < 0.98:
                    said[s] = said[lead]
                    continue
                if rng.random() > covers[s] * 0.55:
                    continue
                v = true + (int(rng.integers(-3, 4)) if rng.random() < 0.1 else 0)
                if runway[s] and rng.random() < 0.7:
                    v = other
                elif rng.random() > accuracy[s]:
                    roll = rng.random()
                    v = due if roll < 0.35 else old if roll < 0.6 else true + int(rng.normal(0, 60))
                said[s] = v
            rows += [(f"site{s}", name, str(v)) for s, v in said.items()]
    return Set("flight", rows, truth, tolerance=10)


def population(seed: int) -> Set:
    rng = np.random.default_rng(seed)
    cities, editors = 40_000, 4_100
    busy = rng.zipf(1.6, editors).clip(1, 4000).astype(float)
    chance = busy / busy.sum()
    bad = rng.random(editors) < 0.07
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for i in range(cities):
        true = int(np.exp(rng.normal(8.6, 1.6))) + 5
        many = 1 + int(rng.random() < 0.12) + int(rng.geometric(0.55) - 1 if rng.random() < 0.06 else 0)
        name = f"C{i}"
        estimate = int(true * np.exp(rng.normal(0.05, 0.06)))
        for s in rng.choice(editors, size=many, p=chance):
            v = float(true)
            roll = rng.random()
            if bad[s] and roll < 0.5:
                v = (
                    float(int(true * np.exp(rng.normal(0, 3))))
                    if rng.random() < 0.7
                    else true * 10.0 ** int(rng.integers(1, 4))
                )
            elif roll < 0.12:
                v = float(estimate)
            elif roll < 0.17:
                v = float(np.round(true, -3)) if true > 2000 else true + 1.0
            elif roll < 0.2:
                v = float(int(true * np.exp(rng.normal(0, 0.3))))
            rows.append((f"editor{s}", name, f"{v:,.0f}" if s % 2 else f"{v:.0f}"))
        truth[name] = true
    said: dict[str, set[str]] = {}
    for _, name, v in rows:
        said.setdefault(name, set()).add(v.replace(",", ""))
    return Set("population", rows, {k: v for k, v in truth.items() if len(said[k]) > 1}, near=0.01)


def weather(seed: int) -> Set:
    rng = np.random.default_rng(seed)
    cities, spells, sources = 30, 60, 18
    bias = rng.normal(0, 1.5, sources)
    spread = np.exp(rng.normal(0.9, 0.5, sources))
    model = rng.integers(0, 3, sources)
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for c in range(cities):
        usual = rng.normal(60, 15)
        for d in range(spells):
            true = round(float(usual + rng.normal(0, 8)))
            shared = rng.normal(0, 1.5, 3)
            for s in range(sources):
                if rng.random() < 0.9:
                    v = true + bias[s] + shared[model[s]] + spread[s] * float(rng.standard_t(5))
                    rows.append((f"w{s}", f"{c}/{d}", str(round(v))))
            truth[f"{c}/{d}"] = true
    return Set("weather", rows, truth, tolerance=2)


def floorplan(seed: int) -> Set:
    rng = np.random.default_rng(seed)
    walkers, halls = 247, 129
    stride = np.exp(rng.normal(0, 0.12, walkers))
    spread = np.exp(rng.normal(-2.4, 0.7, walkers))
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for h in range(halls):
        true = round(float(rng.uniform(3, 60)), 2)
        truth[f"hall{h}"] = true
        for w in rng.choice(walkers, size=int(rng.integers(5, 40)), replace=False):
            v = true * stride[w] * float(np.exp(rng.normal(0, spread[w])))
            if rng.random() < 0.04:
                v *= float(np.exp(rng.normal(0, 1)))
            rows.append((f"u{w}", f"hall{h}", f"{v:.3f}"))
    return Set("floorplan", rows, truth, near=0.1)


def guesses(seed: int) -> Set:
    rng = np.random.default_rng(seed)
    people, questions = 300, 150
    skill = np.exp(rng.normal(-1, 0.6, people))
    lost = rng.random(people) < 0.12
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for q in range(questions):
        true = float(np.exp(rng.normal(6, 2)))
        truth[f"q{q}"] = round(true)
        for p in rng.choice(people, size=int(rng.integers(4, 30)), replace=False):
            v = true * np.exp(rng.normal(0, 2) if lost[p] else skill[p] * rng.standard_t(4))
            digits = int(rng.integers(1, 3))
            rows.append((f"p{p}", f"q{q}", f"{float(f'{v:.{digits - 1}e}'):.0f}"))
    return Set("guesses", rows, truth, near=0.2)


def news(seed: int) -> Set:
    rng = np.random.default_rng(seed)
    outlets, agencies = 60, 5
    good = np.clip(rng.beta(6, 2, outlets), 0.3, 0.97)
    follows = np.where(rng.random(outlets) < 0.55, rng.integers(0, agencies, outlets), np.arange(outlets))
    rows: list[Row] = []
    truth: dict[str, float] = {}
    for e in range(1500):
        true = int(np.exp(rng.normal(2.5, 1.2))) + 1
        truth[f"e{e}"] = true
        said: dict[int, int] = {}
        for s in range(outlets):
            if rng.random() > 0.15 and s >= agencies:
                continue
            if s < agencies and rng.random() > 0.5:
                continue
            lead = int(follows[s])
            if lead != s and lead in said and rng.random() < 0.85:
                said[s] = said[lead]
                continue
            v, roll = float(true), rng.random()
            if roll > good[s]:
                v = [
                    float(f"{true * 1.0:.0e}"),
                    true * 2.0,
                    true + float(rng.integers(-2, 3)),
                    true * float(np.exp(rng.normal(0, 0.8))),
                ][rng.integers(4)]
            said[s] = max(1, round(v))
        for s, v in said.items():
            text = (
                f"{v}-{v + max(1, v // 4)}"
                if rng.random() < 0.05
                else f"about {v}"
                if rng.random() < 0.05
                else str(v)
            )
            rows.append((f"outlet{s}", f"e{e}", text))
    return Set("news", rows, truth)


MADE: dict[str, Callable[[int], Set]] = {
    "stock": stock, "flight": flight, "population": population, "weather": weather, "floorplan": floorplan, "guesses": guesses, "news": news,
}  # fmt: skip
