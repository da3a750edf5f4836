"""Where on a page words stand: at the head of a line, in a heading."""

_HEADING = 80  # characters


def opens_line(text: str, at: int) -> bool:
    """Whether a place stands first in a line, as the stamps of a live page and of a log do."""
    begin = text.rfind("\n", 0, at) + 1
    return not text[begin:at].strip(" \t[(*•-") and "\n" in text


def in_heading(text: str, at: int) -> bool:
    """Whether a place stands in a heading: a short line, a blank line behind it, that ends like no sentence."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    if end < 0 or end - begin > _HEADING or text[end : end + 2].strip(" \t\r\n"):
        return False
    return not text[begin:end].rstrip().endswith((".", "!", "?", ",", ";", '"', "”"))
