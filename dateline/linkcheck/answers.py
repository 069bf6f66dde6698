"""What may come of one question: an answer or a silence; and how long to wait for it."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from msgspec import Struct


class Pace(Struct, frozen=True):
    """How long to wait and how much to take; times are seconds.

    ``pause`` lies between two questions to one host, ``total`` bounds one try of one
    question, ``longest_wait`` what a host may ask for with Retry-After.
    """

    connect: float = 10
    read: float = 20
    total: float = 45
    pause: float = 1
    tries: int = 3
    back_off: float = 2
    longest_wait: float = 60
    hosts_at_once: int = 8
    redirects: int = 10
    body: int = 262_144


class Answer(Struct, frozen=True):
    """What a host said: status, header fields by lower-case name, the body's beginning.

    ``is_private`` tells that it stands at a loopback or private address.
    """

    address: str
    code: int
    fields: Mapping[str, str]
    body: bytes
    is_private: bool


class Silence(Struct, frozen=True):
    """No answer, and why; ``is_heard`` where something at the other end did react."""

    why: str
    is_heard: bool = False
    may_pass: bool = False


def retry_after(fields: Mapping[str, str]) -> float | None:
    """Seconds that a host asks us to wait (RFC 9110 §10.2.3); None if it does not say.

    A day and time is compared with the host's own clock, its Date field.
    """
    said = fields.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
        now = parsedate_to_datetime(fields.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return None
