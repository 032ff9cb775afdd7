"""Fetching asks only whom it may, holds no more than it must, and ends in time."""

from __future__ import annotations

import gzip
import ipaddress
import os
import shutil
import ssl
import subprocess
import time
import tracemalloc
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from digests import tree_of
from loopback import Site, site

from generator import __version__
from generator.errors import ImportFailed
from generator.net import Fetched, Limits, NotAllowed, NotReached, Wanted, fetching
from generator.net.addresses import read_address
from generator.net.cache import Copies
from generator.net.fetcher import Fetcher
from generator.net.guard import is_own, is_public
from generator.net.robots import MAX_BYTES, read_robots

QUICK = Limits(pause=0, connect=2, silence=1, transfer=2)
PAGE = "<!doctype html><title>The ferry</title><p>The ferry returned to the old harbour on Monday.</p>"


def fetch(address: str, limits: Limits = QUICK, cache: Path | None = None, **options: Any) -> Fetched:
    return Fetcher(limits, cache, **options).fetch(Wanted(address=address, private=True))


class Names:
    """A resolver that knows the names of a test, and counts what it was asked; an answer may change each time."""

    def __init__(self, **names: tuple[str, ...]) -> None:
        self.names = names
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> tuple[str, ...]:
        self.asked.append(host)
        answers = self.names.get(host.partition(".")[0], ())
        number = min(self.asked.count(host), len(answers)) - 1
        return tuple(answers[number].split()) if answers else (host,)


