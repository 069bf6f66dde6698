"""One question to one host in; its answer, or its silence and the reason, out.

What a link checker must not become: a stranger's page decides where a redirect leads,
and this program runs inside the editor's network. A redirect from a public host to a
loopback or private address could make it press buttons there (server-side request
forgery, OWASP Top Ten 2021 A10). So a host's name is resolved once, the numbers found
are judged, and exactly these are connected to; a name that changes its mind in between
(DNS rebinding) gains nothing. Only http and https are spoken. Proxies of the environment
are not used, since they would resolve the name again; its SSL_CERT_FILE is.

Each question is one GET whose body is read only as far as it is wanted. HEAD would spare
some bytes, and too many hosts answer it wrongly.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import httpx

from .answers import Answer, Pace, Silence, retry_after
from .hosts import Resolve, is_public, numbers

#: The name by which robots.txt may address us, and which opens what we say we are.
AGENT = "Dateline"
USER_AGENT = f"{AGENT}/0.1 (checks the links of a timeline's sources)"

TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers that may be another one in a moment (RFC 6585 §4, RFC 9110 §15.6)."""

MOST_NUMBERS = 4
"""Addresses of one name that are tried; a name may have dozens."""


class _Unresolved(Exception):  # noqa: N818 - reads as what is the case
    """The name has no number; the text says why."""


class _Forbidden(Exception):  # noqa: N818 - reads as what is the case
    """All numbers of the name are loopback or private."""


@cache
def trusted() -> ssl.SSLContext:
    """Whose certificates are trusted: SSL_CERT_FILE's if it is set, else certifi's."""
    return httpx.create_ssl_context(trust_env=True)


class _Pinned(httpx.AsyncBaseTransport):
    """Connects to the very numbers that were judged, and to no other."""

    def __init__(self, resolve: Resolve, public: Callable[[str], bool]) -> None:
        self.resolve = resolve
        self.public = public
        self.inner = httpx.AsyncHTTPTransport(
            verify=trusted(),
            trust_env=False,
            # A connection belongs to a number; kept, it would serve another name's TLS.
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.raw_host.decode("ascii")
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        found = await self._judged(host, port, request)
        failure: httpx.TransportError | None = None
        for number in found:
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=number),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                response = await self.inner.handle_async_request(pinned)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
                continue
            response.extensions["is_private"] = not self.public(number)
            return response
        assert failure
        raise failure

    async def _judged(
        self, host: str, port: int, request: httpx.Request
    ) -> Sequence[str]:
        try:
            found = await self.resolve(host, port)
        except socket.gaierror as error:
            raise _Unresolved(
                "no such host"
                if error.errno == socket.EAI_NONAME
                else "the host's name could not be looked up"
            ) from error
        if not request.extensions.get("may_be_private"):
            found = [number for number in found if self.public(number)]
            if not found:
                raise _Forbidden
        if not found:
            raise _Unresolved("no such host")
        return found[:MOST_NUMBERS]

    async def aclose(self) -> None:
        await self.inner.aclose()


@dataclass(slots=True)
class _Host:
    """One host: asked one question at a time, with a pause between."""

    pause: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0


