"""For the two processes: tests empty all tables, which numbers the types of content anew.

Django remembers their numbers for as long as a process lives, as it may everywhere else.
"""


def pre_request(_worker, _request):
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
