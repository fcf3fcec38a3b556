//! The proxies that may say for whom they ask.

use std::net::IpAddr;

use anyhow::Context;
use serde::{Deserialize, Serialize};

/// What stands for any address of this machine.
const LOOPBACK: &str = "loopback";

/// The proxies whose `X-Forwarded-For` is believed: addresses with commas between, and `loopback` for this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Proxies {
    here: bool,
    elsewhere: Vec<IpAddr>,
}

impl Proxies {
    /// Whether a proxy of ours asks from this address.
    pub fn hold(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        (self.here && address.is_loopback()) || self.elsewhere.contains(&address)
    }
}

impl Default for Proxies {
    fn default() -> Self {
        Self { here: true, elsewhere: Vec::new() }
    }
}

impl TryFrom<String> for Proxies {
    type Error = anyhow::Error;

    fn try_from(text: String) -> anyhow::Result<Self> {
        let mut proxies = Self { here: false, elsewhere: Vec::new() };
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            if part == LOOPBACK {
                proxies.here = true;
            } else {
                let address: IpAddr = part.parse().with_context(|| format!("{part:?} is no address of a proxy"))?;
                proxies.elsewhere.push(address.to_canonical());
            }
        }
        Ok(proxies)
    }
}

impl From<Proxies> for String {
    fn from(proxies: Proxies) -> Self {
        let here = proxies.here.then(|| LOOPBACK.to_owned());
        let elsewhere = proxies.elsewhere.iter().map(ToString::to_string);
        here.into_iter().chain(elsewhere).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_known_by_their_addresses_and_a_name_is_refused() {
        let of = |text: &str| Proxies::try_from(text.to_owned());
        let ours = of("loopback, 192.0.2.7").unwrap();
        for address in ["127.0.0.1", "127.0.0.9", "::1", "192.0.2.7", "::ffff:192.0.2.7"] {
            assert!(ours.hold(address.parse().unwrap()), "{address}");
        }
        assert!(!ours.hold("192.0.2.8".parse().unwrap()));
        assert!(!of("").unwrap().hold("127.0.0.1".parse().unwrap()), "nobody asks for others");
        assert!(of("proxy.example").is_err());
        assert_eq!(String::from(ours), "loopback, 192.0.2.7");
    }
}
