"""Where the vault's files lie in a backup: as they lie in a vault."""


def object_name(digest: str) -> str:
    """digest: "sha256:..."."""
    name = digest.removeprefix("sha256:")
    return f"vault/objects/{name[:2]}/{name[2:]}"


def record_name(id_: str) -> str:
    """Of a custody record, by the id of its capture."""
    return f"vault/captures/{id_}.json"
