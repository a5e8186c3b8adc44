"""Which colours are used: such that can be read on a light and on a dark page, and told apart by the colour-blind."""

from __future__ import annotations

LUMINANCE = 0.179
"""Relative luminance at which a colour has the same contrast, 4.6 to 1, against white and against black."""

GAIN = "#317ab5"
"""What speaks for an offer: blue."""
LOSS = "#c15521"
"""What speaks against it: vermilion. A bar's side says the same as its colour."""
ACCENT = "#23846f"
"""What the program says of itself: progress, totals."""


def readable(colour: str) -> str:
    """Bring a colour `#rrggbb` to the luminance at which it can be read on any page, at the same hue.

    >>> readable("#ffffff"), readable("#e3c04b"), readable("#000000")
    ('#757575', '#89732a', '#757575')
    """
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    if luminance > LUMINANCE:
        channels = [channel * LUMINANCE / luminance for channel in (red, green, blue)]
    else:
        white = (LUMINANCE - luminance) / (1 - luminance)
        channels = [channel + white * (1 - channel) for channel in (red, green, blue)]
    return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