def refused(address: str, resolver: Any = None) -> str:
    """Return why an address is refused; an AssertionError of the resolver says that it was looked up."""
    with pytest.raises(NotAllowed) as caught:
        Fetcher(QUICK, None, resolver or Names()).fetch(Wanted(address=address))
    assert type(caught.value) is NotAllowed
    return caught.value.message


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "017700000001", "0", "0.0.0.0", "[::1]", "[::]",  # noqa: S104
     "[::ffff:127.0.0.1]",
     "[::ffff:7f00:1]", "169.254.169.254", "10.0.0.1", "172.16.3.4", "192.168.1.1", "100.64.0.1", "localhost",
     "localhost.", "LOCALHOST", "x.localhost", "printer.local", "１２７.０.０.１", "127。0。0。1", "0177.0.0.1",
     "[64:ff9b::10.0.0.1]", "[2002:7f00:1::]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[::7f00:1]", "224.0.0.1",
     "255.255.255.255", "192.0.2.1", "[2001:db8::1]", "[ff02::1]", "metadata.internal", "127.0.0.1.", "0x7f000001"],
)  # fmt: skip
def test_nobody_is_asked_on_a_private_network(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However its address is written: refused before a byte is sent."""
    monkeypatch.setattr("socket.create_connection", _unwanted)

    assert refused(f"http://{host}/")


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "gopher://example.org/", "ftp://example.org/", "javascript:alert(1)", "//example.org/",
     "http://u:p@example.org/", "http://u@example.org/", "http://e.example\\@127.0.0.1/", "http://example.org:25/",
     "http://example.org:0/", "http://example.org:99999/", "http://exa mple.org/", "http://example.org/\n", "http:///x",
     "http://[::1/", "http://exam%70le.org/", "http://-x.example/", "http://x..example/", "http://" + "a" * 300 + "/",
     "https:example.org", "http://example.org\t/", "http://exam\u2028ple.org/"],
)  # fmt: skip
def test_nothing_but_plain_addresses_of_the_web_is_asked(address: str) -> None:
    def look_up(host: str, port: int) -> tuple[str, ...]:
        raise AssertionError(host)

    assert refused(address, look_up)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(NotAllowed) as caught:
        Fetcher(QUICK, None).fetch(Wanted(address="http://user:secret@example.org/"))

    assert "secret" not in str(caught.value)


def test_private_addresses_hide_in_no_notation() -> None:
    """The networks that are not for everybody, and the ways to wrap them."""
    public = "8.8.8.8 1.1.1.1 2606:4700::1111 64:ff9b::8.8.8.8 ::ffff:8.8.8.8 2002:808:808::1"
    closed = (
        "10.0.0.1 127.9.9.9 100.127.255.255 198.18.0.1 192.0.0.8 203.0.113.9 240.0.0.1 64:ff9b::7f00:1 ::ffff:a00:1"
    )
    closed += " 2002:a00:1:: 2001::1 fec0::1 64:ff9b:1::1 100::1 3fff::1 5f00::1 ::"

    assert [each for each in public.split() if not is_public(ipaddress.ip_address(each))] == []
    assert [each for each in closed.split() if is_public(ipaddress.ip_address(each))] == []


def test_a_person_allows_their_own_network_and_no_more() -> None:
    own = "127.0.0.1 ::1 10.1.2.3 192.168.0.9 172.31.0.1 fd00::1 100.64.1.1"
    never = "169.254.169.254 0.0.0.0 224.0.0.1 255.255.255.255 fe80::1"

    assert [each for each in own.split() if not is_own(ipaddress.ip_address(each))] == []
    assert [each for each in never.split() if is_own(ipaddress.ip_address(each))] == []
    for each in never.split()[:4]:
        with pytest.raises(NotAllowed):
            fetch(f"http://{each}/")


@pytest.mark.parametrize("answer", ["10.0.0.1", "8.8.8.8 127.0.0.1", "::1", "::ffff:192.168.0.1", "169.254.169.254"])
def test_a_name_that_leads_into_a_private_network_is_refused(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where only one of its addresses does."""
    monkeypatch.setattr("socket.create_connection", _unwanted)

    assert "leads to" in refused("https://news.example/", Names(news=(answer,)))


def test_a_name_that_leads_nowhere_is_named_once() -> None:
    def nothing(_host: str, _port: int) -> tuple[str, ...]:
        raise OSError("Name or service not known")

    for resolver, why in ((nothing, "its name cannot be found"), (lambda *_: (), "it has no address")):
        with pytest.raises(NotReached) as caught:
            fetch("http://ferry.example/", resolver=resolver)
        assert caught.value.message == f"`ferry.example` cannot be reached: {why}"


def test_the_address_that_was_checked_is_the_one_that_is_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time gains nothing: each lookup is checked, none is repeated."""
    dialled: list[str] = []

    def dial(address: tuple[str, int], *arguments: Any, **options: Any) -> None:
        dialled.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", dial)
    rebinding = Names(news=("8.8.8.8", "127.0.0.1"))

    with pytest.raises(NotReached):
        Fetcher(QUICK, None, rebinding).fetch(Wanted(address="https://news.example/"))

    assert (dialled, rebinding.asked) == (["8.8.8.8"], ["news.example"])
    assert "127.0.0.1" in refused("https://news.example/", rebinding)
    assert dialled == ["8.8.8.8"]


def test_the_name_goes_to_the_server_and_the_checked_address_to_the_network(web: Site) -> None:
    """A site that shares its address with others is reached by its name."""
    port = web.url.rpartition(":")[2]
    web.put("/a", PAGE)

    got = fetch(f"http://news.example:{port}/a", resolver=Names(news=("127.0.0.1",)))

    assert got.data.decode() == PAGE
    assert {headers["Host"] for _, headers in web.asked} == {f"news.example:{port}"}


def test_a_redirect_is_checked_like_the_first_address(web: Site) -> None:
    for place in ("http://169.254.169.254/latest", "file:///etc/passwd", "http://u:p@127.0.0.1/", "gopher://x/"):
        address = web.put("/out", status=302, headers=(("Location", place),))

        with pytest.raises(NotAllowed) as caught:
            fetch(address)
        assert caught.value.file == address


def test_who_was_sent_into_the_internet_is_not_sent_back_into_a_private_network(
    web: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where private networks are allowed: the site does not get to choose one."""
    address = web.put("/", status=302, headers=(("Location", web.url + "/secret"),))
    web.put("/secret", PAGE)
    port = web.url.rpartition(":")[2]

    assert fetch(address).data.decode() == PAGE
    web.put("/", status=302, headers=(("Location", "http://127.0.0.1/secret"),))
    answers = iter([True, True, False])
    monkeypatch.setattr("generator.net.guard.is_public", lambda _ip: next(answers))
    with pytest.raises(NotAllowed, match="private network"):
        fetch(f"http://news.example:{port}/", resolver=Names(news=("127.0.0.1",)))


def test_redirects_end(web: Site) -> None:
    for number in range(20):
        web.put(f"/{number}", status=301, headers=(("Location", f"/{number + 1}"),))
    web.put("/20", PAGE)
    loop = web.put("/loop", status=302, headers=(("Location", "/loop"),))

    assert fetch(f"{web.url}/15").url == f"{web.url}/20"
    with pytest.raises(ImportFailed, match="more than 5 redirects"):
        fetch(f"{web.url}/0")
    with pytest.raises(ImportFailed, match="circle"):
        fetch(loop)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("left out: there is no `openssl` to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(["openssl", *words.split(), "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True,
                   capture_output=True)  # fmt: skip
    return folder


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with site(context) as secure, pytest.raises(NotReached, match=r"no safe connection.*self-signed"):
        fetch(secure.put("/", PAGE))
    assert secure.asked == []


def test_a_way_that_leads_from_https_to_http_is_told(
    web: Site, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    trust = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    monkeypatch.setattr("generator.net.transfer._trust", lambda: trust)
    plain = web.put("/a", PAGE)

    with site(context) as secure:
        assert not fetch(secure.put("/b", PAGE)).insecure
        assert fetch(secure.put("/", status=302, headers=(("Location", plain),))).insecure


def test_no_safe_connection_to_a_server_that_speaks_none(web: Site) -> None:
    with pytest.raises(NotReached, match="no safe connection"):
        fetch(web.url.replace("http://", "https://") + "/")


def test_whoever_does_not_answer_is_left(web: Site) -> None:
    """In time: nobody at the port, silence, and an answer that comes in drops without end."""
    with site() as gone:
        pass
    for address, words in (
        (gone.url + "/", "cannot be reached"),
        (web.put("/silent", PAGE, delay=5), "in time"),
        (web.put("/drops", PAGE, drip=b"x", pause=0.2), "in time"),
    ):
        start = time.monotonic()
        with pytest.raises(NotReached, match=words):
            fetch(address)
        assert time.monotonic() - start < 4


def test_a_head_that_comes_in_drops_ends_in_time(web: Site) -> None:
    """The time is for the whole answer, not for each of its bytes."""
    web.put("/", trickle=b"x", pause=0.2)
    start = time.monotonic()

    with pytest.raises(NotReached, match="in time"):
        fetch(web.url + "/")

    assert time.monotonic() - start < 4


def test_an_answer_without_end_is_stopped_at_the_limit(web: Site) -> None:
    """Neither the memory nor the time for a gigabyte is spent."""
    address = web.put("/", b"<rss>", drip=b"x" * 2**20)
    limits = msgspec.structs.replace(QUICK, transfer=20)
    tracemalloc.start()
    try:
        with pytest.raises(ImportFailed, match="larger than 10 MB"):
            fetch(address, limits)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 40 * 2**20
    assert web.sent < 200 * 2**20


@pytest.mark.parametrize("wbits", [31, 15, -15], ids=["gzip", "zlib", "deflate"])
def test_a_bomb_is_not_unpacked(web: Site, wbits: int) -> None:
    packer = zlib.compressobj(9, wbits=wbits)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(300)) + packer.flush()
    address = web.put("/", bomb, headers=(("Content-Encoding", "gzip" if wbits == 31 else "deflate"),))
    tracemalloc.start()
    try:
        with pytest.raises(ImportFailed, match="larger than 10 MB"):
            fetch(address)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert len(bomb) < 2**20
    assert peak < 40 * 2**20


def test_packed_answers_are_unpacked_whole(web: Site) -> None:
    text = (PAGE * 5000).encode()
    packer = zlib.compressobj(wbits=-15)
    deflated = packer.compress(text) + packer.flush()
    for data, encoding in (
        (gzip.compress(text), "gzip"),
        (gzip.compress(text[:999]) + gzip.compress(text[999:]), "gzip"),
        (gzip.compress(text) + b"some bytes behind it", "gzip"),
        (zlib.compress(text), "deflate"),
        (deflated, "deflate"),
    ):
        assert fetch(web.put("/", data, headers=(("Content-Encoding", encoding),))).data == text
    for data, encoding, words in (
        (gzip.compress(text)[:-9], "gzip", "ends in the middle"),
        (b"no gzip", "gzip", "cannot be unpacked"),
        (text, "br", "not asked for"),
        (gzip.compress(gzip.compress(text)), "gzip, gzip", "not asked for"),
    ):
        with pytest.raises(ImportFailed, match=words):
            fetch(web.put("/", data, headers=(("Content-Encoding", encoding),)))


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "video/mp4", "application/zip", "image/svg+xml"])
def test_only_what_can_be_text_is_taken(web: Site, kind: str) -> None:
    with pytest.raises(ImportFailed, match=f"`{kind.replace('+', '.')}`"):
        fetch(web.put("/", b"x", kind))


