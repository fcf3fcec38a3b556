//! Who calls, as far as the network tells: what the public may do is limited by it.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::error::{Error, Result};

/// Where a request comes from: an IPv4 address, or the network part of an IPv6 address (RFC 6177 gives homes a /64 or
/// more); none when the server does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caller(Option<u128>);

impl Caller {
    /// The caller at an address.
    pub fn of(address: IpAddr) -> Self {
        Self(Some(match address.to_canonical() {
            IpAddr::V4(four) => u128::from(u32::from(four)),
            IpAddr::V6(six) => u128::from(six) >> 64 << 64,
        }))
    }

    /// What tells it from others; none when the server does not know where a request comes from.
    pub fn code(self) -> Option<String> {
        self.0.map(|address| format!("{address:x}"))
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else { return Ok(Self(None)) };
        // Only a proxy on this machine may say for whom it asks; it writes the last address itself.
        let said = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let last = said.and_then(|said| said.rsplit(',').next()?.trim().parse().ok());
        Ok(Self::of(last.filter(|_| peer.ip().is_loopback()).unwrap_or(peer.ip())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_network_is_one_caller() {
        let of = |text: &str| Caller::of(text.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
