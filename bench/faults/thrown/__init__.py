"""A small application that is thrown away: one table, read and written while it is migrated.

Its code is that of the old release, which goes on while the migration to the new one runs.
"""
