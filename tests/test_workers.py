"""The same work by one process or by several: the same results, in the same order."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from dateline.commands.build import TEMPLATES
from dateline.steps.load import load
from dateline.steps.parse import parse
from dateline.steps.place import place
from dateline.steps.render import BrokenTemplate, render
from dateline.workers import FEW, shared


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
@pytest.mark.parametrize("items", [0, 1, FEW - 1, FEW, 10 * FEW + 1])
def test_results_come_in_the_order_of_the_items(workers: int, items: int) -> None:
    found = shared(lambda item: f"{item}!", range(items), workers)

    assert list(found) == [f"{item}!" for item in range(items)]


def test_many_things_are_shared_and_few_are_not() -> None:
    def who(_: int) -> int:
        time.sleep(0.001)
        return os.getpid()

    many = set(shared(who, range(10 * FEW), 2))
    few = set(shared(who, range(FEW - 1), 2))

    assert len(many) == 2
    assert few == {os.getpid()}


@pytest.mark.parametrize("wrong", [0, FEW, 2 * FEW - 1])
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_what_fails_in_any_worker_is_raised(wrong: int, workers: int) -> None:
    def work(item: int) -> int:
        if item == wrong:
            raise ValueError(item)
        return item

    with pytest.raises(ValueError) as failed:  # noqa: PT011 - its number is looked at
        list(shared(work, range(2 * FEW), workers))
    assert failed.value.args == (wrong,)
    assert multiprocessing.active_children() == []


def test_workers_that_nobody_waits_for_are_ended() -> None:
    found = shared(lambda item: f"{item}" * 100_000, range(10 * FEW), 3)
    next(found)

    found.close()

    assert multiprocessing.active_children() == []


def test_a_worker_that_the_machine_ends_is_a_lack_of_memory() -> None:
    ours = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(MemoryError):
        list(shared(work, range(2 * FEW), 2))


def test_it_is_told_how_far_the_work_is() -> None:
    heard: list[tuple[int, int]] = []

    told = shared(str, range(2 * FEW), 2, lambda done, all_: heard.append((done, all_)))
    assert len(list(told)) == 2 * FEW

    assert heard == sorted(heard)
    assert heard[-1] == (2 * FEW, 2 * FEW)


def test_a_site_is_the_same_whoever_fills_its_pages() -> None:
    timeline, _ = parse(load(Path(__file__).parent.parent)[0])
    placed = place(timeline)
    assert len(placed.pages) >= FEW

    assert render(placed, [TEMPLATES], 1) == render(placed, [TEMPLATES], 3)


def test_the_first_mistake_of_a_template_is_the_one_that_is_said(
    tmp_path: Path,
) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "source.html").write_text("{{ page.nothing }}")
    (own / "group.html").write_text("\n{{ page.nothing }}")
    placed = place(parse(load(Path(__file__).parent.parent)[0])[0])
    said = []
    for workers in (1, 3):
        with pytest.raises(BrokenTemplate) as broken:
            render(placed, [own, TEMPLATES], workers)
        said.append(broken.value.problem)

    assert said[0] == said[1]
    assert said[0].at.file == "templates/source.html"
