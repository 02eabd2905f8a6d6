"""Times in German: Django's own formats, with a comma before the hour."""

DATETIME_FORMAT = "j. M Y, H:i"
