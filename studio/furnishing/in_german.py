"""The part of the demo that is written in German as well, where the site has that language.

Made as an editor makes it: each page is translated from the other, gets its words, and is
published. What is not translated stands in the menu in English, as on a site that grows.
"""

import json
from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale, Page

from studio import languages
from studio.furnishing import manuscripts
from studio.furnishing.pictures import Pictures
from studio.furnishing.publishing import publish
from studio.models import SiteSettings, SiteWords

LANGUAGE = "de"

HOME = {
    "title": "Studio Elsewhere",
    "slug": "start",
    "hero_heading": "Bewegung, als wäre Zeit dafür",
    "hero_text": "Lauftechnik, Pilates, Feldenkrais und Yoga, langsam unterrichtet, in kleinen Gruppen, von "
    "Leuten, die sagen, woher sie etwas wissen.",
    "hero_button": "Unsere Artikel lesen",
    "search_description": "Ein kleines Bewegungsstudio: Lauftechnik, Pilates, Feldenkrais und Yoga.",
}
_OFFERS = [
    (
        "Lauftechnik",
        "Kürzere Schritte, leisere Füße, ein Rumpf, der antwortet. Auf dem Weg am Kanal, bei jedem Wetter, in "
        "dem man sich noch unterhalten kann.",
        "running-technique",
    ),
    ("Pilates", "Kraft, die zuhört. Auf der Matte, zu acht.", "pilates"),
    (
        "Feldenkrais",
        "Kleine Bewegungen, langsam, bis der Körper den leichteren Weg von selbst findet.",
        "feldenkrais",
    ),
    ("Yoga und Atem", "Abendstunden für das lange Ausatmen. Kein Kopfstand, keine Eile.", "yoga"),
]
_VOICE = {
    "text": "Ich kam wegen des Knies und blieb wegen der Ruhe.",
    "name": "Ein Gast, den es nicht gibt",
    "about": "Dienstag, Viertel nach sechs",
}
#: The one article that is translated.
ARTICLE = "/articles/training-the-trunk-in-spring/"
#: Address of the page in the language of the site → its fields in German, and its text.
PAGES: dict[str, tuple[dict[str, str], str]] = {
    "/articles/": (
        {
            "title": "Artikel",
            "slug": "artikel",
            "introduction": "Was wir unterrichten, warum, und woher wir es wissen. Mit Fußnoten.",
        },
        "",
    ),
    "/events/": (
        {
            "title": "Veranstaltungen",
            "slug": "veranstaltungen",
            "introduction": "Workshops, ein Kurs und ein Lauf, in der Sprache, in der sie gehalten werden.",
        },
        "",
    ),
    "/teachers/": (
        {
            "title": "Team",
            "slug": "team",
            "introduction": "Vier Leute, die lieber fragen als sagen. Es gibt sie alle nicht, und sie sind pünktlich.",
        },
        "",
    ),
    "/about/": (
        {
            "title": "Über uns",
            "slug": "ueber-uns",
            "introduction": "Ein Raum über einer Fahrradwerkstatt und die Gewohnheit zu fragen, woher wir etwas wissen.",
        },
        """
Studio Elsewhere ist ein Schaustück. Der Raum, die Gasse und die vier Lehrenden sind erfunden, die Artikel nicht: Ihre \
Behauptungen tragen Fußnoten, und die Werke in den Fußnoten gibt es.

## Wie wir unterrichten

Die Gruppen sind klein, höchstens zehn, denn niemand sieht mehr als zehn Rücken zugleich. Niemand wird in eine Form \
gedrückt. Wenn etwas weh tut, suchen wir einen anderen Weg, und es gibt immer einen.

> Neugier ist das Einzige, was Sie mitbringen müssen.

## Der Raum

Holzboden, Licht von Norden, eine Rampe vom Hof. Matten, Klötze und Rollen sind da. Es gibt einen Wasserkessel.
""",
    ),
    "/contact/": (
        {
            "title": "Kontakt",
            "slug": "kontakt",
            "introduction": "Durch den Torbogen, über den Hof, die Rampe hinauf. Zweimal klingeln; das erste Klingeln "
            "ist die Bäckerei.",
            "form_heading": "Schreiben Sie uns",
            "form_words": "<p>Wir antworten an Unterrichtstagen, meist vor dem Mittag. Wenn es um eine Verletzung geht, "
            "sagen Sie uns bitte, was eine Ärztin dazu gesagt hat; wir unterrichten.</p>",
            "thanks": "<p>Danke, es ist angekommen. Jemand von uns liest es zwischen zwei Stunden und antwortet.</p>",
        },
        """
## Der Weg zu uns

Straßenbahn 0 bis zur Haltestelle Nirgendwo, dann fünf Minuten am Kanal entlang. Fahrräder stehen im Hof im Trockenen.
""",
    ),
    "/privacy/": (
        {
            "title": "Datenschutz",
            "slug": "datenschutz",
            "introduction": "Was diese Website speichert, über wen, warum und wie lange.",
        },
        """
Was folgt, hat niemand als Versprechen getippt: Die Website zählt selbst auf, was sie speichert, mit den Zahlen, die \
heute eingestellt sind. Wer dafür einsteht, steht im [Impressum](/imprint/).
""",
    ),
    "/imprint/": (
        {
            "title": "Impressum",
            "slug": "impressum",
            "introduction": "Wer für diese Website einsteht und wie man uns erreicht.",
        },
        "",
    ),
}
#: Pages whose text holds sections that fill themselves, in any language.
_KEPT_SECTIONS = {"/privacy/": "stored_data", "/imprint/": "imprint"}
WORDS = {
    "tagline": "Laufen, Pilates, Feldenkrais, Yoga. Ohne Eile.",
    "hours": "Montag bis Donnerstag, 8–21 Uhr\nFreitag, 8–18 Uhr\nSamstag für Workshops",
    "footer": "Studio Elsewhere ist ein Schaustück: Raum und Menschen sind erfunden, die Quellen sind echt.",
}


