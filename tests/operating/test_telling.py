"""Being told to end: the process ends so, whatever became of the signal on its way."""

from __future__ import annotations

import os
import signal

import pytest

from weltoffen.operating.telling import TERMINATED, ending_in_order


def test_a_signal_that_comes_out_as_another_error_ends_the_process_all_the_same() -> None:
    def swallow() -> None:
        with ending_in_order():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            except SystemExit:
                raise ZeroDivisionError from None

    with pytest.raises(SystemExit) as ended:
        swallow()
    assert ended.value.code == TERMINATED


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_that_comes_out_as_nothing_ends_the_process_all_the_same() -> None:
    """Python prints what is raised while an object is cleared away, and goes on."""

    class Held:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)

    def swallow() -> None:
        with ending_in_order():
            held = Held()
            del held

    with pytest.raises(SystemExit) as ended:
        swallow()
    assert ended.value.code == TERMINATED


def test_any_other_error_stays_what_it_is() -> None:
    def fail() -> None:
        with ending_in_order():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
