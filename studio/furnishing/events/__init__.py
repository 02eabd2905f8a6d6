"""What is on at the demo studio, who comes, and what became of each of them."""

from studio.furnishing.events.after_a_pause import AFTER_A_PAUSE
from studio.furnishing.events.announced import Announced
from studio.furnishing.events.breathing_with_your_steps import BREATHING_WITH_YOUR_STEPS
from studio.furnishing.events.half_of_it import HALF_OF_IT
from studio.furnishing.events.lock_to_lock import LOCK_TO_LOCK
from studio.furnishing.events.long_exhale import LONG_EXHALE
from studio.furnishing.events.lying_down import LYING_DOWN
from studio.furnishing.events.quiet_feet import QUIET_FEET
from studio.furnishing.events.six_evenings import SIX_EVENINGS
from studio.furnishing.events.trunk_training import TRUNK_TRAINING

__all__ = ["EVENTS", "Announced"]

#: The one that is over first: its guests agreed to the words of then.
EVENTS: list[Announced] = [
    BREATHING_WITH_YOUR_STEPS,
    LYING_DOWN,
    LONG_EXHALE,
    SIX_EVENINGS,
    QUIET_FEET,
    HALF_OF_IT,
    AFTER_A_PAUSE,
    LOCK_TO_LOCK,
    TRUNK_TRAINING,
]
