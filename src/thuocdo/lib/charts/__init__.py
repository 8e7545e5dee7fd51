"""Charts drawn on the server as SVG.

In: numbers and words. Out: `Drawing`, SVG text without style, script or colour of its own: classes that
`thuocdo/charts.css` paints, so dark, print and forced colours work. Each carries `<title>` (the question) and
`<desc>` (the finding in a sentence with numbers). The page puts the same finding above and a table beside it.
Words: drawing, line with breaks, dot with an interval, steps of points by ratio (cliff), bars of counts.
"""

from __future__ import annotations

from thuocdo.lib.charts.bars import Bar, bars
from thuocdo.lib.charts.canvas import Drawing
from thuocdo.lib.charts.dots import Band, Dot, dots
from thuocdo.lib.charts.lines import Gap, Line, Point, lines
from thuocdo.lib.charts.steps import Reach, Step, steps

__all__ = [
    "Band",
    "Bar",
    "Dot",
    "Drawing",
    "Gap",
    "Line",
    "Point",
    "Reach",
    "Step",
    "bars",
    "dots",
    "lines",
    "steps",
]
