"""Bytes to Document: readable text, its parts, their languages and dates."""
