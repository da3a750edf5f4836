"""What was tested, in words that go no further than the figures."""

from collections.abc import Sequence

from sightline.imagery.controls import ENOUGH
from sightline.imagery.finding import SOMETHING, Figures, Trial
from sightline.imagery.gate_words import SENSOR_WORDS, unanswered
from sightline.imagery.moment import moment
from sightline.imagery.plan import USABLE, Plan
from sightline.imagery.resolving import RECOGNISE_PX, across, resolved_m
from sightline.imagery.verdict import ALPHA
from sightline.imagery.verdict import ENOUGH as SURE
from sightline.model.scene import Asked, Lost, Scene

SYNTHETIC = "SYNTHETIC: these pictures were made up for a demonstration and show nothing that happened"
NARROW_M = 200  # a disc of this radius has room for its controls in the square that is read round a point
SPARED = "too small to be seen in its pixels: earlier passes were not read"
UNREAD = "not-read"  # code of a scene that an archive named and that was not chosen to be read
_MOST = 4  # of one kind named, the others counted


def pass_of(plan: Plan) -> str:
    """Which pictures are held against each other."""
    scenes = plan.stack.scenes
    if plan.before is None or plan.after is None:
        return ""
    scene = scenes[plan.after]
    whose = _whose(scene)
    orbit = f", relative orbit {scene.orbit}" if scene.orbit is not None else ""
    direction = f" {scene.direction}" if scene.direction else ""
    gsd = f", pixels of {plan.stack.grid.pixel_m:g} m"
    return f"{_capital(whose)}{orbit}{direction}{gsd}: {moment(scene)} against {moment(scenes[plan.before])}"


def _whose(scene: Scene) -> str:
    """Which satellite; of pictures that somebody gave, whether it was a file or a catalogue."""
    if scene.sensor != "user":
        return SENSOR_WORDS[scene.sensor]
    return "pictures you brought" if scene.archive == "user" else f"pictures of {scene.archive}"


def deciding_words(because: str, trial: Trial) -> str:
    """Why the verdict is what it is; of a significant change with its p."""
    return f"{because} (p = {trial.p:.2g})" if trial.p <= ALPHA else because


def ranked_words(trial: Trial) -> str:
    """The p, the least that it could have been, and among what it was ranked."""
    tested = trial.tested
    ranks = []
    if tested.p_dates is None and tested.p_windows is None:
        return f"No p could be had. {_capital(tested.method)}"
    if tested.p_dates is not None:
        ranks.append(f"{tested.p_dates:.3g} among {tested.dates} other passes")
    if tested.p_windows is not None:
        ranks.append(f"{tested.p_windows:.3g} among {tested.windows} pieces of ground elsewhere on that pass")
    corrected = f", {trial.p:.3g} after Holm’s correction" if trial.p != tested.p else ""
    return (
        f"p = {tested.p:.3g}{corrected}; the least that could have come out is {tested.smallest_p:.3g}"
        + (f" (rank: {', '.join(ranks)})" if ranks else "")
        + f". {_capital(tested.method)}"
    )


def change_words(trial: Trial) -> str:
    """What a significant change is and is not."""
    plan, thing = trial.plan, trial.thing
    across_px = (
        across(thing, resolved_m(plan.stack.scenes[0].sensor, plan.stack.grid.pixel_m)) if thing else 0.0
    )
    size = f" about {trial.across_m:.0f} m across" if trial.across_m is not None else ""
    what = f"a change{size}"
    if thing is not None and trial.size == "fits":
        what += f", consistent with {_article(thing.name)} of {thing.size}"
    told = f"Seen is {what}; other things could have changed there too"
    if across_px < RECOGNISE_PX:
        told += f", and what it is cannot be told below {RECOGNISE_PX:g} pixels across"
    return told


def area_words(plan: Plan, ground: str) -> str:
    km2 = float(plan.area.sum()) * plan.stack.grid.pixel_m**2 / 1e6
    return f"Tested was {ground}, {km2:.2g} km²"


def power_words(trial: Trial) -> list[str]:
    """The power at the assumed step, and at others; of radar by the strength of the echo."""
    if trial.power is None:
        shares = ", ".join(f"{p.value:.0%} at {p.step:g} {p.unit}" for p in trial.powers)
        if not shares:
            return []
        return [
            f"A point of metal would have been found there: {shares}. What echo the thing claimed gives is not known"
        ]
    if trial.power.reason:
        return [] if trial.tested.smallest_p >= 1 else [trial.power.words]
    others = ", ".join(f"{p.value:.0%} at {p.step:g}" for p in trial.powers if p.step != trial.power.step)
    return [trial.power.words + (f"; {others}" if others else "")]


