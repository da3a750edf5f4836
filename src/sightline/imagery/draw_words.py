"""The words of a picture: which passes, p and power, whose pixels they are."""

from sightline.imagery import draw_pixels as px
from sightline.imagery.draw_sheet import Sheet
from sightline.imagery.draw_svg import SYNTHETIC
from sightline.imagery.moment import moment_in_words
from sightline.imagery.stack import Tested
from sightline.model.scene import Scene

_SENSORS = {"sentinel-2": "Sentinel-2", "sentinel-1": "Sentinel-1", "user": "picture that was given"}


def figures(sheet: Sheet) -> list[tuple[str, str]]:
    """Verdict, p and power: class and words."""
    told = sheet.told
    said = [("fig-strong", f"Verdict: {told.verdict}")] if told.verdict else []
    if sheet.tested:
        said += [("fig-text", s) for s in p_words(sheet.tested, told.adjusted_p)]
    return [*said, ("fig-text", told.power)] if told.power else said


def p_words(tested: Tested, adjusted: float | None) -> list[str]:
    if tested.p_dates is None and tested.p_windows is None:
        return ["No p could be had: there is too little to compare it with"]
    among = [f"{tested.dates} other dates"] if tested.p_dates is not None else []
    among += [f"{tested.windows} windows elsewhere in the picture"] if tested.p_windows is not None else []
    held = f", {adjusted:.3g} after Holm’s correction" if adjusted not in (None, tested.p) else ""
    said = [f"p = {tested.p:.3g}{held}; the smallest that could have come out is {tested.smallest_p:.3g}"]
    return [*said, "Ranked among " + " and ".join(among)] if among else said


def credit_words(sheet: Sheet) -> list[tuple[str, str]]:
    scenes = [sheet.stack.scenes[d] for d in sheet.pictures]
    real = sorted({s.at.year for s in scenes if s.sensor != "user" and not s.synthetic})
    out = []
    if sheet.synthetic:
        out.append(
            (
                "fig-made",
                f"{SYNTHETIC}: made up for a test or a demonstration; no satellite took these pixels",
            )
        )
    if real:  # the words that the Copernicus licence asks for (Regulation (EU) No 1159/2013, art. 8)
        out.append(("fig-quiet", f"Contains modified Copernicus Sentinel data {', '.join(map(str, real))}"))
    if sheet.told.credit:
        out.append(("fig-quiet", sheet.told.credit))
    how = f"{_capital(px.kind_of(sheet.stack))}, both dates stretched alike; pixels of {sheet.stack.grid.pixel_m:g} m; north of the grid is up"
    return [*out, ("fig-quiet", how)]


def subtitle(sheet: Sheet) -> str:
    site, grid = sheet.stack.site, sheet.stack.grid
    wide, high = (
        (b - a) * grid.pixel_m / 1000
        for a, b in ((sheet.frame.left, sheet.frame.right), (sheet.frame.top, sheet.frame.bottom))
    )
    size = f"{wide:.2g} × {high:.2g} km"
    where = f"{abs(site.lat):.4f}° {'N' if site.lat >= 0 else 'S'}, {abs(site.lon):.4f}° {'E' if site.lon >= 0 else 'W'}"
    sensors = ", ".join(dict.fromkeys(_SENSORS[s.sensor] for s in sheet.stack.scenes))
    return f"{sensors}; {size} at {where}"


def pass_words(scene: Scene) -> str:
    orbit = f", relative orbit {scene.orbit}" if scene.orbit is not None else ""
    way = f", {scene.direction}" if scene.direction else ""
    return f"{scene.platform or _SENSORS[scene.sensor]}{orbit}{way}"


def metres(thing: tuple[str, float, float]) -> str:
    return f"{thing[1]:g} × {thing[2]:g} m"


def described(sheet: Sheet) -> str:
    said = [SYNTHETIC + ": made up."] if sheet.synthetic else []
    for name, date in zip(("Before", "After"), sheet.dates, strict=True):
        if date is None:
            said.append(f"{name}: no pass to show.")
        else:
            scene = sheet.stack.scenes[date]
            said.append(f"{name}: {moment_in_words(scene)}, {pass_words(scene)}, {scene.id}.")
    if sheet.told.verdict:
        said.append(f"Verdict: {sheet.told.verdict}.")
    if sheet.tested:
        said += [f"{s}." for s in p_words(sheet.tested, sheet.told.adjusted_p)]
    return " ".join([*said, sheet.told.power, *sheet.told.lines])


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
