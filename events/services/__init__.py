"""The verbs of the room. Each takes the lock of a pool, checks, writes why, and queues the letter."""

from events.services.cancelling import cancel, cancel_event, change_date
from events.services.changing import change, move_to, note, pay
from events.services.confirming import approve, confirm_address, decline, give_place
from events.services.erasing import erase
from events.services.refusals import (
    AlreadyRegistered,
    Busy,
    EventCancelled,
    FewerFree,
    NotOpenYet,
    NotPossible,
    PartyTooLarge,
    ReasonMissing,
    Refusal,
    RegistrationClosed,
    SoldOut,
    TooLate,
)
from events.services.registering import Application, add_by_hand, register, remind
from events.services.waiting import accept, is_first_come, take_free_place

__all__ = [
    "AlreadyRegistered",
    "Application",
    "Busy",
    "EventCancelled",
    "FewerFree",
    "NotOpenYet",
    "NotPossible",
    "PartyTooLarge",
    "ReasonMissing",
    "Refusal",
    "RegistrationClosed",
    "SoldOut",
    "TooLate",
    "accept",
    "add_by_hand",
    "approve",
    "cancel",
    "cancel_event",
    "change",
    "change_date",
    "confirm_address",
    "decline",
    "erase",
    "give_place",
    "is_first_come",
    "move_to",
    "note",
    "pay",
    "register",
    "remind",
    "take_free_place",
]
