"""Which film an address means, and where its player is."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_YOUTUBE_ID = re.compile(r"[\w-]{11}")
_VIMEO_ID = re.compile(r"\d{6,12}")


@dataclass(frozen=True)
class Film:
    """A film on a site we know: its name, and the address of a player without tracking."""

    provider: str
    player_url: str


def recognise(url: str) -> Film | None:
    """The film behind ``url``, or nothing where it is no film of a known site."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if host in {"youtube.com", "youtu.be", "youtube-nocookie.com"}:
        candidates = [*parse_qs(parts.query).get("v", []), parts.path.rsplit("/", 1)[-1]]
        for candidate in candidates:
            if _YOUTUBE_ID.fullmatch(candidate):
                return Film("YouTube", f"https://www.youtube-nocookie.com/embed/{candidate}")
    if host in {"vimeo.com", "player.vimeo.com"}:
        candidate = parts.path.rstrip("/").rsplit("/", 1)[-1]
        if _VIMEO_ID.fullmatch(candidate):
            return Film("Vimeo", f"https://player.vimeo.com/video/{candidate}?dnt=1")
    return None
