"""Links are followed without ever reaching a machine of our own network."""

import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from services.upkeep import links
from services.upkeep.links import Verdict, check, is_public
from tests.services.upkeep import web_server


@pytest.fixture(scope="module")
def server():
    with web_server.running() as running:
        yield running


@pytest.fixture
def ask(server):
    """Check a path of the server, the only machine that this call trusts."""
    address = server.server_address

    def asked(path, **options) -> Verdict:
        url = f"http://127.0.0.1:{address[1]}{path}"
        return check(url, trusted=frozenset({address}), **options)

    server.asked.clear()
    return asked


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "172.16.5.4", "192.168.1.1", "100.64.0.1"),
        *("127.0.0.1", "127.9.9.9", "0.0.0.1", "169.254.169.254"),
        *("192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("64:ff9b:1::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2001::1"),
        *("fe80::1%eth0", "", "example.org", "2130706433"),
    ],
)
def test_an_address_of_a_private_network_is_never_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::6810:84e5", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


def test_a_page_that_answers_has_no_problem(ask, server):
    assert ask("/ok/été?mot=é") == Verdict(
        "", 200, f"http://127.0.0.1:{server.server_port}/ok/été?mot=é"
    )
    assert server.asked == [("/ok/%C3%A9t%C3%A9?mot=%C3%A9", f"127.0.0.1:{server.server_port}")]


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_page_that_says_no_is_broken(ask, status):
    found = ask(f"/status/{status}")
    assert (found.problem, found.status) == ("broken", status)


@pytest.mark.parametrize("status", [401, 403, 405, 429])
def test_a_server_that_refuses_robots_is_alive(ask, status):
    assert ask(f"/status/{status}").problem == ""


def test_a_redirect_is_followed(ask, server):
    found = ask("/to//ok/")
    assert (found.problem, found.status) == ("", 200)
    assert found.url.endswith("/ok/")


@pytest.mark.parametrize(
    "target",
    [
        *("http://127.0.0.1:1/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/"),
        *("http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://2130706433/"),
        *("file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "http://[::1"),
    ],
)
def test_a_redirect_to_a_private_address_is_refused(ask, server, target):
    assert ask(f"/to/{target}").problem == "refused"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1/",
            "http://127.1/",
            "http://0x7f000001/",
            "http://0/",
            "//example.org/",
        ),
        *("javascript:alert(1)", "http://user:pass@example.org/", "http://", "http://a b/", ""),
        *(
            "http://example.org:99999/",
            "http://93.184.216.34:22/",
            "http://example.org/\r\nHost: x",
        ),
    ],
)
def test_what_is_no_public_page_is_never_asked(url):
    assert check(url).problem == "refused"


def test_a_server_of_a_test_is_trusted_on_its_own_port_only(server):
    url = f"http://127.0.0.1:{server.server_port}/ok/"
    assert check(url).problem == "refused"
    assert check(url, trusted=frozenset({("127.0.0.1", 1)})).problem == "refused"


def test_one_private_address_among_those_of_a_name_refuses_it():
    two = check("http://example.org/", resolve=lambda name, port: ["93.184.216.34", "10.0.0.1"])
    assert two.problem == "refused"


def test_the_connection_goes_to_the_address_that_was_checked(server):
    """A name that answers otherwise the second time is not asked a second time."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    url = f"http://example.org:{server.server_port}/ok/"
    trusted = frozenset({server.server_address})
    server.asked.clear()
    assert check(url, trusted=trusted, resolve=lambda name, port: next(answers)).problem == ""
    assert server.asked == [("/ok/", f"example.org:{server.server_port}")]
    assert next(answers) == ["10.0.0.1"]


def test_a_name_that_does_not_exist_is_said():
    assert check("http://guide.invalid/", resolve=lambda name, port: []).problem == "unknown"
    assert check(f"http://{'a' * 70}.example/").problem in ("unknown", "refused")


@pytest.mark.parametrize("path", ["/loop/", "/spiral/"])
def test_redirects_that_never_end_are_left(ask, server, path):
    assert ask(path).problem == "loop"
    assert len(server.asked) <= links.REDIRECTS + 1


def test_an_endless_body_is_not_read(ask):
    start = time.monotonic()
    assert ask("/endless/").problem == ""
    assert time.monotonic() - start < links.SECONDS / 2


def test_endless_headers_are_left(ask):
    assert ask("/headers/").problem == "silent"


def test_a_server_that_drips_is_left_at_the_deadline(ask):
    start = time.monotonic()
    assert ask("/slow/", seconds=0.6).problem == "silent"
    assert time.monotonic() - start < 3


def test_redirects_share_one_deadline(ask):
    assert ask("/to//slow/", seconds=0.6).problem == "silent"


def test_nobody_at_the_address_is_said():
    with web_server.running() as gone:
        address = gone.server_address
    found = check(f"http://127.0.0.1:{address[1]}/", trusted=frozenset({address}))
    assert found.problem == "silent"


@pytest.fixture
def ask_safely(tmp_path):
    """Check a page of a secure server of this machine under the name asked."""
    certificate = own_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    with web_server.running(lambda sock: context.wrap_socket(sock, server_side=True)) as server:

        def asked(name: str) -> Verdict:
            url = f"https://{name}:{server.server_port}/ok/"
            trusted = frozenset({server.server_address})
            return check(url, trusted=trusted, resolve=lambda *_name: ["127.0.0.1"])

        asked.certificate = certificate
        yield asked


def test_a_certificate_that_nobody_trusts_is_said(ask_safely):
    assert ask_safely("example.org").problem == "certificate"


def test_a_certificate_is_read_for_the_name_and_not_for_the_address(ask_safely, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(ask_safely.certificate))
    assert ask_safely("example.org").problem == ""
    assert ask_safely("example.net").problem == "certificate"


def own_certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "own.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
