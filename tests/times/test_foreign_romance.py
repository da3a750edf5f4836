"""Invented sentences in Spanish, French, Italian and Portuguese, with the period that a careful reader gives."""

import pytest
from foreign_support import check, table

ROWS = table("""
es | El convoy llegó [el 14 de marzo de 2018] al puerto. | 2018-03-14
es | El buque zarpó [el 1º de junio de 2017]. | 2017-06-01
es | Los aviones despegaron [el 3 de febrero]. | 2019-02-03
es | La brigada salió [el martes 12 de marzo] por la mañana. | 2019-03-12
es | [El martes, 12 de marzo de 2019], salió la brigada. | 2019-03-12
es | El ataque ocurrió [ayer]. | = yesterday
es | El ataque ocurrió [ayer por la tarde]. | = yesterday
es | El ataque ocurrió [anteayer]. | 2019-03-18
es | Hubo disparos [anoche] cerca del cuartel. | = last night
es | Hubo disparos [la noche del sábado]. | 2019-03-16..2019-03-17
es | Hubo disparos [la noche del sábado al domingo]. | 2019-03-16..2019-03-17
es | Hubo disparos [en la noche del 13 al 14 de marzo]. | 2019-03-13..2019-03-14
es | Hubo disparos [la madrugada del domingo]. | 2019-03-17
es | Hubo disparos [el sábado por la noche]. | 2019-03-16..2019-03-17
es | Llegaron [el sábado pasado]. | 2019-03-16
es | Llegaron [el pasado sábado]. | 2019-03-16
es | Llegarán [el próximo sábado]. | 2019-03-23
es | Llegarán [el sábado que viene]. | 2019-03-23
es | Llegarán [el viernes]. | 2019-03-22
es | Llegaron [el viernes]. | 2019-03-15
es | Llegaron [hace tres meses]. | = three months ago
es | Llegaron [hace dos semanas]. | = two weeks ago
es | Llegaron [hace unos días]. | = a few days ago
es | Llegaron [hace varios días]. | = several days ago
es | Llegaron [hace un año]. | = a year ago
es | Llegaron [hace más de dos años]. | = two years ago
es | Llegaron [hace apenas dos días]. | 2019-03-18
es | Llegaron [tres meses atrás]. | = three months ago
es | Llegaron [hace 20 años]. | = 20 years ago
es | Llegaron [la semana pasada]. | = last week
es | Llegaron [la pasada semana]. | = last week
es | Llegaron [el mes pasado]. | = last month
es | Llegaron [el año pasado]. | = last year
es | Llegarán [la próxima semana]. | = next week
es | Llegarán [la semana que viene]. | = next week
es | Llegarán [el año que viene]. | = next year
es | Llegarán [dentro de tres días]. | 2019-03-23
es | Llegarán [en los próximos días]. | = in the coming days
es | Llegaron [este mes]. | 2019-03-01..2019-03-31
es | Llegaron [esta semana]. | 2019-03-18..2019-03-24
es | Llegaron [el pasado enero]. | 2019-01
es | Llegaron [en enero]. | 2019-01
es | Llegaron [en diciembre pasado]. | 2018-12
es | Llegaron [en diciembre del año pasado]. | 2018-12
es | Llegaron [a principios de marzo]. | = in early March
es | Llegaron [a mediados de febrero]. | = in mid-February
es | Llegaron [a finales de 2018]. | = in late 2018
es | Llegaron [a finales del año pasado]. | = late last year
es | Llegaron [a comienzos de este año]. | 2019-01-01..2019-07-02
es | Llegaron [en marzo de 2014]. | 2014-03
es | Llegaron [en marzo del 2014]. | 2014-03
es | Estuvieron [del 3 al 5 de mayo de 2018]. | 2018-05-03 ; 2018-05-05
es | Estuvieron [entre el 3 y el 5 de mayo de 2018]. | 2018-05-03 ; 2018-05-05
es | Estuvieron de [2014] a [2016]. | 2014 ; 2016
es | Estuvieron entre [enero] y [marzo de 2018]. | 2018-01 ; 2018-03
es | La base se construyó en [los años noventa]. | 1990..1999
es | La base se construyó en [los años 80]. | 1980..1989
es | La base se construyó en [la década de 1990]. | 1990..1999
es | La base se construyó en [la década de los ochenta]. | 1980..1989
es | La fortaleza es [del siglo XIX]. | 1800..1899
es | La entrega fue [en el primer trimestre de 2018]. | 2018-01-01..2018-03-31
es | La entrega fue [en el segundo semestre de 2018]. | 2018-07-01..2018-12-31
es | La entrega fue [en la primera mitad de 2018]. | = in the first half of 2018
es | La entrega fue [en el verano de 2018]. | = in the summer of 2018
es | La entrega fue [el verano pasado]. | = last summer
es | La entrega fue [el 14/03/2018]. | 2018-03-14
es | La entrega fue [el 14-03-2018] según la factura. | 2018-03-14
es | El misil cayó [a las 14:30 del 12 de marzo de 2019]. | 2019-03-12
es | El misil cayó [el 12 de marzo a las 14.30 horas]. | 2019-03-12
es | El radar está allí desde [2015]. | 2015
es | El radar está allí desde [el lunes]. | 2019-03-18
es | El radar fue visto [hoy]. | 2019-03-20
es | El radar fue visto [esta mañana]. | 2019-03-20
es | El radar fue visto [el 23 de ene. de 2019]. | 2019-01-23
es | El radar fue visto [recientemente]. | = recently
es | El mar y la playa no cambian, y [el martes] no importa tanto como 1500 soldados. | 2019-03-19
es | Salió [el jueves 7]. | 2019-03-07
es | Salió [el pasado día 14]. | 2019-03-14
es | Salió [el año pasado en marzo]. | 2018-03
es | Salió [en la primera semana de febrero]. | = in the first week of February
es | Salió [en los últimos tres meses]. | = over the past three months
es | Salió [en los tres últimos meses]. | = over the past three months
es | Salió [a las 5:30 de la mañana del jueves]. | 2019-03-14
es | Durará [hasta el 31 de diciembre]. | 2019-12-31
es | [En lo que va de año] llegaron tres. | 2019-01-01..2019-03-20
es | Patrullan cada martes y todos los lunes. |
es | Vive en la calle 23 de Enero. |
es | Mayo se llama el capitán, que mandó a 2000 hombres. |
es | Abril Gómez lo firmó. |
es | [Mañana] salen los barcos. | 2019-03-21
es | Hubo un ataque [el fin de semana]. | 2019-03-16..2019-03-17
es | Hubo un ataque [el pasado fin de semana]. | = last weekend
es | Llegaron [el 12 de marzo] y [al día siguiente] volvieron. | 2019-03-12 ; 2019-03-13
es | Llegaron [el 12 de marzo] y se fueron [tres días después]. | 2019-03-12 ; 2019-03-15
es | Llegaron [el 12 de marzo]; [dos días antes] hubo un aviso. | 2019-03-12 ; 2019-03-10
fr | Le convoi est arrivé [le 14 mars 2018]. | 2018-03-14
fr | Le convoi est arrivé [le 1er juin 2017]. | 2017-06-01
fr | Le convoi est arrivé [le mardi 12 mars]. | 2019-03-12
fr | Le convoi est arrivé [mardi 12 mars 2019]. | 2019-03-12
fr | Le convoi est arrivé [mardi]. | 2019-03-19
fr | Le convoi est arrivé [samedi dernier]. | 2019-03-16
fr | Le convoi arrivera [samedi prochain]. | 2019-03-23
fr | Le convoi arrivera [vendredi]. | 2019-03-22
fr | Le convoi est arrivé [il y a trois mois]. | = three months ago
fr | Le convoi est arrivé [il y a une semaine]. | = a week ago
fr | Le convoi est arrivé [il y a quelques jours]. | = a few days ago
fr | Le convoi est arrivé [il y a près de deux ans]. | = two years ago
fr | Le convoi est arrivé [il y a plus de deux ans]. | = two years ago
fr | Le convoi est arrivé [hier]. | 2019-03-19
fr | Le convoi est arrivé [hier soir]. | 2019-03-19
fr | Le convoi est arrivé [avant-hier]. | 2019-03-18
fr | Le convoi est arrivé [aujourd’hui]. | 2019-03-20
fr | Le convoi partira [demain]. | 2019-03-21
fr | Une explosion a eu lieu [dans la nuit de samedi à dimanche]. | 2019-03-16..2019-03-17
fr | Une explosion a eu lieu [dans la nuit du 13 au 14 mars]. | 2019-03-13..2019-03-14
fr | Une explosion a eu lieu [dans la nuit de samedi]. | 2019-03-16..2019-03-17
fr | Une explosion a eu lieu [la nuit dernière]. | = last night
fr | Une explosion a eu lieu [samedi soir]. | 2019-03-16
fr | Une explosion a eu lieu [la semaine dernière]. | = last week
fr | Une explosion a eu lieu [le mois dernier]. | = last month
fr | Une explosion a eu lieu [l'année dernière]. | = last year
fr | Une explosion a eu lieu [l’an dernier]. | = last year
fr | Une explosion aura lieu [la semaine prochaine]. | = next week
fr | Une explosion aura lieu [l’an prochain]. | = next year
fr | Une explosion a eu lieu [ces derniers jours]. | = in recent days
fr | Les avions sont là depuis [mars 2014]. | 2014-03
fr | Les avions sont là depuis [lundi]. | 2019-03-18
fr | Les avions sont arrivés [début mars]. | = in early March
fr | Les avions sont arrivés [au début du mois de mars]. | = in early March
fr | Les avions sont arrivés [mi-février]. | = in mid-February
fr | Les avions sont arrivés [à la mi-février]. | = in mid-February
fr | Les avions sont arrivés [fin février]. | = in late February
fr | Les avions sont arrivés [à la fin de l’année 2018]. | = in late 2018
fr | Les avions sont arrivés [à la fin de l’année dernière]. | = late last year
fr | Les avions sont arrivés [en janvier]. | 2019-01
fr | Les avions sont arrivés [en janvier dernier]. | 2019-01
fr | Les avions sont arrivés [en août 2018]. | 2018-08
fr | Les avions sont restés [du 3 au 5 mai 2018]. | 2018-05-03 ; 2018-05-05
fr | Les avions sont restés de [2014] à [2016]. | 2014 ; 2016
fr | La base date [des années 1990]. | 1990..1999
fr | La base date [des années 80]. | 1980..1989
fr | La base date [des années quatre-vingt]. | 1980..1989
fr | La citadelle date [du XIXe siècle]. | 1800..1899
fr | La livraison a eu lieu [au premier trimestre 2018]. | 2018-01-01..2018-03-31
fr | La livraison a eu lieu [au second semestre 2018]. | 2018-07-01..2018-12-31
fr | La livraison a eu lieu [à l’été 2018]. | = in the summer of 2018
fr | La livraison a eu lieu [à l’automne 2018]. | = in the autumn of 2018
fr | La livraison aura lieu [dans trois jours]. | 2019-03-23
fr | La livraison a eu lieu [le 14/03/2018]. | 2018-03-14
fr | Le tir a eu lieu [vendredi à 14h30]. | 2019-03-15
fr | Le tir a eu lieu [le 12 mars à 14 heures]. | 2019-03-12
fr | Le tir a eu lieu [le 12 mars]; [le lendemain], un autre. | 2019-03-12 ; 2019-03-13
fr | Le tir a eu lieu [le 12 mars] et [deux jours plus tard] un autre. | 2019-03-12 ; 2019-03-14
fr | Il a été dit que 300 soldats et 1500 hommes sont en marche, mais sept sont rentrés. |
fr | Elle dure depuis [trois derniers mois]. | = over the past three months
fr | Elle date [du début des années 2000]. | 2000-01-01..2004-12-31
fr | Elle a eu lieu [en 2014-2015]. | 2014 ; 2015
fr | Elle patrouille chaque mardi. |
fr | [Vendredi dernier], un avion est parti. | 2019-03-15
fr | [Lundi], un avion est parti. | 2019-03-18
es | Domingo Pérez salió. |
fr | La planète Mars est rouge. |
it | Il convoglio è arrivato [il 14 marzo 2018]. | 2018-03-14
it | Il convoglio è arrivato [ieri]. | 2019-03-19
it | Il convoglio è arrivato [sabato scorso]. | 2019-03-16
it | Il convoglio è arrivato [il 1° giugno 2017]. | 2017-06-01
it | Il convoglio è arrivato [tre mesi fa]. | = three months ago
it | Il convoglio è arrivato [la settimana scorsa]. | = last week
it | Il convoglio è arrivato nel [marzo 2014]. | 2014-03
it | Il convoglio è arrivato nel [2014]. | 2014
pt | O comboio chegou [em 14 de março de 2018]. | 2018-03-14
pt | O comboio chegou [ontem]. | 2019-03-19
pt | O comboio chegou [no sábado passado]. | 2019-03-16
pt | O comboio chegou [na segunda-feira]. | 2019-03-18
pt | O comboio chegou [há três meses]. | = three months ago
pt | O comboio chegou [na semana passada]. | = last week
pt | O comboio chegou em [março de 2014]. | 2014-03
pt | O comboio chegou em [2014]. | 2014
pt | A segunda brigada chegou com 2000 homens. |
""")


@pytest.mark.parametrize(("language", "marked", "meant"), ROWS)
def test_reads(language, marked, meant):
    check(language, marked, meant)
