"""The lists by which the demo site tells what to hold and what to keep out."""

#: A comment with one of these waits.
WATCHED = ["miracle cure", "detox", "doctors hate", "guaranteed results", "discount code"]

#: A comment with one of these is spam.
DISALLOWED = ["casino", "payday loan", "replica watches", "buy followers"]

#: A comment that leads to one of these sites is spam.
BLOCKED_DOMAINS = ["cheap-insoles.example", "lucky-wheel.example", "free-backlinks.example"]

#: Beside the names of the people of the site, which are reserved anyway.
RESERVED_NAMES = ["Studio Elsewhere", "The Studio", "Editor", "Moderator", "Admin"]
