"""What a page says of where its news is from: names beside words of reporting, known agencies and companies, handles,
posts that it embeds or links, ministries, credits and datelines; and where it says that it found out itself.

The extractor ties a voice to a statement where the sentence does; much of what a page rests on stands elsewhere: in
the lead, behind a link, in a caption, or in a language whose grammar it does not know. What is found here is good
enough to take two pages for one voice, never to take them for two.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from sightline.fusion.known_names import known_as, seen_in
from sightline.fusion.words import name_words, squash
from sightline.model.countries import country_words
from sightline.model.document import Document, Part
from sightline.model.publisher import publisher_of, short_name
from sightline.model.vocabulary import LOW_PARTS
from sightline.model.words import word_set

How = Literal["said", "perhaps", "post", "credit", "picture", "land"]
MOST = 64  # of one document

# Words that come before the name of an origin, folded to ASCII ...
_BEFORE = word_set("""according broke broken by cited cites citing courtesy credit credited from per published quoted quoting quotes
    reported reports revealed said says seen source sources spotted told via
    segun citando cita fuente publicado revelo informo detallo anuncio
    selon rapporte rapportent citant cite citent indique source
    laut quelle berichtet berichten berichtete meldet meldete berufung angaben zufolge
    gore kaynak
    secondo fonte
    po dannym soobshchaet soobshchil soobshchila soobshchaiut soobshchilo pishet pishut peredaet ssylkoi istochnik utverzhdaet otmechaet opublikovala opublikoval informatsii dannye servisa snimku snimkam
    svodke svodka otchete otchet doklade zviti zvit bericht lagebericht report informe rapport bulletin assessment
    danimi povidomliae povidomlyaie povidomiv povidomili dzherelo posilanniam pishe peredae informatsiieiu""")
# ... or after it.
_AFTER = word_set("""broke claimed claims first has noted notes published publishes report reported reports revealed reveals
    said says showed shows wrote writes announced data images imagery pictures
    informa informo publico revelo anuncio dijo segun
    rapporte rapportait indique affirme ecrit
    berichtet berichtete meldet meldete schreibt zufolge
    bildirdi yazdi aktardi duyurdu haberine gore verilerine
    soobshchaet soobshchil soobshchila pishet napisal napisala zaiavil zaiavila opublikovala opublikoval
    povidomliae povidomiv pishe zaiaviv zaiavila""")
# A name after one of these is a place or a part of a phrase, unless the word of reporting stands right before it.
_OF = word_set("""of in at near on off outside inside around over to into de en a del cerca dans pres sur aux in bei auf aus im am
    nahe v na u iz pod s k okolo bilia z do ve da de ile and y et und i ta""")
_WITH_OF = word_set(
    "according ssylkoi posilanniam datos donnees angaben berufung credit courtesy dannym danimi report reports analysis"
    " publication statement post tweet channel"
)
_HAVE = frozenset(("has", "have", "had", "ha", "a", "hat", "haben"))
_WEAK = word_set("from per by seen dannye")  # words of reporting only right before the name
_NOT = re.compile(
    r"\b(?:not|no comment|declin\w+|refus\w+|den(?:y|ies|ied)|unanswered|no respondi\w*|no coment\w*|ne .{0,20} pas|n'a pas"
    r"|nicht|kein\w*|lehnte\w*|не|yanıt vermedi|yorum yapmadı)\b|لم ترد|没有",
    re.IGNORECASE,
)
_FOLLOW = re.compile(
    r"\b(?:follow|subscribe|join us|share (?:this|on)|s[ií]guenos|suscr\w+|suivez|abonnez|folgen|abonnieren|подпи\w+|підпи\w+|takip edin)\b",
    re.IGNORECASE,
)
_MINISTRY = re.compile(
    r"\b(?:(?:defen[cs]e|foreign|interior) ministry|ministry of (?:defen[cs]e|foreign affairs|the interior)|defen[cs]e minister|general staff"
    r"|minist[eè]re\b.{0,20}d[ée]fense|minist[eè]re des arm[ée]es|[ée]tat-major|ministerio de (?:la )?defensa|estado mayor"
    r"|verteidigungsministerium\w*|generalstab\w*|минобороны|министерств\w+ обороны|генштаб\w*|міноборони|міністерств\w+ оборони"
    r"|savunma bakanlığ\w+|genelkurmay\w*)|وزارة الدفاع|国防部",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|announced|reported|stated|confirmed|according|told|annonc\w+|affirm\w+|d[ée]clar\w+|selon|inform[óo]|anunci[óo]|dijo|seg[úu]n"
    r"|confirm[óo]|teilte\w*|laut|zufolge|erklärte\w*|bestätigte\w*|сообщи\w+|заяви\w+|по данным|повідоми\w+|за даними|açıkla\w+|bildir\w+|göre)\b"
    r"|قالت|أعلنت|宣布|表示|称",
    re.IGNORECASE,
)
DATELINE = re.compile(r"\(([A-ZА-Я][\w .&-]{1,40})\)\s*[-–—:]|/([A-ZА-ЯІЇЄ][\w-]{1,20})/")
_PICTURE = re.compile(
    r"photo|image|imagery|picture|graphic|map|video|satellite|foto|фото|снимок|знімок|©", re.IGNORECASE
)
# The publisher found out itself: it was told, or it looked.
_ASKED = re.compile(
    r"\btold (?:our|this|the author|us)\b|\b(?:to|by|with) (?:our|this) (?:\w+ )?(?:reporter|correspondent|newspaper|paper|magazine|outlet|website|channel)\b"
    r"|\bour (?:own )?(?:reporters?|correspondents?|team|crew)\b|\bthis newspaper (?:understands|has (?:learn\w+|seen))|\bthe paper has (?:learn\w+|seen)"
    r"|\ba (?:este|nuestro) (?:diario|peri[óo]dico|medio|corresponsal|reportero|equipo)|\b[àa] notre (?:correspondant|envoy[ée]|journal|r[ée]daction)"
    r"|\b(?:unserem|unserer|dieser) (?:reporter\w*|korrespondent\w*|zeitung|redaktion)"
    r"|\b(?:нашему|нашей|нашим) (?:корреспондент\w+|редакци\w+|издани\w+|журналист\w+)|рассказал\w* (?:газете|изданию)"
    r"|\b(?:нашому|нашій) (?:кореспондент\w+|редакції|виданню)|\bmuhabirimize\b|\bgazetemize\b|لمراسلنا|本报记者",
    re.IGNORECASE,
)
_FAR = 25  # characters between a ministry and the word for its country
_TOKEN = re.compile(r"@?[^\W_]+(?:[-'’._&][^\W_]+)*")
_CHANNEL = re.compile(
    r"(?:channel|канал\w{0,3}|kanal\w{0,3}|canal|chaîne)\s+(?:on |в |на |de )?(?:telegram\s+)?[«“\"]?@?((?=\w*[A-Za-z])[A-Za-z][\w]{3,31})\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z]\w{2,30})\b")
_SENTENCE = re.compile(r"[^.!?。！？\n]{1,600}(?:\.(?=\S)[^.!?。！？\n]{1,200}){0,5}[.!?。！？]*")
_JOINER = frozenset(("of", "the", "for", "de", "&", "del", "la", "du", "des", "für", "und"))
_MEDIA_POST = re.compile(
    r"/(?:status|posts?|videos?|reels?|p|permalink|statuses)/|wall-?\d+_\d+|t\.me/(?:s/)?\w+/\d+"
)


class Heard(NamedTuple):
    """at: where in the text, -1 where it is said of the whole page. name: as printed; the country's code where how is
    "land". body: the key of a known agency or company, or "". how: "said" beside a word of reporting, "perhaps" the
    same of a word that may be no name (only a page on record makes it one), "post" by a
    link or embedded post, "credit" in byline, credit line or dateline, "picture" in a caption's credit."""

    at: int
    name: str
    body: str
    how: How


