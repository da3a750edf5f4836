"""Which annotated documents are never trained on, so that figures can be measured on them."""

import hashlib

SHARE = 0.15


def held_out(name: str, share: float = SHARE) -> bool:
    """By a hash of the document's id, so that it stays as it is when others are added."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF < share
