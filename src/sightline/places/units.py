"""Names as phrases take them: with what holds them, and the words they span."""

from dataclasses import dataclass

from sightline.model.mention import Mention
from sightline.model.place import Place


@dataclass(frozen=True, slots=True)
class Unit:
    """A name with what holds it ("Kherson, Ukraine"): the mention that counts, and the words it spans."""

    mention: Mention
    start: int
    end: int
    held: bool = False  # what holds it stands before ("Syria's Idlib province")

    @property
    def place(self) -> Place:
        return self.mention.place or Place()