@pytest.mark.parametrize(
    "kind",
    ["text/html", "application/xhtml+xml; charset=utf-8", "application/rss+xml", "application/atom+xml", "text/xml",
     "application/feed+json", "application/json", "text/plain", "text/x-opml", ""],
)  # fmt: skip
def test_what_can_be_text_is_taken(web: Site, kind: str) -> None:
    assert fetch(web.put("/", PAGE, kind)).data


def test_a_request_says_who_asks_and_nothing_else(web: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No cookies, not even the site's own; no proxies or passwords of the environment."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    web.put("/a", status=302, headers=(("Location", "/b"), ("Set-Cookie", "id=1; Path=/")))
    web.put("/b", PAGE)

    assert fetch(web.url + "/a").url == web.url + "/b"

    assert web.paths == ["/a", "/b"]
    for _, headers in web.asked:
        assert headers["User-Agent"] == f"Nashra/{__version__}"
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_addresses_in_any_script_are_asked_for(web: Site) -> None:
    web.put("/%D8%AE%D8%A8%D8%B1?q=%D9%84%D9%8A%D8%A8%D9%8A%D8%A7", PAGE)

    assert fetch(f"{web.url}/خبر?q=ليبيا#part").data
    assert read_address("https://نشرة.example/").host == "xn--ogbpi5e.example"


def test_robots_are_told_where_they_may_go(web: Site) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /closed\n\nUser-agent: nashra\nDisallow: /own\n", "text/plain")
    for path in ("/open", "/closed", "/own"):
        web.put(path, PAGE)

    assert fetch(web.url + "/open").data
    assert fetch(web.url + "/closed").data
    with pytest.raises(NotAllowed, match=r"robots\.txt"):
        fetch(web.url + "/own")
    assert web.paths == ["/open", "/closed"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False)])
