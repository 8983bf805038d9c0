"""Every address of the portal. Public pages and the work area carry their language in front."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

pages = [path("", include("bqportal.catalogue.urls")), path("workspace/", include("bqportal.workspace.urls"))]
if settings.DEBUG or settings.BQPORTAL_GALLERY:
    pages.append(path("design/", include("bqportal.design.urls")))

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("bqportal.catalogue.urls_plain")),
    *i18n_patterns(*pages),
]

handler400 = "bqportal.catalogue.views.errors.bad_request"
handler403 = "bqportal.catalogue.views.errors.forbidden"
handler404 = "bqportal.catalogue.views.errors.not_found"
handler500 = "bqportal.catalogue.views.errors.server_error"
