"""What was told before holds for a claim too, or not: the fitted choice, and which date of its own sentence is a claim's."""

from sightline.extraction.lending import likeliest, shares, weights_of
from sightline.extraction.scene import dates_aside, dates_other
from sightline.extraction.sentences import sentences

_BY = {"near": 2.0, "far": -2.0}


class _At:
    """Words [first, last] of a sentence."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last


def _aside(text: str, trigger: str, date: str) -> tuple[bool, bool]:
    """Whether the rules, and the reader of the model's links, take the date for that of something else."""
    sentence = sentences(text, 0, len(text))[0]
    words = [w.text for w in sentence.words]

    def place(phrase: str) -> tuple[int, int]:
        wanted = phrase.split()
        first = next(n for n in range(len(words)) if words[n : n + len(wanted)] == wanted)
        return first, first + len(wanted) - 1

    at, told = place(date), _At(*place(trigger))
    return dates_other(sentence, told, at), dates_aside(sentence, told, at)


def test_verbs_that_say_when_leave_the_date_to_the_happening() -> None:
    told = "The Battle of Mukden commenced on 20 February 1905."
    assert _aside(told, "Battle", "20 February 1905") == (True, False)
    assert _aside("They were defeated in June at the Battle of Dong Xoai.", "Battle", "June") == (True, False)
    assert _aside("Ghadiya was killed in a 2008 raid.", "raid", "2008") == (True, False)


def test_other_dates_stay_aside() -> None:
    assert _aside("They received tanks introduced in 1978.", "received", "1978") == (True, True)
    assert _aside("The minister said on Tuesday that tanks arrived.", "arrived", "Tuesday") == (True, True)


def test_shares_leave_room_for_none() -> None:
    near, far = shares([{"near": 1.0}, {"far": 1.0}], _BY)
    assert near > 0.8
    assert near + far < 1.0
    assert shares([], _BY) == []


def test_nothing_is_lent_below_the_least_share() -> None:
    assert likeliest([("then", {"near": 1.0}, 1.0)], _BY, 0.4) is not None
    assert likeliest([("then", {"far": 1.0}, 1.0)], _BY, 0.4) is None
    assert likeliest([], _BY, 0.4) is None


def test_a_doubtful_loan_is_not_passed_on_as_if_it_were_sure() -> None:
    assert likeliest([("then", {"near": 1.0}, 0.4)], _BY, 0.4) is None


def test_the_weights_of_the_package_prefer_what_the_last_claim_told() -> None:
    for slot in ("time", "place"):
        weights, least = weights_of(slot)
        assert weights["of the claim before"] > 0 > weights["held back 3"]
        assert 0 < least < 1
