"""Lists of words, as the rules keep them."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())


def folded(text: str) -> str:
    """A text by which two are the same whatever their case and spaces."""
    return " ".join(text.casefold().split())
