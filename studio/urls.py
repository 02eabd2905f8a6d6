from django.conf import settings
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents import urls as wagtaildocs_urls

from search.views import search, suggestions
from studio import doors, languages, media, private_doors, side_doors
from studio.api import PagesAPIViewSet
from studio.blocked.reception import receive
from studio.entrance.views import MembersView
from studio.own_data import views as own_data
from studio.styleguide import styleguide
from studio.views import look, mark, robots, sitemap, sitemap_part

api = WagtailAPIRouter("wagtailapi")
api.register_endpoint("pages", PagesAPIViewSet)

#: Views of Wagtail's for which we have our own.
OUR_DOORS = {"wagtail_serve", "wagtailcore_login"}

urlpatterns = [
    path("admin/", include("studio.entrance.urls")),
    path("admin/", include(side_doors.patterns())),
    path("documents/", include(private_doors.guarded(wagtaildocs_urls.urlpatterns))),
    path("api/v2/", api.urls),
    path("comments/", include("comments.urls")),
    path("", include("events.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap_part"),
    path("browser-reports/", receive, name="browser_reports"),
    path("look/<str:digest>.css", look, name="look"),
    path("look/mark/", mark, name="mark"),
    path("styleguide/", styleguide, name="styleguide"),
    path("robots.txt", robots, name="robots"),
]

if settings.DEBUG:
    urlpatterns += [
        *staticfiles_urlpatterns(),
        *media.patterns(),
    ]

urlpatterns += [
    *languages.prefixed(
        path("search/", search, name="search"),
        path("search/suggestions/", suggestions, name="suggestions"),
        path("your-data/", own_data.ask, name="ask_own_data"),
        path("your-data/<str:token>/", own_data.own_data, name="own_data"),
        # Wagtail's own addresses, with our doors in the place of its own
        path("_util/login/", MembersView.as_view(), name="wagtailcore_login"),
        *private_doors.guarded(
            [one for one in wagtail_urls.urlpatterns if one.name not in OUR_DOORS]
        ),
        re_path(wagtail_urls.serve_pattern, doors.serve, name="wagtail_serve"),
    ),
]

handler400 = "studio.views.bad_request"
handler403 = "studio.views.permission_denied"
handler404 = "studio.views.page_not_found"
handler500 = "studio.views.server_error"
