"""Where an input came from, as words that can be kept."""


def written(location: str) -> str:
    """A location as it can be kept and printed: file names are bytes, and some of them are no UTF-8."""
    return location.encode("utf-8", "backslashreplace").decode()
