"""What a browser sends to a page, and what it reads there."""

from urllib.parse import parse_qs, urlsplit

from articles.tests.sent import tree, visible
from comments import tokens
from comments.models import Comment

ROSA = {
    "name": "Rosa Reader",
    "email": "rosa@reader.example",
    "website": "",
    "text": "My feet thank you.",
}

#: With every tick and field.
FULL = {
    **ROSA,
    "website": "https://rosa.example",
    "wants_letters": "on",
    "remember": "on",
}


def sent(page, **changes):
    """What the form of ``page`` sends; None leaves a field out."""
    fields = {"action": "comment", "key": tokens.page_key(page.pk), **ROSA, **changes}
    return {name: value for name, value in fields.items() if value is not None}


def write(client, page, headers=None, **changes):
    """Post a comment."""
    return client.post(page.url, sent(page, **changes), headers=headers)


def report(client, page, comment, headers=None, **changes):
    fields = {"action": "report", "key": tokens.page_key(page.pk), "comment": comment.pk}
    fields |= {"reason": "insulting", "note": ""} | changes
    return client.post(page.url, fields, headers=headers)


def refused(response, status):
    """Nothing was written, and the page says so by itself."""
    assert response.status_code == status
    assert not Comment.objects.exists()
    assert response["Cache-Control"] == "private, no-store"
    return response


def only_comment():
    return Comment.objects.get()


def asked(response):
    """The address a redirect leads to, taken apart: path, query, fragment."""
    assert response.status_code == 303, response.status_code
    parts = urlsplit(response["Location"])
    return parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}, parts.fragment


def followed(client, response):
    """The page a redirect leads to."""
    assert response.status_code in (302, 303)
    return client.get(response["Location"].partition("#")[0])


def section(response):
    """The conversation of a page, or None."""
    found = tree(response).cssselect("#comments")
    return found[0] if found else None


def names(response):
    """Each place in reading order: whose it is, and how deep it stands."""
    return [
        (visible(place.cssselect("article [id$=-name]")[0]), _level(place))
        for place in section(response).cssselect("ol.conversation__list > li")
    ]


def texts(response):
    """The words of each comment on the page, in reading order."""
    return [visible(text) for text in section(response).cssselect(".comment__text")]


def places(response):
    """The numbers of the comments on the page, in reading order."""
    return [
        int(article.get("id").removeprefix("comment-"))
        for article in section(response).cssselect("article[id^=comment-]")
    ]


def numbers(comments):
    """Their numbers, as they are found on a page by :func:`places`."""
    return [comment.pk for comment in comments]


def answers_to(response):
    """What each comment says it answers: name and address; nothing for the first of a thread."""
    found = []
    for article in section(response).cssselect("article.comment:not(.comment--gone)"):
        links = [a for a in article.cssselect(".comment__when a") if "in reply to" in visible(a)]
        found.append((visible(links[0]), links[0].get("href")) if links else None)
    return found


def notice(response):
    """What the site says just happened."""
    found = section(response).cssselect("#comment-notice p")
    return visible(found[0]) if found else ""


def errors(response):
    """The sentences of the summary of a refused form."""
    return [visible(line) for line in section(response).cssselect(".errors li")]


def error_beside(response, field):
    found = section(response).cssselect(f".field--{field} .errorlist")
    return visible(found[0]) if found else ""


def typed(response):
    """What stands in the form of a comment, by name; ticks are True or False."""
    fields = {}
    for element in section(response).cssselect("#comment-form [name]"):
        if element.tag == "textarea":
            fields[element.get("name")] = (element.text or "").removeprefix("\n")
        elif element.get("type") == "checkbox":
            fields[element.get("name")] = "checked" in element.attrib
        else:
            fields[element.get("name")] = element.get("value", "")
    return fields


def _level(place):
    (level,) = (name for name in place.get("class").split() if name.startswith("level-"))
    return int(level.removeprefix("level-"))
