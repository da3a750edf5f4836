"""find_times: every time expression of a document, with the period it means and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sightline.model.document import Document, Part
from sightline.model.edtf import format_period
from sightline.model.mention import Mention
from sightline.model.period import Period, TimeRelation, day_end, day_start
from sightline.model.span import Span
from sightline.model.vocabulary import LOW_PARTS
from sightline.times import english, foreign
from sightline.times.calendrical import DAYS, When
from sightline.times.context import Context, Order, Tense, published
from sightline.times.evaluate import Answer, evaluate
from sightline.times.expr import (
    CalendarDate,
    Clock,
    Expr,
    Night,
    NumericDate,
    Stretch,
    Tied,
    Vague,
    Years,
)
from sightline.times.happening_words import aside, known, year_giver
from sightline.times.happenings import Named
from sightline.times.layout import in_heading, opens_line
from sightline.times.pairs import in_order
from sightline.times.tense import tense
from sightline.times.tokens import Tokens, is_sentence_end, part_tokens, sentence

_JOINERS = frozenset("and to - – — until till through or y al a и по до й та і ve ile et au und bis".split())
_LISTING = frozenset([",", "and", "or", "on", "in", "at", "then", "the", "to"])
_ASIDE_YEARS = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression: tokens [first, last) of `tokens`. names: the happenings of its part that may give a year."""

    tokens: Tokens
    first: int
    last: int
    expr: Expr
    language: str = ""
    heading: bool = False
    names: tuple[Named, ...] = ()


def find_times(document: Document) -> tuple[Mention, ...]:
    """Every time expression of all parts, as mentions of kind "time" in text order, never overlapping.

    Each has a `period`: resolved against the part's own publication date, else the document's, else what the
    running text dated before; without bounds where nothing tells, its basis saying so. Extents follow TIMEX2
    (no preposition; determiner, "early", "later", "ago" included; "8-10 May" is two mentions); durations and
    repeated times are mentions without bounds. A time in another language is read by that language's words.
    """
    parts = document.parts or (Part("", "body", 0, len(document.text)),)
    found = [(part, list(_expressions(document, part))) for part in parts]
    order = _order([f.expr for _, fs in found for f in fs])
    first_year = _first_dated([f.expr for part, fs in found if part.kind not in LOW_PARTS for f in fs])
    running = Context(order=order)
    mentions: list[Mention] = []
    for part, expressions in found:
        context = replace(_published(document, part), order=order)
        if part.kind not in LOW_PARTS:
            context = replace(context, recent=running.recent, recent_day=running.recent_day)
        for n, one in enumerate(expressions):
            before = expressions[n - 1] if n else None
            mention, context = _resolved(document, one, before, context, first_year)
            if n and _joined(document, expressions[n - 1], one) and not _mere_list(expressions[n - 1], one):
                mentions[-1], mention = in_order(mentions[-1], mention, expressions[n - 1].expr, one.expr)
            mentions.append(mention)
        if part.kind not in LOW_PARTS:
            running = context
    return tuple(mentions)


def _expressions(document: Document, part: Part) -> Iterator[_Found]:
    tokens = part_tokens(document.text, part.start, part.end)
    names: tuple[Named, ...] = ()
    if language := _language(document, part):
        found = list(foreign.expressions(tokens, language))
    else:
        found, names = known(tokens, list(english.expressions(tokens)))
    for first, last, expr in found:
        yield _Found(
            tokens, first, last, expr, language, in_heading(document.text, tokens.start[first]), names
        )


def _language(document: Document, part: Part) -> str:
    """The language whose words are read, where it is one of those other than English that we know; else ""."""
    code = (part.language or document.language or "").lower().split("-")[0]
    return code if code in foreign.LANGUAGES else ""


def _published(document: Document, part: Part) -> Context:
    """When the part was written. What comes after an article (comments) is only known not to be earlier."""
    if part.published is not None and part.published.known:
        return published(part.published)
    if part.kind in LOW_PARTS and document.published is not None:
        return published(Period(earliest=document.published.earliest))
    return published(document.published)


