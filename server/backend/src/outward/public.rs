//! Which addresses are everybody's: not this machine, not the company's own network, not a special range of the registries
//! (IANA IPv4 and IPv6 Special-Purpose Address Registries).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_unspecified();
    let reserved = match (a, b, c) {
        (0 | 240..=255, ..) => true,
        // Carrier-grade NAT (RFC 6598), where providers keep their own machines.
        (100, 64..=127, _) => true,
        (192, 0, 0) | (192, 88, 99) => true,
        // Benchmarks (RFC 2544).
        (198, 18..=19, _) => true,
        _ => false,
    };
    !special && !reserved
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    let embedded = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match (a, b) {
        // Mapped and compatible IPv4 (RFC 4291, 2.5.5), loopback and "no address".
        (0, 0) if [c, d, e] == [0; 3] && (f == 0xffff || f == 0) => f == 0xffff && is_public_v4(embedded(g, h)),
        // Translated IPv4 (RFC 6052).
        (0x64, 0xff9b) => [c, d, e, f] == [0; 4] && is_public_v4(embedded(g, h)),
        // 6to4 (RFC 3056); Teredo and other protocol assignments (RFC 2928).
        (0x2002, _) => is_public_v4(embedded(b, c)),
        (0x2001, 0..=0x01ff) => false,
        (0x2001, 0x0db8) => false,
        // Of everything else only global unicast (RFC 4291, 2.4) is everybody's.
        _ => (0x2000..0x4000).contains(&a) && a != 0x3fff,
    }
}
