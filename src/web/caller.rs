//! Who calls, as far as the network tells: what the public may do is limited by it, and what one caller may hold.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::Proxies;
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
        Ok(match RequestSource::of(&parts.extensions, &parts.headers) {
            RequestSource::Unknown => Self(None),
            RequestSource::Caller(address) | RequestSource::Proxy(address) => Self::of(address),
        })
    }
}

/// Who is at the other end of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RequestSource {
    /// The server does not know.
    Unknown,
    /// Somebody, maybe by way of a proxy of ours.
    Caller(IpAddr),
    /// A proxy of ours that asks for nobody, or somebody beside it on this machine.
    Proxy(IpAddr),
}

impl RequestSource {
    /// Only a proxy of ours may say for whom it asks; it writes the last address itself, at the end of the line that came or
    /// on a line of its own.
    fn of(extensions: &Extensions, headers: &HeaderMap) -> Self {
        let Some(ConnectInfo(peer)) = extensions.get::<ConnectInfo<SocketAddr>>() else { return Self::Unknown };
        let ours = extensions.get::<Proxies>().cloned().unwrap_or_default();
        if !ours.hold(peer.ip()) {
            return Self::Caller(peer.ip());
        }
        let said = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
        let last = said.and_then(|said| said.rsplit(',').next()?.trim().parse().ok());
        last.map_or(Self::Proxy(peer.ip()), Self::Caller)
    }
}

/// How many of something each caller holds now. Who holds nothing is not kept, so that nobody makes it grow.
#[derive(Clone, Debug, Default)]
pub struct CallerPlaces(Arc<Mutex<HashMap<Caller, usize>>>);

impl CallerPlaces {
    /// One more for a caller, until what is answered is dropped; nothing when the caller holds `most`.
    pub fn take(&self, caller: Caller, most: usize) -> Option<HeldPlace> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(caller).or_insert(0);
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(HeldPlace { number: *count, caller, holders: self.clone() })
    }
}

/// One of the places that a caller holds.
#[derive(Debug)]
pub struct HeldPlace {
    /// How many the caller held with it when it was taken.
    pub number: usize,
    caller: Caller,
    holders: CallerPlaces,
}

impl Drop for HeldPlace {
    fn drop(&mut self) {
        let mut held = self.holders.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.caller) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.caller);
            }
        }
    }
}

/// What answering needs to know of callers.
#[derive(Clone, Debug)]
pub struct Fairness {
    /// The proxies that ask for others.
    pub proxies: Proxies,
    /// The most requests of one caller that are answered at a time.
    pub most: usize,
    /// The requests that are being answered.
    pub requests: CallerPlaces,
}

/// Answers so many requests of one caller at a time and turns away the rest, so that the others have their turn; notes on
/// the request whose addresses are believed.
pub async fn fairly(State(fair): State<Fairness>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(fair.proxies.clone());
    let place = match RequestSource::of(request.extensions(), request.headers()) {
        RequestSource::Caller(address) => match fair.requests.take(Caller::of(address), fair.most) {
            Some(place) => Some(place),
            None => return turned_away(),
        },
        // A proxy that says nothing of its callers would be one caller for all of them.
        RequestSource::Proxy(_) | RequestSource::Unknown => None,
    };
    let response = next.run(request).await;
    drop(place);
    response
}

fn turned_away() -> Response {
    metrics::counter!("piiri_turned_away_total", "what" => "request").increment(1);
    let headers = [
        (header::RETRY_AFTER, "1"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
    ];
    (StatusCode::TOO_MANY_REQUESTS, headers, "Too many requests at a time. Try again in a second.\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Caller {
        Caller::of(text.parse().unwrap())
    }

    #[test]
    fn a_home_network_is_one_caller() {
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }

    #[test]
    fn one_caller_holds_so_many_places_and_nobody_elses_and_leaves_nothing_behind() {
        let holders = CallerPlaces::default();
        let first = holders.take(of("192.0.2.1"), 2).unwrap();
        let second = holders.take(of("192.0.2.1"), 2).unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        assert!(holders.take(of("192.0.2.1"), 2).is_none());
        let other = holders.take(of("192.0.2.2"), 2).unwrap();
        drop(first);
        assert!(holders.take(of("192.0.2.1"), 2).is_some(), "a place that was given back");
        drop((second, other));
        assert!(holders.0.lock().unwrap().is_empty());
    }

    #[test]
    fn only_a_proxy_of_ours_says_for_whom_it_asks() {
        let peer = |from: &str, proxies: &str, said: Option<&str>| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::new(from.parse().unwrap(), 4711)));
            extensions.insert(Proxies::try_from(proxies.to_owned()).unwrap());
            let headers = said.map(|said| (header::HeaderName::from_static("x-forwarded-for"), said.parse().unwrap()));
            RequestSource::of(&extensions, &HeaderMap::from_iter(headers))
        };
        let caller = |text: &str| RequestSource::Caller(text.parse().unwrap());
        let said = Some("203.0.113.9, 192.0.2.1");
        assert_eq!(peer("127.0.0.1", "loopback", said), caller("192.0.2.1"));
        assert_eq!(peer("127.0.0.1", "loopback", None), RequestSource::Proxy("127.0.0.1".parse().unwrap()));
        assert_eq!(peer("127.0.0.1", "loopback", Some("nonsense")), RequestSource::Proxy("127.0.0.1".parse().unwrap()));
        assert_eq!(peer("198.51.100.1", "loopback", said), caller("198.51.100.1"));
        assert_eq!(peer("198.51.100.1", "198.51.100.1", said), caller("192.0.2.1"));
        assert_eq!(peer("127.0.0.1", "", said), caller("127.0.0.1"));
    }

    #[test]
    fn a_proxy_that_adds_a_line_of_its_own_is_believed_and_not_the_line_before_it() {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new("127.0.0.1".parse().unwrap(), 4711)));
        extensions.insert(Proxies::try_from("loopback".to_owned()).unwrap());
        let mut headers = HeaderMap::new();
        for said in ["203.0.113.9, 203.0.113.10", "192.0.2.1"] {
            headers.append("x-forwarded-for", said.parse().unwrap());
        }
        let caller = RequestSource::Caller("192.0.2.1".parse().unwrap());
        assert_eq!(RequestSource::of(&extensions, &headers), caller);
        headers.append("x-forwarded-for", "nonsense".parse().unwrap());
        let proxy = RequestSource::Proxy("127.0.0.1".parse().unwrap());
        assert_eq!(RequestSource::of(&extensions, &headers), proxy, "no line before the last is asked");
    }
}
