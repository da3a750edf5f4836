"""Facts: what fusion and the brief are functions of."""

from dataclasses import dataclass

from sightline.model.capture import Capture
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.evidence import Evidence
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement
from sightline.model.source import Source


@dataclass(frozen=True, slots=True)
class Facts:
    """A consistent cut of the ledger: current claims of current readings, in a stable order."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    captures: tuple[Capture, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    issues: tuple[Issue, ...] = ()
