"""Comparison sheets: make one, read it, prove that it is genuine."""

from django.urls import URLPattern, path

from bqportal.catalogue.views import sheets

urlpatterns: list[URLPattern] = [
    path("new/", sheets.new, name="sheet-new"),
    path("verify/", sheets.verify, name="sheet-verify"),
    path("<sheet:code>/", sheets.show, name="sheet-show"),
    path("<sheet:code>/sheet.pdf", sheets.pdf_file, name="sheet-pdf"),
    path("<sheet:code>/sheet.json", sheets.json_file, name="sheet-json"),
]
