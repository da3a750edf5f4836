"""Judgement: an analyst's decision, beside the machine's, keyed to content."""

import datetime as dt
from dataclasses import dataclass

from sightline.model.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class Judgement:
    """subject: id of a claim, link or event. who: the analyst. at: aware UTC."""

    id: str
    subject: str
    decision: Decision
    who: str
    why: str
    at: dt.datetime
