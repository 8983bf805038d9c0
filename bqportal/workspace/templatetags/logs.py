"""The log of a record on its page: ``{% load logs %}``."""

from typing import Any

from django import template
from django.template import Context

from bqportal.editorial.models import WorkingVersion
from bqportal.organisations.audit import entries_about
from bqportal.organisations.rights import may_read_audit, may_read_work
from bqportal.workspace.access import rights
from bqportal.workspace.logbook import lines

register = template.Library()
NEWEST = 20


@register.inclusion_tag("workspace/audit/of_record.html", takes_context=True)
def record_log(context: Context, version: WorkingVersion) -> dict[str, Any]:
    """``{% record_log version %}``: what was done to a working version and its record, for those who may read it."""
    known = rights(context["request"])
    if not may_read_work(known, version.work):
        return {}
    records = [one for one in (version, version.record) if one is not None]
    newest = lines(entries_about(*records)[:NEWEST])
    return {"lines": newest, "version": version, "whole": may_read_audit(known), "shown": True}
