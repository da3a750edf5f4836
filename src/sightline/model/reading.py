"""Reading: everything Sightline took from one document."""

from dataclasses import dataclass

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.mention import Mention


@dataclass(frozen=True, slots=True)
class Reading:
    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
