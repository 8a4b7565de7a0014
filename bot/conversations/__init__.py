"""Conversations with the assistant, stored without anything a visitor wrote."""
