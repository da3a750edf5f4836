"""Source: who publishes."""

from dataclasses import dataclass

from sightline.model.vocabulary import Reliability


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, agency or account. id: registered host name, or "file:" for what came without a URL.

    reliability: A-F of the Admiralty scale, set by the user; F means no basis and is never a number.
    """

    id: str
    name: str
    reliability: Reliability = "F"
    reason: str = "no record of this source yet"
