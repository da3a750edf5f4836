"""JSON of any size in pieces: members of an object and elements of an array one after another, in bounded memory.

What a cut-off file still holds is given out before `CutShortError` is raised."""

import json
import re
from collections.abc import Iterator
from typing import Any, Protocol

from sightline.flights.formats.collect import BrokenError

_CHUNK = 1 << 20  # characters read at a time
_LONGEST = 64 << 20  # characters of one value that is read whole
_SPACE = re.compile(r"[ \t\n\r\x1e]*")  # 1e: RFC 7464 sequences
_MARGIN = 65_536  # an error this far before the end of what was read is no cut
_DECODE = json.JSONDecoder().raw_decode
_JOINTS = {"{": re.compile(r"\}\s*,\s*\{"), "[": re.compile(r"\]\s*,\s*\[")}


class CutShortError(BrokenError):
    def __init__(self) -> None:
        super().__init__(
            "cut-short", "the JSON ends in the middle; what came before was read", "fetch the file again"
        )


class Text(Protocol):
    """What can be read in pieces, as open text files can."""

    def read(self, size: int, /) -> str: ...


class Flow:
    """A reader of JSON values. Raises CutShortError at an early end, BrokenError for what is no JSON or too large
    in one piece."""

    def __init__(self, text: Text) -> None:
        self._text, self._buffer, self._at, self._ended = text, "", 0, False

    def peek(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            self._at = _end(_SPACE, self._buffer, self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def value(self) -> Any:
        """The next value, whole."""
        if not self.peek():
            raise CutShortError
        while True:
            try:
                found, end = _DECODE(self._buffer, self._at)
                if end < len(self._buffer):
                    self._at = end
                    return found
                size = len(self._buffer) - self._at  # a number may go on in the next chunk
                if size > _LONGEST:
                    raise _too_large()
                if not self._more():
                    self._at += size
                    return found
            except json.JSONDecodeError as error:
                open_string = error.msg.startswith("Unterminated string")
                if not open_string and error.pos < len(self._buffer) - _MARGIN:
                    raise _no_json(error) from error
                if len(self._buffer) - self._at > _LONGEST:
                    raise _too_large() from error
                if not self._more():
                    late = open_string or error.pos >= len(self._buffer.rstrip()) - 10
                    raise (CutShortError() if late else _no_json(error)) from error
            except (ValueError, RecursionError) as error:  # numbers of 5,000 digits, brackets 1,000 deep
                raise _no_json(error) from error

    def small(self) -> Any:
        """The next value where what was read so far holds it whole; None where it does not."""
        if len(self._buffer) - self._at < _CHUNK // 2:
            self._more()
        try:
            found, end = _DECODE(self._buffer, self._at)
        except (ValueError, RecursionError):
            return None
        self._at = end
        return found

    def members(self) -> Iterator[str]:
        """Keys of the object that comes next; after each the caller takes its value, by `value`, `elements` or
        `members`."""
        self._take("{")
        while (mark := self.peek()) != "}":
            key = self.value()
            if mark != '"':
                raise _no_json(None)
            self._take(":")
            yield key
            self._between("}")
        self._take("}")

    def elements(self) -> Iterator[list[Any]]:
        """Elements of the array that comes next, many at a time."""
        self._take("[")
        while (mark := self.peek()) != "]":
            found = self._several(mark)
            if found is None:
                found, fault = self._one_by_one()
                if found:
                    yield found
                if fault:
                    raise fault
            else:
                yield found
            self._between("]")
        self._take("]")

    def _one_by_one(self) -> tuple[list[Any], BrokenError | None]:
        """A thousand elements or up to the end or a fault."""
        found: list[Any] = []
        try:
            while len(found) < 1000:
                found.append(self.value())
                if self.peek() != "," or len(found) == 1000:
                    break
                self._take(",")
        except BrokenError as error:
            return found, error
        return found, None

    def _several(self, mark: str) -> list[Any] | None:
        """What is in the buffer up to the last joint between two elements, in one go; None where that fails, as it
        does where elements hold such joints themselves."""
        joint = _JOINTS.get(mark)
        if joint is None:
            return None
        if len(self._buffer) - self._at < _CHUNK // 2:
            self._more()
        joints = [m.start() for m in joint.finditer(self._buffer, max(self._at, len(self._buffer) - _MARGIN))]
        if not joints:
            return None
        try:
            found = json.loads(f"[{self._buffer[self._at : joints[-1] + 1]}]")
        except (ValueError, RecursionError):
            return None
        self._at = joints[-1] + 1
        return list(found)

    def _between(self, closing: str) -> None:
        mark = self.peek()
        if mark == ",":
            self._at += 1
            if self.peek() == closing:
                raise _no_json(None)
        elif mark != closing:
            raise _no_json(None) if mark else CutShortError()

    def _take(self, mark: str) -> None:
        found = self.peek()
        if found != mark:
            raise _no_json(None) if found else CutShortError()
        self._at += 1

    def _more(self) -> bool:
        # Doubling what is held keeps the repeated tries at one large value linear in all.
        chunk = "" if self._ended else self._text.read(max(_CHUNK, len(self._buffer) - self._at))
        if not chunk:
            self._ended = True
            return False
        self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return True


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _too_large() -> BrokenError:
    return BrokenError(
        "too-large", "one value of the JSON is larger than 64 million characters",
        "save the rows as an array of objects, or as CSV",
    )  # fmt: skip


def _no_json(error: Exception | None) -> BrokenError:
    where = f": {str(error)[:80]}" if error else ""
    return BrokenError("json", f"the file is not JSON from some point on{where}", "fetch or export it again")
