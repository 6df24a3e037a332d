"""Intervals and counts of proportions, in exact decimals."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Final

Z_95: Final = Decimal("1.959963984540054")
"""The 0.975 quantile of the standard normal distribution."""


@functools.lru_cache(maxsize=100_000)
def wilson_interval(events: int, total: int, z: Decimal = Z_95) -> tuple[Decimal, Decimal]:
    """The Wilson score interval of a proportion, without continuity correction, in percent.

    Source of the formula: Wilson EB, J Am Stat Assoc 1927;22:209-212. `events` of `total` patients, `total` above 0.
    The ends are clipped to 0 and 100 where rounding of the last digit would carry them over.
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
