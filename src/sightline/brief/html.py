"""write_html(brief) -> one self-contained page: no script, no request, hostile text escaped."""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sightline.brief.page import page
from sightline.brief.visible import visible
from sightline.model.brief import Brief

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup


DESIGNATION = re.compile(r"\b[^\W\d_]{1,5}-\d[\w/]*")  # "S-300", "An-124", "F/A-18E"


def whole(text: str) -> "Markup":
    """Escaped, with designations kept on one line: no "S-" at the end of one and "300" on the next."""
    from markupsafe import Markup, escape

    return Markup(DESIGNATION.sub(lambda m: f'<span class="nb">{m.group()}</span>', str(escape(text))))


@cache
def _template() -> "Template":
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("sightline.brief") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["whole"] = whole
    return environment.get_template("brief.html.j2")


def write_html(brief: Brief) -> str:
    """The page as text (UTF-8 when written). Everything that comes from a document is escaped; a link leads
    out only to http and https; control characters are shown as symbols (see `visible`)."""
    style = (files("sightline.brief") / "templates" / "brief.css").read_text(encoding="utf-8")
    return visible(_template().render(**page(brief), style=style)) + "\n"
