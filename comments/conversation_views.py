"""What the template of a conversation is told."""

import datetime
from dataclasses import dataclass

from comments.conversations import Conversation
from comments.forms import CommentForm, EditForm, ReportForm
from comments.models import Comment, CommentSettings


@dataclass
class ConversationView:
    """All that the template of the section reads.

    ``conversation``: what was said: ``.places`` (this page of comments), ``.count``,
    ``.listed`` (a page of Django's paginator).
    ``form``: a comment's, bound where it was refused; None where nobody may write now,
    and in a preview. Its refusals that belong to no field are its non-field errors.
    ``is_open``: whether this reader may write. ``closes_on``: the first day on which the
    conversation is closed by its age, passed or not. ``closed_reason``: a sentence for
    whoever may not write. ``unsaid``: the words of somebody whose comment came too late
    for the page, to be shown so that they can be copied.
    ``notice``: what just happened: ``published waiting edited deleted said_already
    reported gone``, or empty. The first four are only ever said to whoever holds the
    comment's signed link. ``noticed``: the comment at which it stands; None for above
    them all. ``letters``: of a wish for letters with a comment just posted, ``asked`` (a
    letter waits for an answer) or ``confirmed``, or empty.
    ``own``: the comment whose writer looks, in whatever state but deleted;
    ``mine``: the signed link's token; ``editable_until``: moment, None if no longer;
    ``edit_form``: if the writer asked for it, or its last change was refused.
    ``reply_to``: the comment that the form answers. ``reported`` and ``report_form``:
    the comment that somebody is about to report.
    ``has_session``: forms need Django's token. ``speaker``: the name of who is signed
    in. ``may_moderate``: who looks may decide here, so the conversation holds what waits.
    ``is_preview``: an editor looks at a draft. ``address``: of the page, without query:
    where forms post to. ``page_key``: stands in the forms. ``feed_url``, ``form_place``
    (``before`` or ``after``), ``studio_name``: whose badge staff carry.
    """

    conversation: Conversation
    settings: CommentSettings
    address: str
    page_key: str
    feed_url: str
    studio_name: str
    form: CommentForm | None = None
    is_open: bool = False
    closes_on: datetime.date | None = None
    closed_reason: str = ""
    unsaid: str = ""
    notice: str = ""
    own: Comment | None = None
    mine: str = ""
    editable_until: datetime.datetime | None = None
    edit_form: EditForm | None = None
    noticed: Comment | None = None
    letters: str = ""
    reply_to: Comment | None = None
    reported: Comment | None = None
    report_form: ReportForm | None = None
    has_session: bool = False
    speaker: str = ""
    may_moderate: bool = False
    is_preview: bool = False

    @property
    def has_just_reported(self) -> bool:
        """Whether ``noticed`` is what this reader has just reported."""
        return self.notice == "reported" and self.noticed is not None

    @property
    def link_to_answered(self) -> str:
        """Where the comment stands that the form answers."""
        return self.conversation.link_to(self.reply_to) if self.reply_to else ""

    @property
    def form_place(self) -> str:
        return self.settings.form_place
