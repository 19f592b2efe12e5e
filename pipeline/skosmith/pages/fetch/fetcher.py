"""A page by its URL: checked, asked for at a measured pace, asked for again where that may help."""

import time
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from skosmith.model import Problem, Span, problem
from skosmith.pages.fetch import bodies, cache, robots
from skosmith.pages.fetch.addresses import canonical, edition_of, language_of, shown
from skosmith.pages.fetch.connections import Adapter, Watch
from skosmith.pages.fetch.failure import FetchError, cause_of, is_passing, may_pass, reason_of, retry_after
from skosmith.pages.fetch.options import FetchOptions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MEDIA_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "text/csv",
    XLSX,
    "application/octet-stream",
)
"""The media types that pages and workbooks come as."""

_CHUNK = 65_536  # bytes read at a time
_KEPT_HEADERS = ("Content-Type", "ETag", "Last-Modified")


class Fetched(NamedTuple):
    """A page as it came: ``url`` is the one that answered after redirects.

    ``content_type`` is the media type in lower case without parameters, ``charset`` the parameter of that name or
    empty; ``edition`` and ``language`` are what the path says of the page, else empty.
    """

    url: str
    data: bytes
    content_type: str
    charset: str
    edition: str
    language: str


class _Answer(NamedTuple):
    url: str
    status: int
    headers: requests.structures.CaseInsensitiveDict[str]
    data: bytes
    location: str | None

    @property
    def phrase(self) -> str:
        """The status as it is known: ``404 Not Found``."""
        known = self.status in HTTPStatus._value2member_map_
        return f"{self.status} {HTTPStatus(self.status).phrase}" if known else str(self.status)


