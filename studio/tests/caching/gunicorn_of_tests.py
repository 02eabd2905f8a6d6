"""For the two processes of a site under test.

Tests empty all tables, which numbers the types of content anew; Django remembers their numbers
for as long as a process lives, as it may everywhere else.

And tests run side by side on few processors: there a Redis that is given no time for 0.2 s is not
yet away.
"""

#: Seconds, instead of :data:`studio.common_memory.PATIENCE`.
PATIENCE_WITH_REDIS = 2.0


def post_fork(_server, _worker):
    from studio import common_memory

    common_memory.PATIENCE = PATIENCE_WITH_REDIS


def pre_request(_worker, _request):
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
