"""Coordinates inside addresses: geo: URIs (RFC 5870), links to map services, WKT points (longitude first)."""

import re

_N = r"[-+]?\d{1,3}(?:\.\d{1,15})?"
_SEP = r"(?:,|%2C|\+)(?:\+|%20)?"
LINKS = re.compile(
    rf"(?<!\w)geo:(?P<geo_a>{_N}),(?P<geo_b>{_N})(?:,-?\d+(?:\.\d+)?)?(?:;[\w.=;%-]+)?"
    rf"|(?<!\w)(?:SRID=4326;)?POINT\s?Z?\s?\(\s?(?P<wkt_b>{_N})\s+(?P<wkt_a>{_N})(?:\s+-?\d+(?:\.\d+)?)?\s?\)"
    rf"|https?://[^\s<>\"']{{0,400}}?(?:"
    rf"!3d(?P<pin_a>{_N})!4d(?P<pin_b>{_N})"
    rf"|[?&]mlat=(?P<osm_a>{_N})&(?:amp;)?mlon=(?P<osm_b>{_N})"
    rf"|[?&](?:q|query|ll|center|daddr|destination|sll|pt|where1|viewpoint)=(?:loc:)?(?P<q_a>{_N}){_SEP}(?P<q_b>{_N})"
    rf"|/(?:search|place|dir)/(?P<s_a>{_N}){_SEP}(?P<s_b>{_N})"
    rf"|[#&]map=(?P<zoom>\d{{1,2}})(?:\.\d+)?/(?P<map_a>{_N})/(?P<map_b>{_N})"
    rf"|/@(?P<at_a>{_N}),(?P<at_b>{_N})(?:,(?P<at_zoom>\d{{1,2}})(?:\.\d+)?z|,(?P<metres>\d{{1,8}})m)?"
    r")[^\s<>\"']{0,400}"
)
_VIEWS = ("map", "at")


def read_link(match: "re.Match[str]") -> tuple[float, float, float, float | None] | None:
    """Latitude, longitude, the degrees that the last digit is worth and, where the link gives only the middle of a
    view, how far the view reaches from it in km."""
    groups = match.groupdict()
    kind = next((k[:-2] for k in groups if k.endswith("_a") and groups[k] is not None), None)
    if kind is None:
        return None
    a, b = groups[f"{kind}_a"], groups[f"{kind}_b"]
    if kind == "at" and (pinned := re.search(rf"!3d({_N})!4d({_N})", match.group())):
        kind, a, b = "pin", pinned[1], pinned[2]  # the marked place stands behind the view
    step = 10.0 ** -max(len(a.partition(".")[2]), len(b.partition(".")[2]))
    return float(a), float(b), step, _view_km(groups) if kind in _VIEWS else None


def _view_km(groups: dict[str, str | None]) -> float:
    """Half the width of the view: 512 pixels of a map that is 256 at zoom 0, or half its stated height."""
    if metres := groups["metres"]:
        return max(0.05, float(metres) / 1000)
    zoom = groups["zoom"] or groups["at_zoom"]
    return min(20_000.0, 40_075.0 / 2 ** float(zoom)) if zoom else 5.0
