"""Full dates in Arabic, Persian, Hebrew and Chinese; and words of one language that must not be read in another."""

import pytest
from foreign_support import check, dated, table

ROWS = table("""
ar | وصلت القافلة في [14 مارس 2018] إلى الميناء. | 2018-03-14
ar | وصلت القافلة في [14 آذار 2018]. | 2018-03-14
ar | وصلت القافلة في [14 آذار/مارس 2018]. | 2018-03-14
ar | وصلت القافلة يوم [3 كانون الثاني 2018]. | 2018-01-03
ar | وصلت القافلة يوم [3 كانون الأول/ديسمبر 2018]. | 2018-12-03
ar | وصلت القافلة في [12 جويلية 2018]. | 2018-07-12
ar | وصلت القافلة في [٢٣ مارس ٢٠١٩]. | 2019-03-23
ar | وصلت القافلة في [14/03/2018]. | 2018-03-14
ar | وصلت القافلة في [شباط 2018]. | 2018-02
ar | وصل 2000 جندي. |
fa | کاروان در [14 مارس 2018] رسید. | 2018-03-14
fa | کاروان در [۲۳ ژوئن ۲۰۱۹] رسید. | 2019-06-23
he | השיירה הגיעה ב-[14 במרץ 2018]. | 2018-03-14
he | השיירה הגיעה ב[מרץ 2018]. | 2018-03
zh | 车队于[2018年3月14日]抵达。 | 2018-03-14
zh | 车队于[2018年3月]抵达。 | 2018-03
zh | 车队于[2018年]抵达,有2000人。 | 2018
zh | 车队于[3月14日]抵达。 | 2019-03-14
""")


@pytest.mark.parametrize(("language", "marked", "meant"), ROWS)
def test_reads(language, marked, meant):
    check(language, marked, meant)


STRAY = {
    "en": "The mart sold mars bars; a set of sept candles, mai tai and luni; lunes are figures; may the wing and dim sum be.",
    "": "mart mars mai lunes martes sept set may mayo pazar luni ene dic avg",
    "nl": "De mart ging naar mars, en set werd gezet in mei.",
    "sv": "De for till mars och fick en set.",
}


@pytest.mark.parametrize("language", sorted(STRAY))
def test_words_that_are_months_elsewhere_are_none_here(language):
    text = STRAY[language]
    assert [text[a:b] for a, b, *_ in dated(text, language)] == []
