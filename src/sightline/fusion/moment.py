"""Who decided, when and why, in words."""

from sightline.model.judgement import Judgement


def by_whom(judgement: Judgement) -> str:
    """ "by ana on 2026-01-01: why"."""
    why = f": {judgement.why}" if judgement.why else ""
    return f"by {judgement.who} on {judgement.at.date().isoformat()}{why}"
