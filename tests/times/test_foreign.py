"""Times in Spanish, French, German, Turkish, Russian and Ukrainian; tables checked against CLDR."""

import pytest

from sightline.model import edtf
from sightline.model.document import Document, Part
from sightline.model.period import iso
from sightline.times.find import find_times
from sightline.times.foreign import LEXICONS


def read(text, language, published="2019-03-20"):  # a Wednesday
    doc = Document(
        id="d", capture="c", text=text, language=language, parts=(Part("b", "body", 0, len(text), language),),
        published=edtf.parse(published),
    )  # fmt: skip
    return [
        (m.span.text, iso(m.period.earliest), iso(m.period.latest, end=True))
        for m in find_times(doc)
        if m.period.known
    ]


@pytest.mark.parametrize(
    ("language", "text", "words", "first", "last"),
    [
        ("es", "Llegó el 23 de marzo de 2018.", "23 de marzo de 2018", "2018-03-23", "2018-03-23"),
        ("es", "Llegó el sábado pasado.", "sábado pasado", "2019-03-16", "2019-03-16"),
        ("es", "Llegó hace tres meses.", "hace tres meses", "2018-12-01", "2018-12-31"),
        ("es", "Llegó anoche.", "anoche", "2019-03-19", "2019-03-20"),
        ("es", "La semana pasada llegó.", "semana pasada", "2019-03-11", "2019-03-17"),
        ("es", "Hasta finales de agosto estará.", "finales de agosto", "2019-08-16", "2019-08-31"),
        ("es", "Allí está desde 2015.", "2015", "2015-01-01", "2015-12-31"),
        ("fr", "Arrivé le 1er février 2019.", "1er février 2019", "2019-02-01", "2019-02-01"),
        ("fr", "Arrivé il y a trois mois.", "il y a trois mois", "2018-12-01", "2018-12-31"),
        ("fr", "Arrivé samedi dernier.", "samedi dernier", "2019-03-16", "2019-03-16"),
        ("fr", "Arrivé fin 2018.", "fin 2018", "2018-07-02", "2018-12-31"),
        ("fr", "Arrivé hier.", "hier", "2019-03-19", "2019-03-19"),
        ("de", "Am 3. März 2019 gelandet.", "3. März 2019", "2019-03-03", "2019-03-03"),
        ("de", "Vor drei Monaten gelandet.", "Vor drei Monaten", "2018-12-01", "2018-12-31"),
        ("de", "Am vergangenen Samstag gelandet.", "vergangenen Samstag", "2019-03-16", "2019-03-16"),
        ("de", "Gestern gelandet.", "Gestern", "2019-03-19", "2019-03-19"),
        ("de", "Im Jahr 2015 gelandet.", "2015", "2015-01-01", "2015-12-31"),
        ("ru", "Прилетели 23 марта 2018 года.", "23 марта 2018 года", "2018-03-23", "2018-03-23"),
        ("ru", "Прилетели в прошлую субботу.", "прошлую субботу", "2019-03-16", "2019-03-16"),
        ("ru", "Прилетели в субботу.", "субботу", "2019-03-16", "2019-03-16"),
        ("ru", "Прилетели три месяца назад.", "три месяца назад", "2018-12-01", "2018-12-31"),
        ("ru", "Ушли на прошлой неделе.", "прошлой неделе", "2019-03-11", "2019-03-17"),
        ("ru", "Прилетели вчера.", "вчера", "2019-03-19", "2019-03-19"),
        ("ru", "До конца года уйдут.", "конца года", "2019-07-02", "2019-12-31"),
        ("ru", "Стоят с 2009 года.", "2009 года", "2009-01-01", "2009-12-31"),
        ("uk", "Прилетіли 15 жовтня 2018 року.", "15 жовтня 2018 року", "2018-10-15", "2018-10-15"),
        ("uk", "Прилетіли в п'ятницю.", "п'ятницю", "2019-03-15", "2019-03-15"),
        ("uk", "Три тижні тому прилетіли.", "Три тижні тому", "2019-02-24", "2019-03-02"),
        ("uk", "Прилетіли у вересні.", "вересні", "2018-09-01", "2018-09-30"),
        ("tr", "12 Mart 2019'da geldi.", "12 Mart 2019'da", "2019-03-12", "2019-03-12"),
        ("tr", "Üç ay önce geldi.", "Üç ay önce", "2018-12-01", "2018-12-31"),
        ("tr", "Cuma günü geldi.", "Cuma günü", "2019-03-15", "2019-03-15"),
        ("tr", "Dün gece geldi.", "Dün gece", "2019-03-19", "2019-03-20"),
        ("tr", "Geçen hafta geldi.", "Geçen hafta", "2019-03-11", "2019-03-17"),
        ("tr", "2018 yılında geldi.", "2018 yılında", "2018-01-01", "2018-12-31"),
        ("uk", "Прибули п'ять днів тому.", "п'ять днів тому", "2019-03-15", "2019-03-15"),
    ],
)  # fmt: skip
def test_reads(language, text, words, first, last):
    assert read(text, language) == [(words, first, last)]


def test_days_of_a_range_share_month_and_year():
    assert read("Тривали 13–15 січня 2019 року.", "uk") == [
        ("13", "2019-01-13", "2019-01-13"), ("15 січня 2019 року", "2019-01-15", "2019-01-15"),
    ]  # fmt: skip
    assert read("Del 3 al 5 de marzo de 2019.", "es")[0] == ("3", "2019-03-03", "2019-03-03")


def test_numeric_dates_outside_english_put_the_day_first():
    assert read("Прилетели 03.04.2018", "ru") == [("03.04.2018", "2018-04-03", "2018-04-03")]


@pytest.mark.parametrize("language", sorted(LEXICONS))
def test_every_name_of_cldr_is_known(language):
    babel = pytest.importorskip("babel")
    locale, lexicon = babel.Locale.parse(language), LEXICONS[language]
    for context in ("format", "stand-alone"):
        for n, name in locale.months[context]["wide"].items():
            assert lexicon.months[name.lower()] == n
        for n, name in locale.days[context]["wide"].items():
            assert lexicon.weekdays[name.lower()] == n


@pytest.mark.parametrize("language", sorted(LEXICONS))
def test_common_words_are_no_times(language):
    texts = {"es": "El mar y el verano largo de 1500 soldados", "fr": "Il a été de 300 hommes", "de": "Ein Mann des Landes 1500 Soldaten",
             "ru": "Май был солдатом, 1500 человек", "uk": "Має 1500 солдатів", "tr": "Pazarda 1500 asker ve ekim alanı",
             "it": "Un gruppo di 1500 uomini", "pt": "A segunda ponte de 1500 metros", "pl": "Grupa 1500 ludzi"}  # fmt: skip
    years = [first for _, first, _ in read(texts[language], language) if first and first.startswith("15")]
    assert years == []
