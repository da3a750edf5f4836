"""Whether a statement in another language is told as done, denied, planned or in doubt; None where it cannot be told.

What is not understood is not guessed: a negation that does not stand on the trigger, a condition or a question give no
claim at all. Order of weight as in English: denied, planned, possible, reported, asserted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sightline.extraction.shallow_triggers import (
    Trigger,
    like_infinitive,
    slavic_future,
    turkish_before,
    turkish_condition,
    turkish_future,
    turkish_hearsay,
    turkish_negative,
    turkish_nominal,
    turkish_possible,
)
from sightline.extraction.shallow_words import Range, Reading
from sightline.model.vocabulary import Stance

_STRONG = frozenset({";", ":", "—", "–", "…", "|"})
_CONTRAST = frozenset("pero sino mais но а але проте однако однак ancak fakat ama".split())
# Phrases with a negation in them that have a meaning of their own.
_NOT_DENYING = ("not_no", "false", "unknown", "unlikely", "maybe", "hedge", "off")
_TELLING = frozenset("что будто чтобы как що ніби нібито щоб як".split())
_NO_VERBS = frozenset("институт маршрут минут транзит кредит дефицит визит лимит инцидент приют".split())
_BACK = 5  # words between a negation and its verb, auxiliaries and the like
_PLAN_BACK, _PLAN_AFTER = 9, 7  # words between a word of planning and the noun or verb it plans
_NOUN_PLAN = 14
_WILL_BACK = 4
_MAYBE_AFTER = 4


@dataclass(frozen=True, slots=True)
class Manner:
    """How a statement is made; hedges: word ranges."""

    stance: Stance
    hedges: tuple[Range, ...] = ()


def clause(reading: Reading, first: int, last: int, others: Sequence[Trigger] = ()) -> Range:
    """The words of the clause round words [first, last]: up to a strong mark, or a comma that opens a clause or
    parts two verbs."""
    low, high = first, last
    while low > 0 and not _border(reading, low - 1, others):
        low -= 1
    while high + 1 < len(reading.lows) and not _border(reading, high + 1, others):
        high += 1
    return low, high


def _border(reading: Reading, at: int, others: Sequence[Trigger]) -> bool:
    word = reading.lows[at]
    if word in _STRONG or word in _CONTRAST - {"а"}:
        return True
    if word != "," or at + 1 >= len(reading.lows):
        return False
    # ", вероятно,": what stands between the commas hedges the clause and parts nothing
    if any(reading.is_(name, n) for name in ("maybe", "hedge") for n in (at - 1, at + 1)):
        return False
    if (
        reading.is_("open", at + 1)
        or reading.bare[at + 1] in _CONTRAST
        or reading.bare[at + 1] in ("qu'", "que")
    ):
        return True
    if _closes(reading, at):
        return True
    # "в которых", "tandis que": the word that opens may come second.
    if at + 2 < len(reading.lows) and reading.is_("open", at + 2):
        return True
    earliest = next((t for t in others if t.kind == "v"), None)
    latest = next((t for t in reversed(others) if t.kind == "v"), None)
    return earliest is not None and latest is not None and earliest.last < at < latest.first


def _closes(reading: Reading, at: int) -> bool:
    """Whether the comma ends a clause that a comma and an opening word began (", que no fueron vistos,")."""
    for i in range(at - 1, max(-1, at - 15), -1):
        if reading.lows[i] == ",":
            return reading.is_("open", i + 1)
    return False


def manner(
    reading: Reading, trigger: Trigger, others: Sequence[Trigger], *, denied_voice: bool, reported: bool
) -> Manner | None:
    """The stance of what the trigger says; None where the words do not let it be told.

    others: every trigger of the sentence. denied_voice: a voice over it denies; reported: somebody says it."""
    bounds = clause(reading, trigger.first, trigger.last, others)
    if _conditional(reading, trigger, bounds):
        return None
    if _judged(reading, trigger):
        return None
    hedges = _hedges(reading, bounds, trigger)
    denial = _denied(reading, trigger, others, bounds)
    if denial is None:
        return None
    falsified = _falsified(reading, trigger, denied_voice=denied_voice)
    if falsified is None or (denial and falsified):
        return None  # "denied that none came": too much for words alone
    if denial or falsified:
        return Manner("denied", hedges)
    if _planned(reading, trigger, bounds):
        return Manner("planned", hedges)
    if _in_doubt(reading, trigger, bounds):
        return Manner("possible", hedges)
    if reported or (reading.language == "tr" and turkish_hearsay(reading.bare[trigger.last])):
        return Manner("reported", hedges)
    return Manner("asserted", hedges)


def unclear(reading: Reading, bounds: Range) -> bool:
    """Whether words [first, last] without a verb of ours deny, plan, suppose or ask: no presence is read there."""
    if any(reading.has(name) for name in ("unlikely", "unknown", "false", "if")):
        return True
    names = ("no", "will", "plan", "off", "so")
    if any(reading.has(name, *bounds) and not _excused(reading, name, bounds) for name in names):
        return True
    end = reading.lows[bounds[0] : bounds[1] + 1]
    if any(like_infinitive(w, reading.language) for w in end):
        return True
    if reading.language == "tr":
        return any(
            turkish_negative(w) or turkish_future(w) or turkish_condition(w) or turkish_possible(w)
            for w in end[-4:]
        )
    return False


def _excused(reading: Reading, name: str, bounds: Range) -> bool:
    return name == "no" and not _negations(reading, *bounds)


def _negations(reading: Reading, first: int, last: int) -> list[Range]:
    """The negations of the stretch that deny something."""
    out = [
        n
        for n in reading.within("no", first, last)
        if not any(a <= n[0] <= b for name in _NOT_DENYING for a, b in reading.hits.get(name, ()))
    ]
    if reading.language == "fr":
        if any(reading.lows[i].startswith("n'") and len(reading.lows[i]) > 2 for i in range(first, last + 1)):
            out += [(i, i) for i in range(first, last + 1) if reading.lows[i].startswith("n'")]
        full = {"pas", "jamais", "ni", "aucun", "aucune", "sans", "nul", "nulle", "plus", "guère"}
        if not full & set(reading.bare[first : last + 1]):
            return []  # "n'ont livré que deux chars", "avant qu'ils ne partent"
    return sorted(out)


def _denied(reading: Reading, trigger: Trigger, others: Sequence[Trigger], bounds: Range) -> bool | None:
    """True where the negation stands on the trigger, None where one is near and what it denies cannot be told."""
    if trigger.kind == "d":
        return True
    low, high = bounds
    if reading.has(
        "almost", max(low, trigger.first - (8 if reading.language == "tr" else 2)), trigger.first - 1
    ):
        return True
    if trigger.form == "infinitive" and reading.has("refuse", max(low, trigger.first - 4), trigger.first - 1):
        return True
    if reading.language == "tr":
        return _denied_turkish(reading, trigger, others, bounds)
    if trigger.form == "noun":
        if reading.has("off", low, high):
            return True
        if _negated_before(reading, trigger, low):
            return True
    negations = _negations(reading, low, high)
    standing = [n for n in negations if _stands_on(reading, n, trigger)]
    if standing:
        return True
    taken = [n for n in negations if any(_stands_on(reading, n, t) for t in others if t is not trigger)]
    free = [n for n in negations if n not in taken]
    before = [n for n in free if n[1] < trigger.first]
    if reading.language in ("ru", "uk"):  # a comma parts every clause and aside there
        before = [n for n in before if _governs(reading.lows[n[1] : trigger.first])]
    if before:
        return None
    # A verb after a noun of action tells of it: "ознак розгортання не виявлено".
    after = [n for n in negations if n[0] > trigger.last]
    if after and trigger.form == "noun":
        first = after[0]
        follows = range(first[1] + 1, min(first[1] + 4, high + 1))
        return True if any(reading.is_("occur", i) for i in follows) else None
    return False


def _governs(between: tuple[str, ...]) -> bool:
    """Whether a negation reaches over the words up to a trigger: no comma parts them, or one that opens what the
    negated verb tells ("не говорил, что ...")."""
    return all(
        between[i + 1 : i + 2] and between[i + 1] in _TELLING for i, w in enumerate(between) if w == ","
    )


def _negated_before(reading: Reading, trigger: Trigger, low: int) -> bool:
    """ "Sin despliegue", "никаких учений", "aucun exercice"."""
    at = trigger.first - 1
    return at >= low and (reading.is_("none", at) or reading.bare[at] in ("sin", "sans", "без"))


def _stands_on(reading: Reading, negation: Range, trigger: Trigger) -> bool:
    first, last = negation
    if first <= trigger.last and trigger.first <= last:
        return True
    if last < trigger.first:
        if reading.is_("none", first) and trigger.first - last <= 8:
            return "," not in reading.lows[last : trigger.first]
        return trigger.first - last <= _BACK and all(
            reading.is_("link", i) or reading.is_("no", i) for i in range(last + 1, trigger.first)
        )
    # "n'arriveront pas", "ne livrera pas"
    return (
        reading.language == "fr"
        and trigger.form != "noun"
        and first - trigger.last <= 2
        and (
            (trigger.first > 0 and reading.bare[trigger.first - 1] in ("ne", "n'"))
            or reading.lows[trigger.last].startswith("n'")
        )
    )


def _denied_turkish(
    reading: Reading, trigger: Trigger, others: Sequence[Trigger], bounds: Range
) -> bool | None:
    high = bounds[1]
    if turkish_negative(reading.bare[trigger.last]):
        return True
    after = range(trigger.last + 1, high + 1)
    next_ = min((t.first for t in others if t.first > trigger.last and t.kind != "d"), default=high + 1)
    near = [i for i in after if i < next_]
    if trigger.form == "noun":
        if any(reading.is_("off", i) for i in near):
            return True
        for i in near:
            if reading.is_("no", i):
                return True
            if turkish_negative(reading.bare[i]):
                return True if reading.is_("occur", i) or i - trigger.last <= 2 else None
        return False
    ending = [i for i in near if reading.is_("no", i) or turkish_negative(reading.bare[i])]
    if any(reading.bare[i] in ("değil", "değildir") for i in ending):
        return None
    if ending and (turkish_nominal(reading.bare[trigger.last]) or reading.is_("no", ending[0])):
        return None
    return False


def _falsified(reading: Reading, trigger: Trigger, *, denied_voice: bool) -> bool | None:
    """True where the sentence says that this is not so, None where it says so of something and that may be it."""
    cues = reading.hits.get("false", ())
    if not cues and denied_voice:
        return True
    for first, last in cues:
        if first > 0 and reading.is_("no", first - 1) and not reading.is_("false", first - 1):
            return None
        a, b = (last, trigger.first) if last < trigger.first else (trigger.last, first)
        between = reading.lows[a + 1 : b]
        if ";" in between or (_CONTRAST & set(between) and last < trigger.first):
            continue
        if _CONTRAST & set(between):
            return None  # "but the embassy denied it": it may be this
        if last < trigger.first and reading.has("open", last + 1, trigger.first):
            return True
        if trigger.form in ("noun", "infinitive"):
            return None if ":" in between or "—" in between else True
        if reading.language == "tr":
            if turkish_nominal(reading.lows[trigger.last]) and first > trigger.last:
                return True
            return None
        opened = any(o[0] < trigger.first for o in reading.hits.get("open", ()))
        opened = (
            opened or "будто" in reading.lows[: trigger.first] or "нібито" in reading.lows[: trigger.first]
        )
        if first > trigger.last:
            return True if opened else None
        if ":" not in between and "—" not in between:
            return None
    return False


def _conditional(reading: Reading, trigger: Trigger, bounds: Range) -> bool:
    """ "Si llegan los tanques", "если прибудут", "gelirse": nothing is said to be."""
    if reading.language == "tr" and turkish_before(reading.bare[trigger.last]):
        return True
    if reading.language == "tr" and any(
        turkish_condition(reading.bare[i]) for i in range(bounds[0], len(reading.bare))
    ):
        return True
    cues = reading.hits.get("if", ())
    if reading.language == "tr":
        return bool(cues)
    if any(c[0] < trigger.first for c in cues):
        return True
    return bool(cues) and (trigger.form in ("future", "conditional", "infinitive", "noun", "other"))


def _judged(reading: Reading, trigger: Trigger) -> bool:
    """Whether words before the trigger (Turkish: behind it) say that it is unlikely or not known."""
    cues = (*reading.hits.get("unlikely", ()), *reading.hits.get("unknown", ()))
    for first, last in cues:
        a, b = (last, trigger.first) if last < trigger.first else (trigger.last, first)
        if set(reading.lows[a + 1 : b]) & (_STRONG | _CONTRAST):
            continue
        if last < trigger.first or reading.language == "tr" or trigger.form == "noun":
            return True
    return False


def _planned(reading: Reading, trigger: Trigger, bounds: Range) -> bool:
    """A word of planning before a noun does not make a past verb planned ("the promised tanks came")."""
    if trigger.form == "future":
        return True
    if reading.language == "tr":
        return _planned_turkish(reading, trigger, bounds)
    low, high = bounds
    close = max(low, trigger.first - _WILL_BACK)
    if reading.has("will", close, trigger.first - 1):
        return True
    if trigger.form == "infinitive":
        doubted = reading.has("maybe", max(low, trigger.first - 3), trigger.first - 1)
        return not doubted and not reading.has("began", close, trigger.first - 1)
    if trigger.form == "past":
        return False
    if reading.has("plan", max(low, trigger.first - _PLAN_BACK), trigger.first - 1):
        return True
    if trigger.form == "noun":
        return _plans_noun(reading, trigger, high)
    return trigger.last + 1 == high and reading.has("plan", trigger.last + 1, high)


def _planned_turkish(reading: Reading, trigger: Trigger, bounds: Range) -> bool:
    low, high = bounds
    after = range(trigger.last + 1, min(high, trigger.last + _PLAN_AFTER) + 1)
    open_ = trigger.form == "noun" or turkish_nominal(reading.bare[trigger.last])
    if open_ and any(reading.is_("plan", i) or turkish_future(reading.bare[i]) for i in after):
        return True
    before = range(max(low, trigger.first - 4), trigger.first)
    return trigger.form == "noun" and any(reading.is_("plan", i) for i in before)


def _plans_noun(reading: Reading, trigger: Trigger, high: int) -> bool:
    """ "El ejercicio ... previsto para junio", "передачу ... оформят": words after a noun that put it ahead."""
    end = trigger.last + _NOUN_PLAN
    if any(reading.has(name, trigger.last + 1, min(high, end)) for name in ("plan", "will")):
        return True
    if reading.has("coming", trigger.last + 1, end):
        return True
    words = reading.lows[trigger.last + 1 : min(high, end) + 1]
    return reading.language in ("ru", "uk") and any(slavic_future(w) for w in words if w not in _NO_VERBS)


def _in_doubt(reading: Reading, trigger: Trigger, bounds: Range) -> bool:
    low, high = bounds
    if trigger.form == "conditional":
        return True
    if reading.has("maybe", low, trigger.first - 1):
        return True
    end = high if reading.language == "tr" else min(high, trigger.last + _MAYBE_AFTER)
    return reading.has("maybe", trigger.last + 1, end)


def _hedges(reading: Reading, bounds: Range, trigger: Trigger) -> tuple[Range, ...]:
    found = {*reading.within("maybe", *bounds), *reading.within("hedge", *bounds)}
    if trigger.form == "conditional":
        found.add((trigger.last, trigger.last))
    return tuple(sorted(found))
