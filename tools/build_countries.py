"""Makes src/sightline/model/countries.tsv from the two hand-made lists beside this file and the country names
of the Unicode CLDR (through Babel, BSD; CLDR data under the Unicode licence).

Run: python tools/build_countries.py
"""

import re
from pathlib import Path

from babel import Locale

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "sightline" / "model" / "countries.tsv"
LANGUAGES = ("es", "fr", "ru", "uk", "tr", "de")
CYRILLIC = ("ru", "uk")
INFLECTED_END = re.compile(r"(?:ая|ые|ий|ый|ое|[аяыиіїоеєюуйьъэ])$")
HEAD = "# Made by tools/build_countries.py; do not edit. kind, code, language, word (Cyrillic: `*` = any ending)\n"

Row = tuple[str, str, str, str]


def lines(name: str) -> list[list[str]]:
    """The fields of each line of a hand-made list."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("|") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def split(field: str) -> list[str]:
    return [word.strip() for word in field.split(";") if word.strip()]


def english() -> tuple[list[Row], set[str]]:
    rows: list[Row] = []
    codes: set[str] = set()
    for code, name, more, peoples, seats in lines("countries_hand.txt"):
        if code not in codes and code != "-":
            rows.append(("english", code, "en", name))
            codes.add(code)
        rows += [("name", code, "en", word) for word in [name, *split(more)] if word]
        rows += [("demonym", code, "en", word) for word in split(peoples)]
        rows += [("seat", code, "en", word) for word in split(seats)]
    return rows, codes


def stem(word: str) -> str:
    """The part of a Cyrillic word before its case ending, with a star; short words stay whole."""
    if len(word) <= 4 or word.endswith("оа"):
        return word
    return INFLECTED_END.sub("", word) + "*"


def cldr(codes: set[str]) -> list[Row]:
    rows: list[Row] = []
    for language in LANGUAGES:
        for code, long_name in Locale(language).territories.items():
            if code not in codes:
                continue
            for part in re.split(r"\s*[()]\s*", long_name):
                if not part or part[0].islower() or part in ("САР", "SAR", "ÖİB"):
                    continue
                name = part.replace("ʼ", "’")
                words = [stem(word) if language in CYRILLIC else word for word in name.split()]
                rows.append(("name", code, language, " ".join(words)))
    return rows


def foreign() -> list[Row]:
    """Peoples, adjectives, seats and names by hand: `@` marks a seat, lower case a people or an adjective
    (in Turkish, whose peoples are written large, `+`)."""
    kinds = {"@": "seat", "+": "demonym"}
    return [
        (kinds.get(word[0], "demonym" if word[0].islower() else "name"), code, language, word.lstrip("@+"))
        for code, language, words in lines("countries_foreign.txt")
        for word in split(words)
    ]


def main() -> None:
    rows, codes = english()
    rows += cldr(codes) + foreign()
    unique = list(dict.fromkeys(rows))
    TARGET.write_text(HEAD + "".join("\t".join(row) + "\n" for row in unique), encoding="utf-8")
    print(f"{TARGET.name}: {len(unique)} rows, {len(codes)} countries")


if __name__ == "__main__":
    main()
