"""Which IP addresses are the public internet. Judges only; nothing here reaches the network.

Sources: the registries of special-purpose addresses that IANA keeps after RFC 6890, and for IPv6
the rule that only 2000::/3 is given out as global unicast (RFC 4291, 2.4). The standard library's
``is_global`` changed between releases of Python, so it is asked as well, but not alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

from weltoffen.ground.problems import N_
from weltoffen.intake.fetching.addresses import Address, allowed
from weltoffen.intake.fetching.refusing import refused
from weltoffen.intake.fetching.types import IP, Endpoint, Policy

_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # "this network", RFC 791
            "10.0.0.0/8",  # private, RFC 1918
            "100.64.0.0/10",  # behind a carrier's NAT, RFC 6598; also Alibaba's metadata
            "127.0.0.0/8",  # loopback, RFC 1122
            "168.63.129.16/32",  # Azure's platform, public only by its number
            "169.254.0.0/16",  # link-local, RFC 3927; 169.254.169.254 is a cloud's metadata
            "172.16.0.0/12",  # private, RFC 1918
            "192.0.0.0/24",  # protocol assignments, RFC 6890; also Oracle's metadata
            "192.0.2.0/24",  # documentation, RFC 5737
            "192.88.99.0/24",  # 6to4 relays, withdrawn, RFC 7526
            "192.168.0.0/16",  # private, RFC 1918
            "198.18.0.0/15",  # measuring devices, RFC 2544
            "198.51.100.0/24",  # documentation, RFC 5737
            "203.0.113.0/24",  # documentation, RFC 5737
            "224.0.0.0/4",  # multicast, RFC 5771
            "240.0.0.0/4",  # reserved and broadcast, RFC 1112 and RFC 919
        ),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
"""Outside of it lie ::, ::1, IPv4-mapped, NAT64 (64:ff9b::), fc00::/7, fe80::/10 and ff00::/8."""
_NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, with Teredo and ORCHID, RFC 2928
            "2001:db8::/32",  # documentation, RFC 3849
            "2002::/16",  # 6to4: carries an IPv4 address, RFC 3056
            "3fff::/20",  # documentation, RFC 9637
        ),
    )
)


def is_public(ip: IP) -> bool:
    """Say whether an IP address can only be a host on the public internet.

    Addresses of IPv6 that carry one of IPv4 (mapped, 6to4, NAT64, Teredo) are never public here,
    whatever they carry: a site that can be reached has others.
    """
    if isinstance(ip, IPv4Address):
        return ip.is_global and not any(ip in network for network in _NOT_PUBLIC_4)
    return (
        ip.scope_id is None
        and ip in _GLOBAL_6
        and ip.is_global
        and not any(ip in network for network in _NOT_PUBLIC_6)
    )


def may_connect(ip: IP, port: int, policy: Policy) -> bool:
    """Say whether the policy lets us connect to exactly this address and port."""
    return Endpoint(ip, port) in policy.exceptions or (port in policy.ports and is_public(ip))


def judged(found: Sequence[str], port: int, policy: Policy, address: str) -> tuple[IP, ...]:
    """Return the addresses that a name stands for, if every single one may be connected to.

    One that may not refuses all: an answer that mixes public and internal addresses is how one
    gets past a check of the first. Raises ``Refused``.
    """
    ips = tuple(dict.fromkeys(_ip(text, address) for text in found))
    if not ips:
        raise refused(
            N_("Den Namen in %(address)s kennt niemand. Prüfen Sie die Schreibweise."), address
        )
    for ip in ips:
        if not may_connect(ip, port, policy):
            raise refused(
                N_(
                    "Die Adresse %(address)s führt zu %(ip)s, Port %(port)d; das liegt nicht im "
                    "öffentlichen Netz. Geben Sie eine Adresse an, die jeder aufrufen kann."
                ),
                address,
                ip=str(ip),
                port=port,
            )
    return ips


def judged_as_given(text: str, policy: Policy) -> Address:
    """Return an address as far as it can be judged without looking anything up.

    Where an IP address stands in place of a name, it has to be one that may be connected to. Raises
    ``Refused``.
    """
    address = allowed(text, policy)
    if address.ip is not None:
        judged([address.host], address.port, policy, text)
    return address


def _ip(text: str, address: str) -> IP:
    try:
        return ip_address(text)
    except ValueError:
        raise refused(
            N_(
                "Die Auskunft über den Namen in %(address)s ist keine IP-Adresse (%(ip)s). "
                "Versuchen Sie es später noch einmal."
            ),
            address,
            ip=text,
        ) from None
