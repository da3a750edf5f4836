"""Policy: how politely and how far the door in may reach."""

from dataclasses import dataclass

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Policy:
    """max_bytes: of one capture, content encoding undone. timeout_s: seconds for connecting and for each
    read. deadline_s: seconds for one address in all, its robots.txt and redirects included, however slowly
    the bytes come. delay_s: seconds between two requests to one host. allow_private: speak to private, loopback and
    link-local addresses too."""

    user_agent: str = "Sightline (research; honours robots.txt)"
    max_bytes: int = MAX_BYTES
    timeout_s: float = 20.0
    deadline_s: float = 120.0
    delay_s: float = 1.0
    max_redirects: int = 5
    allow_private: bool = False
    obey_robots: bool = True