def _order(expressions: list[Expr]) -> Order | None:
    """The order of day and month that the document's own numeric dates force; None where they disagree."""
    forced: set[Order] = set()
    for expr in expressions:
        if isinstance(expr, NumericDate) and not expr.day_first:
            if expr.a > 12:
                forced.add("day first")
            if expr.b > 12:
                forced.add("month first")
    return forced.pop() if len(forced) == 1 else None


def _first_dated(expressions: list[Expr]) -> Expr | None:
    return next((x for x in expressions if isinstance(x, CalendarDate) and x.year and not x.bc), None)


def _resolved(
    document: Document, one: _Found, before: _Found | None, context: Context, first_year: Expr | None
) -> tuple[Mention, Context]:
    t, expr = one.tokens, one.expr
    start, end = t.start[one.first], t.end[one.last - 1]
    span = document.span(start, end)
    changed: dict[str, Any] = {"tense": _tense(one, before)}  # one context is made of all changes
    new_sentence = before is None or not _same_sentence(before, one)
    if new_sentence:
        changed |= {"nearby": None, "opening": None}
    opens = opens_line(document.text, start)
    if (
        opens
        and isinstance(expr, Clock)
        and expr.of is None
        and (day := context.line_day or _one_day(context))
    ):
        changed |= {"recent_day": day, "recent": day}
    if one.language:
        changed["order"] = context.order or "day first"
    here = replace(context, **changed)
    answer = evaluate(expr, here)
    if answer.when is None and context.published is None and context.recent is None and first_year:
        # a narrative that gives its year only later on
        later = evaluate(first_year, here)
        if later.when is not None:
            answer = evaluate(expr, replace(here, recent=later.when))
    elif answer.when is None and (giver := year_giver(t, one.first, one.names, here)):
        answer = evaluate(expr, replace(here, giver=giver[0], giver_words=giver[1]))
    period = _period(document, answer, span, expr)
    told = answer.when is not None and not (answer.open_start or answer.open_end)
    if (
        answer.when is not None
        and told
        and not isinstance(expr, Clock)
        and not (isinstance(expr, Stretch) and (answer.when.width <= 2 or expr.base == "speech"))
        and not _aside(one, answer.when, context)
        and not aside(t, one.first, expr, context)
        and not (context.published is None and here.tense == "future" and _looks_far(answer.when, context))
    ):
        context = context.told(answer.when, new_sentence)
    if opens and answer.when is not None and answer.when.width == 1 and not isinstance(expr, Clock):
        context = replace(context, line_day=answer.when)
    if one.heading and answer.when is not None and _names_years(expr):
        context = replace(
            context,
            frame=_widened(context.frame if _one_line(document.text, before, one) else None, answer.when),
        )
    if told:
        opening = answer.when if one.first - sentence(t, one.first, reach=4)[0] <= 2 else here.opening
        context = replace(context, nearby=answer.when, mentioned=answer.when, opening=opening)
    elif here.nearby is None:
        context = replace(context, nearby=None, opening=None)
    return Mention(span=span, kind="time", name=span.text, period=period), context


def _one_day(context: Context) -> When | None:
    return context.published if context.published is not None and context.published.width == 1 else None


def _looks_far(when: When, context: Context) -> bool:
    """In a narrative, a plan or a prediction for another year ("would be ready by 1976") does not move the telling."""
    return context.recent is not None and when.first.year > context.recent.last.year


def _one_line(text: str, a: _Found | None, b: _Found) -> bool:
    return a is not None and "\n" not in text[a.tokens.start[a.first] : b.tokens.start[b.first]]


def _names_years(expr: Expr) -> bool:
    return isinstance(expr, CalendarDate) and expr.year is not None and not expr.bc and not expr.day


def _widened(frame: When | None, when: When) -> When:
    if frame is None:
        return When(when.first, when.last, "year")
    return When(min(frame.first, when.first), max(frame.last, when.last), "year")


