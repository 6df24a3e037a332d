"""The drawing of courses: one row a source, days along the axis, everything measured out beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kb.pages.course_plan import CoursePlan
from kb.pages.drawing import Layout, Tick

TOP: Final = 8
FOOT: Final = 30
TICK_EVERY: Final = 5


BAR: Final = 14
WIDE: Final = Layout("wide", 760, 210, 740, 30)
NARROW: Final = Layout("narrow", 340, 8, 330, 44)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days: `kind` is treatment, rest, or latest (as late as the source allows)."""

    kind: str
    x: float
    width: float
    words: str

    @property
    def middle(self) -> float:
        """Where words within it are centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class DrawnCourse:
    """One row: the source, its bars, and what is open, with their places."""

    label: str
    label_x: int
    label_y: int
    bar_y: int
    words_y: int
    bars: tuple[Bar, ...]
    open_x: float
    open_words: str


@dataclass(frozen=True, slots=True)
class CourseDrawing:
    """All rows and the axis of days."""

    layout: Layout
    bar: int
    height: int
    top: int
    axis_y: int
    tick_y: int
    ticks: tuple[Tick, ...]
    rows: tuple[DrawnCourse, ...]


def course_drawings(plans: Sequence[CoursePlan]) -> tuple[CourseDrawing, ...]:
    """The drawings of some courses, one for a wide and one for a narrow page; none where there is nothing to draw."""
    return tuple(_drawing(plans, layout) for layout in (WIDE, NARROW)) if plans else ()


def _drawing(plans: Sequence[CoursePlan], layout: Layout) -> CourseDrawing:
    length = max(span.high for plan in plans for span in (plan.days, plan.last) if span is not None)
    per_day = (layout.right - layout.left) / length
    rows = tuple(_row(plan, layout, per_day, TOP + index * layout.row) for index, plan in enumerate(plans))
    axis = TOP + len(plans) * layout.row + 2
    days = [1, *range(TICK_EVERY, length + 1, TICK_EVERY)]
    ticks = tuple(Tick(round(layout.left + (day - 0.5) * per_day, 1), "day " * (day == 1) + f"{day}") for day in days)
    return CourseDrawing(layout, BAR, axis + FOOT, TOP, axis, axis + 16, ticks, rows)


def _row(plan: CoursePlan, layout: Layout, per_day: float, top: int) -> DrawnCourse:
    def bar(kind: str, first: int, last: int, words: str = "") -> Bar:
        return Bar(kind, round(layout.left + (first - 1) * per_day, 1), round((last - first + 1) * per_day, 1), words)

    days, second = plan.days, plan.second
    assert days is not None
    bars = [bar("treatment", 1, days.high)]
    if second is not None:
        if second.low != second.high:
            bars.append(bar("latest", second.high, second.high + days.high - 1))
        bars.insert(1, bar("rest", days.high + 1, second.low - 1, f"{plan.rest.words} d" if plan.rest else ""))
        bars.append(bar("treatment", second.low, second.low + days.low - 1))
    bar_y = top + (layout.row - BAR) // 2 if layout.wide else top + layout.row - BAR - 6
    return DrawnCourse(
        label=plan.source.name,
        label_x=4,
        label_y=bar_y + BAR - 3 if layout.wide else bar_y - 6,
        bar_y=bar_y,
        words_y=bar_y + BAR - 3,
        bars=tuple(bars),
        open_x=round(layout.left + days.high * per_day + 8, 1),
        open_words="" if second is not None else "second cycle not placed",
    )