def heard(document: Document, called: frozenset[str]) -> tuple[Heard, ...]:
    """What a document gives as its origins, in text order, without itself. called: its own names, squashed."""
    found: dict[Heard, None] = {}
    for part in document.parts:
        if part.kind in LOW_PARTS:
            continue
        for one in _part(document, part):
            if squash(one.name) not in called and (one.how == "land" or not _own(one.name, called)):
                found.setdefault(one)
    for one in _links(document):
        if squash(one.name) not in called:
            found.setdefault(one)
    return tuple(sorted(found)[:MOST])


def _own(name: str, called: frozenset[str]) -> bool:
    return any(len(c) > 5 and (c in squash(name)) for c in called)


def _part(document: Document, part: Part) -> Iterator[Heard]:
    text = document.text[part.start : part.end]
    if part.author and part.kind != "caption":
        yield from _credited(part.author)
    if part.kind in ("caption", "credit"):
        picture = part.kind == "caption" or _PICTURE.search(text)
        for seen in seen_in(text):
            if picture and seen.body.kind == "imagery":
                yield Heard(-1, seen.body.name, seen.body.key, "picture")
            elif not picture:
                yield Heard(-1, seen.body.name, seen.body.key, "credit")
        return
    if part.kind == "body":
        for m in DATELINE.finditer(text[:300]):
            yield from _credited(m[1] or m[2])
    for m in _SENTENCE.finditer(text):
        yield from _sentence(m[0], part.start + m.start(), part.language, headline=part.kind == "headline")


