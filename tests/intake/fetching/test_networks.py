"""Which IP addresses are the public internet."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.problems import Refused
from weltoffen.intake.fetching import Endpoint, Policy
from weltoffen.intake.fetching.networks import is_public, judged, may_connect

POLICY = Policy(contact="register@stadt.example")
NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1",
    "127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1",
    "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1",
    "2a00:1450:4001::1%eth0", "ff02::1", "ff0e::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "193.99.144.80", "172.32.0.1", "100.128.0.1", "2a00:1450:4001::1", "2606::1"]


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_what_is_not_public_is_not(text):
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_is(text):
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses())
def test_no_address_passes_that_the_standard_library_holds_for_special(ip):
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_loopback:
        assert not is_public(ip)


@given(
    st.sampled_from([text for text in NOT_PUBLIC if "." in text and ":" not in text]),
    st.sampled_from(["::ffff:0:0", "64:ff9b::", "::"]),
)
def test_no_internal_address_passes_inside_another(inner, outer):
    within = int(ipaddress.IPv6Address(outer)) + int(ipaddress.IPv4Address(inner))
    assert not is_public(ipaddress.IPv6Address(within))
    six_to_four = (0x2002 << 112) + (int(ipaddress.IPv4Address(inner)) << 80)
    assert not is_public(ipaddress.IPv6Address(six_to_four))


@given(st.lists(st.ip_addresses(v=4), max_size=3), st.sampled_from(NOT_PUBLIC), st.integers(0, 3))
def test_one_internal_address_among_others_refuses_all(others, internal, place):
    answer = [str(ip) for ip in others]
    answer.insert(place, internal)
    with pytest.raises(Refused):
        judged(answer, 443, POLICY, "https://stadt.example/")


@given(st.lists(st.ip_addresses(), max_size=4))
def test_what_passes_is_public_throughout(ips):
    answer = [str(ip) for ip in ips]
    try:
        passed = judged(answer, 443, POLICY, "https://stadt.example/")
    except Refused:
        return
    assert passed
    assert all(is_public(ip) for ip in passed)
    assert {str(ip) for ip in passed} == set(answer)


@pytest.mark.parametrize("answer", [[], ["stadt.example"], [""], ["127.1"], ["0x7f000001"]])
def test_an_answer_without_addresses_is_refused(answer):
    with pytest.raises(Refused):
        judged(answer, 443, POLICY, "https://stadt.example/")


def test_an_exception_holds_for_its_port_only():
    here = ipaddress.ip_address("127.0.0.1")
    policy = Policy(contact="a@b.example", exceptions=frozenset({Endpoint(here, 8123)}))
    assert may_connect(here, 8123, policy)
    assert not may_connect(here, 80, policy)
    assert not may_connect(ipaddress.ip_address("127.0.0.2"), 8123, policy)
    assert not may_connect(ipaddress.ip_address("8.8.8.8"), 8123, policy)
    assert not may_connect(ipaddress.ip_address("::ffff:127.0.0.1"), 8123, policy)
