"""Fixed words: grades, stances, kinds. Sources named beside each table."""

from sightline.model.vocabulary import AttributionKind, EventKind, PartKind, Stance

# STANAG 2511 / AJP-2.1 as FM 2-22.3 gives them (MISP admiralty-scale 5), shortened, in plain words.
CREDIBILITY_MEANS: dict[int, str] = {
    1: "Confirmed by other independent voices; logical in itself; agrees with what else is known.",
    2: "Not confirmed; logical in itself; agrees with what else is known.",
    3: "Not confirmed; reasonably logical; agrees with some of what else is known.",
    4: "Not confirmed; possible but not logical, or no other information bears on it.",
    5: "Not confirmed; not logical, or contradicted by other information.",
    6: "There is no basis for judging it. This is not the bottom of the scale.",
}
RELIABILITY_MEANS: dict[str, str] = {
    "A": "No doubt about authenticity, trustworthiness or competence; a record of complete reliability.",
    "B": "Minor doubts; a record of valid information most of the time.",
    "C": "Doubts; has provided valid information in the past.",
    "D": "Significant doubts; has provided valid information in the past.",
    "E": "Lacks authenticity, trustworthiness and competence; a record of invalid information.",
    "F": "There is no basis for judging the source. This is not the bottom of the scale.",
}
# ICD 203 (2 January 2015), table of estimative language.
ICD_203: tuple[tuple[str, str], ...] = (
    ("almost no chance, remote", "1–5 %"),
    ("very unlikely, highly improbable", "5–20 %"),
    ("unlikely, improbable", "20–45 %"),
    ("roughly even chance", "45–55 %"),
    ("likely, probable", "55–80 %"),
    ("very likely, highly probable", "80–95 %"),
    ("almost certain, nearly certain", "95–99 %"),
)
STANCE_WORDS: dict[Stance, str] = {
    "asserted": "stated in the document’s own voice",
    "reported": "given as somebody else’s word",
    "denied": "said not to be so",
    "planned": "announced, not yet done",
    "possible": "hedged: said to be possible",
    "forecast": "a forecast by the source",
    "analysis": "the source’s own judgement",
    "unknown": "said by the source not to be known",
}
KIND_WORDS: dict[EventKind, str] = {
    "deployment": "Deployment", "movement": "Movement", "arrival": "Arrival", "departure": "Departure",
    "delivery": "Delivery", "activation": "Activation", "exercise": "Exercise",
    "construction": "Construction", "strike": "Strike", "loss": "Loss", "launch": "Launch",
    "presence": "Presence", "assessment": "Judgement",
}  # fmt: skip
PART_WORDS: dict[PartKind, str] = {
    "headline": "Headline", "body": "Article", "caption": "Caption", "credit": "Credit line",
    "comment": "Comment", "pingback": "Pingback",
}  # fmt: skip
VOICE_KINDS: dict[AttributionKind, str] = {
    "imagery": "imagery", "official": "official", "military": "military", "media": "another outlet",
    "witness": "witness", "document": "document", "tracking": "flight or ship tracking",
    "unnamed": "not named", "other": "other voice",
}  # fmt: skip
JUDGING: frozenset[Stance] = frozenset({"forecast", "analysis", "unknown"})
