"""Redaction, and logs without visitors' text."""
