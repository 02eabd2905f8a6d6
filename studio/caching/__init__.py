"""What is kept of what was made from the database, and for how long it is right.

One idea carries all of it. While something is made, whatever it reads of the database is
noted, table by table; whenever a transaction that wrote commits, the generation of each
table it wrote goes up, for all processes. What was made is right as long as the
generations of what it read are what they were. So nothing has to be thought of when a new
model, a menu or a setting is added: it is read, hence it is watched.

- :mod:`studio.caching.tables` tells what a statement reads and writes.
- :mod:`studio.caching.generations` counts, for all processes of this machine.
- :mod:`studio.caching.reading` notes what is read meanwhile.
- :mod:`studio.caching.memory` keeps values in the memory of one process: :func:`remembered`.
- :mod:`studio.caching.shelf` and :mod:`studio.caching.middleware` keep whole answers on disk.

Inside a transaction nothing is taken and nothing is kept: what is read there may never
have happened. Time is the one thing that no table tells, so nothing is kept for longer
than :data:`studio.caching.generations.LONGEST`.
"""

from studio.caching.generations import changed
from studio.caching.memory import remembered
from studio.caching.reading import depends_on, right_until

__all__ = ["changed", "depends_on", "remembered", "right_until"]
