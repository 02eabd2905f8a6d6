"""Keys of Django's cache, such that no process believes what another has changed.

Wagtail keeps there, for an hour, where its sites begin, and lets go of it in the process
that changes a site. The memory of the other processes knows nothing of that: they would
write addresses of a site that is gone.
"""

from studio.caching import generations

#: How the names of what Wagtail keeps begin, and what it is made of.
_OF_SITES = "wagtail_site_root_paths"
_MADE_OF = ("wagtailcore_page", "wagtailcore_site")


def key(name: str, prefix: str, version: int) -> str:
    """Django's key, and the generation of what its value was made of (``KEY_FUNCTION``).

    Of Wagtail's alone: what others count there must not begin anew when a page is written.
    """
    numbers = generations.current() if name.startswith(_OF_SITES) else None
    made_of = numbers.snapshot().stamp(_MADE_OF).values() if numbers else ()
    return ":".join(map(str, (prefix, version, *made_of, name)))
