"""Which of the two forms of a kernel runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from vendorrisk.kernels.native import kernel


def doubled() -> Any:
    """Return a kernel of its own, not compiled yet."""

    @kernel("float64(float64[::1])")
    def twice(values: Any) -> float:
        """Return twice the sum."""
        total = 0.0
        for k in range(values.shape[0]):
            total += 2.0 * values[k]
        return total

    return twice


@pytest.mark.parametrize(("native", "pays"), [(False, True), (None, False)])
def test_plain_where_asked_or_where_it_does_not_pay(native: bool | None, *, pays: bool) -> None:
    one = doubled()
    assert one.chosen(native, pays=pays) is one.source


@pytest.mark.parametrize(("native", "pays"), [(True, False), (None, True)])
def test_compiled_where_asked_or_where_it_pays(native: bool | None, *, pays: bool) -> None:
    one = doubled()
    assert one.chosen(native, pays=pays) is one.native
    assert one.native(np.array([0.1, 0.2])) == one(np.array([0.1, 0.2]))


def test_what_is_compiled_already_always_pays_unless_plain_is_asked_for() -> None:
    one = doubled()
    compiled = one.native
    assert one.chosen(None, pays=False) is compiled
    assert one.chosen(False, pays=True) is one.source
