"""Who was away, came or went in the period: said before any figure."""

from __future__ import annotations

from datetime import date

from salesreport.display.receipt import AWAY
from salesreport.language import Words
from salesreport.report.views import Leave, Meta, Rep


def is_away(rep: Rep) -> bool:
    """Whether the rep was there on no day of the period; nothing is then held against them."""
    return rep.score.why_null in AWAY


def has_left(rep: Rep, meta: Meta) -> bool:
    """Whether the rep was gone by the day the report knows of."""
    return rep.left_on is not None and rep.left_on <= meta.as_of


def presence_texts(rep: Rep, meta: Meta, words: Words) -> list[str]:
    """On leave, joined, left: what touches the period, with its days."""
    texts = []
    if rep.hired_on is not None and meta.first < rep.hired_on <= meta.last:
        texts.append(words("joined {day}", day=day_text(rep.hired_on, meta, words)))
    texts += [leave_text(leave, meta, words) for leave in rep.leave]
    if rep.left_on is not None and rep.left_on < meta.last:
        texts.append(words("left {day}", day=day_text(rep.left_on, meta, words)))
    return texts


def presence_sentence(rep: Rep, meta: Meta, words: Words) -> str:
    """The same as a sentence; empty for somebody there all the time."""
    text = words.join(presence_texts(rep, meta, words))
    if not text:
        return ""
    return words("{presence}.", presence=text[0].upper() + text[1:])


def leave_text(leave: Leave, meta: Meta, words: Words) -> str:
    """On leave, or away for another reason, with its days."""
    first, last = day_text(leave.first, meta, words), day_text(leave.last, meta, words)
    if leave.first == leave.last:
        return (
            words("on leave {day}", day=first) if leave.on_leave else words("away {day}", day=first)
        )
    if leave.on_leave:
        return words("on leave {first} to {last}", first=first, last=last)
    return words("away {first} to {last}", first=first, last=last)


def day_text(day: date, meta: Meta, words: Words) -> str:
    """A day, with its year where that is not the period's."""
    return words.date(day, year=day.year != meta.last.year)
