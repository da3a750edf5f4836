"""Stance, hedges and likelihood of a claim, from the words around its trigger."""

import re
from dataclasses import dataclass
from itertools import pairwise

from sightline.extraction.sentences import Sentence, Word
from sightline.model.claim import Likelihood
from sightline.model.span import Span
from sightline.model.vocabulary import Stance

# Hedge expressions -> the stance they give; "" only records the hedge. Longest first in matching.
_HEDGES: dict[str, Stance | str] = {
    "reportedly": "reported", "allegedly": "possible", "alleged": "possible", "apparently": "possible",
    "purportedly": "possible", "purported": "possible", "supposedly": "possible", "supposed": "possible",
    "possibly": "possible", "perhaps": "possible", "maybe": "possible", "presumably": "possible",
    "seemingly": "possible", "appears to": "possible", "appear to": "possible", "appeared to": "possible",
    "it appears": "possible", "seems to": "possible", "seem to": "possible", "seemed to": "possible",
    "it seems": "possible", "suspected": "possible", "believed to": "possible", "thought to": "possible",
    "is said to": "reported", "are said to": "reported", "was said to": "reported", "said to have": "reported",
    "said to be": "reported", "rumoured": "possible", "rumored": "possible", "unconfirmed": "possible",
    "might": "possible", "may": "possible", "could": "possible", "probably": "possible",
    "likely": "possible", "unverified": "possible", "what appears": "possible", "what looks like": "possible",
    "it is said": "reported", "reported to": "reported", "roughly": "", "approximately": "",
}  # fmt: skip
# First word -> words in the longest hedge that begins with it.
_HEDGE_STARTS: dict[str, int] = {}
for _hedge in _HEDGES:
    _first = _hedge.split()[0]
    _HEDGE_STARTS[_first] = max(_HEDGE_STARTS.get(_first, 0), len(_hedge.split()))
