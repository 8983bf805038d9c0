"""The only news that travels upwards: a record became public, or ceased to be."""

from django.dispatch import Signal

# Both send `record`, inside the transaction that changes it.
published = Signal()
withdrawn = Signal()
