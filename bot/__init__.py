"""Vägvisaren: a Swedish-language assistant for people who want to leave organised crime."""
