"""What all panels of a picture share: the pixels, what is said of them, and the measures of the sheet."""

from dataclasses import dataclass

from sightline.imagery import draw_pixels as px
from sightline.imagery.draw_panel import Mark
from sightline.imagery.draw_svg import wrapped
from sightline.imagery.stack import Mask, Stack, Tested

WIDTH, SIDE, LEFT, RIGHT, TOP = 640, 306.0, 10.0, 324.0, 52.0
HEAD, HEAD_LINE = 16.5, 19.0


@dataclass(frozen=True, slots=True)
class Told:
    """What is said with the picture. title: of the picture. verdict: in words. lines: below it, each at most three lines long. power: of the test, in
    words. thing: what is looked for, its length and width in metres; drawn to scale. adjusted_p: after Holm's
    correction. marks: on the picture after. credit: what the pixels' licence asks for, where they are not Copernicus'."""

    title: str
    verdict: str | None = None
    lines: tuple[str, ...] = ()
    power: str = ""
    thing: tuple[str, float, float] | None = None
    adjusted_p: float | None = None
    marks: tuple[Mark, ...] = ()
    credit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What all panels share."""

    stack: Stack
    dates: tuple[int | None, int | None]
    area: Mask
    tested: Tested | None
    told: Told
    frame: px.Frame
    pictures: dict[int, px.Bytes]  # date -> (y, x) numbers of the table
    table: px.Bytes

    @property
    def title(self) -> list[str]:
        """Of what fits into the frame, two lines at most."""
        return wrapped(self.told.title, WIDTH - 2 * LEFT, HEAD, 2)

    @property
    def top(self) -> float:
        """Where the upper panels begin."""
        return TOP + (len(self.title) - 1) * HEAD_LINE

    @property
    def synthetic(self) -> bool:
        return any(self.stack.scenes[d].synthetic for d in self.pictures)
