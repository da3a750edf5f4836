"""Invented sentences in German and Turkish, with the period that a careful reader gives."""

import pytest
from foreign_support import check, table

ROWS = table("""
de | Die Kolonne kam [am 14. März 2018] an. | 2018-03-14
de | Die Kolonne kam [am 14. März] an. | 2019-03-14
de | Die Kolonne kam [am Dienstag, dem 12. März 2019,] an. | 2019-03-12
de | Die Kolonne kam [am Dienstag, 12. März,] an. | 2019-03-12
de | Die Kolonne kam [am Samstag] an. | 2019-03-16
de | Die Kolonne wird [am Samstag] ankommen. | 2019-03-23
de | Die Kolonne kam [am vergangenen Samstag] an. | 2019-03-16
de | Die Kolonne kam [letzten Samstag] an. | 2019-03-16
de | Die Kolonne wird [am kommenden Samstag] ankommen. | 2019-03-23
de | Die Kolonne kam [gestern] an. | 2019-03-19
de | Die Kolonne kam [gestern Abend] an. | 2019-03-19
de | Die Kolonne kam [vorgestern] an. | 2019-03-18
de | Die Kolonne kam [heute früh] an. | 2019-03-20
de | Die Kolonne wird [morgen] ankommen. | 2019-03-21
de | Die Kolonne wird [übermorgen] ankommen. | 2019-03-22
de | Der Angriff geschah [in der Nacht zum Sonntag]. | 2019-03-16..2019-03-17
de | Der Angriff geschah [in der Nacht auf Sonntag]. | 2019-03-16..2019-03-17
de | Der Angriff geschah [in der Nacht von Samstag auf Sonntag]. | 2019-03-16..2019-03-17
de | Der Angriff geschah [in der Nacht zum 14. März]. | 2019-03-13..2019-03-14
de | Der Angriff geschah [in der Nacht vom 13. auf den 14. März]. | 2019-03-13..2019-03-14
de | Der Angriff geschah [in der vergangenen Nacht]. | = last night
de | Der Angriff geschah [vergangene Nacht]. | = last night
de | Der Angriff geschah [am Samstagabend]. | 2019-03-16
de | Der Angriff geschah [am Dienstagmorgen]. | 2019-03-19
de | Der Angriff geschah [in der Samstagnacht]. | 2019-03-16..2019-03-17
de | Der Angriff geschah [vor drei Monaten]. | = three months ago
de | Der Angriff geschah [vor zwei Wochen]. | = two weeks ago
de | Der Angriff geschah [vor einigen Tagen]. | = several days ago
de | Der Angriff geschah [vor einem Jahr]. | = a year ago
de | Der Angriff geschah [vor mehr als zwei Jahren]. | = two years ago
de | Der Angriff geschah [vor 20 Jahren]. | = 20 years ago
de | Der Angriff geschah [vergangene Woche]. | = last week
de | Der Angriff geschah [in der vergangenen Woche]. | = last week
de | Der Angriff geschah [letzten Monat]. | = last month
de | Der Angriff geschah [im vergangenen Jahr]. | = last year
de | Der Angriff geschah [im Vorjahr]. | = last year
de | Der Angriff wird [nächste Woche] geschehen. | = next week
de | Der Angriff wird [in drei Tagen] geschehen. | 2019-03-23
de | Der Angriff geschah [diese Woche]. | 2019-03-18..2019-03-24
de | Der Angriff geschah [in diesem Jahr]. | 2019
de | Der Angriff geschah [im Januar]. | 2019-01
de | Der Angriff geschah [im vergangenen Januar]. | 2019-01
de | Der Angriff geschah [im Januar 2018]. | 2018-01
de | Der Angriff geschah [im Januar des vergangenen Jahres]. | 2018-01
de | Der Angriff geschah [Anfang März]. | = in early March
de | Der Angriff geschah [Mitte Februar]. | = in mid-February
de | Der Angriff geschah [Ende Februar]. | = in late February
de | Der Angriff geschah [Ende 2018]. | = in late 2018
de | Der Angriff geschah [Ende letzten Jahres]. | = late last year
de | Der Angriff geschah [Anfang dieses Jahres]. | 2019-01-01..2019-07-02
de | Der Angriff geschah [Anfang der Woche]. | 2019-03-18..2019-03-21
de | Der Angriff geschah [im Jahr 2014]. | 2014
de | Der Angriff geschah [im Sommer 2018]. | = in the summer of 2018
de | Der Angriff geschah [im vergangenen Sommer]. | = last summer
de | Die Übung dauerte [vom 3. bis 5. Mai 2018]. | 2018-05-03 ; 2018-05-05
de | Die Übung dauerte [vom 3. bis zum 5. Mai 2018]. | 2018-05-03 ; 2018-05-05
de | Die Übung dauerte [von 2014 bis 2016]. | 2014 ; 2016
de | Die Basis entstand [in den 1990er Jahren]. | 1990..1999
de | Die Basis entstand [in den 1990er-Jahren]. | 1990..1999
de | Die Basis entstand [in den 90er Jahren]. | 1990..1999
de | Die Basis entstand [in den neunziger Jahren]. | 1990..1999
de | Die Festung stammt [aus dem 19. Jahrhundert]. | 1800..1899
de | Die Lieferung erfolgte [im ersten Quartal 2018]. | 2018-01-01..2018-03-31
de | Die Lieferung erfolgte [im zweiten Halbjahr 2018]. | 2018-07-01..2018-12-31
de | Die Lieferung erfolgte [in der ersten Hälfte 2018]. | = in the first half of 2018
de | Die Lieferung erfolgte [am 14.03.2018]. | 2018-03-14
de | Die Lieferung erfolgte [am 14.3.2018] um acht. | 2018-03-14
de | Die Lieferung erfolgte [am 12. März um 14.30 Uhr]. | 2019-03-12
de | Die Lieferung erfolgte [am Freitag um 14 Uhr]. | 2019-03-15
de | Die Lieferung erfolgte [am Wochenende]. | 2019-03-16..2019-03-17
de | Die Lieferung erfolgte [kürzlich]. | = recently
de | Die Lieferung erfolgte [am 12. März], [am folgenden Tag] die nächste. | 2019-03-12 ; 2019-03-13
de | Die Lieferung erfolgte [am 12. März], [zwei Tage später] die nächste. | 2019-03-12 ; 2019-03-14
de | Die Lieferung erfolgte [am 12. März], [zwei Tage zuvor] eine andere. | 2019-03-12 ; 2019-03-10
de | Die Lieferung erfolgte [am 1. März dieses Jahres]. | 2019-03-01
de | Die Lieferung erfolgte [Mitte der 1990er Jahre]. | = in the mid-1990s
de | Die Patrouille fährt jeden Dienstag. |
de | Der Zug hat 1500 Mann, sie mögen Herrn August und gute Sitten am Ende des Landes. |
tr | Konvoy [14 Mart 2018'de] geldi. | 2018-03-14
tr | Konvoy [14 Mart'ta] geldi. | 2019-03-14
tr | Konvoy [14 Mart 2018 tarihinde] geldi. | 2018-03-14
tr | Konvoy [14 Mart Perşembe günü] geldi. | 2019-03-14
tr | Konvoy [cumartesi günü] geldi. | 2019-03-16
tr | Konvoy [cumartesi günü] gelecek. | 2019-03-23
tr | Konvoy [geçen cumartesi] geldi. | 2019-03-16
tr | Konvoy [geçtiğimiz cumartesi günü] geldi. | 2019-03-16
tr | Konvoy [önümüzdeki cumartesi] gelecek. | 2019-03-23
tr | Konvoy [dün] geldi. | 2019-03-19
tr | Konvoy [dün sabah] geldi. | 2019-03-19
tr | Konvoy [evvelsi gün] geldi. | 2019-03-18
tr | Konvoy [bugün] geldi. | 2019-03-20
tr | Konvoy [yarın] gelecek. | 2019-03-21
tr | Saldırı [dün gece] oldu. | = last night
tr | Saldırı [cumartesiyi pazara bağlayan gece] oldu. | 2019-03-16..2019-03-17
tr | Saldırı [13 Mart'ı 14 Mart'a bağlayan gece] oldu. | 2019-03-13..2019-03-14
tr | Saldırı [cumartesi gecesi] oldu. | 2019-03-16..2019-03-17
tr | Saldırı [üç ay önce] oldu. | = three months ago
tr | Saldırı [iki hafta önce] oldu. | = two weeks ago
tr | Saldırı [birkaç gün önce] oldu. | = a few days ago
tr | Saldırı [bir yıl önce] oldu. | = a year ago
tr | Saldırı [20 yıl önce] oldu. | = 20 years ago
tr | Saldırı [geçen hafta] oldu. | = last week
tr | Saldırı [geçtiğimiz ay] oldu. | = last month
tr | Saldırı [geçen yıl] oldu. | = last year
tr | Tatbikat [gelecek hafta] olacak. | = next week
tr | Tatbikat [üç gün sonra] olacak. | 2019-03-23
tr | Tatbikat [bu hafta] oldu. | 2019-03-18..2019-03-24
tr | Tatbikat [bu yıl] oldu. | 2019
tr | Tatbikat [ocak ayında] oldu. | 2019-01
tr | Tatbikat [geçen ocak ayında] oldu. | 2019-01
tr | Tatbikat [geçen yılın ocak ayında] oldu. | 2018-01
tr | Tatbikat [Ocak 2018'de] oldu. | 2018-01
tr | Tatbikat [Mart ayının başında] oldu. | = in early March
tr | Tatbikat [Mart başında] oldu. | = in early March
tr | Tatbikat [Şubat ayının ortasında] oldu. | = in mid-February
tr | Tatbikat [Şubat sonunda] oldu. | = in late February
tr | Tatbikat [2018 sonunda] oldu. | = in late 2018
tr | Tatbikat [2018 yılının sonunda] oldu. | = in late 2018
tr | Tatbikat [geçen yılın sonunda] oldu. | = late last year
tr | Tatbikat [2014'te] oldu. | 2014
tr | Tatbikat [2014 yılında] oldu. | 2014
tr | Radar [2014'ten] beri orada. | 2014
tr | Radar [2014'ten bu yana] orada. | 2014
tr | Tatbikat [5-12 Haziran 2018'de] yapıldı. | 2018-06-05 ; 2018-06-12
tr | Tatbikat [5 ile 12 Haziran 2018] arasında yapıldı. | 2018-06-05 ; 2018-06-12
tr | Üs [1990'larda] kuruldu. | 1990..1999
tr | Üs [1990'lı yıllarda] kuruldu. | 1990..1999
tr | Üs [90'lı yıllarda] kuruldu. | 1990..1999
tr | Kale [19. yüzyılda] yapıldı. | 1800..1899
tr | Teslimat [2018'in ilk çeyreğinde] yapıldı. | 2018-01-01..2018-03-31
tr | Teslimat [2018'in ikinci yarısında] yapıldı. | = in the second half of 2018
tr | Teslimat [2018 yazında] yapıldı. | = in the summer of 2018
tr | Teslimat [14.03.2018] günü yapıldı. | 2018-03-14
tr | Teslimat [12 Mart'ta saat 14.30'da] yapıldı. | 2019-03-12
tr | Teslimat [hafta sonu] yapıldı. | 2019-03-16..2019-03-17
tr | Teslimat [son üç ayda] yapıldı. | = over the past three months
tr | Teslimat [geçenlerde] yapıldı. | = recently
tr | Teslimat [12 Mart'ta] yapıldı, [ertesi gün] durdu. | 2019-03-12 ; 2019-03-13
tr | Teslimat [12 Mart'ta] yapıldı, [iki gün sonra] durdu. | 2019-03-12 ; 2019-03-14
tr | Tatbikat [Ocak-Şubat 2019'da] oldu. | 2019-01 ; 2019-02
tr | Tatbikat [2014-2016 yılları] arasında oldu. | 2014 ; 2016
tr | Tatbikat [şubat ayının ilk haftasında] oldu. | = in the first week of February
tr | Tatbikat [2000'li yılların başında] oldu. | 2000-01-01..2004-12-31
tr | Tatbikat her salı yapılır. |
tr | Pazarda 1500 asker, ekim alanında mart kedileri vardı. |
tr | Ocak söndü, kasımpatı açtı, 2000 kişi geldi. |
""")


@pytest.mark.parametrize(("language", "marked", "meant"), ROWS)
def test_reads(language, marked, meant):
    check(language, marked, meant)
