"""Agencies, companies and research groups that are named as the origin of reports, in the spellings that the press of
several languages uses for them. A table: who is missing here is still known by the words that print it, only not
across scripts and abbreviations.

Written by hand from the bodies' own pages in these languages. Case counts in Latin letters; a Cyrillic spelling may
carry a case ending, a Latin one a Turkish or possessive ending after its apostrophe.
"""

import re
from dataclasses import dataclass
from functools import cache

# kind, spellings with strokes between, the first is the name. "agency": sells its text to others; "imagery":
# satellite pictures; "tracking": flights and ships; "group": looks at open sources. A spelling after "~" means the
# body only beside words that say so (short, or also something else): a dateline, brackets, "according to".
_TABLE = """
agency|Reuters|Рейтер|Рейтерз|Рейтерс|Ройтерс|رويترز|路透社|路透|ロイター|로이터
agency|AFP|Agence France-Presse|Agence France Presse|АФП|Франс Пресс|France-Presse|فرانس برس|法新社|法国新闻社
agency|Associated Press|~AP|Ассошиэйтед Пресс|Ассошиэйтед пресс|Асошіейтед Прес|أسوشيتد برس|أسوشييتد برس|美联社|AP通信|AP News
agency|TASS|ТАСС|ITAR-TASS|ИТАР-ТАСС|塔斯社|تاس
agency|RIA Novosti|РИА Новости|РИА «Новости»|РІА Новини|RIA Nowosti|俄新社|~RIA
agency|Interfax|Интерфакс|Інтерфакс|国际文传电讯社|إنترفاكس
agency|Interfax-Ukraine|Интерфакс-Украина|Інтерфакс-Україна
agency|Ukrinform|Укринформ|Укрінформ
agency|UNIAN|УНИАН|УНІАН
agency|Xinhua|新华社|Синьхуа|Сіньхуа|شينخوا
agency|dpa|Deutsche Presse-Agentur|ДПА
agency|EFE|Agencia EFE|ЭФЭ|ЕФЕ
agency|ANSA|АНСА
agency|Anadolu Agency|Anadolu Ajansı|Anadolu|Анадолу|الأناضول|~AA
agency|Kyodo|Киодо|共同社|共同通信
agency|Yonhap|Ёнхап|Рёнхап|韩联社|연합뉴스
agency|KCNA|ЦТАК|朝中社|朝鲜中央通讯社
agency|IRNA|ИРНА|إرنا
agency|Fars News|Фарс|~Fars
agency|Tasnim|Тасним
agency|SANA|САНА
agency|Bloomberg|Блумберг|彭博社|بلومبرغ
agency|Belga
agency|Press Trust of India|~PTI
agency|Europa Press
agency|United Press International|UPI
agency|Polska Agencja Prasowa|~PAP
agency|Sputnik|Спутник Новости
agency|Radio Free Europe|RFE/RL|Радио Свобода|Радіо Свобода|~Радио Свободы
imagery|Maxar Technologies|Maxar|Максар|Vantor|ماكسار|马克萨
imagery|Planet Labs|Planet Labs PBC|Планет Лабс|Plant Labs|~Planet
imagery|ImageSat International|ImageSat|ImageSat Intl|ImageSatIntl|Image Sat|Имиджсат|ИмиджСат|ИмэйджСат|Імеджсат|إيميج سات|图像卫星国际公司|~ISI
imagery|Airbus Defence and Space|Airbus DS|~Airbus
imagery|BlackSky|Блэкскай
imagery|Capella Space|Capella
imagery|ICEYE
imagery|Umbra Space|~Umbra
imagery|Satellogic
imagery|DigitalGlobe
imagery|GeoEye
imagery|Chang Guang|长光卫星
imagery|MizarVision|觅熵科技
imagery|Sentinel Hub|Copernicus Sentinel|Sentinel-2|Sentinel-1|Сентинел
imagery|Landsat
tracking|Flightradar24|FlightRadar 24|Флайтрадар
tracking|ADS-B Exchange|ADSBexchange
tracking|FlightAware
tracking|MarineTraffic|Marine Traffic
tracking|VesselFinder
group|Bellingcat|Беллингкэт|Беллінгкет|بيلينغكات
group|Institute for the Study of War|ISW|Institut pour l'étude de la guerre|Institut pour l’étude de la guerre|Instituto para el Estudio de la Guerra|Институт изучения войны|Інститут вивчення війни|战争研究所
group|Conflict Intelligence Team|~CIT
group|InformNapalm|Информнапалм|ІнформНапалм
group|DeepState|DeepStateMap
group|Oryx
group|Janes|Jane's
group|38 North
group|Center for Strategic and International Studies|CSIS|戦略国際問題研究所
group|Asia Maritime Transparency Initiative|AMTI
group|International Institute for Strategic Studies|IISS
group|SIPRI|Stockholm International Peace Research Institute
group|Syrian Observatory for Human Rights|SOHR|Сирийский центр мониторинга за соблюдением прав человека|المرصد السوري
group|Amnesty International
group|Human Rights Watch
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A body of the table. key: its name, folded, as one word. name: as its own pages print it."""

    key: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A known body named at [start, end) of a text. sure: by a spelling that means nothing else."""

    start: int
    end: int
    body: Known
    sure: bool


@cache
def bodies() -> tuple[Known, ...]:
    return tuple(sorted({known for known, _ in _spellings().values()}, key=lambda k: k.key))


@cache
def _spellings() -> dict[str, tuple[Known, bool]]:
    found: dict[str, tuple[Known, bool]] = {}
    for line in _TABLE.strip().splitlines():
        kind, *printed = line.split("|")
        known = Known(re.sub(r"\W", "", printed[0]).casefold(), kind, printed[0])
        for one in printed:
            found[one.removeprefix("~")] = (known, not one.startswith("~"))
    return found


# Script -> (its letters, what must stand before a name, what may follow it).
_SCRIPTS = {
    "latin": ("A-Za-z0-9", r"(?<![\w@/.])", r"(?!\w|-\w|\.\w)"),
    "cyrillic": ("\u0400-\u04ff", r"(?<!\w)", r"(?:а|у|ом|е|ы|ів|и|і|ах)?(?!\w)"),
    "arabic": ("\u0600-\u06ff", r"(?<!\w)[وبل]?ل?", r"(?!\w)"),
    "other": ("\u3000-\uffff", "", ""),
}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each script: whether a text holds it, and its spellings, by first letter, for speed."""
    made = []
    for letters, before, behind in _SCRIPTS.values():
        holds = re.compile(f"[{letters}]")
        by_first: dict[str, list[str]] = {}
        for one in sorted(_spellings(), key=lambda s: (-len(s), s)):
            if holds.match(one):
                by_first.setdefault(one[0], []).append(re.escape(one[1:]))
        firsts = "".join(map(re.escape, by_first))
        rows = "|".join(f"{re.escape(f)}(?:{'|'.join(rest)})" for f, rest in by_first.items())
        ahead = f"(?=[{firsts}])" if not behind or "ل" not in before else ""
        made.append((holds, re.compile(f"{ahead}{before}(?:{rows}){behind}")))
    return tuple(made)


def seen_in(text: str) -> list[Seen]:
    """Every known body that a text names, in text order; of overlapping spellings the longest."""
    found = []
    latin, *others = _patterns()
    for holds, spelled in (latin,) if text.isascii() else (latin, *others):
        for m in spelled.finditer(text) if holds.search(text) else ():
            known, sure = _of(m[0])
            found.append(Seen(m.start(), m.end(), known, sure))
    return sorted(found, key=lambda x: x.start)


def _of(printed: str) -> tuple[Known, bool]:
    table = _spellings()
    for start in range(min(3, len(printed))):
        for end in range(len(printed), max(start, len(printed) - 3), -1):
            if (hit := table.get(printed[start:end])) is not None:
                return hit
    raise AssertionError(f"matched and not in the table: {printed}")


@cache
def known_as(squashed: str) -> Known | None:
    """The body that a name stands for ("imagesatintl", "reuters"), letters and digits only, case folded."""
    return _squashed().get(squashed)


@cache
def _squashed() -> dict[str, Known]:
    from sightline.fusion.words import squash

    return {squash(one): known for one, (known, sure) in _spellings().items() if sure}
