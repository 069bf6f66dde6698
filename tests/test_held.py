"""What waits to be written comes out as it went in, from memory and from the disk."""

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import held
from dateline.held import Held, together

files = st.dictionaries(st.text(min_size=1), st.binary(max_size=2000))


@pytest.mark.parametrize("in_memory", [0, 1, 1000, held.IN_MEMORY])
def test_what_goes_in_comes_out(in_memory: int) -> None:
    @given(st.lists(files), st.randoms())
    def law(parts: list[dict[str, bytes]], chance: Random) -> None:
        whole: dict[str, bytes] = {}
        waiting = Held()
        for part in parts:
            news = {at: part[at] for at in part if at not in whole}
            waiting.take(news)
            whole |= news
            if whole:
                at = chance.choice([*whole])
                assert waiting[at] == whole[at]

        assert dict(waiting) == whole
        assert list(waiting) == list(whole)
        assert len(waiting) == len(whole)
        assert all(at in waiting for at in whole)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(held, "IN_MEMORY", in_memory)
        law()


def test_two_files_at_one_address_are_refused() -> None:
    waiting = Held()
    waiting.take({"a": b"1"})

    with pytest.raises(ValueError, match="two files at a"):
        waiting.take({"b": b"2", "a": b"3"})


def test_what_is_not_there_is_not_found() -> None:
    waiting = Held()

    assert "a" not in waiting
    with pytest.raises(KeyError):
        waiting["a"]


def test_several_are_read_as_one() -> None:
    one, other = Held(), Held()
    one.take({"a": b"1"})
    other.take({"b": b"2"})

    both: Mapping[str, bytes] = together(one, other)

    assert dict(both) == {"a": b"1", "b": b"2"}
