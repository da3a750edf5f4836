"""Judgements that a text makes or quotes: forecasts, meanings, and what it says is not known.

An assessment is found by a closed list of cues in a sentence that speaks of forces, materiel or states; it is
not a happening. The cues are English; other languages are left to the trained model.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sightline.extraction.sentences import Sentence
from sightline.model.vocabulary import Stance

_UNKNOWN = (
    r"(?:it )?(?:remains?|is|was|are|were)(?: still| yet)? (?:un(?:clear|known|certain)|not (?:yet )?(?:clear|known))",
    r"(?:do|does|did|could|can) ?not (?:know|say|tell|specify|disclose|confirm|verify|independently verify)",
    r"(?:could|can)(?: ?not|n't) be (?:independently )?(?:verified|confirmed|established|determined)",
    r"cannot (?:say|tell|confirm|verify|know|be said)", r"(?:don't|doesn't|didn't|couldn't|can't) (?:know|say|tell)",
    r"remains? to be seen", r"remains? (?:unclear|unknown|uncertain|open)", r"anybody's guess|anyone's guess",
    r"no (?:word|information|indication|evidence|confirmation)(?: (?:on|of|that|about|for))?",
    r"nobody (?:knows|would say|could say|has said)", r"(?:neither )?confirm(?:s|ed)? nor den(?:y|ies|ied)",
    r"open question|question (?:stands|remains|is) open", r"unclear (?:how|whether|if|what|who|when|where)",
    r"(?:declined|refused|declines|refuses) to (?:say|comment|confirm)", r"(?:will|would|did|does|do) not (?:say|comment)",
    r"never said", r"no (?:reason|numbers?|figures?|details?|dates?) (?:was|were|has|have|had|is|are)",
    r"may or may not", r"not public", r"(?:nor|neither) (?:is|was) it (?:clear|known)", r"neither (?:confirmed|denied)", r"not (?:been )?(?:independently )?(?:verified|confirmed)",
)  # fmt: skip
_FORECAST = (
    r"(?:very |highly |most )?(?:un)?likel(?:y|ier|iest) (?:that|to)", r"is (?:very |highly |most )?(?:un)?likely",
    r"(?:are|seems?|looks?|appears?|remains?) (?:very |highly |most )?(?:un)?likely", r"(?:im)?probable that",
    r"expects? (?:that |to |the |more |it |them |no )", r"predict(?:s|ed)?", r"forecasts?",
    r"will (?:not|never) (?:tolerate|allow|accept|permit|let|hesitate)", r"would (?:take|need|require|mean|give|allow)",
    r"will (?:probably|likely|most likely|soon have to)", r"doubts? (?:that|whether|it)?", r"seems? improbable",
    r"(?:we|i|they|analysts|experts|officials) (?:do not |don't )?(?:expect|foresee|predict|doubt|anticipate)",
    r"would (?:not be surprised|eventually|probably|likely|soon|only|also)", r"seems? (?:un)?likely",
    r"(?:is|are|was|were) (?:im)?probable", r"more likely than not", r"no hope of",
    r"almost certain(?:ly)?", r"is bound to", r"risks? (?:a|an|the|being|becoming)", r"looks? set to",
)  # fmt: skip
_POSSIBLE = (
    r"(?:could|might|may) (?:well |also |yet )?(?:be|become|have been|signal|indicate|suggest|mean|mark|herald|lead"
    r"|allow|serve|explain|point|prove)",
    r"(?:probably|perhaps|possibly|maybe) (?:an? |the |for |to )",
    r"(?:may|might|could) (?:not |well |also |yet |now )?[a-z]+",
    r"(?:appears?|seems?) (?:meant|designed|intended|likely)",
    r"thought (?:to be|likely)",
    r"it may be that",
    r"(?:appears?|seems?) to (?:be|indicate|suggest|signal|confirm)",
    r"is thought to be|are thought to be",
)
_ANALYSIS = (
    r"(?:is|are|was|were|being)? ?(?:meant|intended|designed|aimed|calculated) (?:to|at|as)",
    r"aim(?:s|ed)? (?:to|at)", r"(?:in an|an) (?:effort|attempt|bid) to", r"(?:send|sends|sent|sending) an? .{0,20}?"
    r"(?:message|signal)", r"signal(?:s|ling|ing|led)", r"demonstrat(?:es?|ed|ing)",
    r"show(?:s|ed|ing)? (?:of force|that .{0,30}? (?:is|are) (?:ready|serious|prepared|able))",
    r"(?:is|are|was|were) (?:a |the |an )?(?:sign|proof|evidence|reminder|warning|message|response|reaction|step"
    r"|attempt|threat|provocation|violation)", r"underlin(?:es?|ed|ing)|underscor(?:es?|ed|ing)",
    r"suggest(?:s|ed|ing)? (?:that|a|an|the)", r"indicat(?:es?|ed|ing) (?:that|a|an|the)",
    r"taking no chances", r"in response to", r"to (?:deter|reassure|intimidate|pressure|counter the threat)",
    r"purpose(?:ful|ly)?", r"strateg(?:y|ically)", r"(?:prove[ds]?|proving) (?:decisive|costly|to be|that)",
    r"(?:more|less|most|least) (?:effective|powerful|capable|advanced|important|dangerous|serious|significant)",
    r"the (?:largest|biggest|first|worst|heaviest|highest|most) .{0,25}? (?:since|ever|in (?:years|decades))",
    r"represents?|constitut(?:es?|ed)|amount(?:s|ed) to", r"believ(?:es?|ed) (?:that|to)", r"argu(?:es?|ed) that",
    r"warn(?:s|ed|ing) (?:that|of|against)", r"pos(?:es?|ed) an? .{0,15}?(?:threat|risk|danger|challenge)",
    r"(?:could|would) not (?:be|have)", r"(?:is|are|was|were|be|been|remained?|became|proved|proving) (?:an? |the |very |a very "
    r"|extremely |highly |particularly |more |most |also |significantly )*(?:effective|vulnerable|superior|inferior|hopeless"
    r"|crucial|key|vital|important|essential|disastrous|successful|decisive|powerful|dangerous|formidable|capable|able to"
    r"|unable|ineffective|efficient|significant|serious|limited|isolated|outnumbered|hindrance|threat|problem|failure"
    r"|success|plausible|costly|weak|weaker|stronger|ready to|determined to|necessary|advantage|disadvantage)",
    r"we (?:believe|judge|assess|think|conclude)", r"in (?:our|my|his|her|their) (?:view|opinion|judgement|judgment)",
    r"(?:stemmed|resulted|derived) from", r"relied (?:greatly |heavily )?on", r"lack(?:ed|s|ing)? (?:of )?(?:the |any )?\w+",
    r"fail(?:ed|s|ing|ure)? to", r"unable to|inability to|incapable of", r"intends? to|intention", r"turning point|decisive|precedent", r"is capable of|are capable of",
    r"capabilit(?:y|ies)", r"committed to|commitment to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """Characters [start, end) of the document that make a judgement, and its stance."""

    start: int
    end: int
    stance: Stance
    weight: float


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")(?=\W|$)", re.IGNORECASE)


# Order matters: what is said to be unknown outranks a forecast, a forecast a possibility, that a meaning.
_CUES: tuple[tuple[Stance, re.Pattern[str], float], ...] = (
    ("unknown", _compiled(_UNKNOWN), 0.6),
    ("forecast", _compiled(_FORECAST), 0.5),
    ("possible", _compiled(_POSSIBLE), 0.45),
    ("analysis", _compiled(_ANALYSIS), 0.4),
)


def find_cues(text: str, sentence: Sentence) -> tuple[Cue, ...]:
    """The judgement cues of a sentence, in order, none overlapping a stronger one."""
    return _cues(text, sentence.start, sentence.end)


@lru_cache(maxsize=4096)  # the rules, the model's hints and its guards ask about the same sentences
def _cues(text: str, first: int, last: int) -> tuple[Cue, ...]:
    found: list[Cue] = []
    for stance, pattern, weight in _CUES:
        for m in pattern.finditer(text, first, last):
            start, end = m.span()
            while text[start].isspace():
                start += 1
            while text[end - 1].isspace():
                end -= 1
            if text[start:end].startswith("May ") and start != first:
                continue  # the month
            if all(end <= c.start or c.end <= start for c in found):
                found.append(Cue(start, end, stance, weight))
    return tuple(sorted(found, key=lambda c: c.start))
