"""What machines read of a conversation, in schema.org's vocabulary."""

from typing import Any

from comments.conversation_views import ConversationView
from comments.conversations import Place

#: Comments of one page that are told to machines.
MOST = 20


def conversation_data(view: ConversationView, url: str | None) -> dict[str, Any]:
    """``commentCount`` and ``comment`` for the data of the page at ``url``.

    Only what everybody sees of this page of comments; nothing at all for a moderator,
    whose page counts what waits, and in a preview.
    """
    if view.may_moderate or view.is_preview or not url:
        return {}
    shown = [place for place in view.conversation.places if place.comment.is_approved]
    return {
        "commentCount": view.conversation.count,
        "comment": [_comment(place, url) for place in shown[:MOST]],
    }


def _comment(place: Place, url: str) -> dict[str, Any]:
    comment = place.comment
    data = {
        "@type": "Comment",
        "@id": url + comment.address_on_page,
        "url": url + comment.address_on_page,
        "dateCreated": comment.posted_at.isoformat(),
        "author": {"@type": "Person", "name": comment.shown_name},
        "text": comment.plain,
    }
    if comment.edited_at:
        data["dateModified"] = comment.edited_at.isoformat()
    if place.parent and not place.parent.is_gone:
        parent = url + place.parent.comment.address_on_page
        data["parentItem"] = {"@type": "Comment", "@id": parent}
    return data
