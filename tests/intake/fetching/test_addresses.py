"""Which addresses may be asked for, by their form alone."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.problems import Refused
from weltoffen.intake.fetching import Endpoint, Policy
from weltoffen.intake.fetching.addresses import allowed, redirected, within

POLICY = Policy(contact="register@stadt.example")


@pytest.mark.parametrize(
    ("given_", "asked"),
    [
        ("https://www.stadt.example", "https://www.stadt.example/"),
        ("HTTPS://WWW.Stadt.Example:443/A?b=c#d", "https://www.stadt.example/A?b=c"),
        ("http://stadt.example.:80/", "http://stadt.example/"),
        ("https://köln.example/Städte und Partner", "https://xn--kln-sna.example/St%C3%A4dte%20und%20Partner"),
        ("https://stadt.example/%7euser/%c3%a4?q=%2f", "https://stadt.example/~user/%C3%A4?q=%2F"),
        ("https://stadt.example/a/./b/../c/%2e%2e/d/", "https://stadt.example/a/d/"),
        ("https://stadt.example/../../a/..", "https://stadt.example/"),
        ("https://stadt.example/100%", "https://stadt.example/100%25"),
        ("https://[2a00:1450:4001:0:0::1]/", "https://[2a00:1450:4001::1]/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
    ],
)  # fmt: skip
def test_an_address_is_brought_into_one_form(given_, asked):
    assert str(allowed(given_, POLICY)) == asked


NO_ADDRESSES = [
    "", " ", "stadt.example", "//stadt.example/", "ftp://stadt.example/", "file:///etc/passwd",
    "gopher://stadt.example/", "data:text/html,x", "javascript:alert(1)", "https:", "https://",
    "https:///etc/passwd", "https:stadt.example", "https://:80/", "https://./", "https://a..b/",
    "https://stadt.example:22/", "https://stadt.example:99999/", "https://stadt.example:0/",
    "https://stadt.example:-1/", "https://stadt.example:8o/", "https://stadt.example:８０/",
    "https://localhost/", "https://localhost./", "https://LOCALHOST/", "https://a.localhost/",
    "https://router.local/", "https://metadata.google.internal/", "https://intranet/",
    "https://fritz.lan/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/",
    "https://0177.0.0.1/", "https://127.1/", "https://017700000001/",
    "https://0/", "https://256.1.1.1/", "https://1.2.3/", "https://a.1/", "https://0x/",
    "https://１２７.１/", "https://①②⑦.1/", "https://127。1/",
    "https://user@stadt.example/", "https://user:secret@stadt.example/", "https://@stadt.example/",
    "https://stadt.example@127.0.0.1/", "https://stadt.example%40127.0.0.1/",
    "https://stadt.example\\@127.0.0.1/", "https://127.0.0.1\\.stadt.example/",
    "https://%31%32%37.0.0.1/", "https://stadt.example/\r\nHost: x", "https://stadt.example/\t",
    "https://sta\ndt.example/", "ht\ntps://stadt.example/", "https://stadt.example/\x00",
    "https://stadt.example/\ud800", "https://[::1", "https://::1/", "https://[::1]x/",
    "https://[fe80::1%25eth0]/", "https://[fe80::1%eth0]/", "https://[v1.x]/", "https://[]/",
    "https://[127.0.0.1]/", "https://a b.example/", "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 130 + "example/", "https://stadt.example/" + "a" * 9000,
    " https://stadt.example/",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_plain_address_is_refused_with_a_sentence(text):
    with pytest.raises(Refused) as refusal:
        allowed(text, POLICY)
    (problem,) = refusal.value.problems
    assert problem.where == "address"
    assert problem.says().endswith(".")
    assert problem.says().isprintable()
    assert len(problem.says()) < 800


def test_a_password_is_not_repeated():
    with pytest.raises(Refused) as refusal:
        allowed("https://anna:geheim@stadt.example/", POLICY)
    assert "geheim" not in str(refusal.value)
    assert "stadt.example" in str(refusal.value)


@given(st.text(max_size=60) | st.text(max_size=40).map("https://{}".format))
def test_any_text_is_an_address_or_refused_and_its_form_is_stable(text):
    try:
        address = allowed(text, POLICY)
    except Refused:
        return
    assert str(address).isascii()
    assert str(address).isprintable()
    assert address.port in {80, 443}
    assert allowed(str(address), POLICY) == address


@given(st.integers(0, 2**32 - 1), st.sampled_from(["{}", "0x{:x}", "0{:o}", "{}."]))
def test_a_number_is_never_an_address_of_four_parts(number, form):
    with pytest.raises(Refused):
        allowed(f"http://{form.format(number)}/", POLICY)


def test_a_port_of_an_exception_may_be_named():
    port = Endpoint(ipaddress.ip_address("127.0.0.1"), 8123)
    policy = Policy(contact="register@stadt.example", exceptions=frozenset({port}))
    assert allowed("http://stadt.example:8123/", policy).authority == "stadt.example:8123"


@pytest.mark.parametrize("contact", ["", "anna", "a b@stadt.example", "a@b\r\nX: y", "a@b)"])
def test_a_contact_is_an_address(contact):
    with pytest.raises(ValueError, match="contact"):
        Policy(contact=contact)


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/b", "https://stadt.example/b"),
        ("b", "https://stadt.example/x/b"),
        ("//andere.example/", "https://andere.example/"),
        ("?q", "https://stadt.example/x/a?q"),
    ],
)
def test_a_redirect_may_be_relative(location, leads_to):
    here = allowed("https://stadt.example/x/a", POLICY)
    assert str(redirected(here, location, POLICY)) == leads_to


@pytest.mark.parametrize(
    "location",
    ["http://stadt.example/", "file:///etc/passwd", "//user@stadt.example/", "https://localhost/",
     "https://[::1", "https://stadt.example:22/", "//[x]/", "javascript:x"],
)  # fmt: skip
def test_a_redirect_is_judged_like_any_address_and_never_leaves_https(location):
    with pytest.raises(Refused):
        redirected(allowed("https://stadt.example/x/a", POLICY), location, POLICY)


@pytest.mark.parametrize(
    ("address", "section", "inside"),
    [
        ("https://s.example/partner", "https://s.example/partner", True),
        ("https://s.example/partner/lyon", "https://s.example/partner", True),
        ("https://s.example/partner?seite=2", "https://s.example/partner", True),
        ("https://s.example/partnerschaft", "https://s.example/partner", False),
        ("https://s.example/partner", "https://s.example/partner/", False),
        ("https://s.example/partner/x", "https://s.example/partner/?a", True),
        ("http://s.example/partner/x", "https://s.example/partner/", True),
        ("https://s.example:80/partner/x", "https://s.example/partner/", False),
        ("https://www.s.example/partner/x", "https://s.example/partner/", False),
        ("https://s.example/partner/../x", "https://s.example/partner/", False),
        ("https://s.example/x", "https://s.example", True),
    ],
)
def test_a_section_is_a_path_and_what_lies_below(address, section, inside):
    assert within(allowed(address, POLICY), allowed(section, POLICY)) is inside
