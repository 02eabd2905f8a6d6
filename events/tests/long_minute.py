"""The site with a minute that lasts a day: however slow a machine is, one minute passes at most.

Only those who count what is let in at many posts serve it.
"""

from datetime import timedelta

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from events.serving import limits  # noqa: E402 - needs the apps that are loaded above

limits.MINUTE = timedelta(days=1)
