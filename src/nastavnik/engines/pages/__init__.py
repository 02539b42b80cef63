"""Pages of a PDF as words with their places and the rules drawn round them; what they mean is for the readers above."""

from .rules import Area, Enclosed, Rule, enclosed, read_rules, ruled_areas
from .words import Word, group, read_words

__all__ = ["Area", "Enclosed", "Rule", "Word", "enclosed", "group", "read_rules", "read_words", "ruled_areas"]
