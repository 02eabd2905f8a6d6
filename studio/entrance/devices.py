"""What kind of device somebody signs in from, as far as a list of one's own needs it."""

#: What stands in a browser's name for itself → how people call it; the first that is found.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def family(user_agent: str) -> str:
    """Browser and system without versions, as in ``Firefox, Linux``; "" for what is neither.

    A family has the same family, so that what was shortened once stays as it is.
    """
    return ", ".join(filter(None, (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))))


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    found = (name for sign, name in names if sign in user_agent or user_agent.startswith(name))
    ended = (name for _sign, name in names if user_agent.endswith(f", {name}"))
    return next(found, "") or next(ended, "")
