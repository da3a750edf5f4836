"""Errors as plain data, one drawn tree.

SightlineError
  InputError        expected trouble with one input; becomes an Issue row, the other inputs go on
    FetchError      the bytes could not be had
    ReadError       the bytes could not be read as a document
    AssistError     the language model could not be asked, or gave no answer
  SettingsError     a setting is unknown or of the wrong type
  LedgerError       the ledger cannot be opened, or is newer than this program

Only `pipeline.py` catches InputError, once per document; `assist` makes a value of its own AssistError, since
a document is read without it too. Anything outside the tree is a bug and propagates.
"""


class SightlineError(Exception):
    """`message` says what happened; `advice` says what to do about it (may be empty); `code` is a stable word."""

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} ({self.advice})" if self.advice else self.message


class InputError(SightlineError):
    """Expected trouble with one input."""


class FetchError(InputError):
    """The bytes could not be had: unreachable, refused, too large, forbidden by robots.txt."""


class ReadError(InputError):
    """The bytes could not be read as a document: empty, not text, hostile."""


class AssistError(InputError):
    """The language model could not be asked, or gave no answer: the reading stands without it."""


class SettingsError(SightlineError):
    """A setting is unknown or of the wrong type."""


class LedgerError(SightlineError):
    """The ledger cannot be opened or used."""
