"""Intervals and counts of proportions: the Wilson interval in exact decimals, and those that other authors print."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Final

Z_95: Final = Decimal("1.959963984540054")
"""The 0.975 quantile of the standard normal distribution."""


@functools.lru_cache(maxsize=100_000)
def wilson_interval(events: int, total: int, z: Decimal = Z_95) -> tuple[Decimal, Decimal]:
    """The Wilson score interval of a proportion, without continuity correction, in percent.

    Source of the formula: Wilson EB, J Am Stat Assoc 1927;22:209-212. `events` of `total` patients, `total` above 0.
    The ends are 0 and 100 exactly where none or all had the event.
    """
    n = Decimal(total)
    share = Decimal(events) / n
    square = z * z
    centre = share + square / (2 * n)
    margin = z * (share * (1 - share) / n + square / (4 * n * n)).sqrt()
    scale = 1 + square / n
    low = max(Decimal(0), (centre - margin) / scale * 100)
    high = min(Decimal(100), (centre + margin) / scale * 100)
    return (Decimal(0) if events == 0 else low), (Decimal(100) if events == total else high)


def median_interval(median: Decimal, patients: int) -> tuple[Decimal, Decimal]:
    """The 95% interval of a median time that `patients` reached, in its own unit, where only those two are printed.

    The times are taken as exponential, so that the logarithm of the median has the standard error 1/sqrt(d) of d
    events (Cox DR, Oakes D, Analysis of Survival Data, 1984, chapter 3). Half of the patients have had the event when
    the median is reached; later ones are not printed and not counted, which leaves the interval rather too wide.
    """
    factor = (Z_95 / (Decimal(patients) / 2).sqrt()).exp()
    return median / factor, median * factor


def wald_interval(events: int, total: int) -> tuple[Decimal, Decimal]:
    """The 95% interval of the normal approximation in percent, clipped to 0 and 100: what many papers print."""
    share = Decimal(events) / total
    margin = Z_95 * (share * (1 - share) / total).sqrt()
    return max(Decimal(0), (share - margin) * 100), min(Decimal(100), (share + margin) * 100)


@functools.lru_cache(maxsize=10_000)
def exact_interval(events: int, total: int) -> tuple[Decimal, Decimal]:
    """The exact 95% interval in percent, to six decimals.

    Source of the method: Clopper CJ, Pearson ES, Biometrika 1934;26:404-413. Found by halving, in binary floating
    point, which is exact far beyond the digits that anybody prints.
    """
    low = 0.0 if events == 0 else _crossing(lambda share: 1 - _at_most(events - 1, total, share) < 0.025)
    high = 1.0 if events == total else _crossing(lambda share: _at_most(events, total, share) > 0.025)
    return Decimal(f"{low * 100:.6f}"), Decimal(f"{high * 100:.6f}")


def _crossing(below: Callable[[float], bool]) -> float:
    """The share up to which a condition holds."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return low


def _at_most(events: int, total: int, share: float) -> float:
    """The chance of at most so many events where each patient has the event with this chance (0 < share < 1)."""
    logs = (_log_choose(total, k) + k * math.log(share) + (total - k) * math.log1p(-share) for k in range(events + 1))
    return math.fsum(map(math.exp, logs))


def _log_choose(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)


def implied_count(percent: Decimal, total: int) -> int:
    """The whole number of patients that a percentage of a total comes closest to."""
    return int((percent * total / 100).to_integral_value())


def leeway(half_unit: Decimal, other: Decimal) -> Decimal:
    """How far two figures of known order may be in the wrong order once rounded, from half the last unit of each.

    Rounding to the same digits keeps the order, so there is none; else it is half a unit of the coarser.
    """
    return Decimal(0) if half_unit == other else max(half_unit, other)