def _credited(printed: str) -> Iterator[Heard]:
    """Agencies of a byline or dateline; who stands in a dateline and is not known, too, is an agency."""
    for seen in seen_in(printed):
        if seen.sure or squash(printed) == squash(printed[seen.start : seen.end]):
            yield Heard(-1, seen.body.name, seen.body.key, "credit")


def _sentence(said: str, at: int, language: str | None = None, *, headline: bool = False) -> Iterator[Heard]:
    tokens = list(_TOKEN.finditer(said))
    folded = [squash(t[0]) for t in tokens]
    negative = bool(_NOT.search(said))
    covered = []
    for seen in seen_in(said):
        if (
            seen.sure
            or _cued(said, tokens, folded, seen.start, seen.end)
            or _bracketed(said, seen.start, seen.end)
        ):
            covered.append((seen.start, seen.end))
            yield Heard(at + seen.start, seen.body.name, seen.body.key, "said")
    if not _FOLLOW.search(said):
        for m in (*_HANDLE.finditer(said), *_CHANNEL.finditer(said)):
            if m.re is _CHANNEL and m[1].islower() and "_" not in m[1] and not any(c.isdigit() for c in m[1]):
                continue  # "channel that", "canal de"
            known = known_as(squash(m[1]))
            yield Heard(at + m.start(1), f"@{m[1]}", known.key if known else "", "said")
    if negative:
        return
    countries: list[tuple[int, int]] | None = None
    for start, end in _capitals(said, tokens):
        named = headline and said[end : end + 1] == ":" and not said[:start].strip(' «“„"')
        if any(a < end and start < b for a, b in covered):
            continue
        if not (named or _cued(said, tokens, folded, start, end)):  # "Maxar: bunkers in the valley"
            continue
        if countries is None:
            countries = [(w.start, w.end) for w in country_words(said)]
        if any(a <= start and end <= b for a, b in countries) or not name_words(said[start:end]):
            continue
        yield Heard(
            at + start, said[start:end], "", "perhaps" if _common(said, start, end, language) else "said"
        )
    if _SAID.search(said):
        yield from _ministries(said, at, language)


def _common(said: str, start: int, end: int, language: str | None) -> bool:
    """Whether a word with a capital may be a plain one: any noun in German, any word that begins a sentence."""
    one = " " not in said[start:end] and not said[start:end].isupper()
    return one and (language == "de" or not said[:start].strip(" «“„\"'(–—-"))


def _bracketed(said: str, start: int, end: int) -> bool:
    return said[start - 1 : start] in ("(", "/") and said[end : end + 1] in (")", "/")


def _ministries(said: str, at: int, language: str | None) -> Iterator[Heard]:
    for ministry in _MINISTRY.finditer(said):
        near = {w: _gap(ministry, w.start, w.end) for w in country_words(said, language)}
        least = min(near.values(), default=_FAR)
        for code in sorted({w.code for w, gap in near.items() if gap == least < _FAR}):
            yield Heard(at + ministry.start(), code, "", "land")


def _gap(ministry: re.Match[str], start: int, end: int) -> int:
    """Characters between a ministry and a word for a country; a word inside it is nearest."""
    return max(start - ministry.end(), ministry.start() - end, 0)


