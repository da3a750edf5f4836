"""What comment systems and page furniture say, in the languages met so far. Whole lines only: a line of an
article that merely contains such words is never touched.

OPENERS say that comments begin. FURNITURE is never anybody's statement. WEAK lines are furniture only beside
other furniture or among comments, since an article may well have a line "Share" or "Print" of its own.
"""

import re

_N = r"[\(\[]?\d{1,5}[\)\]]?"

OPENERS = re.compile(
    r"(?:"
    # English
    rf"(?:view|show|see|read|load|hide|display)\s+(?:all\s+)?(?:the\s+)?(?:{_N}\s+)?(?:more\s+|previous\s+)?"
    rf"(?:comments?|replies|reviews)(?:\s*{_N})?"
    rf"|{_N}\s+(?:reader\s+|user\s+|facebook\s+)?comments?(?:\s+(?:on|to|so far|for)\b.{{0,200}})?"
    rf"|(?:reader\s+|user\s+)?comments?\s*[:|]?\s*{_N}"
    rf"|(?:{_N}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:responses?|repl(?:y|ies)|thoughts?"
    r"|reactions?)\s+(?:to|on)\s+.{1,200}"
    r"|leave\s+(?:a|your)\s+(?:reply|comment)(?:\s+(?:to|below)\b.{0,80}|\s*cancel reply)?"
    r"|(?:post|add|write|submit)\s+(?:a|your|new)\s+comment\b.{0,30}|be the first to comment.{0,20}"
    r"|join the (?:discussion|conversation)|inline feedbacks|comments? (?:are|is) closed|comments? section"
    # Turkish
    rf"|{_N}\s+yorum|yorumlar(?:\s*{_N})?|yorum yap(?:ın)?|bir (?:yanıt|cevap) (?:yazın|bırakın)"
    r"|tüm yorumları (?:gör|göster)\w*"
    # Spanish, Portuguese, French, Italian
    rf"|{_N}\s+comentarios?|comentarios\s*{_N}|deja(?:r)?\s+(?:un|una|tu)\s+(?:comentario|respuesta)"
    rf"|ver\s+(?:todos\s+los\s+)?(?:{_N}\s+)?comentarios"
    rf"|{_N}\s+comentários?|deixe\s+(?:um|uma|seu)\s+(?:comentário|resposta)|ver\s+(?:todos\s+os\s+)?comentários"
    rf"|{_N}\s+commentaires?|commentaires\s*{_N}|laisser\s+un\s+commentaire|(?:voir|afficher)\s+(?:tous\s+)?les"
    r"\s+commentaires"
    rf"|{_N}\s+commenti|commenti\s*{_N}|lascia\s+un\s+commento"
    # German, Dutch, Polish
    rf"|{_N}\s+kommentare?|kommentare\s*{_N}|schreibe?\s+(?:einen|deinen)\s+kommentar"
    r"|hinterlasse\s+(?:eine\s+antwort|einen\s+kommentar)|kommentar\s+(?:schreiben|verfassen|hinterlassen)"
    rf"|{_N}\s+(?:gedanken?|antworten)\s+(?:zu|auf)\s+.{{1,200}}"
    rf"|{_N}\s+reacties?|laat een reactie achter|reacties\s*{_N}"
    rf"|{_N}\s+komentarz[ey]?|komentarze\s*{_N}|dodaj komentarz"
    # Russian, Ukrainian
    rf"|{_N}\s+комментари[йяев]+|комментарии\s*{_N}|(?:добавить|оставить|написать)\s+комментарий"
    rf"|(?:показать|посмотреть)\s+(?:все\s+)?комментарии"
    rf"|{_N}\s+коментар[іяів]*|коментарі\s*{_N}|(?:залишити|додати)\s+(?:відповідь|коментар)"
    # Arabic, Persian, Hebrew, Chinese, Japanese
    rf"|{_N}\s+تعليق(?:ات)?|اترك\s+(?:تعليقاً|تعليقا|ردا|رداً|رد).{{0,30}}|(?:عرض|شاهد)\s+(?:كل\s+)?التعليقات"
    rf"|{_N}\s+(?:نظر|دیدگاه)|ارسال\s+(?:نظر|دیدگاه)|{_N}\s+תגובות"
    rf"|{_N}\s*条评论|发表评论|查看(?:全部)?评论|コメントを(?:残す|書く)|{_N}\s*件のコメント"
    r")\s*[.:…»→]*",
    re.I,
)
# Words that may head a comments section, but also a paragraph of somebody's report: entries must follow.
WEAK_OPENERS = re.compile(
    rf"(?:{_N}\s+)?(?:comments?|discussion|responses?|repl(?:y|ies)|reactions?|feedback|talkbacks?"
    r"|your (?:comments|views|say)"
    r"|(?:readers?|users?|visitors?)['’]?s?['’]?\s+(?:comments?|opinions?|views|reactions|responses|feedback)"
    r"|yorumlar|comentarios|comentários|commentaires"
    r"|commenti|kommentare|reacties|komentarze|комментарии|коментарі|التعليقات|نظرات|תגובות|评论|コメント)"
    rf"(?:\s*{_N})?\s*:?",
    re.I,
)
AMBIGUOUS = re.compile(r"(?:discussion|responses|replies|reactions|feedback)\s*:?", re.I)
FURNITURE = re.compile(
    r"(?:"
    r"[0-5](?:[.,]\d{1,2})?(?:\s*/\s*5)?\s+\(?\d{1,6}\)?\s+votes?|(?:article|post|user|reader) rating"
    r"|rate (?:this|the) (?:article|post|page)|(?:average )?rating:?\s*[0-5](?:[.,]\d{1,2})?(?:\s*/\s*5)?"
    r"|notify of|inline feedbacks|view all comments|most voted|sort (?:comments )?by\b.{0,40}"
    r"|your email address will not be published\b.{0,120}|required fields are marked\b.{0,10}"
    r"|save my name, email,? (?:and website )?in this browser\b.{0,60}"
    r"|i allow to (?:create an account|use my email).{0,120}|this site uses akismet\b.{0,120}"
    r"|(?:log|sign) in to (?:leave a comment|comment|reply|vote)|login with|connect with|subscribe to comments"
    r"|notify me of (?:new|follow-?up) (?:posts|comments)\b.{0,40}|would love your thoughts, please comment\.?"
    r"|click to (?:share|print|email)\b.{0,80}|share (?:this|on|via|with)(?:\s+(?:article|post|story|page|this"
    r"|facebook|twitter|x|whatsapp|telegram|linkedin|reddit|email|pinterest|friends)){0,3}|like this"
    r"|(?:follow|like|find) us on (?:facebook|twitter|x|telegram|instagram|youtube|google news).{0,30}"
    r"|(?:sign up|subscribe) (?:for|to) (?:our|the) (?:\w+\s){0,3}newsletter.{0,60}|skip to (?:main )?content"
    r"|(?:you (?:may|might) also like|related (?:articles|posts|stories|news)|more from this author)"
    r"|like\s*[·•|]?\s*reply|reply\s*[·•|]\s*(?:like|share)\b.{0,30}|\d*\s*[•·]?\s*reply\s*[•·]\s*share\s*›?"
    r"|makale puanı|\d+ oy|e-posta adresiniz yayınlanmayacak.{0,80}|(?:tu|su) dirección de correo electrónico no"
    r" será publicada.{0,80}|deine e-mail-adresse wird nicht veröffentlicht.{0,80}|votre adresse e-mail ne sera"
    r" pas publiée.{0,80}|ваш адрес email не будет опубликован.{0,80}|ваша e-mail адреса не.{0,80}"
    r")\s*[.:…*]*",
    re.I,
)
WEAK = re.compile(
    r"(?:reply|reply to .{1,40}|quote|report(?: abuse| comment)?|flag|like|likes|dislike|share|shares|tweet|pin|pin it"
    r"|print|email|e-mail|facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|vk|copy link|permalink|edit"
    r"|subscribe|login|log in|guest|label|name|website|newest|oldest|best|comment|cancel|cancel reply|submit"
    r"|post comment|load more|loading|see more|read more|show more|hide replies|view replies|\d+ (?:likes?|shares?"
    r"|views?|replies|votes?)|advertisement|\d{1,4}|[+-]\d{1,3}|[•·|›»←→▲▼♥👍👎-]+|yanıtla|cevapla|beğen|paylaş"
    r"|responder|me gusta|compartir|compartilhar|répondre|j'aime|partager|antworten|teilen|gefällt mir|rispondi"
    r"|ответить|нравится|поделиться|відповісти|подобається|поширити|رد|مشاركة|پاسخ|回复|回覆|返信|odpowiedz"
    r"|beantwoorden|awaiting moderation|your comment is awaiting moderation)\s*[.:*…]*",
    re.I,
)
SAYS = re.compile(
    r"(?P<name>[^\n:]{1,50}?)[,\s]*\s(?:says|said|wrote|writes|commented|dice|dijo|escribió|diz|disse|a écrit|dit"
    r"|sagt|schrieb|meint|scrive|dedi ki|diyor ki|yazdı|dedi|пишет|написал|говорит|каже|пише|zegt|schreef)\s*:?",
    re.I,
)
# Facebook and its likes print their buttons, and the age of the comment, below it.
TAIL = re.compile(
    r"(?:like|beğen|me gusta|curtir|j’aime|j'aime|gefällt mir|нравится|подобається)\s*[·•|]\s*"
    r"(?:reply|yanıtla|responder|répondre|antworten|ответить|відповісти)(?:\s*[·•|]\s*(?:.{1,40}))?",
    re.I,
)
PING_HEAD = re.compile(r"(?:pingback|trackback|ping)s?\s*(?:from|by)?\s*:\s*", re.I)
_ELLIPSIS = r"(?:\[\s*(?:…|\.\.\.|&hellip;|&#8230;)\s*\]|\(\s*(?:…|\.\.\.)\s*\))"
PING_EXCERPT = re.compile(rf"\s*{_ELLIPSIS}.*{_ELLIPSIS}\s*", re.S)


def is_pingback(text: str) -> bool:
    """Whether a comment is a machine's note that another page links here: its wording, or an excerpt cut at
    both ends."""
    return bool(PING_HEAD.match(text.strip()) or PING_EXCERPT.fullmatch(text))
