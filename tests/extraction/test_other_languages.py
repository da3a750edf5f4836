"""Languages read shallowly: what is told, and that nothing is told as done which the sentence does not say is done."""

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.model import edtf
from sightline.model.claim import Claim
from sightline.pipeline import Tools
from sightline.settings import Settings
from sightline.wiring import tools_for
from support import a_document

# language | event | stance | words of an item, its least count | a word of the place | of the origin | of the time
# | kind of voice | sentence. "-" where there is none.
TOLD = """
es|arrival|asserted|Su-30:4|Maracay|-|lunes|-|Cuatro cazas Su-30 aterrizaron el lunes en Maracay.
es|departure|asserted|T-72:12|-|Puerto Cabello|-|-|Doce tanques T-72 salieron de Puerto Cabello.
es|deployment|reported|S-300:2|Barcelona|-|-|official|Dos baterías S-300 fueron desplegadas en Barcelona, según el ministerio.
es|delivery|planned|Su-35:24|-|-|-|-|Irán recibirá veinticuatro cazas Su-35.
es|deployment|denied|T-72:-|Maracay|-|-|-|Los tanques T-72 no fueron desplegados en Maracay.
es|deployment|denied|S-300:-|-|-|-|official|El gobierno desmintió que haya desplegado misiles S-300.
es|delivery|denied|Su-35:-|-|-|-|-|Es falso que Irán recibiera los Su-35.
es|movement|possible|T-90:20|-|-|-|-|Unos veintidós tanques T-90 habrían sido trasladados al sur.
es|strike|asserted|MiG-29:2|-|-|-|-|Dos MiG-29 bombardearon el puerto.
es|loss|asserted|T-90:5|-|-|-|-|La artillería destruyó cinco T-90.
es|loss|reported|Mi-17:1|-|-|-|witness|Un Mi-17 fue derribado, dijo un testigo.
es|exercise|denied|-|-|-|-|-|El ejercicio «Trueno» con tanques T-72 fue cancelado.
es|construction|asserted|hangar:1|-|-|-|-|El ejército construye un hangar para los Su-30.
es|presence|asserted|Su-24:6|-|-|-|imagery|Las imágenes de satélite muestran seis Su-24.
es|assessment|unknown|-|-|-|-|-|Se desconoce dónde están los S-300.
es|assessment|forecast|-|-|-|-|-|Es improbable que lleguen los Su-35.
fr|arrival|asserted|A400M:2|Bamako|-|hier|-|Deux A400M ont atterri hier à Bamako.
fr|departure|asserted|Rafale:4|-|Niamey|-|-|Quatre Rafale ont décollé de Niamey.
fr|delivery|planned|Leclerc:10|-|-|-|-|La France livrera dix chars Leclerc.
fr|delivery|denied|Leclerc:-|-|-|-|-|Les chars Leclerc n'ont pas été livrés.
fr|delivery|denied|Rafale:-|-|-|-|official|Le gouvernement dément avoir vendu des Rafale.
fr|departure|denied|Rafale:-|-|-|-|-|Aucun Rafale n'a décollé.
fr|loss|possible|Mi-24:2|-|-|-|-|Deux Mi-24 auraient été abattus.
fr|deployment|reported|S-400:1|-|-|-|unnamed|Selon une source, un S-400 a été déployé.
fr|delivery|planned|CAESAR:6|-|-|-|-|La livraison de six canons CAESAR est prévue en juin.
fr|exercise|planned|-|-|-|-|-|Un exercice naval se tiendra avec des Rafale.
fr|presence|asserted|Su-24:3|-|-|-|imagery|Les images satellite montrent trois Su-24.
fr|strike|asserted|Rafale:2|-|-|-|-|Deux Rafale ont bombardé le dépôt.
fr|assessment|forecast|-|-|-|-|-|Il est peu probable que les Rafale quittent la base.
fr|assessment|unknown|-|-|-|-|-|On ignore si les Rafale sont partis.
ru|arrival|asserted|Су-35:3|-|-|-|-|Три Су-35 прибыли в Хмеймим.
ru|departure|asserted|Т-72:40|-|-|-|-|Войска вывели сорок танков Т-72.
ru|arrival|planned|Су-35:3|-|-|-|-|Три Су-35 прибудут в пятницу.
ru|deployment|planned|С-400:-|-|-|-|-|С-400 разместят на аэродроме.
ru|deployment|denied|С-400:-|-|-|-|-|С-400 не размещали на аэродроме.
ru|deployment|denied|С-300:-|-|-|-|-|Сообщения о размещении С-300 не соответствуют действительности.
ru|delivery|denied|Су-35:-|-|-|-|-|Поставка Су-35 отменена.
ru|deployment|denied|Искандер:-|-|-|-|official|Министерство опровергло размещение комплексов «Искандер».
ru|movement|possible|Т-90:-|-|-|-|-|Танки Т-90, вероятно, перебросили на юг.
ru|delivery|reported|Су-57:2|-|-|-|military|По данным генштаба, заказчику передали два Су-57.
ru|activation|asserted|БМП-2:1|-|-|-|-|По тревоге поднята рота БМП-2.
ru|loss|asserted|Ми-8:2|-|-|-|-|Уничтожены два вертолёта Ми-8.
ru|strike|asserted|Ту-22М3:3|-|-|-|-|Три Ту-22М3 нанесли удар по складу.
ru|exercise|planned|-|-|-|-|-|Учения с танками Т-72 намечены на май.
ru|delivery|planned|Су-57:-|-|-|-|-|Завод обещал поставить Су-57.
ru|presence|asserted|С-400:8|-|-|-|imagery|На спутниковых снимках видны восемь пусковых установок С-400.
ru|departure|asserted|Ка-52:-|-|-|-|-|Пять подводных лодок и Ка-52 вышли из порта.
ru|arrival|reported|С-400:-|-|-|-|other|На аэродром прибыли С-400, сообщает Baltic Defence Monitor.
ru|arrival|reported|Ил-76:3|-|-|-|other|По данным группы «Вестник», приземлились три Ил-76.
ru|loss|asserted|Т-90:12|-|-|-|-|По данным на 12 февраля, уничтожены двенадцать Т-90.
ru|assessment|unknown|-|-|-|-|-|Неизвестно, где находятся С-400.
uk|arrival|asserted|Ан-26:2|-|-|-|-|Два Ан-26 прибули до Одеси.
uk|deployment|reported|С-300:1|-|-|-|official|Дивізіон С-300 розгорнуто на кордоні, заявив міністр.
uk|delivery|planned|БТР-60:100|-|-|-|-|Болгарія передасть сто БТР-60.
uk|deployment|denied|С-400:-|-|-|-|-|С-400 не розгорнули на кордоні.
uk|loss|denied|Т-80:-|-|-|-|-|Повідомлення про знищення Т-80 є неправдивим.
uk|presence|denied|Т-72:-|-|-|-|-|Танків Т-72 там немає.
uk|movement|possible|Ка-52:-|-|-|-|-|Імовірно, вертольоти Ка-52 перекинуто на схід.
uk|loss|asserted|Т-90:9|-|-|-|-|Наші підрозділи знищили дев'ять Т-90.
uk|departure|asserted|Ту-95:4|-|-|-|-|Чотири Ту-95 вилетіли вранці.
uk|presence|asserted|Су-30:6|-|-|-|imagery|На супутникових знімках видно шість Су-30.
uk|exercise|planned|-|-|-|-|-|Навчання за участю танків Т-72 відбудуться в лютому.
uk|delivery|denied|F-16:-|-|-|-|-|Міністерство спростувало постачання F-16.
uk|assessment|forecast|-|-|-|-|-|Малоймовірно, що Ту-95 повернуться.
tr|arrival|asserted|F-16:4|-|-|-|-|Dört F-16 İncirlik'e indi.
tr|departure|asserted|A400M:2|-|Ankara|-|-|İki A400M Ankara'dan ayrıldı.
tr|deployment|planned|S-400:-|-|-|-|-|Ordu sınıra S-400 konuşlandıracak.
tr|deployment|denied|S-400:-|-|-|-|-|Adana'ya S-400 konuşlandırılmadı.
tr|deployment|denied|S-300:-|-|-|-|-|S-300 gönderildiği iddiası yalanlandı.
tr|delivery|possible|F-35:20|-|-|-|-|Yunanistan yirmi F-35 satın alabilir.
tr|delivery|planned|S-400:-|-|-|-|-|S-400 füzelerinin teslim edilmesi planlanıyor.
tr|loss|reported|T-72:3|-|-|-|official|Bakanlık, üç T-72'nin imha edildiğini açıkladı.
tr|deployment|denied|T-72:-|-|-|-|official|Bakanlık, T-72 gönderilmediğini açıkladı.
tr|deployment|reported|S-300:-|-|-|-|-|Rusya sınıra S-300 yerleştirmiş.
tr|presence|asserted|Su-25:6|-|-|-|imagery|Uydu görüntülerinde altı Su-25 görülüyor.
tr|exercise|denied|-|-|-|-|-|F-16 ile planlanan tatbikat iptal edildi.
tr|strike|asserted|F-16:2|-|-|-|-|İki F-16 köprüyü bombaladı.
tr|assessment|unknown|-|-|-|-|-|S-400 bataryasının nerede olduğu bilinmiyor.
"""

