"""Invented plans and wordings for bench/reading.py: code and data, no stored files."""
