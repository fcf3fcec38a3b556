//! The only place that draws chance: ids and secrets, always from the operating system.

use chrono::{DateTime, Utc};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A new id: a version 7 UUID of this moment, so that rows of one time lie together (RFC 9562, 5.7).
pub fn id<T: From<Uuid>>(now: DateTime<Utc>) -> T {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    T::from(uuid::Builder::from_unix_timestamp_millis(millis, &bytes()).into_uuid())
}

/// The letters and digits of a token.
pub const TOKEN: usize = 32;

/// A new secret of 160 bits as 32 lower-case letters and digits, for links, feeds and sign-ins.
pub fn token() -> String {
    BASE32_NOPAD.encode(&bytes::<20>()).to_lowercase()
}

/// A key of 256 bits, in base 64.
pub fn key() -> String {
    BASE64URL_NOPAD.encode(&bytes::<32>())
}

/// A number that is used once: 96 bits, as AES-GCM takes them.
pub fn nonce() -> [u8; 12] {
    bytes()
}

/// A code of eight letters and digits that people copy by hand: none of `0 1 l o`.
pub fn code() -> String {
    const SYMBOLS: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
    bytes::<8>().iter().map(|byte| char::from(SYMBOLS[usize::from(byte % 32)])).collect()
}

/// What the database keeps of a secret: its SHA-256 in hexadecimal.
pub fn hash(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}
