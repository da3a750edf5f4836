"""What a tie, or a contradiction between ties, says, in words for a reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from sightline.model.claim import Claim, anchor_of
from sightline.model.event import Contradiction
from sightline.model.period import Period, iso
from sightline.model.span import Span
from sightline.times.happenings import TABLE
from sightline.times.relations import Link
from sightline.times.ties import LeftOut, Outcome

_LONGEST = 90  # characters of a quotation


@dataclass(frozen=True, slots=True)
class Words:
    """claims: by id. own: their own dates. outcome: what the network left of them."""

    claims: Mapping[str, Claim]
    own: Mapping[str, Period]
    outcome: Outcome

    def anchor(self, link: Link) -> Span | None:
        """The words of the happening that a link counts from."""
        return link.anchor or (anchor_of(self.claims[link.other]) if link.other else None)

    def tie(self, link: Link, *, own: bool = False) -> str:
        """ "“two days after the landing”, dated 2019-03-23". own: with the anchor's own date, ties apart."""
        whole = _short(link.whole.text)
        if link.other is None:
            return f"“{whole}”, {_dated(link.date.period if link.date else None)}{_listed(link)}"
        other = self.claims[link.other]
        when = self.dates(other.id, own=own, otherwise=link.date.period if link.date else None)
        if link.anchor is not None and anchor_of(other).within(link.anchor):
            return f"“{whole}”, {when}"
        return f"“{whole}”, counted from “{_short(other.quote.text)}”, {when}"

    def dates(self, key: str, *, own: bool, otherwise: Period | None = None) -> str:
        period = self.own.get(key)
        if not own and key in self.outcome.periods:
            period = Period(*self.outcome.periods[key])
        return _dated(period if period is not None and period.known else otherwise)

    def from_other_side(self, link: Link) -> str:
        """Why the anchor of a link is bounded by what is told to be after or before it."""
        claim = self.claims[link.claim]
        when = self.dates(claim.id, own=True)
        return f"“{_short(claim.quote.text)}”, {when}, is told as “{_short(link.words.text)}” this"

    def left_out(self, left: LeftOut) -> str:
        return f"contradiction: {self.conflict(left)}; “{_short(left.link.words.text)}” is left out"

    def conflict(self, left: LeftOut) -> str:
        """The ties and dates that cannot hold together."""
        links = (left.link, *left.others)
        parts = [self.tie(k, own=True) for k in links]
        shown = {k.other for k in links}
        for key in left.claims:
            claim = self.claims.get(key)
            if claim is None or key in shown:
                continue
            if self.own[key].known:
                parts.append(f"“{_short(claim.quote.text)}”, {_dated(self.own[key])},")
            else:
                parts.append(f"publication, which tells “{_short(claim.quote.text)}” as done")
        return " and ".join(p.rstrip(",") for p in dict.fromkeys(parts)) + ", cannot hold together"

    def contradiction(self, left: LeftOut) -> Contradiction:
        """As data: the claims that the ties date against those they count from."""
        links = (left.link, *left.others)
        dated = {k.claim for k in links}
        others = ({k.other for k in links if k.other} | {k for k in left.claims if k in self.claims}) - dated
        sides = tuple(tuple(sorted(s)) for s in (dated, others) if s)
        return Contradiction("time", self.conflict(left), sides)


def _listed(link: Link) -> str:
    """Where a date comes from that the text does not give."""
    basis = (link.date.period.basis if link.date and link.date.period else None) or ""
    return f": {basis}" if basis.endswith(TABLE) else ""


def _dated(period: Period | None) -> str:
    if period is None or not period.known:
        return "which is not dated"
    first, last = iso(period.earliest), iso(period.latest, end=True)
    if first is None:
        return f"dated not after {last}"
    if last is None:
        return f"dated not before {first}"
    return f"dated {first}" if first == last else f"dated {first} to {last}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
