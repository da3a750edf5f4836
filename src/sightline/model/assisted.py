"""Assisted: what a language model proposed for one document, as far as the text bears it out."""

from dataclasses import dataclass

from sightline.model.claim import Claim
from sightline.model.errors import AssistError


@dataclass(frozen=True, slots=True)
class Assisted:
    """claims: every span quotes the text. notes: what to keep with the reading, such as how much was left out.
    trouble: why the model was not asked about all of the text; the claims found until then stand."""

    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    trouble: AssistError | None = None
