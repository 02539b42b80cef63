"""Nastavnik: carries out a mentoring programme of a Russian educational organisation."""

__version__ = "0.1.0"
