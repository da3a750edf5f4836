"""English inflection, enough to list every form of a verb or noun of the lexicon."""

# base: (past, participle); only the irregular verbs that the lexicon uses.
_IRREGULAR: dict[str, tuple[str, str]] = {
    "be": ("was", "been"), "become": ("became", "become"), "begin": ("began", "begun"),
    "blow": ("blew", "blown"), "break": ("broke", "broken"), "bring": ("brought", "brought"),
    "build": ("built", "built"), "burn": ("burnt", "burnt"), "buy": ("bought", "bought"),
    "catch": ("caught", "caught"), "come": ("came", "come"), "cut": ("cut", "cut"), "dig": ("dug", "dug"),
    "drive": ("drove", "driven"), "fall": ("fell", "fallen"), "fight": ("fought", "fought"),
    "flee": ("fled", "fled"), "fly": ("flew", "flown"), "get": ("got", "got"), "give": ("gave", "given"),
    "go": ("went", "gone"), "have": ("had", "had"), "hit": ("hit", "hit"), "hold": ("held", "held"),
    "keep": ("kept", "kept"), "lay": ("laid", "laid"), "leave": ("left", "left"), "lose": ("lost", "lost"),
    "make": ("made", "made"), "overfly": ("overflew", "overflown"), "overrun": ("overran", "overrun"),
    "pay": ("paid", "paid"), "put": ("put", "put"), "rebuild": ("rebuilt", "rebuilt"),
    "resupply": ("resupplied", "resupplied"), "retake": ("retook", "retaken"), "ride": ("rode", "ridden"),
    "run": ("ran", "run"), "see": ("saw", "seen"), "sell": ("sold", "sold"), "send": ("sent", "sent"),
    "set": ("set", "set"), "shoot": ("shot", "shot"), "show": ("showed", "shown"), "sink": ("sank", "sunk"),
    "stand": ("stood", "stood"), "strike": ("struck", "struck"), "take": ("took", "taken"),
    "throw": ("threw", "thrown"), "withdraw": ("withdrew", "withdrawn"), "split": ("split", "split"),
    "find": ("found", "found"), "spread": ("spread", "spread"), "win": ("won", "won"),
}  # fmt: skip
_DOUBLED = frozenset(
    "ship equip ram transfer transit trap refit ferry_no drop stop man sap strip tip dig get hit put run set cut"
    " win begin scrap tow_no dam bag".split()
)
_VOWELS = "aeiou"


def verb_forms(base: str) -> dict[str, str]:
    """Every form of a verb -> its kind: "base", "s", "past", "ing" (participles count as past).

    Of a phrase ("take off", "put on alert") the first word is inflected.
    """
    verb, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    past, participle = _IRREGULAR.get(verb, (_past(verb), _past(verb)))
    forms = {verb + tail: "base", _third(verb) + tail: "s", _ing(verb) + tail: "ing"}
    if verb == "burn":
        forms["burned" + tail] = "past"
    if verb == "be":
        forms = {f"{w}{tail}": "past" for w in ("am", "is", "are", "was", "were", "been", "being", "be")}
    return forms | {past + tail: "past", participle + tail: "past"}


def noun_forms(base: str) -> tuple[str, ...]:
    """Singular and plural; of a phrase the last word is inflected. A word given in the plural stays."""
    if base.endswith("s") and not base.endswith("ss"):
        return (base,)
    return (base, _third(base))


def _third(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in {"go", "do"}:
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    if word == "have":
        return "has"
    return word + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) and verb != "be":
        return verb[:-1] + "ing"
    return (verb + verb[-1] if verb in _DOUBLED else verb) + "ing"
