"""The demo case: a news page, a lightly edited copy of it, an independent report with another count. The texts
are written for these tests from public facts of March 2019."""

from fusion_factory import (
    CARACAS,
    MARCH_23,
    RIOS,
    S300,
    SOUTH_OF_CARACAS,
    VENEZUELA,
    agent,
    claim,
    item,
    page,
    voice,
)

from sightline.model.claim import Claim
from sightline.model.document import Document

NEWS_TEXT = (
    "Satellite images show that S-300 air defence systems have been deployed at the Capitán Manuel Ríos airbase "
    "in Guárico state. The systems stand on a key airbase south of Caracas, where earth walls were raised this "
    "winter. The deployment includes five launchers and a 9S32ME guidance radar. A Russian An-124 transport "
    "aircraft landed in Caracas on Saturday 23 March with troops and 35 tons of cargo on board, flight trackers "
    "reported. It remains unclear how long the Russian soldiers will stay in Venezuela. Neither government has "
    "said what the equipment is for, and the ministry in Caracas did not answer questions on Monday evening."
)
COPY_TEXT = (
    "Satellite pictures show that S-300 air defence systems have been deployed at the Capitán Manuel Ríos airbase "
    "in Guárico state. The systems stand on a key airbase south of Caracas, where earth walls were raised this "
    "winter. The deployment includes five launchers and a 9S32ME guidance radar. A Russian An-124 cargo "
    "plane landed in Caracas on Saturday 23 March with troops and 35 tons of cargo on board, flight trackers "
    "reported. It remains unclear how long the Russian soldiers will stay in Venezuela. Neither government has "
    "said what the equipment is for."
)
REPORT_TEXT = (
    "Our own analysts bought a picture of the Guárico base taken by a commercial company last week. We count four "
    "S-300 launchers at Capitán Manuel Ríos, dispersed along the northern taxiway, two of them with raised tubes. "
    "No engagement radar could be made out on our picture."
)
PINGBACK = "[…] tanques T-72 y sistemas S-300 de defensa, escribió el blog que cita este artículo […]"


def news(text: str, site: str, *, comments: bool = False) -> tuple[Document, list[Claim]]:
    heard = [("comment", "h:1", "That will teach them."), ("pingback", "h:2", PINGBACK)] if comments else []
    d = page(text, site=site, url=f"https://{site}/s300", comments=heard)
    plane = "cargo plane" if "cargo plane" in text else "transport aircraft"
    pictures = "Satellite pictures" if "Satellite pictures" in text else "Satellite images"
    said = [
        claim(
            d,
            f"{pictures} show that S-300 air defence systems have been deployed at the Capitán Manuel Ríos airbase",
            items=[S300],
            place=RIOS,
            by=[voice(pictures, "imagery")],
        ),
        claim(
            d,
            "The systems stand on a key airbase south of Caracas",
            "presence",
            items=[S300],
            place=SOUTH_OF_CARACAS,
        ),
        claim(
            d,
            "The deployment includes five launchers and a 9S32ME guidance radar.",
            items=[item("launchers", "sam-launcher", 5), item("9S32ME", "radar", 1, ref="9s32me")],
        ),
        claim(
            d,
            f"A Russian An-124 {plane} landed in Caracas on Saturday 23 March",
            "arrival",
            items=[item("An-124", "transport-aircraft", 1, ref="an-124")],
            place=CARACAS,
            time=MARCH_23,
            actors=[agent("Russia", "RU")],
            by=[voice("flight trackers", "tracking")],
        ),
        claim(
            d,
            "It remains unclear how long the Russian soldiers will stay in Venezuela.",
            "assessment",
            "unknown",
            place=VENEZUELA,
            actors=[agent("Russia", "RU")],
        ),
    ]
    if comments:
        said.append(claim(d, PINGBACK, "presence", items=[item("T-72", "tank", ref="t-72"), S300]))
    return d, said


def report() -> tuple[Document, list[Claim]]:
    d = page(REPORT_TEXT, site="watch.example", url="https://watch.example/rios")
    return d, [
        claim(
            d,
            "We count four S-300 launchers at Capitán Manuel Ríos",
            items=[item("S-300 launchers", "sam-launcher", 4, ref="s-300")],
            place=RIOS,
            by=[voice("a picture of the Guárico base taken by a commercial company", "imagery")],
        )
    ]
