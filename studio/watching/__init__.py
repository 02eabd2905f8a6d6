"""How the site is watched: its log, its figures, its errors, its health.

- :mod:`studio.watching.doing` knows which request or task a line of the log belongs to.
- :mod:`studio.watching.logs` writes the lines, :mod:`studio.watching.middleware` those of requests.
- :mod:`studio.watching.metrics` counts requests, :mod:`studio.watching.figures` asks the database
  for what waits; both are read at ``/metrics`` (:mod:`studio.health`).
- :mod:`studio.watching.reporting` tells a Sentry of errors.
- :mod:`studio.watching.database` and :mod:`studio.watching.faults` keep a fault from holding everybody.
- :mod:`studio.watching.condition` says in plain words how the site is; staff read it in the CMS
  (:mod:`studio.watching.report`), monitoring by ``manage.py status``. A line is one of
  :mod:`studio.watching.findings`; those of :mod:`studio.watching.disks`,
  :mod:`studio.watching.backups` and :mod:`studio.watching.certificates` have modules of their own.
"""
