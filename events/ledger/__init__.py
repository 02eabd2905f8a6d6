"""What visitors leave: plain records that no draft, copy or revision of a page can touch."""

from events.ledger.attendance import Attendee, CheckIn
from events.ledger.consents import ConsentDocument, ConsentReceipt, ConsentVersion
from events.ledger.forms import FormVersion
from events.ledger.log import RegistrationLog
from events.ledger.manage_links import ManageLink
from events.ledger.occurrences import Occurrence
from events.ledger.payments import Payment
from events.ledger.pools import SeatPool
from events.ledger.registrations import Registration

__all__ = [
    "Attendee",
    "CheckIn",
    "ConsentDocument",
    "ConsentReceipt",
    "ConsentVersion",
    "FormVersion",
    "ManageLink",
    "Occurrence",
    "Payment",
    "Registration",
    "RegistrationLog",
    "SeatPool",
]
