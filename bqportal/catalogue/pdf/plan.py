"""STUB until helper G writes it."""


def plan_pdf(plan: object, language: str, address: str) -> bytes:
    """Stub."""
    return b""
