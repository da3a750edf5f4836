"""Fault: one thing in a ledger, a vault or a backup that does not fit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """code: a stable word. where: the id, file or table that it is about. message: what does not fit. advice:
    what to do about it. harmless: worth knowing, but nothing of the record is missing or changed, such as what
    a killed process left behind."""

    code: str
    where: str
    message: str
    advice: str
    harmless: bool = False
