"""How a page looks that is not public yet: faces that show a kind of record register how they do it."""

from collections.abc import Callable, Mapping
from typing import Any

from bqportal.editorial.kinds import Kind

# Request, sheet, what the page says about the preview → a page, which has no type here: only faces know HTTP.
Renderer = Callable[[Any, dict[str, Any], Mapping[str, Any]], Any]
_RENDERERS: dict[str, Renderer] = {}


def register(kind: str, renderer: Renderer) -> None:
    """Called once for each kind by the face that shows it, when it is ready."""
    _RENDERERS[kind] = renderer


def preview_page(kind: Kind, request: Any, sheet: dict[str, Any], preview: Mapping[str, Any]) -> Any:
    """The public page of a sheet, marked as a preview. Raises KeyError where no face shows this kind."""
    return _RENDERERS[kind.slug](request, sheet, preview)
