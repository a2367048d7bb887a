"""The room's tables."""

from weltoffen.lists.models.changes import BulkChange, CellChange
from weltoffen.lists.models.views import SavedView

__all__ = ["BulkChange", "CellChange", "SavedView"]
