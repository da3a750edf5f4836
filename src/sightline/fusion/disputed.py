"""Where analysts disagree: the newest decision holds, and what the others said is shown beside it."""

from collections.abc import Mapping, Sequence

from sightline.model.judgement import WAS, Judgement


def disputed(judgements: Sequence[Judgement], values: Mapping[str, str]) -> tuple[str, ...]:
    """What others than the one whose decision holds said against it, in words. A correction and an acceptance agree
    that the words say something; a rejection agrees with neither; two values of one path are a dispute. A change of
    mind is none. judgements: on one subject, oldest first. values: what each gave, in words, by its id."""
    last = judgements[-1]
    latest = {j.who: j for j in judgements if j.who != last.who}
    found = [
        f"{one.who} {one.decision} it on {_day(one)}: {one.why}"
        for one in sorted(latest.values(), key=lambda j: (j.at, j.id))
        if (one.decision == "rejected") != (last.decision == "rejected")
    ]
    holds: dict[str, tuple[Judgement, str]] = {}
    for one in judgements:
        for path, text in one.changes:
            if path.startswith(WAS):
                continue
            before = holds.get(path)
            if before and before[0].who != one.who and before[1] != text:
                found.append(
                    f"{before[0].who} said otherwise on {_day(before[0])}: {values.get(before[0].id, path)}"
                )
            holds[path] = (one, text)
    return tuple(dict.fromkeys(found))


def _day(judgement: Judgement) -> str:
    return judgement.at.date().isoformat()