# Nothing of these may come out as done: asserted or reported.
NOT_DONE = """
es|Si llegan los tanques T-90, la base será ampliada.
es|¿Llegaron los T-90 a la base?
es|La película muestra doce T-34 que entraron en Berlín.
es|En el museo hay tres T-34.
es|Nadie sabe si los Su-35 han llegado, no se sabe dónde están.
es|No se ha confirmado que los T-90 hayan llegado.
es|El ministro pidió no enviar los F-16.
fr|Si les Rafale arrivent, la piste sera allongée.
fr|Les Rafale arrivent-ils à Niamey ?
fr|Le film montre deux Leclerc détruits.
fr|Paris n'a pas confirmé que les Leclerc avaient été livrés.
fr|Pour livrer les Leclerc, il faudra un navire.
fr|Le musée a reçu un T-34.
ru|Если С-400 прибудут, их разместят на базе.
ru|Прибыли ли С-400?
ru|В фильме три Т-34 входят в Берлин.
ru|Не подтверждено, что С-400 прибыли.
ru|Посольство отрицает, что Су-35 переданы.
ru|Признаков размещения С-400 не обнаружено.
ru|Матч «Т-34» и «Ракеты» прошёл на улице Танкистов.
uk|Якщо F-16 прибудуть, їх розмістять у Миргороді.
uk|Чи прибули F-16?
uk|У музеї стоять два Т-34.
uk|Не підтверджено, що С-400 розгорнуто.
uk|Ознак розгортання С-400 не виявлено.
tr|F-16 gelirse pist genişletilecek.
tr|S-400 geldi mi?
tr|Filmde üç T-34 Berlin'e girdi.
tr|Bakanlık, S-400'lerin geldiğini doğrulamadı.
tr|Müzede iki T-34 duruyor.
es|Los rumores sobre la llegada de los Su-30 son falsos.
es|Casi derriban un F-16.
es|Rusia amenaza con desplegar Iskander en Cuba.
es|Rusia canceló el envío de los S-400.
fr|Moscou menace de déployer des Iskander.
fr|La France refuse de livrer des Leclerc.
fr|Les Rafale n'ont jamais quitté la base.
fr|Les rumeurs sur l'arrivée des Rafale sont infondées.
ru|Россия отказалась поставлять С-400 Турции.
ru|Чуть не сбили Су-24 над морем.
ru|Москва готова передать Су-35.
ru|Су-35 должны были прибыть в мае, но не прибыли.
ru|Вопрос о размещении С-400 обсуждается.
ru|Слухи о поставке Су-35 не подтвердились.
uk|Німеччина відмовилася передати «Леопард 2».
uk|Росія погрожує розгорнути «Іскандери».
uk|F-16 мали прибути у травні, але не прибули.
uk|Ледь не збили Су-24.
tr|Rusya S-400 göndermekle tehdit etti.
tr|Almanya Leopard 2 satmayı reddetti.
tr|Az kalsın bir F-16 düşürülüyordu.
tr|Yunanistan F-35 almak istiyor.
tr|S-400 konuşlandırılması ertelendi.
de|Die Leopard 2 wurden nicht geliefert.
de|Zwei Leopard 2 werden im Mai verlegt.
it|Gli F-35 non sono arrivati.
it|Due F-35 saranno trasferiti ad Amendola.
ar|لم تصل S-300 إلى سوريا.
ar|هل وصلت S-300؟ ننتظر الجواب.
ar|سوف تصل Su-35 إلى القاعدة.
zh|S-400没有部署。
zh|Su-35可能抵达珠海。
"""

