from comments.models.addresses import Address
from comments.models.bayes import BayesWord
from comments.models.comments import Comment, Rejection, Status, Voice
from comments.models.moderation import ModerationArea
from comments.models.pages import CommentedPage, CommentsMode
from comments.models.reports import Report, ReportReason
from comments.models.rules import CommentRules
from comments.models.settings import CommentSettings
from comments.models.subscriptions import Subscription

__all__ = [
    "Address",
    "BayesWord",
    "Comment",
    "CommentRules",
    "CommentSettings",
    "CommentedPage",
    "CommentsMode",
    "ModerationArea",
    "Rejection",
    "Report",
    "ReportReason",
    "Status",
    "Subscription",
    "Voice",
]
