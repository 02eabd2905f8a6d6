"""What the verbs refuse, as facts. Views and forms put them into words."""

from datetime import datetime

from events.ledger.registrations import Registration


class Refusal(Exception):
    """Something that cannot be done now."""


class Busy(Refusal):
    """The database was held by others for too long; nothing was done, and trying again helps."""


class NotOpenYet(Refusal):
    """Registration opens at ``opens_at``."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__()
        self.opens_at = opens_at


class RegistrationClosed(Refusal):
    """It is over, or never was here."""


class EventCancelled(Refusal):
    """Nobody can come any more."""


class SoldOut(Refusal):
    """No seat is free for so many, and nobody can wait."""


class FewerFree(Refusal):
    """Some places are free, ``free`` of them, but not so many as were asked for."""

    def __init__(self, free: int) -> None:
        super().__init__()
        self.free = free


class PartyTooLarge(Refusal):
    """More seats than one person may take."""


class AlreadyRegistered(Refusal):
    """The address has an active registration already."""

    def __init__(self, registration: Registration) -> None:
        super().__init__()
        self.registration = registration


class TooLate(Refusal):
    """The time until which it could be done is over."""


class NotPossible(Refusal):
    """The registration is in a state in which this means nothing (any more)."""


class ReasonMissing(Refusal):
    """More people than seats: somebody has to say why."""