# language | a designation | sentence
NAMED = """
de|Leopard 2|Drei Leopard 2 stehen in Rukla.
it|F-35|Due F-35 sono atterrati ad Amendola.
ar|Su-35|وصلت طائرتان من طراز Su-35 إلى قاعدة حميميم.
zh|Su-35|两架Su-35战机抵达珠海。
"""


@cache
def tools() -> Tools:
    return tools_for(Settings(extractor="rules"), keep=False)


def claims(text: str, language: str) -> list[Claim]:
    document = a_document(text, language=language, published=edtf.parse("2021-06-16"))
    names, times = tools().find_places(document), tools().find_times(document)
    return list(tools().extractors[0](document, tools().describe(document, names), times)[1])


def lines(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", lines(TOLD), ids=lambda r: r[-1])
def test_what_is_told(row: list[str]) -> None:
    language, event, stance, item, place, origin, when, kind, sentence = row
    found = [c for c in claims(sentence, language) if c.event == event]
    assert len(found) == 1, [(c.event, c.stance, c.quote.text) for c in claims(sentence, language)]
    claim = found[0]
    assert claim.stance == stance
    assert sentence.startswith(claim.quote.text) or claim.quote.text in sentence
    if item != "-":
        name, least = item.split(":")
        named = [i for i in claim.items if name in i.span.text]
        assert named, [i.span.text for i in claim.items]
        counts = [i.count.low if i.count else None for i in named]
        assert least == "-" or counts == [float(least)]
    for wanted, found_as in ((place, claim.place), (origin, claim.from_place), (when, claim.time)):
        if wanted != "-":
            assert found_as is not None
            assert found_as.span is not None
            assert wanted in found_as.span.text
    if kind != "-":
        assert kind in {a.kind for a in claim.attribution}
    assert claim.origin.startswith("shallow")
    assert claim.confidence < 0.5


@pytest.mark.parametrize("row", lines(NOT_DONE), ids=lambda r: r[-1])
def test_nothing_is_told_as_done(row: list[str]) -> None:
    language, sentence = row
    done = [c for c in claims(sentence, language) if c.stance in ("asserted", "reported")]
    assert not done, [(c.event, c.stance, c.trigger and c.trigger.text) for c in done]


@pytest.mark.parametrize("row", lines(NAMED), ids=lambda r: r[-1])
def test_a_designation_in_any_language_is_a_presence_in_its_sentence(row: list[str]) -> None:
    language, name, sentence = row
    found = claims(sentence, language)
    assert [c.event for c in found] == ["presence"]
    assert found[0].quote.text == sentence
    assert all(sentence[i.span.start : i.span.end] == i.span.text for i in found[0].items)
    assert name in {i.span.text for i in found[0].items}
    assert found[0].place is None


def test_a_denied_thing_is_not_what_arrived() -> None:
    (claim,) = claims("Прибыли не танки Т-72, а десять БТР-80.", "ru")
    assert claim.stance == "asserted"
    assert [i.span.text for i in claim.items] == ["БТР-80"]


def test_two_verbs_share_out_their_things() -> None:
    found = claims("Dos Su-30 aterrizaron en Maracay y cuatro T-72 fueron destruidos en Apure.", "es")
    assert {(c.event, c.items[0].span.text) for c in found} == {("arrival", "Su-30"), ("loss", "T-72")}


def test_hedges_are_kept() -> None:
    (claim,) = claims("Al parecer, tres T-90 fueron destruidos.", "es")
    assert [h.text for h in claim.hedges] == ["Al parecer"]


def test_a_long_list_takes_no_time() -> None:
    text = "Не прибыли Т-72, если сбит С-400, и по данным штаба 3 мая в Крым вывели Су-35, " * 60
    begun = time.process_time()
    claims(text, "ru")
    assert time.process_time() - begun < 5


MIXED = (
    "No llegaron los T-72 , según el general ; n'ont pas livré des Rafale . Если С-400 прибудут в Крым , не ¿ ? « » ( Su-35"
    " gelmedi değil yok 3 mayıs Ankara'dan п'ять літаків розгорнуто \n\n — desmiente que рота БМП-2 hasta İHA İki l' n' '"
).split(" ")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(MIXED), min_size=1, max_size=50),
    st.sampled_from(["es", "fr", "ru", "uk", "tr", "ar"]),
)
def test_whatever_the_words_every_span_quotes_itself(words: list[str], language: str) -> None:
    text = " ".join(words) + " x"
    for claim in claims(text, language):
        spans = [
            claim.quote,
            *(i.span for i in claim.items),
            *claim.hedges,
            *(a.span for a in claim.attribution),
        ]
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert claim.trigger is not None
        assert claim.quote.start <= claim.trigger.start <= claim.trigger.end <= claim.quote.end


def test_a_long_text_takes_time_in_proportion() -> None:
    def spent(times: int) -> float:
        text = "Три Су-35 прибыли в Хмеймим, а С-400, по данным генштаба, не размещали на базе. " * times
        claims(text[:200], "ru")
        begun = time.process_time()
        claims(text, "ru")
        return time.process_time() - begun

    spent(5)
    assert spent(160) < 10 * max(spent(40), 0.05)


def test_whose_pictures_they_are_does_nothing_itself() -> None:
    (claim,) = claims("На снимках Planet Labs от 12 февраля видны восемь пусковых установок С-400.", "ru")
    assert claim.actors == ()
