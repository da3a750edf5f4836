"""The sentence that decides stands first, after the mark of what was made up."""

from sightline.model.evidence import Evidence, deciding

MADE_UP = "SYNTHETIC: these pictures were made up"


def evidence(*reasons: str, synthetic: bool = False) -> Evidence:
    return Evidence("evd-1", "clm-1", "an instrument 1", "not observable", reasons, synthetic=synthetic)


def test_the_first_reason_decides() -> None:
    assert deciding(evidence("Too small", "Looked for: launchers")) == "Too small"
    assert deciding(evidence()) == ""


def test_what_was_made_up_is_marked() -> None:
    assert deciding(evidence(MADE_UP, "Too small", "Looked for", synthetic=True)) == "SYNTHETIC: Too small"
