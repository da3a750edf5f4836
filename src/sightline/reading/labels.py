"""What a printed date says it is: the day of publication, of the last change, or something else.

The words that stand before or behind a date, in the languages met so far. Words such as "today" or "edition" tell of
the day on which the page was drawn, "accessed" or "deadline" of other days: such dates are left alone.
"""

import re
from typing import Literal

Label = Literal["published", "byline", "modified", "other"]
KINDS: tuple[Label, ...] = ("published", "byline", "modified", "other")

_PUBLISHED = (
    r"(?:first |originally |date |was )?(?:published|posted|released|issued|filed|submitted|created|added|written)"
    r"|(?:publication|release|publish|posting|post|article|creation) date|date of publication|for (?:immediate )?release"
    r"|pub\.? ?date|dated?|published at"
    r"|(?:erst)?veröffentlicht|veröffentlichung(?:sdatum)?|erschienen|publiziert|erstellt|eingestellt|geschrieben"
    r"|verfasst|gepostet|datum|online seit|meldung vom|artikel vom|beitrag vom"
    r"|publiée?|postée?|mise? en ligne|paru|rédigée?|écrit|créée?|date de (?:publication|parution)"
    r"|publicad[oa]|publicación|fecha(?: de publicación)?|escrito|creado|subido"
    r"|postad[oa]|publicação|data(?: de publicação)?|criado"
    r"|pubblicat[oa]|postato|inserito|scritto|data(?: di pubblicazione)?"
    r"|опубликован[оа]?|дата(?: публикации)?|размещен[оа]|добавлен[оа]?|создан[оа]"
    r"|опубліковано|дата публікації|розміщено|додано|створено"
    r"|yayınlanma(?: tarihi)?|yayın tarihi|yayınlandı|yayımlan(?:ma(?: tarihi)?|dı)|giriş(?: tarihi)?|eklenme(?: tarihi)?"
    r"|oluşturulma|tarih|haber tarihi"
    r"|opublikowan[oy]|data publikacji|dodan[oy]|utworzono|gepubliceerd|geplaatst|publicatiedatum|publicerad|publisert"
    r"|udgivet|offentliggjort|publikováno|vydáno|zveřejněno|publicat|postat|megjelent|közzétéve|δημοσι(?:εύ[τθ]ηκε|ευση)"
    r"|(?:تاريخ )?(?:ال)?نُ?شر(?:ت)?(?: في)?|تاریخ انتشار|منتشر شده|פורסם|发布(?:时间|日期|于)?|發[佈布](?:時間)?|发表(?:于)?"
    r"|公開(?:日)?|投稿日|掲載(?:日)?|配信(?:日)?|입력|등록(?:일)?|승인|발행(?:일)?|diterbitkan|diposting|dipublikasikan"
    r"|ngày đăng|đăng (?:ngày|lúc)"
)
_BYLINE = (
    r"by|author|von|autor(?:in|e|a)?|par|auteur|por|di|door|av|автор|ekleyen|yazan|كتب|作者|記者|记者|기자"
)
_MODIFIED = (
    r"(?:last |latest )?(?:updated?|modified|revised|edited|changed|reviewed|amended|corrected)(?: on| at)?"
    r"|(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|geändert|änderung|bearbeitet|überarbeitet)|stand"
    r"|mis(?:e)? à jour|m[aà]j|modifiée?|actualisée?|(?:última )?actualiza(?:do|da|ción)|(?:última )?modifica(?:do|da|ción)"
    r"|(?:última )?atualiza(?:do|da|ção)|(?:ultimo )?aggiornat[oa]|(?:ultimo )?aggiornamento|modificat[oa]"
    r"|обновлен[оа]?|обновлён|обновление|изменен[оа]|отредактировано|оновлен[оа]|змінено"
    r"|(?:son )?güncelle(?:me|ndi|nme)(?: tarihi)?|değiştirilme|zaktualizowan[oay]|(?:ostatnia )?aktualizacja|bijgewerkt"
    r"|gewijzigd|uppdaterad|oppdatert|opdateret|sist endret|aktualizováno|actualizat|frissítve|ενημερώθηκε"
    r"|(?:آخر )?تحديث|به‌روزرسانی|עודכן|更新(?:时间|日期|日|于)?|(?:最終)?更新日?|수정|diperbarui|cập nhật"
)
_OTHER = (
    r"today(?:'s)?|heute|aujourd['’]hui|hoy|hoje|oggi|сегодня|сьогодні|bugün|dziś|vandaag|اليوم|今天|今日"
    r"|edition|édition|ausgabe|edición|edição|edizione|выпуск|issue|volume|vol\.?|nr\.?"
    r"|expires?|until|bis|deadline|due|valid|gültig|jusqu['’]au|hasta|fino al|до"
    r"|events?|veranstaltung|termin|starts?|ends?|begins?|beginn|upcoming|on air|air date|live"
    r"|born|geboren|né|nacido|родился|died|gestorben"
    r"|accessed|abgerufen|retrieved|consulté|consultado|archived|aufgerufen|printed|gedruckt|viewed"
    r"|joined|registered|registriert|member since|mitglied seit|beigetreten|since|seit|depuis|desde|founded|gegründet"
    r"|©|\(c\)|copyright|last (?:visit|seen)|captured|photographed|taken"
)
_COMMENT = r"(?:comment(?:ed|s)?|repl(?:y|ied)|kommentar|antwort|comentario|commentaire|reacties?) (?:by|von|de|par|door|on)"
_EDGE = r"(?<![^\W_])(?:{})(?![^\W\d_])"
_ANY = re.compile(
    f"(?P<modified>{_EDGE.format(_MODIFIED)})|(?P<other>{_EDGE.format(_OTHER)}|{_EDGE.format(_COMMENT)})|(?P<published>{_EDGE.format(_PUBLISHED)})"
    f"|(?P<byline>{_EDGE.format(_BYLINE)})",
    re.I,
)
# Behind the date: Turkish, Japanese and Korean print the verb there, others now and then where no other date follows.
_NO_DATE = r"(?![\s:]*(?:(?:on|am|at|le|el|em|il) )?(?:\w{2,12}[.,]? )?(?:\w{3,12}\.? )?\d)"
_BEHIND = re.compile(
    r"\W*(?:\d{1,2}[:.]\d\d\W*)?(?:tarihinde |günü |saat \S+ )?"
    r"(?:(?P<modified>güncellen\w+|更新|수정|(?:aktualisiert|geändert|updated)" + _NO_DATE + ")"
    r"|(?P<published>yay[ıi][nm]lan\w+|eklen\w+|公開|投稿|掲載|配信|発表|发布|發布|입력|등록"
    r"|(?:veröffentlicht|published|posted|publié|publicado|опубликовано|posted by)" + _NO_DATE + "))",
    re.I,
)
REACH = 60  # characters before a date in which its label stands


def label_of(before: str, behind: str = "") -> tuple[Label, str] | None:
    """What the date between `before` and `behind` says it is, and the words that say so; None where nothing does.

    The words nearest to the date count; "by" only where no other do."""
    last = None
    for m in _ANY.finditer(before[-REACH:]):
        if last is None or m.lastgroup != "byline":  # "posted by Ann Roe on": posted says more
            last = m
    found = last or _BEHIND.match(behind[:REACH])
    if not found:
        return None
    kind: Label = next(k for k in KINDS if found.groupdict().get(k))
    return kind, found[0].strip(" -–—|:·,")