def is_wanted() -> bool:
    """Whether the site has the language."""
    return LANGUAGE in languages.others()


class GermanPages:
    """Writes them beside ``pages``, which are those of the site by their address."""

    def __init__(self, pages: Mapping[str, Page], pictures: Pictures, by: Any) -> None:
        self.pages = pages
        self.pictures = pictures
        self.by = by
        self.locale, _created = Locale.objects.get_or_create(language_code=LANGUAGE)

    def write(self) -> None:
        """All of them, the front door last: before that nobody finds the way in."""
        self._copy("/")
        for address, (fields, text) in PAGES.items():
            page = self._copy(address)
            section = _KEPT_SECTIONS.get(address)
            kept = (
                [one for one in page.body.get_prep_value() if one["type"] == section]
                if section
                else []
            )
            if text or kept:
                page.body = [*self._blocks(text, page.slug), *kept]
            self._publish(page, fields)
        self._write_article()
        home = self.pages["/"].get_translation(self.locale)  # which has children by now
        home.body = json.dumps(self._sections())
        self._publish(home, HOME)
        studio = SiteSettings.for_site(home.get_site())
        SiteWords.objects.create(settings=studio, language=LANGUAGE, **WORDS)

    def _write_article(self) -> None:
        """Its references came with the copy, and so did their keys."""
        (script,) = manuscripts.read_all(manuscripts.FOLDER / LANGUAGE)
        article = self._copy(ARTICLE)
        article.body = script.blocks(self._page_id, self._image_id)
        fields = {
            "title": script.title,
            "slug": script.slug,
            "standfirst": script.standfirst,
            "hero_alt": script.image_alt,
        }
        self._publish(article, fields)

    def _copy(self, address: str) -> Page:
        return self.pages[address].specific.copy_for_translation(self.locale).specific

    def _publish(self, page: Page, fields: Mapping[str, str]) -> None:
        for name, value in fields.items():
            setattr(page, name, value)
        page.full_clean()
        page.save()
        publish(page, by=self.by)

    def _sections(self) -> list[dict[str, Any]]:
        """The front door as in the other language, in other words."""
        offers = [
            {"title": title, "text": text, "page": self._page_id(f"/classes/{slug}/")}
            for title, text, slug in _OFFERS
        ]
        return [
            {"type": "offers", "value": {"heading": "Vier Wege hinein", "offers": offers}},
            {"type": "next_events", "value": {"heading": "", "number": 3}},
            {"type": "voice", "value": _VOICE},
            {"type": "teachers", "value": {"heading": "", "people": []}},
            {"type": "latest_articles", "value": {"heading": "", "number": 5, "topic": None}},
            {"type": "whereabouts", "value": {"heading": ""}},
        ]

    def _blocks(self, text: str, slug: str) -> list[dict[str, Any]]:
        return manuscripts.stored_blocks(text, slug, self._page_id, self._image_id)

    def _page_id(self, address: str) -> int:
        return self.pages[address].pk

    def _image_id(self, name: str) -> int:
        return self.pictures.get(name).pk
