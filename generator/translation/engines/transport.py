"""HTTP as engines may use it: time-outs, size limits, no redirects, and failures that name no address, key or text."""

import importlib
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from generator.translation.engines.protocol import READ_SECONDS, Err

CONNECT_SECONDS = 5.0
MAX_BYTES = 2_000_000

_USER_AGENT = "nashra (static news digest; +https://pypi.org/project/nashra/)"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class RequestFailed(Exception):  # noqa: N818 - it never leaves this package
    """A request without a usable answer. Its message is the kind alone."""

    def __init__(self, err: Err) -> None:
        super().__init__(err.kind)
        self.err = err


class Transport:
    """Stands in for `requests` in a provider's module: `get` and `post` with limits, one session a thread."""

    def __init__(self, *, read_seconds: float = READ_SECONDS, max_url: int = 0) -> None:
        self.requests: Any = importlib.import_module("requests")
        self.exceptions = self.requests.exceptions
        self._faults: Any = importlib.import_module("urllib3.exceptions")
        self.read_seconds = read_seconds
        self.max_url = max_url
        self._local = threading.local()

    def get(self, url: str, **options: object) -> object:
        """Send a GET request; RequestFailed unless the answer is a complete 2xx."""
        return self._send("GET", url, options)

    def post(self, url: str, **options: object) -> object:
        """Send a POST request; RequestFailed unless the answer is a complete 2xx."""
        return self._send("POST", url, options)

    def _send(self, method: str, url: str, options: dict[str, Any]) -> object:
        try:
            return self._exchange(method, url, options)
        except self.exceptions.ConnectTimeout:
            err = Err("timeout", retryable=True, sent=False)
        except (self.exceptions.Timeout, self._faults.TimeoutError):
            err = Err("timeout", retryable=True)
        except (
            self.exceptions.ConnectionError,
            self.exceptions.ChunkedEncodingError,
            self._faults.HTTPError,
        ) as error:
            err = Err("network", retryable=True, sent=not self._unconnected(error))
        except (self.exceptions.RequestException, OSError, ValueError):
            err = Err("network")
        # Raised out here: what was caught above holds the whole address, with key and text, and must not be chained.
        raise RequestFailed(err)

    def _exchange(self, method: str, url: str, options: dict[str, Any]) -> object:
        session = self._session()
        proxies = options.pop("proxies", None) or {}
        request = session.prepare_request(self.requests.Request(method, _secure(url), **options))
        if self.max_url and len(request.url) > self.max_url:
            raise RequestFailed(Err("too_long"))
        settings = session.merge_environment_settings(request.url, proxies, True, None, None)
        timeout = (min(CONNECT_SECONDS, self.read_seconds), self.read_seconds)
        response = session.send(request, timeout=timeout, allow_redirects=False, **settings)
        try:
            if not 200 <= response.status_code < 300:
                said = response.raw.read1(2_000, decode_content=True).decode(errors="replace")
                raise RequestFailed(_refusal(response.status_code, response.headers.get("Retry-After", ""), said))
            response._content = self._read(response)  # noqa: SLF001 - how `requests` itself keeps a body
        finally:
            response.close()
        response._content_consumed = True  # noqa: SLF001
        if "charset" not in response.headers.get("Content-Type", ""):
            response.encoding = "utf-8"
        return response

    def _read(self, response: Any) -> bytes:  # noqa: ANN401 - `requests` has no types here
        end = time.monotonic() + self.read_seconds
        parts: list[bytes] = []
        size = 0
        # What has come so far, as `iter_content` waits until its piece is full, however slowly it fills.
        while part := response.raw.read1(16_384, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES:
                raise RequestFailed(Err("bad_answer"))
            if time.monotonic() > end:
                raise RequestFailed(Err("timeout", retryable=True))
        return b"".join(parts)

    def _unconnected(self, error: BaseException) -> bool:
        """Tell whether no connection came about, so that nothing was sent."""
        reason = getattr(error.args[0], "reason", None) if error.args else None
        return isinstance(reason, self._faults.NewConnectionError)

    def _session(self) -> Any:  # noqa: ANN401
        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = self.requests.Session()
            session.headers["User-Agent"] = _USER_AGENT
            # Nothing of a person's ~/.netrc goes to a provider.
            session.auth = _no_login
        return session


def is_loopback(url: str) -> bool:
    """Tell whether an address is of this machine."""
    return (urlsplit(url).hostname or "") in _LOOPBACK


def _no_login(request: object) -> object:
    return request


def _secure(url: str) -> str:
    return url.replace("http://api.mymemory.", "https://api.mymemory.", 1)


_BY_STATUS = {
    401: Err("auth"),
    403: Err("auth"),
    407: Err("auth"),
    402: Err("quota"),
    456: Err("quota"),
    413: Err("too_long"),
    414: Err("too_long"),
    431: Err("too_long"),
}


def _refusal(status: int, retry_after: str, said: str) -> Err:
    wait = float(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
    if status == 429:
        return Err("rate", retryable=True, wait=wait)
    if status >= 500:
        return Err("network", retryable=True, wait=wait)
    if status == 400 and "not supported" in said:
        return Err("pair")
    if status == 400 and "text limit" in said:
        return Err("too_long")
    return _BY_STATUS.get(status, Err("bad_answer"))
