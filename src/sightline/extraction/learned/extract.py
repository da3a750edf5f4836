"""extract: a Document to Mentions and Claims, by the trained model on top of the rules."""

from sightline.extraction.catalogue import Catalogue
from sightline.extraction.extract import claims_of, material_of, mentions_in
from sightline.extraction.learned.claims import learned_claims
from sightline.extraction.learned.network import Model
from sightline.model.claim import Claim, numbered
from sightline.model.document import Document
from sightline.model.mention import Mention
from sightline.model.place import Place


def extract(
    document: Document,
    places: tuple[Place, ...],
    times: tuple[Mention, ...],
    *,
    catalogue: Catalogue,
    model: Model,
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """As `sightline.extraction.extract.extract`, with the model's claims in the place of the rules' where both
    read the language."""
    material = material_of(document, places, times, catalogue=catalogue)
    ruled = claims_of(document, material)
    found = learned_claims(document, material, ruled, model)
    read = {c.part for c in found}
    kept = [c for c in ruled if c.part not in read]
    return mentions_in(document, material), tuple(numbered([*kept, *found]))
