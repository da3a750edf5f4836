"""moment: when a picture was taken, as far as it is known."""

import datetime as dt

from sightline.model.scene import Scene

_NOON = dt.time(12)


def day_alone(scene: Scene) -> bool:
    """Whether only the day is known: a picture given with a day stands at noon UTC exactly (capture.pictures)."""
    return scene.sensor == "user" and scene.at.astimezone(dt.UTC).time() == _NOON


def moment(scene: Scene) -> str:
    """ "2019-03-29 14:57 UTC", or the day alone."""
    at = scene.at.astimezone(dt.UTC)
    return f"{at:%Y-%m-%d}" if day_alone(scene) else f"{at:%Y-%m-%d %H:%M} UTC"


def moment_in_words(scene: Scene) -> str:
    """ "29 March 2019, 14:57 UTC", or the day alone."""
    at = scene.at.astimezone(dt.UTC)
    return f"{at:%-d %B %Y}" if day_alone(scene) else f"{at:%-d %B %Y, %H:%M} UTC"