_NEGATIONS = frozenset("not n't never no none neither nor nobody nothing without cannot".split())
_DENIAL = frozenset(
    "deny denies denied denying refuse refuses refused refusing halted cancelled canceled rejected ruled refrained"
    " refrain failed fail dismiss dismissed called-off scrapped false untrue".split()
)
# Any word by which something may be said not to be so, or to have been prevented.
_UNDONE = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nobody|nothing|nowhere|without|cannot|hardly|barely|den(?:y|ies|ied|ying|ials?)|refus\w+|reject\w+"
    r"|fail\w*|fals\w+|untrue|wrong\w*|dismiss\w+|cancel\w+|halt\w*|rul(?:ed|es|ing) out|lack\w*|absen\w+|prevent\w+|stop\w*|fak\w+"
    r"|hoax\w*|fabricat\w+|yet to|unable|few|little|abort\w*|scrap\w+|avoid\w*|refrain\w*|instead|rather than|zero|empty|contradict\w*"
    r"|disput\w+|refut\w+|debunk\w*|avert\w*|called off|abandon\w*|postpon\w+|suspend\w*|block\w*|barr?\w*|bann?\w*|thwart\w*|myth|rumou?rs?"
    r"|lies?|mistak\w+|invent\w+|nonsense|negative|retract\w*|correct\w*|withdrew|exclud\w+|misread|misidentif\w+|isn|wasn)\b|n['’]t\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|'ll|is to|are to|was to|were to|to be|plans? to|planned to|planning to|intends? to|intend to|"
    r"intended to|going to|agreed to|agrees to|ordered|orders|expected to|due to|set to|scheduled to|prepar\w+ to|"
    r"promised to|promises to|pledged to|announced plans|announced that|decided to|wants? to|about to|ready to|"
    r"would|expects? to|hopes? to|offered to|proposed|requested|asked for|considering|is expected|are expected|"
    r"in order to|vowed to|scheduled|planned|plans for|on order|due)\W*$",
    re.IGNORECASE,
)
# "to land": a plan or purpose, unless what stands before says that it came about.
_TO_VERB = re.compile(r"(?:(\w+) )?to(?: \w+ly)?$")
_CAME_ABOUT = frozenset(
    "began begun start started continue continued continues able had have has forced used managed made came come"
    " failed led seen known helped said reported believed appears appear appeared seems seem thought able".split()
)
_PLANNED_AFTER = re.compile(
    r"^(?:\W+\w+){0,6}?\W*\b(?:is|are|was|were)? ?(?:scheduled|planned|due|expected|set|to be held|to begin|to start"
    r"|will (?:begin|start|take place|be))\b"
)
_PLANNED_NOUN = re.compile(
    r"\b(?:planned|upcoming|proposed|forthcoming|possible|future|promised|approved|plans? for|deadline for|called for"
    r"|calls? for|agreed on|announced the|preparation for|preparations for|ahead of|in the event of|prepar\w+ for)"
    r"(?: \w+){0,3}$"
)
_FUTURE_TRIGGER = re.compile(
    r"^(?:will|due|is due|are due|is expected|are expected|were expected|expected|on order)\b"
)
_BOUGHT_AHEAD = re.compile(r"^(?:order|contract for|under contract)")
_VERDICT_FALSE = re.compile(
    r"^\W*(?:(?:this|that|it) (?:is|was|has) not\b|(?:they|it) (?:had|have|has|did|do|does) not\b|not true|false\b)",
    re.IGNORECASE,
)
# Estimative words of the source and their ranges: ICD 203 (ranges as in MISP estimative-language v5).
_LIKELIHOOD: tuple[tuple[str, float, float], ...] = (
    (r"almost no chance|remote(?: chance)?", 0.01, 0.05),
    (r"very unlikely|highly unlikely|highly improbable", 0.05, 0.20),
    (r"unlikely|improbable|improbably|not likely", 0.20, 0.45),
    (r"roughly even (?:chance|odds)|even chance|fifty-fifty", 0.45, 0.55),
    (r"very likely|highly likely|highly probable", 0.80, 0.95),
    (r"almost certain(?:ly)?|nearly certain", 0.95, 0.99),
    (r"likely|probable|probably", 0.55, 0.80),
)
_ESTIMATES = tuple((re.compile(rf"\b(?:{words})\b"), low, high) for words, low, high in _LIKELIHOOD)
_ESTIMATED = re.compile(
    rf"\b(?:{'|'.join(words for words, _, _ in _LIKELIHOOD)})\b"
)  # any of them: mostly none
_NUMBER_WORDS = frozenset(
    "a one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty"
    " eighty hundred several dozens half".split()
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a statement is made."""

    stance: Stance
    hedges: tuple[Span, ...]
    likelihood: Likelihood | None = None


def clause_bounds(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Word range of the clause around words [first, last]: up to a break or a coordinated clause."""
    words = sentence.words
    low, high = first, last
    while low > 0 and not _border(words, low - 1):
        low -= 1
    while high + 1 < len(words) and not _border(words, high + 1):
        high += 1
    return low, high


def _border(words: tuple[Word, ...], at: int) -> bool:
    low = words[at].low
    if low in {";", "—", "–", ":"} or low in {"but", "while", "although", "though", "whereas"}:
        return True
    return low == "," and at + 1 < len(words) and words[at + 1].low in {
        "but", "and", "while", "although", "though", "whereas", "which", "who", "so", "as", "it", "they", "he", "she",
    }  # fmt: skip


def manner(
    sentence: Sentence, first: int, last: int, *, reported: bool, denied_voice: bool = False, base: str = ""
) -> Manner:
    """The stance of the claim whose trigger is words [first, last]. reported: a named or unnamed voice other
    than an instrument covers it; denied_voice: that voice's verb is a denial; base: the trigger's lexicon
    entry ("order", "deployment"), empty for a judgement."""
    low, high = clause_bounds(sentence, first, last)
    words = sentence.words
    hedges, hedge_stance = _hedges(sentence, low, high, first)
    text_before = " ".join(w.low for w in words[low:first])
    likelihood = find_likelihood(sentence, low, last)  # "probably landed", not "landed, an unlikely place"
    stance: Stance = "reported" if reported else "asserted"
    said = " ".join(w.low for w in words[first : last + 1])
    after = " ".join(w.low for w in words[last + 1 : high + 1])
    if denied_voice or _negated(words, low, first, last) or {"no", "not"} & set(said.split()):
        stance = "denied"
    elif _is_plan(text_before, said, after, base):
        stance = "planned"
    elif hedge_stance:
        stance = hedge_stance
    return Manner(stance, hedges, likelihood)


def _is_plan(before: str, said: str, after: str, base: str) -> bool:
    """Announced, ordered, agreed or meant, but not said to be done."""
    if _PLANNED.search(before) or _passive_plan(before) or _FUTURE_TRIGGER.match(said):
        return True
    if _BOUGHT_AHEAD.match(base):
        return True
    if m := _TO_VERB.search(before):
        return m.group(1) not in _CAME_ABOUT
    is_noun = not said.endswith(("ed", "ing")) and base == said.removesuffix("s")
    return is_noun and bool(_PLANNED_NOUN.search(before) or _PLANNED_AFTER.search(" " + after))


def denied_next(text: str) -> bool:
    """Whether the sentence that follows a statement says that it is not so: "It is not.", "False."."""
    return bool(_VERDICT_FALSE.match(text))


def may_deny(text: str, sentence: Sentence, behind: Sentence | None) -> bool:
    """Whether the sentence, or the one behind it in its line, holds a word of denial. English."""
    joined = behind is not None and "\n" not in text[sentence.end : behind.start]
    return _UNDONE.search(text, sentence.start, behind.end if behind and joined else sentence.end) is not None


def _passive_plan(before: str) -> bool:
    return bool(re.search(r"\b(?:will|to|would|should|shall) (?:\w+ly )?(?:also )?be(?:\s+\w+ly)?$", before))


def _hedges(sentence: Sentence, low: int, high: int, first: int) -> tuple[tuple[Span, ...], Stance | None]:
    words = sentence.words
    found: list[Span] = []
    stance: Stance | None = None
    at = low
    while at <= high:
        if at > first and words[at].text == ",":
            break  # what follows the comma hedges what follows it
        for size in range(_HEDGE_STARTS.get(words[at].low, 0), 0, -1):
            key = " ".join(w.low for w in words[at : at + size])
            if at + size - 1 <= high and key in _HEDGES and not (key == "may" and words[at].text == "May"):
                found.append(_span(words[at : at + size]))
                if _HEDGES[key] and _speaks_for(words, at, size, first):
                    stance = _stronger(stance, _HEDGES[key])
                at += size - 1
                break
        at += 1
    return tuple(found), stance


def _speaks_for(words: tuple[Word, ...], at: int, size: int, first: int) -> bool:
    """A hedge speaks for the trigger when it stands before it, or is an adverb close after it; before a number
    or inside a naming ("thought to be a Type 039") it hedges that alone."""
    after = words[at + size].low if at + size < len(words) else ""
    if after[:1].isdigit() or after in _NUMBER_WORDS:
        return False
    phrase = words[at : at + size]
    if phrase[-1].low == "to" and after == "be" and phrase[0].low in {"thought", "believed"}:
        return False
    return at < first or (at <= first + 6 and words[at].low.endswith("ly"))


def _stronger(known: Stance | None, new: str) -> Stance:
    return "possible" if "possible" in (known, new) else "reported"


def _span(words: tuple[Word, ...]) -> Span:
    text = words[0].text
    for before, after in pairwise(words):
        text += " " * (after.start - before.end) + after.text
    return Span(words[0].start, words[0].start + len(text), text)


def _negated(words: tuple[Word, ...], low: int, first: int, last: int) -> bool:
    near = words[max(low, first - 7) : first]
    for back, word in enumerate(reversed(near)):
        if word.low in {",", "and", "that"} and back < 6 and word.low != "that":
            return False
        if word.low in _NEGATIONS or word.low.endswith("n't"):
            following = near[len(near) - back :]
            return not (following and following[0].low in {"only", "least", "less"})
        if word.low in _DENIAL and back <= 4:
            return True
    after = tuple(w.low for w in words[last + 1 : last + 3])
    if after[:1] == ("no",):
        return after[1:] != ("less",) and after[1:] != ("fewer",)  # "no less than" counts, it does not deny
    return after[:1] in {("none",), ("nothing",)}


def find_likelihood(sentence: Sentence, low: int, high: int) -> Likelihood | None:
    """The source's own estimative words in the clause, on the ICD 203 scale."""
    clause = " ".join(w.low for w in sentence.words[low : high + 1])
    if not _ESTIMATED.search(clause):
        return None
    for pattern, lower, upper in _ESTIMATES:
        if m := pattern.search(clause):
            return Likelihood(m.group(), lower, upper)
    return None