def test_rules_that_cannot_be_read_are_none_or_all(web: Site, status: int, allowed: bool) -> None:
    """A site without rules has none; one that fails to say them is left alone."""
    web.put("/robots.txt", status=status)
    address = web.put("/", PAGE)

    if allowed:
        assert fetch(address).data
    else:
        with pytest.raises(NotAllowed, match=rf"robots\.txt.*{status}"):
            fetch(address)
        assert web.paths == []


def test_rules_are_read_once_and_a_redirect_needs_those_of_its_host(web: Site) -> None:
    with site() as other:
        other.put("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
        away = web.put("/away", status=302, headers=(("Location", other.put("/x", PAGE)),))
        fetcher = Fetcher(QUICK, None)
        for _ in range(3):
            with pytest.raises(NotAllowed, match=r"robots\.txt"):
                fetcher.fetch(Wanted(address=away, private=True))

    assert [path for path, _ in web.asked] == ["/robots.txt", "/away", "/away", "/away"]
    assert [path for path, _ in other.asked] == ["/robots.txt"]


def test_a_host_is_asked_one_request_at_a_time_with_a_pause(web: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it wishes, in bounds; different hosts are asked beside one another."""
    monkeypatch.setattr("generator.net.fetcher.is_own", lambda _ip: False)
    web.put("/robots.txt", "User-agent: *\nCrawl-delay: 1\n", "text/plain")
    for number in range(3):
        web.put(f"/{number}", PAGE, delay=0.1)
    limits = msgspec.structs.replace(QUICK, pause=0.05, longest_pause=0.3)
    with site() as other, fetching(None, limits) as ask:
        for number in range(3):
            other.put(f"/{number}", PAGE)
        wanted = [Wanted(address=f"{each.url}/{number}", private=True) for number in range(3) for each in (web, other)]
        answers = list(ask(tuple(wanted), lambda _wanted, _answer: ()))

    assert [each.address for each, _ in answers] == [each.address for each in wanted]
    assert all(isinstance(answer, Fetched) for _, answer in answers)
    assert web.most_open == other.most_open == 1
    pages = web.times[1:]
    assert all(0.3 <= later - sooner < 1 for sooner, later in pairwise(pages))
    assert other.times[-1] < web.times[-1]


def test_answers_come_in_the_order_of_the_list_whatever_is_first(web: Site) -> None:
    """And what is found in an answer comes right behind it."""
    with site() as quick, fetching(None, QUICK) as ask:
        slow = web.put("/slow", PAGE, delay=0.5)
        web.put("/more", PAGE)
        wanted = tuple(
            Wanted(address=each, private=True) for each in (slow, quick.put("/a", PAGE), quick.url + "/gone")
        )

        def follow(each: Wanted, _: Fetched) -> tuple[Wanted, ...]:
            return (Wanted(address=web.url + "/more", private=True),) if each.address == slow else ()

        answers = [(each.address, type(answer)) for each, answer in ask(wanted, follow)]

    assert answers == [
        (slow, Fetched),
        (web.url + "/more", Fetched),
        (quick.url + "/a", Fetched),
        (quick.url + "/gone", ImportFailed),
    ]


def test_what_has_not_changed_is_not_sent_again(web: Site, tmp_path: Path) -> None:
    address = web.put("/", PAGE, headers=(("ETag", '"1"'), ("Last-Modified", "Mon, 08 Apr 2019 08:00:00 GMT")))

    first, second, third = (_through(address, tmp_path) for _ in range(3))

    assert not first.unchanged
    assert second.unchanged
    assert second.data == third.data == first.data
    assert web.asked[-1][1]["If-None-Match"] == '"1"'
    assert web.asked[-1][1]["If-Modified-Since"] == "Mon, 08 Apr 2019 08:00:00 GMT"


@pytest.mark.parametrize("page", [{"status": 404}, {"status": 500}, {"body": b""}, {"body": b"x", "type": "image/png"}])
def test_where_a_source_fails_the_last_good_copy_stands_in(web: Site, tmp_path: Path, page: dict[str, Any]) -> None:
    address = web.put("/", PAGE)
    _through(address, tmp_path)
    web.put("/", **page)

    again = _through(address, tmp_path)

    assert again.data.decode() == PAGE
    assert again.fault


def test_what_is_no_good_is_not_remembered(web: Site, tmp_path: Path) -> None:
    """Whoever looks at the answers says what is: an error page that calls itself a success does not replace a copy."""
    address = web.put("/", PAGE)
    _through(address, tmp_path)
    web.put("/", "<p>Please log in</p>")

    def follow(_: Wanted, answer: Fetched) -> tuple[Wanted, ...]:
        if b"log in" in answer.data:
            raise ImportFailed("not what was asked for")
        return ()

    with fetching(tmp_path, QUICK) as ask:
        ((_, answer),) = ask((Wanted(address=address, private=True),), follow)
    assert isinstance(answer, Fetched)
    assert (answer.data.decode(), answer.fault) == (PAGE, "not what was asked for")
    web.put("/", status=500)
    assert _through(address, tmp_path).data.decode() == PAGE


def test_a_refusal_is_not_covered_by_a_copy(web: Site, tmp_path: Path) -> None:
    address = web.put("/", PAGE)
    _through(address, tmp_path)
    web.put("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")

    with pytest.raises(NotAllowed):
        fetch(address, cache=tmp_path)


def test_copies_are_bounded_and_damage_to_them_costs_a_transfer(web: Site, tmp_path: Path) -> None:
    address = web.put("/", PAGE)
    _through(address, tmp_path)
    (copy,) = tmp_path.iterdir()
    copy.write_bytes(b"damaged")

    assert not _through(address, tmp_path).unchanged
    fetcher = Fetcher(msgspec.structs.replace(QUICK, cache_bytes=10), tmp_path)
    fetcher.close()
    assert list(tmp_path.iterdir()) == []


def test_nothing_but_copies_is_forgotten(tmp_path: Path) -> None:
    """The folder is a digest's, and may hold what a person put there."""
    (tmp_path / "mine.txt").write_text("mine")
    copies = Copies(tmp_path, 0, 100)
    copies.put(Fetched(address="https://example.org/", url="https://example.org/", data=b"x"))
    assert len(list(tmp_path.iterdir())) == 2

    copies.trim()

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("place", [".nashra", ".nashra/fetched"])
def test_copies_are_not_kept_where_a_link_leads(tmp_path: Path, place: str) -> None:
    """A digest may come from a stranger: nothing is read, written or removed beyond a link in it."""
    elsewhere = tmp_path / "elsewhere"
    fetched = Fetched(address="https://example.org/", url="https://example.org/", data=b"x")
    Copies(elsewhere / "fetched", 100, 100).put(fetched)
    (elsewhere / ("a" * 64)).write_text("mine")
    link = tmp_path / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere if place == ".nashra" else elsewhere / "fetched")
    before = tree_of(elsewhere)

    copies = Copies(tmp_path / ".nashra/fetched", 0, 100)
    copies.put(msgspec.structs.replace(fetched, data=b"other"))
    copies.trim()

    assert copies.get(fetched.address) is None
    assert tree_of(elsewhere) == before


def test_a_link_in_place_of_a_copy_is_replaced_and_never_followed(tmp_path: Path) -> None:
    fetched = Fetched(address="https://example.org/", url="https://example.org/", data=b"x")
    mine = tmp_path / "mine"
    copies = Copies(tmp_path / "fetched", 100, 100)
    copies.put(fetched)
    (copy,) = (tmp_path / "fetched").iterdir()
    copy.rename(mine)
    before = mine.read_bytes()
    copy.symlink_to(mine)
    copy.with_name(f"{copy.name}.{os.getpid()}").symlink_to(mine)

    assert copies.get(fetched.address) is None
    copies.put(msgspec.structs.replace(fetched, data=b"other"))

    assert not copy.is_symlink()
    assert copies.get(fetched.address) == msgspec.structs.replace(fetched, data=b"other")
    assert mine.read_bytes() == before


def _through(address: str, cache: Path) -> Fetched:
    """Fetch as the desk does, which remembers what is good."""
    with fetching(cache, QUICK) as ask:
        ((_, answer),) = ask((Wanted(address=address, private=True),), lambda _wanted, _answer: ())
    if isinstance(answer, ImportFailed):
        raise answer
    return answer


def _unwanted(*arguments: Any, **options: Any) -> None:
    raise AssertionError(f"dialled {arguments}")


@pytest.mark.parametrize(
    "line", ["Disallow: //[", "Crawl-delay: ²", "Crawl-delay: inf", "Crawl-delay: -3", "\x00", "::"]
)
def test_a_rule_that_cannot_be_read_hides_no_other(line: str) -> None:
    found = read_robots(f"User-agent: *\n{line}\nDisallow: /closed\n".encode())

    assert found.allows("https://example.org/open")
    assert not found.allows("https://example.org/closed")
    assert found.pause == 0


@pytest.mark.parametrize(
    ("rules", "allowed", "refused"),
    [
        ("Disallow: /a\nAllow: /a/b", ("/a/b/c", "/b"), ("/a", "/a/c", "/ab")),
        ("Allow: /a/b\nDisallow: /a", ("/a/b",), ("/a/c",)),
        ("Disallow: /page\nAllow: /page", ("/page",), ()),
        ("Disallow: /*/print", ("/print", "/news"), ("/news/print", "/news/1/printed")),
        ("Disallow: /*.pdf$", ("/a.pdf?page=1", "/a.html"), ("/a.pdf",)),
        ("Disallow: /\nAllow: /$", ("/",), ("/a",)),
        ("Disallow:", ("/", "/a"), ()),
        ("Disallow: /خبر", ("/x",), ("/%D8%AE%D8%A8%D8%B1", "/خبر/1")),
    ],
)
def test_the_longest_rule_decides_and_may_hold_wildcards(
    rules: str, allowed: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    found = read_robots(f"User-agent: *\n{rules}\n".encode())

    assert [path for path in (*allowed, *refused) if not found.allows(f"https://example.org{path}")] == list(refused)


def test_groups_for_one_program_are_one_group() -> None:
    found = read_robots(
        b"User-agent: nashra\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\n"
        b"User-agent: Other\nUser-agent: NASHRA\nCrawl-delay: 2.5\nDisallow: /b\n"
    )

    assert [path for path in ("/a", "/b", "/c") if found.allows(f"https://example.org{path}")] == ["/c"]
    assert found.pause == 2.5


def test_rules_count_up_to_a_bound() -> None:
    rules = b"User-agent: *\nDisallow: /a\n" + b"# and so on\n" * (MAX_BYTES // 12) + b"Disallow: /b\n"

    found = read_robots(rules)

    assert not found.allows("https://example.org/a")
    assert found.allows("https://example.org/b")


def test_a_copy_that_was_planted_to_grow_is_none(tmp_path: Path) -> None:
    """A digest may come from a stranger: what unpacks to more than an answer may be is not unpacked."""
    fetched = Fetched(address="https://example.org/", url="https://example.org/", data=b"x" * 90)
    copies = Copies(tmp_path, 2**30, 100)
    copies.put(fetched)
    assert copies.get(fetched.address) == fetched
    Copies(tmp_path, 2**30, 2**30).put(msgspec.structs.replace(fetched, data=bytes(200 * 2**20)))

    tracemalloc.start()
    try:
        assert copies.get(fetched.address) is None
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()
