//! Answers that are ready to be sent again, to whoever does not hold them yet (RFC 9110): tags, dates and compression
//! are worked out once for each answer, not for each reader.

use std::io::Write;
use std::sync::OnceLock;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// A body with its headers and validators.
#[derive(Debug)]
pub struct ReadyBody {
    /// What goes with the body: its kind, how long it may be kept.
    headers: HeaderMap,
    /// The strong validator of the bytes, and the weak one of what they say.
    etag: HeaderValue,
    weak_etag: HeaderValue,
    modified: Option<DateTime<Utc>>,
    plain: Bytes,
    gzip: OnceLock<Bytes>,
}

impl ReadyBody {
    /// Makes a body ready; the headers tell its kind and how it may be kept, `modified` when what it says last changed.
    pub fn new(plain: Bytes, mut headers: HeaderMap, modified: Option<DateTime<Utc>>) -> Self {
        let tag = etag(&plain);
        let header = |text: String| HeaderValue::try_from(text).expect("a tag and a date are visible ASCII");
        if let Some(at) = modified {
            headers.insert(header::LAST_MODIFIED, header(at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()));
        }
        Self {
            headers,
            weak_etag: header(format!("W/{tag}")),
            etag: header(tag),
            modified,
            plain,
            gzip: OnceLock::new(),
        }
    }

    /// The body.
    pub const fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// The answer to one reader: 304 when they hold it, compressed when they ask for that and it is offered.
    pub fn send(&self, method: &Method, asked: &HeaderMap, compress: bool) -> Response {
        let compressed = compress && takes_gzip(asked);
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.clone_from(&self.headers);
        headers.insert(header::ETAG, if compressed { self.weak_etag.clone() } else { self.etag.clone() });
        if is_known(asked, &self.etag, self.modified) {
            headers.remove(header::CONTENT_TYPE);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let body = if compressed {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            self.gzip()
        } else {
            self.plain.clone()
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        if method != Method::HEAD {
            *response.body_mut() = Body::from(body);
        }
        response
    }

    /// The body compressed, worked out when first asked for.
    fn gzip(&self) -> Bytes {
        let compress = || {
            let mut encoder = GzEncoder::new(Vec::with_capacity(self.plain.len() / 4), Compression::default());
            encoder
                .write_all(&self.plain)
                .and_then(|()| encoder.finish())
                .map_or_else(|_| self.plain.clone(), Bytes::from)
        };
        self.gzip.get_or_init(compress).clone()
    }
}

/// The strong validator of a body: a hash of its bytes.
pub(super) fn etag(bytes: &[u8]) -> String {
    format!("\"{}\"", BASE64URL_NOPAD.encode(&Sha256::digest(bytes)))
}

/// Whether the reader holds this very feed: by tag, compared weakly, or by date when no tag was sent (RFC 9110, 13.1).
fn is_known(asked: &HeaderMap, etag: &HeaderValue, modified: Option<DateTime<Utc>>) -> bool {
    if asked.contains_key(header::IF_NONE_MATCH) {
        let sent = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        return sent.flat_map(|value| value.split(',')).map(bare).any(|tag| tag == "*" || tag.as_bytes() == etag);
    }
    let since = asked.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|since| DateTime::parse_from_rfc2822(since).ok());
    since.zip(modified).is_some_and(|(since, modified)| modified.timestamp() <= since.timestamp())
}

/// Whether the reader asks for gzip: `identity` is what it gets otherwise (RFC 9110, 12.5.3).
fn takes_gzip(asked: &HeaderMap) -> bool {
    let sent = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    sent.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let refused =
            weight.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()).is_some_and(|q| q <= 0.0);
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn tags_are_compared_weakly_and_win_over_dates() {
        let etag = HeaderValue::from_static("\"abc\"");
        let modified = Some("2026-10-14T09:00:00.5Z".parse().unwrap());
        for known in ["\"abc\"", "W/\"abc\"", "\"x\", W/\"abc\"", "*"] {
            assert!(is_known(&asked(header::IF_NONE_MATCH, known), &etag, modified), "{known}");
        }
        assert!(!is_known(&asked(header::IF_NONE_MATCH, "\"abcd\""), &etag, modified));
        let mut both = asked(header::IF_NONE_MATCH, "\"old\"");
        both.insert(header::IF_MODIFIED_SINCE, HeaderValue::from_static("Thu, 15 Oct 2026 09:00:00 GMT"));
        assert!(!is_known(&both, &etag, modified));
    }

    #[test]
    fn dates_are_really_compared() {
        let etag = HeaderValue::from_static("\"abc\"");
        let modified = Some("2026-10-14T09:00:00.5Z".parse().unwrap());
        let since = |since| is_known(&asked(header::IF_MODIFIED_SINCE, since), &etag, modified);
        assert!(since("Wed, 14 Oct 2026 09:00:00 GMT"));
        assert!(!since("Wed, 14 Oct 2026 08:59:59 GMT"));
        assert!(!since("yesterday"));
        assert!(!is_known(&asked(header::IF_MODIFIED_SINCE, "Wed, 14 Oct 2026 09:00:00 GMT"), &etag, None));
    }

    #[test]
    fn only_who_asks_for_gzip_gets_it() {
        for (value, taken) in
            [("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("*", false), ("identity", false)]
        {
            assert_eq!(takes_gzip(&asked(header::ACCEPT_ENCODING, value)), taken, "{value}");
        }
    }

    #[test]
    fn the_tag_is_strong_and_follows_the_bytes() {
        assert_eq!(etag(b""), "\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"");
        assert_ne!(etag(b"a"), etag(b"b"));
    }
}
