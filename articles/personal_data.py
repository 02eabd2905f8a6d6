"""What the room keeps about people: nothing of its own (see ``studio/personal_data.py``)."""

from wagtail.models import Site

from studio.personal_data import Declaration


def declare(site: Site | None) -> Declaration:
    """Who wrote an article is told with the people of the site (``studio/kept/ground.py``)."""
    return Declaration(nothing=NOTHING)


_FACTS = "title authors container volume issue pages publisher doi isbn url archive_url note"

#: Why which fields hold nothing about a visitor or a member of staff.
NOTHING = {
    "Editors write it for everybody to read.": {
        "articles.ArticlePage": "hero_alt standfirst body postscript",
        "articles.ArticleIndexPage": "introduction",
        "articles.Topic": "name slug description",
    },
    "It says who published what, as every library does.": {
        "articles.Source": f"{_FACTS} words identity",
        "articles.Reference": _FACTS,
    },
    "It tells one row from another.": {"articles.Reference": "key"},
    "It is about the sites that articles link to, or what is missing in an article.": {
        "articles.Finding": "about facts identity",
        "articles.LinkHost": "name",
        "articles.LinkCheck": "url digest moved_to",
    },
}
