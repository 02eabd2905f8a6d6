"""What is broken on purpose, and what the site makes of it: ``make faults``.

A fault is a module of this package with a function ``report()``, which prints its table, and
is named in ``__main__.py``. In it

- something real is broken or done under load: processes, databases, files; nothing is mocked;
- each figure stands beside that of a **control**, the same without what is to be proved, which
  has to fail: else the fault was none;
- ``measure(…)`` takes how often and how much, returns what it counted and asserts nothing, so
  that a test of the site can ask for the same in little (``studio/tests/backups/``), and
  ``report()`` for the full figures;
- all it starts ends with it, and all it writes lies in a folder of its own.
"""
