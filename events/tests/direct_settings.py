"""The same servers without a proxy before them: what visitors say of their address is not believed."""

from events.tests.rush_settings import *  # noqa: F403

BEHIND_PROXY = False