def _aside(one: _Found, when: When, context: Context) -> bool:
    """Whether a bare year, named in the middle of a sentence and far from what is being told, is no more than
    an aside ("since 1945", "documents released in 2005"), after which the telling goes on as before."""
    bare = isinstance(one.expr, CalendarDate) and one.expr.month is None and one.expr.day is None
    if context.recent is None:
        return False
    t = one.tokens
    if (
        isinstance(one.expr, CalendarDate)
        and one.expr.year
        and not one.expr.day
        and context.published is not None
    ):
        # "the January 2017 agreement" of a page of another year
        adjective = t.low[one.first - 1] == "the" and t.text[one.last].islower()
        if adjective and abs(when.first.year - context.published.first.year) > 1:
            return True
    if not (bare or isinstance(one.expr, Years)):
        return False
    apart = abs(when.first.year - context.recent.first.year)
    begin, _ = sentence(one.tokens, one.first, reach=4)
    return apart > _ASIDE_YEARS and one.first - begin > 2


def _same_sentence(a: _Found, b: _Found) -> bool:
    return not any(is_sentence_end(b.tokens, i) for i in range(a.last, min(b.first, a.last + 60)))


def _tense(one: _Found, before: _Found | None) -> Tense | None:
    if one.language:
        return "future" if foreign.looks_ahead(one.tokens, one.first, one.language) else None
    if before is not None and _is_weekday(one.expr) and _is_weekday(before.expr) and _listed(before, one):
        return tense(one.tokens, before.first, before.last, strong=True)
    return tense(one.tokens, one.first, one.last, strong=_is_weekday(one.expr) or _is_bare_day(one.expr))


def _mere_list(a: _Found, b: _Found) -> bool:
    """ "in January and December": two months that nothing puts in order, unlike "between November and January"."""
    t = b.tokens
    if t.low[b.first - 1] != "and" or not (
        isinstance(a.expr, CalendarDate) and isinstance(b.expr, CalendarDate)
    ):
        return False
    between = any(t.low[i] == "between" for i in range(max(0, a.first - 3), a.first))
    return not between and not (a.expr.day or b.expr.day) and bool(a.expr.month and b.expr.month)


def _listed(a: _Found, b: _Found) -> bool:
    """Whether nothing but names stand between two weekdays: "in Santa Clara on Thursday, Camaguey on Friday"."""
    t = b.tokens
    if b.first - a.last > 8:
        return False
    return all(t.text[i][:1].isupper() or t.low[i] in _LISTING for i in range(a.last, b.first))


def _joined(document: Document, a: _Found, b: _Found) -> bool:
    """Whether "a and b", "a to b", "a-b" stands in the text."""
    between = document.text[a.tokens.end[a.last - 1] : b.tokens.start[b.first]]
    return len(between) <= 14 and between.strip().lower() in _JOINERS


def _is_bare_day(expr: Expr) -> bool:
    return isinstance(expr, CalendarDate) and expr.day is not None and expr.month is None


def _is_weekday(expr: Expr | None) -> bool:
    if isinstance(expr, Night | Clock):
        return _is_weekday(expr.of)
    return isinstance(expr, CalendarDate) and expr.weekday is not None


def _period(document: Document, answer: Answer, span: Span, expr: Expr) -> Period:
    period = Period(basis=answer.basis, span=span)
    if isinstance(expr, Tied):
        period = replace(period, relation=_relation(document, span, expr))
    elif isinstance(expr, Vague):
        return period
    if answer.exact:
        period = replace(period, earliest=answer.exact[0], latest=answer.exact[1])
    elif answer.when:
        first = None if answer.open_start else day_start(answer.when.first)
        last = None if answer.open_end else day_end(answer.when.last)
        period = replace(period, earliest=first, latest=last, edtf=answer.edtf)
    return replace(period, edtf=format_period(period))


def _relation(document: Document, span: Span, expr: Tied) -> TimeRelation:
    low, high = sorted((expr.sign * expr.low * DAYS[expr.unit], expr.sign * expr.high * DAYS[expr.unit]))
    return TimeRelation(span.text, low, high, document.span(expr.start, expr.end))
