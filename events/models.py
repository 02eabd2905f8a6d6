"""All models of the room: the ledger, and the pages that editors write."""

from events.content import (
    EventConsent,
    EventDate,
    EventLetter,
    EventQuestion,
    EventTeacher,
    Place,
)
from events.ledger import (
    Attendee,
    CheckIn,
    ConsentDocument,
    ConsentReceipt,
    ConsentVersion,
    FormVersion,
    ManageLink,
    Occurrence,
    Payment,
    Registration,
    RegistrationLog,
    SeatPool,
)
from events.pages import EventIndexPage, EventPage
from events.settings import EventSettings

__all__ = [
    "Attendee",
    "CheckIn",
    "ConsentDocument",
    "ConsentReceipt",
    "ConsentVersion",
    "EventConsent",
    "EventDate",
    "EventIndexPage",
    "EventLetter",
    "EventPage",
    "EventQuestion",
    "EventSettings",
    "EventTeacher",
    "FormVersion",
    "ManageLink",
    "Occurrence",
    "Payment",
    "Place",
    "Registration",
    "RegistrationLog",
    "SeatPool",
]