def needed_words(trial: Trial) -> str:
    """What it would take, where the thing could be seen and the test could not decide; "" where nothing more of the kind
    would help (it may have left)."""
    if trial.power is None:
        radar = trial.plan.stack.scenes[0].sensor == "sentinel-1"
        return "Needed: pictures other than radar, in which its size shows" if radar else ""
    if trial.power.reason:
        more = ENOUGH - len(trial.plan.baseline)
        passes = f"; or {more} more clear passes from before" if more > 0 else ""
        return (
            f"Needed: the very spot that the claim means (sightline imagery LAT,LON --radius {NARROW_M}), chosen by the claim and "
            f"not by the map of change: around it are the {ENOUGH} others of its size and shape that it is held against{passes}"
        )
    if trial.power.low < SURE and trial.p > ALPHA:
        return "Needed: finer pixels, or a smaller piece of ground, in which less else changes"
    return ""


def note_words(plan: Plan) -> list[str]:
    """What was done to the pixels or is odd in them; a few, the others counted."""
    notes = [_capital(note) for note in plan.stack.notes if not note.startswith("relative orbit")]
    more = len(notes) - _MOST
    return notes if more <= 1 else [*notes[:_MOST], f"And {more} more notes on its dates"]


def archive_words(asked: tuple[Asked, ...]) -> list[str]:
    """Who was asked, and what went wrong: an archive that gave no answer is named, for what it holds is not known."""
    answered = [a for a in asked if a.status == "answered"]
    told = []
    if answered:
        counts: dict[str, int] = {}
        for one in answered:
            counts[one.archive] = counts.get(one.archive, 0) + one.scenes
        named = (f"{name} ({n} scene{'' if n == 1 else 's'} named)" for name, n in counts.items())
        told.append("Asked: " + ", ".join(named))
    return [*told, *unanswered(asked)]


def lost_words(lost: tuple[Lost, ...]) -> list[str]:
    """Scenes of which something could not be used."""
    rows: dict[str, list[Lost]] = {}
    for row in (row for row in lost if row.code != UNREAD):
        rows.setdefault(row.scene, []).append(row)
    told = [f"{scene}: {_bands(held)}{held[0].words}" for scene, held in list(rows.items())[:_MOST]]
    more = len(rows) - len(told)
    if not told:
        return []
    return [
        f"Not used, wholly or in part: {'; '.join(told)}" + (f"; and {more} more scenes" if more > 0 else "")
    ]


def spared_words(lost: tuple[Lost, ...]) -> list[str]:
    """Where the pixels could not have shown what is claimed anyhow, so that no reader takes the count of passes for that of the archive."""
    count = len({row.scene for row in lost if row.code == UNREAD and row.words == SPARED})
    if not count:
        return []
    return [
        f"{count} further scenes were not read: nothing that is claimed here is large enough for their pixels, so there was nothing to test. "
        "Those read are for the picture, to scale; counts of passes are of those read"
    ]


def _bands(rows: list[Lost]) -> str:
    bands = ", ".join(row.band for row in rows if row.band)
    return f"{bands}: " if bands else ""


def pass_rows(plans: Sequence[Plan], tested: Sequence[Plan]) -> tuple[tuple[str, ...], ...]:
    """Every pass that was read: moment, sensor, orbit, usable share of the ground, what became of it."""
    rows = []
    for one in plans:
        for n, scene in enumerate(one.stack.scenes):
            orbit = "" if scene.orbit is None else f"{scene.orbit} {scene.direction or ''}".strip()
            role = _role(one, n, any(one is t for t in tested))
            rows.append((moment(scene), SENSOR_WORDS[scene.sensor], orbit, f"{one.shares[n]:.0%}", role))
    return tuple(sorted(rows))


def _role(one: Plan, n: int, tested: bool) -> str:
    if one.shares[n] < USABLE:
        return f"left out: less than {USABLE:.0%} of the ground is seen"
    if n == one.after:
        return "tested" if tested else "not tested"
    if n in one.baseline:
        return "before" if tested else "before, not used"
    return "not used: outside of the times compared, or another pass was tested"


def figures_of(trial: Trial) -> Figures:
    tested, plan = trial.tested, trial.plan
    found: list[tuple[str, float | None]] = [
        ("p", trial.p),
        ("smallest p that could come out", tested.smallest_p),
        ("p among dates", tested.p_dates),
        ("p among other ground", tested.p_windows),
        ("other passes", float(tested.dates)),
        ("pieces of other ground", float(tested.windows)),
        ("side of a pixel, m", plan.stack.grid.pixel_m),
        ("usable share before", plan.shares[plan.before] if plan.before is not None else None),
        ("usable share after", plan.shares[plan.after] if plan.after is not None else None),
        ("power", trial.power.value if trial.power else None),
        ("power, lower end of its 95 % interval", trial.power.low if trial.power else None),
        ("reflectance step assumed", trial.power.step if trial.power else None),
        ("change across, m", trial.across_m),
        ("ground tested, km²", float(plan.area.sum()) * plan.stack.grid.pixel_m**2 / 1e6),
    ]
    return tuple((name, round(float(value), 4)) for name, value in found if value is not None)


def _article(name: str) -> str:
    return name if name == SOMETHING else f"“{name}”"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
