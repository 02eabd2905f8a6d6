"""Settings of services that one small machine does without (docs/growing.md)."""

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from studio.settings.environment import Settings, refuse

#: Where their clients are pinned.
PINS = "requirements-services.txt"


def need(name: str, package: str, module: str) -> None:
    """End the program unless ``module`` can be imported, which the variable ``name`` asks for."""
    if find_spec(module) is None:
        refuse(name, f"needs the package {package}: .venv/bin/pip install -r {PINS}")


def common_memory(env: Settings) -> dict[str, Any]:
    """``CACHE_URL`` and Django's cache: on the Redis that it names, else in each process."""
    example = "an address such as redis://:password@host:6379/0"
    url = env.text("CACHE_URL", "", must=_is_redis, be=example)
    if not url:
        backend: dict[str, Any] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    else:
        need("CACHE_URL", "redis", "redis")
        backend = {"BACKEND": "studio.caching.backend.CommonCache", "LOCATION": url}
    cache = backend | {"KEY_FUNCTION": "studio.caching.keys.key"}
    return {"CACHE_URL": url, "CACHES": {"default": cache}}


def _is_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_server = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    is_database = parts.path in {"", "/"} or parts.path[1:].isdecimal()
    is_plain = not parts.query and not parts.fragment
    return not url or (
        parts.scheme in {"redis", "rediss"} and is_server and is_database and is_plain
    )


@dataclass(frozen=True)
class Media:
    """Where uploads are kept, and where browsers find the pictures among them."""

    url: str
    backend: str
    origins: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)


def media(env: Settings) -> Media:
    """What ``MEDIA_STORAGE`` names: a storage that speaks S3, or the disk of this machine.

    The bucket stands in the address's path, as in ``s3://key:secret@s3.example/studio``.
    Of its question are known ``region`` and ``public``, the address at which browsers find
    the pictures; without it, the bucket's own.
    """
    url = env.text("MEDIA_STORAGE", "", must=_is_bucket, be=_BUCKET)
    if not url:
        return Media("/media/", "studio.whole_files.WholeFileStorage")
    need("MEDIA_STORAGE", "django-storages[s3]", "storages")
    need("MEDIA_STORAGE", "django-storages[s3]", "boto3")
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    endpoint = f"{_SCHEMES[parts.scheme]}://{parts.netloc.rpartition('@')[2]}"
    bucket = parts.path.strip("/")
    public = asked.get("public", f"{endpoint}/{bucket}").rstrip("/")
    shown = urlsplit(public)
    options = {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": endpoint,
        "bucket_name": bucket,
        "region_name": asked.get("region", "us-east-1"),
        "url_protocol": f"{shown.scheme}:",
        "custom_domain": public.partition("://")[2],
    }
    origins = [f"{shown.scheme}://{shown.netloc}"]
    return Media(f"{public}/", "studio.storage.CommonStorage", origins, options)


_SCHEMES = {"s3": "https", "s3+http": "http"}
_BUCKET = "an address such as s3://key:secret@s3.example/bucket?region=eu-central-1"


def _is_bucket(url: str) -> bool:
    try:
        parts = urlsplit(url)
        asked = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        public = urlsplit(dict(asked).get("public", "https://shown.example"))
        is_server = bool(parts.hostname and public.hostname) and 0 not in (parts.port, public.port)
    except ValueError:
        return False
    is_signed = bool(parts.username and parts.password)
    is_bucket = parts.path.strip("/") != "" and "/" not in parts.path.strip("/")
    is_known = {name for name, _value in asked} <= {"region", "public"} and not parts.fragment
    is_shown = public.scheme in {"http", "https"} and not (public.query or public.username)
    return not url or (
        parts.scheme in _SCHEMES and is_server and is_signed and is_bucket and is_known and is_shown
    )
