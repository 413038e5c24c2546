"""How well a colour is told from another: the contrast ratio of WCAG 2.2."""

from __future__ import annotations

WHITE = "#ffffff"
LEAST_TEXT = 4.5
"""Least contrast of text (WCAG 2.2, 1.4.3)."""
LEAST_GRAPHIC = 3.0
"""Least contrast of what a chart is read by (WCAG 2.2, 1.4.11)."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 (black) to 1 (white).

    References
    ----------
    WCAG 2.2, "relative luminance".

    Examples
    --------
    >>> luminance("#000000"), luminance("#ffffff"), round(luminance("#808080"), 4)
    (0.0, 1.0, 0.2159)
    """
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, ground: str = WHITE) -> float:
    """Contrast ratio of two colours, from 1 to 21, whichever is the lighter one.

    Examples
    --------
    >>> contrast("#000000"), round(contrast("#777777"), 2), contrast("#777777", "#777777")
    (21.0, 4.48, 1.0)
    """
    dark, light = sorted((luminance(colour), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def near(colour: str, least: float = LEAST_TEXT) -> str:
    """The lightest colour of the same hue that has at least this contrast on white.

    Examples
    --------
    >>> near("#777777"), near("#1f2933")
    ('#767676', '#1f2933')
    """
    for part in range(256):
        darker = _mixed(colour, "#000000", part / 255)
        if contrast(darker) >= least:
            return darker
    return "#000000"


def tint(colour: str, least: float = LEAST_GRAPHIC) -> str:
    """The palest mix of a colour with white that a chart may still be read by.

    The colour itself, where it has no more contrast than that.

    Examples
    --------
    >>> tint("#000000"), round(contrast(tint("#000000")), 2)
    ('#949494', 3.03)
    """
    for part in range(255, -1, -1):
        paler = _mixed(colour, WHITE, part / 255)
        if contrast(paler) >= least:
            return paler
    return colour


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
