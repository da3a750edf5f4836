"""Registrations that follow from a 24-bit address by arithmetic, and the other way round.

Rules: data/registrations.tsv (letters and numbers laid out at fixed strides), and two that no stride describes: the
United States (N-numbers in order, A00001 = N1 to ADF7C7 = N99999) and Japan. Only rules that were
checked against a registry are kept; where there is none the answer is nothing. What is computed is what the register
would have given: addresses wrongly programmed, and aircraft of state services outside the register, break the rule.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sightline.flights.addresses import number_of
from sightline.flights.registry import CYRILLIC
from sightline.flights.tables import rows

_A = ord("A")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # 24: I and O look like digits
_US_FIRST, _US_LAST = 0xA00001, 0xADF7C7
# N-numbers below one prefix of digits: 0, 1 or 2 letters, then the ten prefixes that are a digit longer.
_US_SUFFIXES = 1 + 24 * 25
_US_SIZES = (101711, 10111, 951, 35)  # of a prefix of one, two, three, four digits with all below it
_N_NUMBER = re.compile(rf"N([1-9][0-9]{{0,4}})([{_LETTERS}]{{0,2}})")
_JA_FIRST = 0x840000
_JA_MARK = re.compile(rf"JA([0-9])([0-9])([0-9{_LETTERS}])([0-9{_LETTERS}])")
_JA_SIZES = (22984, 916)  # of one first digit, of one second digit


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: registrations `marks` + letters or digits, from `low` to `high`. See the table's head."""

    kind: str
    state: str
    marks: tuple[str, ...]
    base: int
    first: int
    second: int
    digits: int
    low: str
    high: str

    def offset(self, rest: str) -> int | None:
        """What to add to `base` for the part of a registration after its marks; None where the rule has no such."""
        if len(rest) != self.digits:
            return None
        if self.kind == "letters":
            if not (rest.isascii() and rest.isalpha() and self.low <= rest <= self.high):
                return None
            a, b, c = (ord(x) - _A for x in rest)
            return a * self.first + b * self.second + c
        if not (rest.isascii() and rest.isdigit() and int(self.low) <= int(rest) <= int(self.high)):
            return None
        return int(rest, 16 if self.kind == "hex" else 10)

    def rest(self, offset: int) -> str | None:
        """The reverse of `offset`."""
        if offset < 0:
            return None
        if self.kind == "letters":
            a, left = divmod(offset, self.first)
            b, c = divmod(left, self.second)
            made = "".join(chr(_A + x) for x in (a, b, c)) if max(a, b, c) < 26 else ""
        else:
            made = f"{offset:0{self.digits}{'x' if self.kind == 'hex' else 'd'}}"
        return made if made and self.offset(made) == offset else None


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The table."""
    return tuple(
        Rule(kind, state, tuple(marks.split("|")), int(base, 16), int(first or 0), int(second or 0), int(digits), low, high)
        for kind, state, marks, base, first, second, digits, low, high, _ in rows("registrations.tsv", 10)
    )  # fmt: skip


def registrations_of(address: str) -> tuple[str, ...]:
    """What an aircraft of this address may have as its registration, () where no rule says. More than one where
    the rule leaves the marks open: a Russian number stands behind RA- on civil and RF- on state aircraft.

    >>> registrations_of("154073")
    ('RA-82035', 'RF-82035')
    """
    number = number_of(address)
    if number is None:
        return ()
    if _US_FIRST <= number <= _US_LAST:
        return (_us_registration(number - _US_FIRST),)
    if _JA_FIRST <= number < _JA_FIRST + 10 * _JA_SIZES[0]:
        made = _ja_registration(number - _JA_FIRST)
        return (made,) if made else ()
    for rule in rules():
        if (rest := rule.rest(number - rule.base)) is not None:
            return tuple(mark + rest for mark in rule.marks)
    return ()


def addresses_of(registration: str) -> frozenset[str]:
    """The addresses that may carry a registration, by the same rules; none where no rule knows its form."""
    text = registration.strip().upper().translate(CYRILLIC)
    found = [n for n in (_us_number(text), _ja_number(text)) if n is not None]
    for rule in rules():
        for mark in rule.marks:
            if text.startswith(mark) and (offset := rule.offset(text[len(mark) :])) is not None:
                found.append(rule.base + offset)
    return frozenset(f"{number:06x}" for number in found)


def _us_registration(offset: int) -> str:
    digit, left = divmod(offset, _US_SIZES[0])
    made = f"N{digit + 1}"
    for size in _US_SIZES[1:]:
        if left < _US_SUFFIXES:
            return made + _suffix(left)
        digit, left = divmod(left - _US_SUFFIXES, size)
        made += str(digit)
    # Behind four digits there is room for one letter or one digit.
    return made + (f" {_LETTERS}"[left].strip() if left < 25 else str(left - 25))


def _suffix(offset: int) -> str:
    """0: nothing; then A, AA, AB, ... AZ, B, BA, ..."""
    if offset == 0:
        return ""
    first, second = divmod(offset - 1, 25)
    return _LETTERS[first] + (_LETTERS[second - 1] if second else "")


def _us_number(text: str) -> int | None:
    found = _N_NUMBER.fullmatch(text)
    if found is None or len(text) > 6:
        return None
    digits, letters = found.groups()
    number = _US_FIRST + (int(digits[0]) - 1) * _US_SIZES[0]
    for digit, size in zip(digits[1:4], _US_SIZES[1:], strict=False):
        number += _US_SUFFIXES + int(digit) * size
    if len(digits) == 5:
        number += 25 + int(digits[4])
    if letters and len(digits) == 4:
        number += 1 + _LETTERS.index(letters)
    elif letters:
        number += 1 + _LETTERS.index(letters[0]) * 25
        number += 1 + _LETTERS.index(letters[1]) if len(letters) == 2 else 0
    return number


def _ja_registration(offset: int) -> str | None:
    """JA9999, JA999A or JA99AA; the block of JA9AAA was never met and is left out."""
    one, left = divmod(offset, _JA_SIZES[0])
    two, left = divmod(left, _JA_SIZES[1])
    if two > 9:
        return None
    if left >= 340:
        three, four = divmod(left - 340, 24)
        return f"JA{one}{two}{_LETTERS[three]}{_LETTERS[four]}"
    three, four = divmod(left, 34)
    return f"JA{one}{two}{three}{four if four < 10 else _LETTERS[four - 10]}"


def _ja_number(text: str) -> int | None:
    found = _JA_MARK.fullmatch(text)
    if found is None:
        return None
    one, two, three, four = found.groups()
    number = _JA_FIRST + int(one) * _JA_SIZES[0] + int(two) * _JA_SIZES[1]
    if three.isdigit():
        return number + int(three) * 34 + (int(four) if four.isdigit() else 10 + _LETTERS.index(four))
    return None if four.isdigit() else number + 340 + _LETTERS.index(three) * 24 + _LETTERS.index(four)
