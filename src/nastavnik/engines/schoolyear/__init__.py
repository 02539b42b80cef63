"""Words of time in mentoring plans → terms → dates of a school year. Plain Python, no clock, no network."""

from .model import ROW_ABOVE, Span, Term
from .parse import parse_term, parse_terms
from .year import SchoolYear, YearCalendar, find_school_year

__all__ = ["ROW_ABOVE", "SchoolYear", "Span", "Term", "YearCalendar", "find_school_year", "parse_term", "parse_terms"]
