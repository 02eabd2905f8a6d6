"""Which settings come from outside: one table, held equal to ``.env.example`` by a test."""

#: Name → what it is for. The order is that of ``.env.example``.
VARIABLES: dict[str, str] = {
    "SECRET_KEY": "Signs links and sessions: at least 50 characters, never shared. "
    "Production refuses to start without it.",
    "SECRET_KEY_FALLBACKS": "Former keys, separated by commas, that still open what they closed",
    "BASE_URL": "The public address, without a path, as in https://studio.example",
    "ALLOWED_HOSTS": "Further host names the site answers to, separated by commas",
    "DATABASE_URL": "sqlite:///absolute/path.sqlite3 or postgres://user:password@host/name",
    "DATABASE_POOL_SIZE": "PostgreSQL connections each web process may hold, 1 to 100",
    "DATA_DIR": "The folder of the SQLite file, pictures and documents",
    "CACHE_URL": "redis(s)://user:password@host:6379/0 of a Redis that all machines share",
    "MEDIA_STORAGE": "s3://key:secret@host/bucket?region=… of pictures and documents",
    "SEARCH_URL": "http(s)://user:password@host:9200 of an OpenSearch; not set, the database searches",
    "EMAIL_URL": "smtp://user:password@host:587/?tls=True, or console:// to print letters",
    "DEFAULT_FROM_EMAIL": "The sender of the site's letters",
    "TIME_ZONE": "The studio's time zone, as in Europe/Berlin",
    "LANGUAGE_CODE": "The language of the site: de, en or en-gb",
    "OTHER_LANGUAGES": "Languages in which pages are written as well, separated by commas",
    "BEHIND_PROXY": "yes when a proxy of yours ends HTTPS, sets X-Forwarded-Proto "
    "and adds the visitor's address to X-Forwarded-For",
    "TRUSTED_PROXIES": "Addresses and networks of these proxies, separated by commas: nobody "
    "else is believed",
    "PURGE_URL": "Where a cache before the site is told what has changed, as in "
    "http://127.0.0.1:8081",
    "HSTS_SECONDS": "How long browsers may insist on HTTPS, 0 to 63072000",
    "CHECK_LINKS": "no when the worker shall not ask other sites whether links still lead there",
    "ACCESS_LOG_DAYS": "Days for which the access log of the server is kept, as the page about "
    "privacy tells visitors: 0 where none is written, to 3650",
    "STAFF_LOG_DAYS": "Days for which it is kept who of the staff saw, exported or erased "
    "personal data, 30 to 3650",
    "CACHE_MEGABYTES": "Disk that pages may take which are kept for the next visitor, "
    "0 to keep none, to 100000",
    "BACKUP_DIR": "The folder of backups, on another disk than the site; where it is set the worker "
    "makes one every day",
    "BACKUP_RECIPIENT": "Public keys of age (age1…) for which backups are encrypted, separated "
    "by commas",
    "BACKUP_KEEP": "How many backups stay: of days, weeks and months, as in 7d4w6m",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "LOG_FORMAT": "line for people, json for a program that collects what is logged",
    "METRICS_TOKEN": "Who knows it may read /metrics: at least 20 random characters; nobody "
    "where it is not set",
    "SENTRY_DSN": "Where errors are told of, as in https://key@sentry.example/1; not set, nowhere",
    "LEAST_FREE_PERCENT": "Percent of the disk below which nothing new is taken, 0 to 50",
}
