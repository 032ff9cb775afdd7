"""Across languages without a translation: names by sound, places, news words, numbers. It suggests, and never decides.

An article and a thread are brought into one space of clues, whatever their languages: `territory:LY` for Libya and
Libyans, `concept:ceasefire`, `sound:TRPL` for how a name is heard. What they share, weighed by how few threads have
it, is how alike they are, and every summand can be read: `طرابلس ~ Tripoli`.
"""

from generator.threads.crossing.likeness import Candidate, Crossing
from generator.threads.crossing.suggesting import suggest

__all__ = ["Candidate", "Crossing", "suggest"]
