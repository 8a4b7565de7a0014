"""Conversations with the assistant, kept without anything a visitor wrote."""
