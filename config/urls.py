"""Every address of the portal. Public pages and the work area carry their language in front."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

pages = [
    path("", include("bqportal.catalogue.urls")),
    path("workspace/", include("bqportal.workspace.urls")),
    path("workspace/", include("bqportal.workspace.urls_account")),
    path("counselling/", include("bqportal.workspace.urls_intake")),
]
if settings.DEBUG or settings.BQPORTAL_GALLERY:
    pages.append(path("design/", include("bqportal.design.urls")))

# Second factors and identities are changed by their owners or the console, which are audited; not by hand.
for model in [model for model in admin.site._registry if model.__module__.startswith("allauth.")]:
    admin.site.unregister(model)

urlpatterns = [
    # One way in for everybody: with limits, second factor and audit.
    path("admin/login/", RedirectView.as_view(pattern_name="workspace:sign-in", query_string=True)),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("", include("bqportal.workspace.urls_plain")),
    path("", include("bqportal.catalogue.urls_plain")),
    *i18n_patterns(*pages),
]

handler400 = "bqportal.catalogue.views.errors.bad_request"
handler403 = "bqportal.catalogue.views.errors.forbidden"
handler404 = "bqportal.catalogue.views.errors.not_found"
handler500 = "bqportal.catalogue.views.errors.server_error"
