"""Earned value and earned schedule: what the work done was worth, beside what was planned and what it cost.

Undefined figures are None and are shown as "n/a": a ratio over nothing is no figure.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec


class EarnedValue(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts in the unit given (minor units); indices are ratios."""

    sv: float
    cv: float
    spi: float | None
    cpi: float | None
    eac_typical: float | None
    eac_atypical: float
    eac_combined: float | None
    etc: float | None
    vac: float | None
    tcpi_bac: float | None
    tcpi_eac: float | None


class EarnedSchedule(msgspec.Struct, frozen=True, kw_only=True):
    """In periods; the indices are ratios."""

    es: float
    sv_t: float
    spi_t: float | None
    ieac_t: float | None
    tspi: float | None


def earned_value(*, bac: float, pv: float, ev: float, ac: float) -> EarnedValue:
    """The standard figures from budget at completion, planned value, earned value and actual cost, one unit for all.

    SV = EV - PV, CV = EV - AC, SPI = EV / PV, CPI = EV / AC. EAC: typical BAC / CPI, atypical AC + BAC - EV,
    combined AC + (BAC - EV) / (CPI x SPI). ETC, VAC and `tcpi_eac` follow from the typical EAC.
    TCPI = (BAC - EV) / (BAC - AC) or / (EAC - AC). Source: PMBOK, as in any textbook of earned value.
    """
    spi, cpi = _over(ev, pv), _over(ev, ac)
    typical = _over(bac, cpi)
    combined = _over(bac - ev, cpi * spi if cpi is not None and spi is not None else None)
    etc = None if typical is None else typical - ac
    return EarnedValue(
        sv=ev - pv,
        cv=ev - ac,
        spi=spi,
        cpi=cpi,
        eac_typical=typical,
        eac_atypical=ac + bac - ev,
        eac_combined=None if combined is None else ac + combined,
        etc=etc,
        vac=None if typical is None else bac - typical,
        tcpi_bac=_over(bac - ev, bac - ac),
        tcpi_eac=_over(bac - ev, etc),
    )


def earned_schedule(
    planned: Sequence[float], *, ev: float, at: float, pd: float | None = None
) -> EarnedSchedule | None:
    """When the work earned by now was planned to be earned, after Lipke.

    `planned` is the cumulative planned value at the end of each period, never falling; `at` the periods gone by; `pd`
    the planned duration (the length of `planned` unless given). ES = C + (EV - PV_C) / (PV_C+1 - PV_C) with C the last
    period whose planned value is earned; SV(t) = ES - AT, SPI(t) = ES / AT, IEAC(t) = PD / SPI(t),
    TSPI = (PD - ES) / (PD - AT). None where there is no plan, the plan falls, or the earned value is below zero.
    """
    curve = (0.0, *planned)
    falls = any(later < earlier for earlier, later in pairwise(curve))
    if falls or curve[-1] <= 0 or ev < 0:
        return None
    es, duration = _periods(curve, ev), len(planned) if pd is None else pd
    spi_t = _over(es, at)
    tspi = _over(duration - es, duration - at) if at < duration else None
    return EarnedSchedule(es=es, sv_t=es - at, spi_t=spi_t, ieac_t=_over(duration, spi_t), tspi=tspi)


def _over(above: float, below: float | None) -> float | None:
    return above / below if below else None


def _periods(curve: Sequence[float], ev: float) -> float:
    if ev >= curve[-1]:
        return float(curve.index(curve[-1]))
    done = max(period for period, value in enumerate(curve) if value <= ev)
    return done + (ev - curve[done]) / (curve[done + 1] - curve[done])
