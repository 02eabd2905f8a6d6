"""The site where the same form again is another registration: what the promise rests on.

Only to see that people are there twice then. That an address registers once is taken out as
well: it would keep the second one out by itself.
"""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.utils.crypto import get_random_string  # noqa: E402 - needs the apps that are loaded

from events.services import registering  # noqa: E402

registering.Application.key = lambda _self, _pool: get_random_string(32)
registering._refuse_twin = lambda _pool, _application: None
