"""How long the ground keeps what is about people: the chores obey it, the register tells it."""

from datetime import timedelta

#: Letters, after they left or were given up.
LETTERS = timedelta(days=90)
#: What browsers blocked, after the last of them said so.
BLOCKAGES = timedelta(days=30)
#: Results of work behind the visitor's back, and tasks whose worker died.
TASKS = timedelta(days=7)
#: The longest span in which anything is counted (``studio/limits.py``).
COUNTS = timedelta(days=1)
