"""The strictest outside judges on every kind of page: ``make judges``."""
