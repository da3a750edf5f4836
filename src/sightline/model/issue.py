"""Issue: something that went wrong with one input, as data."""

import datetime as dt
from dataclasses import dataclass

from sightline.model.ids import content_id


@dataclass(frozen=True, slots=True)
class Issue:
    """input: what the user gave. stage: "capture", "reading", "extraction", "assist", ... code: a stable word of the
    error. document: digest where there is one. at: aware UTC."""

    id: str
    input: str
    stage: str
    code: str
    message: str
    advice: str
    at: dt.datetime
    document: str | None = None

    @property
    def lost(self) -> bool:
        """Whether the input could not be used. What an assistant could not do leaves its reading standing."""
        return self.stage != "assist"


def issue_id(input_: str, stage: str, code: str, message: str, document: str | None) -> str:
    """Made from what went wrong with what; the instant is left out, so the same trouble again is no news."""
    return content_id("iss", input_, stage, code, message, document)
