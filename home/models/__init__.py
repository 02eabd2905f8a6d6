from home.models.contact_page import ContactPage
from home.models.home_page import HomePage
from home.models.messages import Message, MessageQuerySet, MessageStatus
from home.models.teachers_page import ListedTeacher, TeachersPage
from home.models.text_pages import PlainPage

__all__ = [
    "ContactPage",
    "HomePage",
    "ListedTeacher",
    "Message",
    "MessageQuerySet",
    "MessageStatus",
    "PlainPage",
    "TeachersPage",
]