def _capitals(said: str, tokens: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Stretches of words with capitals, small joining words inside allowed."""
    i = 0
    while i < len(tokens):
        if not _capital(tokens[i][0]):
            i += 1
            continue
        last = j = i
        while j + 1 < len(tokens) and said[tokens[j].end() : tokens[j + 1].start()].strip(" «»“”\"'") == "":
            j += 1
            if _capital(tokens[j][0]):
                last = j
            elif tokens[j][0] not in _JOINER:
                break
        yield tokens[i].start(), tokens[last].end()
        i = last + 1


def _capital(word: str) -> bool:
    return word[0].isupper() or (word[0].isdigit() and any(c.isupper() for c in word))


def _cued(said: str, tokens: list[re.Match[str]], folded: list[str], start: int, end: int) -> bool:
    """Whether words of reporting stand beside the name at [start, end)."""
    first = next((i for i, t in enumerate(tokens) if t.start() >= start), 0)
    return _spoken_after(said, tokens, folded, end) or _spoken_before(tokens, folded, first)


def _spoken_after(said: str, tokens: list[re.Match[str]], folded: list[str], end: int) -> bool:
    if "," in said[end : end + 2]:
        return False
    behind = [f for t, f in zip(tokens, folded, strict=True) if t.start() >= end][:2]
    if behind and behind[0] in _HAVE:
        behind = behind[1:]
    return bool(behind) and behind[0] in _AFTER


def _spoken_before(tokens: list[re.Match[str]], folded: list[str], first: int) -> bool:
    """Up to five words before it, with nothing between but what belongs to the name ("according to the Israeli
    company"): no preposition, no other name."""
    for back in range(1, min(5, first) + 1):
        word = folded[first - back]
        if word in _BEFORE:
            if back < 3 or word not in _WEAK:
                return True
        elif word in _OF:
            return first > back and folded[first - back - 1] in _WITH_OF
        elif (
            back > 1 and tokens[first - back][0][:1].isupper() and not country_words(tokens[first - back][0])
        ):
            return False
    return False


def _links(document: Document) -> Iterator[Heard]:
    for link in document.links:
        key = publisher_of(link.address)
        if key is None:
            continue
        name = short_name(key)
        known = known_as(squash(name))
        before = document.text[max(0, link.span.start - 80) : link.span.start].rsplit("\n", 1)[-1]
        if _FOLLOW.search(before):
            continue
        post = "/" in key and (link.embedded or _MEDIA_POST.search(link.address))
        if post or (_asks(before) and (key.count("/") or known or _asks(before, 3))):
            yield Heard(
                link.span.start, f"@{name}" if "/" in key else name, known.key if known else "", "post"
            )


def _asks(before: str, words: int = 6) -> bool:
    folded = [squash(t[0]) for t in _TOKEN.finditer(before)][-words:]
    return any(f in _BEFORE or f in ("channel", "kanal", "telegramkanal", "canal") for f in folded)


def own_work(document: Document, called: frozenset[str], looked: re.Pattern[str]) -> tuple[int, ...]:
    """Where a page says that it found out itself: was told, or looked at pictures of its own. Not where the same
    sentence names another. looked: words of an own look."""
    found = []
    for part in document.parts:
        if part.kind != "body":
            continue
        text = document.text[part.start : part.end]
        for m in _SENTENCE.finditer(text):
            said = m[0]
            if not (_ASKED.search(said) or looked.search(said) or _told_us(said, called)):
                continue
            others = (h for h in _sentence(said, 0) if h.how == "said")
            if all(squash(h.name) in called or _own(h.name, called) for h in others):
                found.append(part.start + m.start())
    return tuple(found[:MOST])


def _told_us(said: str, called: frozenset[str]) -> bool:
    for m in re.finditer(
        r"\b(?:told|tells|dijeron a|contaron a|dijo a|ont dit [àa]|sagte(?:n)?|рассказали|розповіли)\s+", said
    ):
        rest = squash(said[m.end() : m.end() + 60]).removeprefix("the")
        if any(rest.startswith(c.removeprefix("the")) for c in called if len(c) > 4):
            return True
    return False