class Web:
    """The web as asked by us: politely, with patience, and within bounds."""

    def __init__(self, client: httpx.AsyncClient, pace: Pace) -> None:
        self.client = client
        self.pace = pace
        self.hosts: dict[str, _Host] = {}

    def slow_down(self, address: str, pause: float) -> None:
        """Leaves a longer pause between questions to this address's host."""
        host = self._host(address)
        host.pause = min(max(host.pause, pause), self.pace.longest_wait)

    def _host(self, address: str) -> _Host:
        name = urlsplit(address).hostname or ""
        return self.hosts.setdefault(name, _Host(self.pace.pause))

    async def ask(
        self,
        address: str,
        *,
        may_be_private: bool = True,
        fields: Mapping[str, str] | None = None,
        enough: Callable[[bytes], bool] = lambda _: False,
    ) -> Answer | Silence:
        """The answer to one GET; redirects are answers. Tries again what may pass.

        The body is read until ``enough`` of it is there, or to the pace's bound.
        """
        loop = asyncio.get_running_loop()
        host = self._host(address)
        async with host.lock:
            await asyncio.sleep(max(0.0, host.free_at - loop.time()))
            try:
                return await self._patiently(
                    address, may_be_private, fields or {}, enough
                )
            finally:
                host.free_at = loop.time() + host.pause

    async def _patiently(
        self,
        address: str,
        may_be_private: bool,
        fields: Mapping[str, str],
        enough: Callable[[bytes], bool],
    ) -> Answer | Silence:
        wait = self.pace.back_off
        for left in reversed(range(self.pace.tries)):
            said = await self._once(address, may_be_private, fields, enough)
            if isinstance(said, Silence):
                if not said.may_pass or not left:
                    return said
                asked_for = None
            else:
                if said.code not in TRY_AGAIN or not left:
                    return said
                asked_for = retry_after(said.fields)
            longest = self.pace.longest_wait
            if asked_for is not None and asked_for > longest:
                return said
            await asyncio.sleep(min(max(wait, asked_for or 0), longest))
            wait *= 2
        raise AssertionError("the pace allows no try")

    async def _once(
        self,
        address: str,
        may_be_private: bool,
        fields: Mapping[str, str],
        enough: Callable[[bytes], bool],
    ) -> Answer | Silence:
        try:
            async with asyncio.timeout(self.pace.total):
                return await self._exchange(address, may_be_private, fields, enough)
        except _Unresolved as error:
            return Silence(str(error))
        except _Forbidden:
            return Silence("it leads to an address inside the private network", True)
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            return _silence(error)
        except (httpx.InvalidURL, ValueError):
            return Silence("the address cannot be asked", True)

    async def _exchange(
        self,
        address: str,
        may_be_private: bool,
        fields: Mapping[str, str],
        enough: Callable[[bytes], bool],
    ) -> Answer:
        extensions = {"may_be_private": may_be_private}
        async with self.client.stream(
            "GET", address, headers=dict(fields), extensions=extensions
        ) as response:
            return Answer(
                address,
                response.status_code,
                {name.lower(): value for name, value in response.headers.items()},
                await self._beginning(response, enough),
                bool(response.extensions.get("is_private")),
            )

    async def _beginning(
        self, response: httpx.Response, enough: Callable[[bytes], bool]
    ) -> bytes:
        """The body as far as it is wanted; a body that breaks off is no broken link."""
        body = b""
        try:
            async with asyncio.timeout(self.pace.read):
                async for piece in response.aiter_raw():
                    body += piece
                    if len(body) >= self.pace.body or enough(body):
                        break
        except (httpx.HTTPError, TimeoutError):
            pass
        return body[: self.pace.body]


@asynccontextmanager
async def opened(
    pace: Pace,
    resolve: Resolve = numbers,
    public: Callable[[str], bool] = is_public,
) -> AsyncIterator[Web]:
    """The web, for as long as the block runs."""
    async with httpx.AsyncClient(
        transport=_Pinned(resolve, public),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(pace.read, connect=pace.connect, pool=None),
        headers={
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "identity",
            "Connection": "close",
        },
    ) as client:
        yield Web(client, pace)


def _silence(error: Exception) -> Silence:
    if (cause := _cause(error, ssl.SSLError)) is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Silence("its certificate cannot be trusted", is_heard=True)
        return Silence("no secure connection could be agreed on", is_heard=True)
    if isinstance(error, httpx.ConnectTimeout):
        return Silence("no connection in time", may_pass=True)
    if isinstance(error, httpx.ConnectError):
        return Silence("no connection", may_pass=True)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Silence("no answer in time", is_heard=True, may_pass=True)
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return Silence("the connection broke off", is_heard=True, may_pass=True)
    return Silence("its answer cannot be understood", is_heard=True)


def _cause(error: BaseException, kind: type[ssl.SSLError]) -> ssl.SSLError | None:
    """The TLS failure behind an error, if there is one."""
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, kind):
        seen = seen.__cause__ or seen.__context__
    return seen