class Fetcher:
    """Fetches pages one after the other, over connections that are kept while it is open.

    It holds what belongs to a site for as long: when it was last asked, and its robots.txt.
    For one thread at a time.
    """

    def __init__(self, options: FetchOptions | None = None) -> None:
        """Opens nothing yet."""
        self.options = options or FetchOptions()
        self._watch = Watch()
        self._session = bodies.Session()
        self._session.trust_env = False  # no proxy and no password that nobody named
        self._session.verify = str(self.options.certificates or "") or True
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, Adapter(self._watch, allow_private=self.options.allow_private))
        self._next: dict[str, float] = {}
        self._rules: dict[str, robots.Rules | FetchError | None] = {}

    def __enter__(self) -> Self:
        """Itself, to be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Closes its connections."""
        self._session.close()

    def fetch(self, url: str) -> Fetched | Problem:
        """The page at a URL, or why it is not had; never raises for what a URL, a server or the network does."""
        try:
            with self._watch.limit(self.options.time_limit):
                return self._fetch(canonical(url))
        except FetchError as failure:
            return problem(failure.code, Span(shown(url), 0, 0, 0, 0), **failure.values)

    def _fetch(self, asked: str) -> Fetched:
        folder, offline = self.options.cache, self.options.offline
        entry = cache.load(folder, asked, self.options.max_bytes) if folder else None
        if not offline:
            entry = self._fresh(asked, entry)
        if entry is None:
            raise FetchError("url-not-cached")
        media_type, charset = bodies.content_type(entry.content_type)
        edition = edition_of(entry.url) or edition_of(asked)
        language = language_of(entry.url) or language_of(asked)
        return Fetched(entry.url, entry.data, media_type, charset, edition, language)

    def _fresh(self, asked: str, kept: cache.Entry | None) -> cache.Entry:
        """The page as it is now: the one kept, where the server says that it has not changed."""
        answer = self._follow(asked, bodies.Wanted(MEDIA_TYPES, self.options.max_bytes), kept)
        if answer.status == HTTPStatus.NOT_MODIFIED and kept:
            return kept
        if answer.status != HTTPStatus.OK:
            raise FetchError("url-status", status=answer.phrase)
        content_type, etag, last_modified = (answer.headers.get(key, "") for key in _KEPT_HEADERS)
        entry = cache.Entry(asked, answer.url, content_type, etag, last_modified, answer.data)
        if self.options.cache and "no-store" not in answer.headers.get("Cache-Control", "").lower():
            cache.store(self.options.cache, entry)
        return entry

    def _follow(self, url: str, wanted: bodies.Wanted, kept: cache.Entry | None = None, *, ask: bool = True) -> _Answer:
        """The answer at the end of the redirects; each URL on the way is checked as the first, robots.txt too."""
        for _ in range(self.options.redirects + 1):
            if ask:
                self._ask_robots(url)
            answer = self._answer(url, wanted, kept.conditions if kept and kept.url == url else {})
            if answer.location is None:
                return answer
            url = canonical(answer.location, url)
        raise FetchError("url-redirects", limit=self.options.redirects)

    def _ask_robots(self, url: str) -> None:
        """Raises FetchError where the site lets no robot read the page, or cannot say."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self._rules:
            self._rules[site] = self._robots(site)
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise FetchError(rules.code, **rules.values)
        if rules and not rules.allow(url):
            raise FetchError("url-robots", url=url)

    def _robots(self, site: str) -> robots.Rules | FetchError | None:
        """The rules of a site: None where it has no robots.txt, a failure where it does not answer.

        Source: RFC 9309, section 2.3.1.
        """
        try:
            answer = self._follow(f"{site}/robots.txt", bodies.Wanted((), robots.MAX_BYTES, cut=True), ask=False)
        except FetchError as failure:
            return None if failure.code == "url-redirects" else failure
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return FetchError("url-robots-not-read", site=site, status=answer.phrase)
        if answer.status != HTTPStatus.OK:
            return None
        rules = robots.read_rules(answer.data, self.options.user_agent.partition("/")[0])
        return rules._replace(delay=min(rules.delay, self.options.longest_wait))

    def _answer(self, url: str, wanted: bodies.Wanted, conditions: dict[str, str]) -> _Answer:
        """The answer to one request, repeated where that may help."""
        headers = {
            "User-Agent": self.options.user_agent,
            "Accept": ", ".join(MEDIA_TYPES) + ", */*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
            **conditions,
        }
        request = requests.Request("GET", url, headers=headers).prepare()
        for repeated in range(self.options.retries + 1):
            self._take_turn(url)
            wait = self.options.back_off * 2**repeated
            try:
                answer = self._once(request, wanted)
            except (requests.RequestException, HTTPError, OSError) as error:
                cause = cause_of(error)
                if self._watch.left <= 0:
                    raise FetchError("url-too-slow", limit=self.options.time_limit) from error
                if repeated == self.options.retries or not may_pass(cause):
                    raise FetchError("url-unreachable", reason=reason_of(cause)) from error
            except ValueError as error:  # requests looks at where an answer leads to
                raise FetchError("url-malformed", address=shown(url)) from error
            else:
                asked = retry_after(answer.headers.get("Retry-After", ""), datetime.now(UTC))
                last = repeated == self.options.retries or asked > self.options.longest_wait
                if last or not is_passing(answer.status):
                    return answer
                wait = max(wait, asked)
            self._wait(wait)
        raise AssertionError("the last try returns or raises")

    def _once(self, request: requests.PreparedRequest, wanted: bodies.Wanted) -> _Answer:
        """Sends a request and reads the answer; of one that is no page, nothing but its head."""
        left = max(self._watch.left, 0.001)
        timeout = min(self.options.connect_timeout, left), min(self.options.read_timeout, left)
        with self._session.send(request, stream=True, allow_redirects=False, timeout=timeout) as response:
            status = response.status_code
            data = b""
            if status == HTTPStatus.OK:
                bodies.check_head(response, wanted)
                data = self._body(response, wanted)
            elif bodies.length_of(response) <= bodies.BEGINNING:
                bodies.beginning(response)  # of no use: but so the connection is kept
            location = self._location(response)
            return _Answer(request.url or "", status, response.headers, data, location)

    def _body(self, response: requests.Response, wanted: bodies.Wanted) -> bytes:
        data = bytearray()
        for chunk in response.iter_content(_CHUNK):
            data += chunk
            if len(data) > wanted.max_bytes:
                if wanted.cut:
                    break
                raise FetchError("url-too-large", limit=wanted.max_bytes)
        if self._watch.left <= 0:  # cut where the length was not known, it looks whole
            raise FetchError("url-too-slow", limit=self.options.time_limit)
        return bytes(data[: wanted.max_bytes])

    def _location(self, response: requests.Response) -> str | None:
        """Where an answer leads to, None where it is no redirect."""
        try:
            return self._session.get_redirect_target(response)
        except UnicodeDecodeError:
            return response.headers["Location"]

    def _take_turn(self, url: str) -> None:
        """Waits until the host may be asked again."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        self._wait(self._next.get(host, 0.0) - time.monotonic())
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        delay = rules.delay if isinstance(rules, robots.Rules) else 0.0
        self._next[host] = time.monotonic() + max(1 / self.options.rate if self.options.rate else 0.0, delay)

    def _wait(self, seconds: float) -> None:
        if seconds > self._watch.left:
            raise FetchError("url-too-slow", limit=self.options.time_limit)
        time.sleep(max(seconds, 0.0))
