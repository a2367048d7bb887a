"""Deeds, letters, minutes and pictures: files that were looked at before they are kept."""
