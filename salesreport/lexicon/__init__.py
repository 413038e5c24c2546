"""Reasons in what people wrote: remarks and codes read by words that a company makes its own.

`folding` how a text is compared, and where each sign of it stood · `files` the shipped words
and a user's own over them · `patterns` a word as it is looked for · `guards` negations and what
ends them · `matching` hits with their spans · `codes` recorded values · `suggestions` phrases
that no word covers yet · `precision` against what a person reads.
"""

from salesreport.lexicon.codes import CodeReading, read_code
from salesreport.lexicon.files import LexiconFile, load_lexicon, shipped_lexicon
from salesreport.lexicon.folding import Folded, folded, says_nothing
from salesreport.lexicon.matching import Hit, Lexicon, Titles
from salesreport.lexicon.precision import Labelled, Precision, Weighed, measured
from salesreport.lexicon.suggestions import Suggestion, suggestions

__all__ = [
    "CodeReading",
    "Folded",
    "Hit",
    "Labelled",
    "Lexicon",
    "LexiconFile",
    "Precision",
    "Suggestion",
    "Titles",
    "Weighed",
    "folded",
    "load_lexicon",
    "measured",
    "read_code",
    "says_nothing",
    "shipped_lexicon",
    "suggestions",
]
