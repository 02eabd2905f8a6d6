"""The site where the same form again is another registration: what the promise rests on.

Only to see that people are there twice then. That an address registers once is taken out as
well: the service and a constraint of the database would keep the second one out by that.
"""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.utils.crypto import get_random_string  # noqa: E402 - needs the apps that are loaded

from events import addresses  # noqa: E402
from events.services.registering import Application  # noqa: E402

Application.key = lambda _self, _pool: get_random_string(32)
addresses.key_of = lambda _email: get_random_string(32)
