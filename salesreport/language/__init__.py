"""Words, numbers, dates and money of a report's language.

`Words("zh_CN")` is the one object the pages ask; its catalogs are
`locale/<language>/LC_MESSAGES/salesreport.po`, with English as the source text.
"""

from salesreport.language.catalogs import LANGUAGES
from salesreport.language.wording import Words, mark

__all__ = ["LANGUAGES", "Words", "mark"]
