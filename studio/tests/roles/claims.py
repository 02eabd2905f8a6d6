"""The table of docs/roles.md in plain words, told from the table of all addresses.

    python -m studio.tests.roles.claims

writes it; a test fails where the document says something else.
"""

from collections.abc import Iterator

from studio.settings.environment import PROJECT
from studio.tests.roles import table
from studio.tests.roles.table import ADMIN, ELSEWHERE, NOBODY, OPEN, ROLES

DOCUMENT = PROJECT / "docs" / "roles.md"
BEGIN, END = "<!-- told by studio/tests/roles/claims.py -->", "<!-- end of what is told -->"

#: Roles that have a column: those who enter the CMS.
SHOWN = [role for role in ROLES[ROLES.index(NOBODY) + 1 :] if role != ADMIN]

#: Heading → what somebody does → method and name of the address that lets them do it.
CLAIMS: dict[str, dict[str, tuple[str, str]]] = {
    "Pages": {
        "write an article": ("get", "wagtailadmin_pages:add article"),
        "publish an article, or take it off": ("get", "wagtailadmin_pages:unpublish article"),
        "approve what an author submitted": ("get", "wagtailadmin_pages:workflow_action"),
        "write an event": ("get", "wagtailadmin_pages:add event"),
        "see drafts of all parts of the site": ("get", "wagtailadmin_pages:view_draft draft"),
        "delete a page": ("get", "wagtailadmin_pages:delete article"),
        "say who may read a page": ("get", "wagtailadmin_pages:set_privacy article"),
    },
    "Library, pictures, words": {
        "add a source to the library": ("get", "sources:add"),
        "delete a source": ("get", "sources:delete"),
        "take the library along as a file": ("get", "wagtail_bulk_action source download"),
        "add a topic": ("get", "wagtailsnippets_articles_topic:add"),
        "change a person of the site": ("get", "wagtailsnippets_studio_person:edit"),
        "add a picture": ("get", "wagtailimages:add"),
        "change details, menus and look of the site": ("get", "wagtailsettings:edit sitesettings"),
    },
    "Readers": {
        "decide about comments on their own pages": ("get", "reader_comments:decide own"),
        "see who wrote there, and their e-mail address": ("get", "reader_comments:inspect own"),
        "decide about all comments": ("get", "reader_comments:decide other"),
        "see who wrote any comment, and their address": ("get", "reader_comments:inspect other"),
        "change the rules for comments": ("get", "reader_comments_rules +"),
        "change who may comment at all": ("get", "wagtailsettings:edit commentsettings"),
        "read messages from the contact page": ("get", "messages:inspect"),
        "erase a message": ("get", "messages:delete"),
    },
    "Guests of events": {
        "see who comes to their own event": ("get", "registrations_modeladmin_inspect own"),
        "see everybody who registered": ("get", "registrations_modeladmin_inspect other"),
        "add somebody by hand": ("get", "registrations_modeladmin_create"),
        "approve, cancel, move, note a payment": ("get", "registrations_modeladmin_cancel other"),
        "write to people": ("get", "registrations_modeladmin_write"),
        "take the list along as a file": ("post", "registrations_modeladmin_export"),
        "erase somebody": ("get", "registrations_modeladmin_erase other"),
        "see the numbers of events": ("get", "event_counts:index"),
        "read letters of the site, send one again": ("get", "letters:inspect"),
        "change places and consents": ("get", "consents:edit"),
    },
    "The house": {
        "look after accounts that may no more than theirs": ("get", "wagtailusers_users:index"),
        "change an owner’s account": ("get", "wagtailusers_users:edit owner"),
        "write groups": ("get", "wagtailusers_groups:edit"),
        "see who saw personal data": ("get", "accesses_report"),
        "change addresses of the site": ("get", "wagtailsites:edit"),
    },
}


def lines() -> Iterator[str]:
    """The table in Markdown, a part under each heading."""
    answers = table.read()
    for heading, claims in CLAIMS.items():
        yield f"\n### {heading}\n"
        yield f"| | {' | '.join(SHOWN)} |"
        yield f"|---|{'---|' * len(SHOWN)}"
        for words, asked in claims.items():
            may = ["yes" if answers[role][asked] in OPEN + ELSEWHERE else "" for role in SHOWN]
            yield f"| {words} | {' | '.join(may)} |"
            assert answers[ADMIN][asked] in OPEN + ELSEWHERE, f"an administrator may not {words}"


def told() -> str:
    """What stands between the two marks of the document."""
    return "\n".join([BEGIN, *lines(), "", END])


def written() -> str:
    """What stands there now."""
    text = DOCUMENT.read_text()
    return text[text.index(BEGIN) : text.index(END) + len(END)]


if __name__ == "__main__":
    DOCUMENT.write_text(DOCUMENT.read_text().replace(written(), told()))
