from wagtail.snippets.models import register_snippet

from studio.viewsets import PersonViewSet

register_snippet(PersonViewSet)
