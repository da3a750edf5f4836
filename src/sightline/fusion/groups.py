"""Disjoint groups (union-find), with a result that does not depend on the order of joining."""

from collections.abc import Iterable


class Groups:
    """Keys start alone; `join` puts two groups together."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, a: str, b: str) -> bool:
        """True where the two were apart until now. The smaller key stays the root."""
        low, high = sorted((self.root(a), self.root(b)))
        self._parent[high] = low
        return low != high

    def all(self) -> list[tuple[str, ...]]:
        """The groups, each sorted, in sorted order."""
        members: dict[str, list[str]] = {}
        for key in sorted(self._parent):
            members.setdefault(self.root(key), []).append(key)
        return sorted(tuple(group) for group in members.values())
