"""A page by its URL: checked, requested at a measured pace, and again where that may help."""

import time
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import responses
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from skosmith.model import Problem, Span, problem
from skosmith.pages.fetch import bodies, cache, robots
from skosmith.pages.fetch.addresses import canonical, edition_of, language_of, printable_url
from skosmith.pages.fetch.connections import Adapter, Watch
from skosmith.pages.fetch.failure import FetchError, cause_of, is_transient, may_recover, retry_after
from skosmith.pages.fetch.options import FetchOptions

_CHUNK = 65_536  # bytes read at a time
_HEADERS = ("Content-Type", "ETag", "Last-Modified")  # that the cache keeps


class Fetched(NamedTuple):
    """A page as it came: ``url`` is the one that answered after redirects.

    ``content_type`` is the media type in lower case without parameters, ``charset`` the parameter of that name or
    empty; ``edition`` and ``language`` are those in the path, else empty.
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
        """The status with its name: ``404 Not Found``."""
        return f"{self.status} {responses.get(self.status, '')}".rstrip()


class Fetcher:
    """Fetches pages one after the other, over connections that stay open until it is closed.

    It remembers the robots.txt of each site, and when a host may be asked again. For one thread at a time.
    """

    def __init__(self, options: FetchOptions | None = None) -> None:
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
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._session.close()

    def fetch(self, url: str) -> Fetched | Problem:
        """The page at a URL, or a problem; faults of a URL, a server or the network are not raised."""
        try:
            with self._watch.limit(self.options.time_limit):
                return self._fetch(canonical(url))
        except FetchError as failure:
            return problem(failure.code, Span(printable_url(url), 0, 0, 0, 0), **failure.values)

    def _fetch(self, url: str) -> Fetched:
        folder = self.options.cache
        entry = cache.load(folder, url, self.options.max_bytes) if folder else None
        if not self.options.offline:
            entry = self._fresh(url, entry)
        if entry is None:
            raise FetchError("url-not-cached")
        media_type, charset = bodies.content_type(entry.content_type)
        edition = edition_of(entry.url) or edition_of(url)
        language = language_of(entry.url) or language_of(url)
        return Fetched(entry.url, entry.data, media_type, charset, edition, language)

    def _fresh(self, url: str, cached: cache.Entry | None) -> cache.Entry:
        """The page as it is now: the cached one, if the server says that it has not changed."""
        answer = self._follow(url, bodies.Limits(self.options.media_types, self.options.max_bytes), cached)
        if answer.status == HTTPStatus.NOT_MODIFIED and cached:
            return cached
        if answer.status != HTTPStatus.OK:
            raise FetchError("url-status", status=answer.phrase)
        content_type, etag, last_modified = (answer.headers.get(key, "") for key in _HEADERS)
        entry = cache.Entry(url, answer.url, content_type, etag, last_modified, answer.data)
        if self.options.cache and "no-store" not in answer.headers.get("Cache-Control", "").lower():
            cache.store(self.options.cache, entry)
        return entry

    def _follow(
        self, url: str, limits: bodies.Limits, cached: cache.Entry | None = None, *, obeys_robots: bool = True
    ) -> _Answer:
        """The answer at the end of the redirects; each URL on the way is checked as the first, robots.txt too."""
        for _ in range(self.options.redirects + 1):
            if obeys_robots:
                self._check_robots(url)
            answer = self._answer(url, limits, cached.conditions if cached and cached.url == url else {})
            if answer.location is None:
                return answer
            url = canonical(answer.location, url)
        raise FetchError("url-redirects", limit=self.options.redirects)

    def _check_robots(self, url: str) -> None:
        """Raises FetchError if the site forbids robots to read the page, or cannot tell."""
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self._rules:
            self._rules[site] = self._robots(site)
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise FetchError(rules.code, **rules.values)
        if rules and not rules.allow(url):
            raise FetchError("url-robots", url=url)

    def _robots(self, site: str) -> robots.Rules | FetchError | None:
        """The rules of a site: None without a robots.txt, a failure if the site does not answer.

        Source: RFC 9309, section 2.3.1.
        """
        try:
            answer = self._follow(
                f"{site}/robots.txt", bodies.Limits((), robots.MAX_BYTES, is_cut=True), obeys_robots=False
            )
        except FetchError as failure:
            return None if failure.code == "url-redirects" else failure
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return FetchError("url-robots-not-read", site=site, status=answer.phrase)
        if answer.status != HTTPStatus.OK:
            return None
        rules = robots.read_rules(answer.data, self.options.user_agent.partition("/")[0])
        return rules._replace(delay=min(rules.delay, self.options.longest_wait))

    def _answer(self, url: str, limits: bodies.Limits, conditions: dict[str, str]) -> _Answer:
        """The answer to a request, repeated where that may help."""
        headers = {
            "User-Agent": self.options.user_agent,
            "Accept": ", ".join(self.options.media_types) + ", */*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
            **conditions,
        }
        request = requests.Request("GET", url, headers=headers).prepare()
        for repeated in range(self.options.retries + 1):
            self._take_turn(url)
            wait = self.options.back_off * 2**repeated
            try:
                answer = self._once(request, limits)
            except (requests.RequestException, HTTPError, OSError) as error:
                cause = cause_of(error)
                if self._watch.remaining <= 0:
                    raise FetchError("url-too-slow", limit=self.options.time_limit) from error
                if repeated == self.options.retries or not may_recover(cause):
                    raise FetchError("url-unreachable", reason=cause) from error
            except ValueError as error:  # requests looks at where an answer leads to
                raise FetchError("url-malformed", address=printable_url(url)) from error
            else:
                least = retry_after(answer.headers.get("Retry-After", ""), datetime.now(UTC))
                is_last = repeated == self.options.retries or least > self.options.longest_wait
                if is_last or not is_transient(answer.status):
                    return answer
                wait = max(wait, least)
            self._wait(wait)
        raise AssertionError("the last try returns or raises")

    def _once(self, request: requests.PreparedRequest, limits: bodies.Limits) -> _Answer:
        """Sends a request and reads the answer; only the head of one that is no page."""
        remaining = max(self._watch.remaining, 0.001)
        timeout = min(self.options.connect_timeout, remaining), min(self.options.read_timeout, remaining)
        with self._session.send(request, stream=True, allow_redirects=False, timeout=timeout) as response:
            status = response.status_code
            data = b""
            if status == HTTPStatus.OK:
                bodies.check_head(response, limits)
                data = self._body(response, limits)
            elif bodies.length_of(response) <= bodies.BEGINNING:
                bodies.beginning(response)  # so the connection is kept
            location = self._location(response)
            return _Answer(request.url or "", status, response.headers, data, location)

    def _body(self, response: requests.Response, limits: bodies.Limits) -> bytes:
        data = bytearray()
        for chunk in response.iter_content(_CHUNK):
            data += chunk
            if len(data) > limits.max_bytes:
                if limits.is_cut:
                    break
                raise FetchError("url-too-large", limit=limits.max_bytes)
        if self._watch.remaining <= 0:  # cut where the length was not known, it looks whole
            raise FetchError("url-too-slow", limit=self.options.time_limit)
        return bytes(data[: limits.max_bytes])

    def _location(self, response: requests.Response) -> str | None:
        """The URL that an answer leads to, None if it is no redirect."""
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
        if seconds > self._watch.remaining:
            raise FetchError("url-too-slow", limit=self.options.time_limit)
        time.sleep(max(seconds, 0.0))
