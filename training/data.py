"""Annotated documents as examples: the words the model reads, the hints of the rules, and what it should say."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.common import request

from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.extract import CLAIM_PARTS, FULL_LANGUAGES, claims_of, material_of
from sightline.extraction.learned.features import hints
from sightline.extraction.learned.labels import EVENTS, NAMES, SPANS
from sightline.extraction.learned.pairs import Candidate, Linked, Stretch
from sightline.extraction.learned.read import candidates_of, linked_of, stretches, with_found
from sightline.extraction.sentences import Sentence, sentences
from sightline.model.document import Document
from sightline.model.vocabulary import ATTRIBUTION_KINDS, CATEGORIES, ROLES, STANCES
from sightline.pipeline import Tools
from sightline.settings import Settings
from sightline.wiring import tools_for
from training.sheets import read_sheets
from training.sources import CORPORA

TEXTS = Path(__file__).parent / "texts"
Row = dict[str, Any]
IGNORED = -100


@dataclass
class Gold:
    """A claim as the model is to find it: links are (link, first word, last word, role or -1)."""

    trigger: Stretch
    event: int
    stance: int
    links: list[tuple[str, int, int, int]] = field(default_factory=list)


@dataclass
class Example:
    """One part of one document. Words are numbered through; tags stand by word."""

    name: str
    sentences: list[Sentence]
    columns: list[list[list[int]]]
    trigger: list[int]
    spans: list[list[int]]
    stance: list[int]
    category: list[int]
    kind: list[int]
    names: list[int]
    claims: list[Gold]
    candidates: list[Candidate]
    linked: list[Linked]
    has_claims: bool = True
    has_names: bool = False

    @property
    def low(self) -> list[str]:
        return [w.low for s in self.sentences for w in s.words]


def claim_rows(*, unfinished: bool = False) -> list[Row]:
    """The annotated documents of ../shared and our own sheets. unfinished: leave out sheets with a mistake."""
    out: list[Row] = []
    for name in ("real", "written"):
        with (CORPORA / "claims_train" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            out += [json.loads(line) for line in lines]
    return out + read_sheets(sorted(TEXTS.glob("*.txt")), unfinished=unfinished)


def examples(rows: Iterable[Row]) -> Iterator[Example]:
    """The English parts of the rows that can make claims."""
    tools = tools_for(Settings(), keep=False)
    catalogue = open_catalogue()
    for row in rows:
        document = read_row(row, tools)
        names = tools.find_places(document)
        material = material_of(
            document, tools.describe(document, names), tools.find_times(document), catalogue=catalogue
        )
        claims = claims_of(document, material)
        for part in document.parts:
            if part.kind not in CLAIM_PARTS or part.language not in FULL_LANGUAGES:
                continue
            listed = list(sentences(document.text, part.start, part.end))
            if not listed:
                continue
            mine = [c for c in claims if c.part == part.id]
            columns = hints(document.text, listed, material, mine)
            where = stretches(listed)
            candidates = candidates_of(where, material)
            example = _blank(row["id"], listed, columns, candidates, linked_of(where, mine))
            _fill(example, where, row)
            yield example


def read_row(row: Row, tools: Tools) -> Document:
    capture = tools.fetch(request(row))
    return tools.read(capture, tools.bytes_of(capture.digest))


def _blank(
    name: str,
    listed: list[Sentence],
    columns: list[list[list[int]]],
    candidates: list[Candidate],
    linked: list[Linked],
) -> Example:
    count = sum(len(s.words) for s in listed)
    return Example(
        name=name, sentences=listed, columns=columns, trigger=[0] * count, spans=[[0] * count for _ in SPANS],
        stance=[IGNORED] * count, category=[IGNORED] * count, kind=[IGNORED] * count, names=[0] * count,
        claims=[], candidates=candidates, linked=linked,
    )  # fmt: skip


def _fill(example: Example, where: Any, row: Row) -> None:
    args: dict[str, list[tuple[Stretch, Row]]] = {k: [] for k in SPANS}
    for claim in row["claims"]:
        trigger = where(claim["trigger"]["start"], claim["trigger"]["end"])
        if trigger is None:
            continue
        event = EVENTS.index(claim["event"])
        gold = next((c for c in example.claims if c.trigger == trigger), None)
        if gold is None:
            gold = Gold(trigger, event, STANCES.index(claim["stance"]))
            example.claims.append(gold)
            _tag(example.trigger, trigger, event)
            for at in range(trigger.first, trigger.last + 1):
                example.stance[at] = gold.stance
        for kind, link, words in _arguments(claim):
            at = where(words["start"], words["end"])
            if at is None:
                continue
            if kind == "time":
                at = _without_lead(example, at)
            role = ROLES.index(words["role"]) if kind == "actor" else -1
            args[kind].append((at, words))
            gold.links.append((link, at.first, at.last, role))
    for number, kind in enumerate(SPANS):
        for at, words in sorted(args[kind], key=lambda a: a[0].first - a[0].last):
            if any(example.spans[number][at.first : at.last + 1]):
                continue
            _tag(example.spans[number], at, 0)
            for word in range(at.first, at.last + 1):
                if kind == "item":
                    example.category[word] = CATEGORIES.index(words["category"])
                if kind == "voice":
                    example.kind[word] = ATTRIBUTION_KINDS.index(words["kind"])
    found = [(kind, at) for kind, stretch in args.items() for at, _ in stretch]
    example.candidates = with_found(example.candidates, found)


_LEADS = frozenset("on in at by since from until till during over".split())


def _without_lead(example: Example, at: Stretch) -> Stretch:
    """ "on Saturday" -> "Saturday": time expressions of the rules begin behind the preposition."""
    low = example.low
    return (
        Stretch(at.first + 1, at.last, at.sentence) if at.first < at.last and low[at.first] in _LEADS else at
    )


def _arguments(claim: Row) -> Iterator[tuple[str, str, Row]]:
    """(kind of span, link, words) of everything a claim names."""
    for item in claim["items"]:
        yield "item", "item", item
    for actor in claim["actors"]:
        yield "actor", "actor", actor
    for voice in claim["attribution"]:
        if voice.get("start") is not None:
            yield "voice", "voice", voice
    for kind, link in (("place", "place"), ("place", "from"), ("time", "time")):
        words = claim.get(link)
        if words and words.get("start") is not None:
            yield kind, link, words


def _tag(tags: list[int], at: Stretch, label: int) -> None:
    tags[at.first] = 2 * label + 1
    for word in range(at.first + 1, at.last + 1):
        tags[word] = 2 * label + 2


_RE3D = {
    "MilitaryPlatform": "equipment", "Weapon": "equipment", "Vehicle": "equipment", "Location": "place",
    "Organisation": "organisation", "Person": "person", "Nationality": "nationality", "Temporal": "time",
    "Quantity": "quantity", "Money": "money",
}  # fmt: skip


def name_rows() -> list[Row]:
    """re3d without the BBC part (CC BY-NC) and without the documents of the visible gold."""
    out = []
    gold = CORPORA.parent / "eval" / "gold" / "claims.dev.jsonl"
    measured = {json.loads(line)["id"] for line in gold.read_text("utf-8").splitlines()}
    with (CORPORA / "re3d" / "train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "BBC" not in row["meta"]["source"] and row["id"] not in measured:
                out.append(row)
    return out


def tag_names(example: Example, row: Row) -> None:
    """The names of a re3d document as its experts marked them (confidence 0 is a machine's proposal, mostly
    noise); where spans overlap the longest counts."""
    where = stretches(example.sentences)
    spans = sorted(
        (s for s in row["spans"] if s["label"] in _RE3D and s["confidence"] >= 0.5),
        key=lambda s: s["start"] - s["end"],
    )
    for span in spans:
        at = where(span["start"], span["end"])
        if at and not any(example.names[at.first : at.last + 1]):
            _tag(example.names, at, NAMES.index(_RE3D[span["label"]]))
    example.has_names = True
