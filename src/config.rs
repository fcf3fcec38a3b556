//! The settings: one typed struct, from a TOML file, then `PIIRI_…` variables, then flags. Read nowhere else.

mod proxies;

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context;
use chrono_tz::Tz;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use toml::{Table, Value};

pub use self::proxies::Proxies;

/// The zone of an installation that names no other.
pub const ZONE: Tz = Tz::Europe__Helsinki;

/// Every setting with its default; `deploy/piiri.toml` explains each.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The proxies that say for whom they ask.
    pub proxies: Proxies,
    /// The address under which people reach the server, without a slash at its end.
    pub base_url: String,
    /// Signs cookies; at least 64 characters. Made afresh at each start when empty, which signs everybody out.
    pub secret: String,
    /// The keys that the logs are sealed with, the newest first, with commas between; empty: `secret`.
    pub seal_keys: String,
    /// The folder outside the database for what a copy that is put back does not know; empty: beside a SQLite file.
    pub record: String,
    /// The name of the organisation, shown on the public pages.
    pub organisation: String,
    /// The IANA time zone that days, hours and plans are in, unless a group has its own.
    #[serde(deserialize_with = "zone")]
    pub zone: Tz,
    /// The constant behind the `@` of calendar UIDs; never changes once feeds are out.
    pub uid_domain: String,
    /// The sender's own return address on letters, its lines apart by commas: no unit, no service.
    pub return_address: String,
    /// Outgoing mail.
    pub mail: MailSettings,
    /// Outgoing text messages.
    pub sms: SmsSettings,
    /// When messages may go out.
    pub quiet: Quiet,
    /// What clients of the server may hold.
    pub limits: ConnectionLimits,
    /// How long records are kept.
    pub retention: RetentionYears,
    /// Compresses feeds for clients that ask; some calendar clients don't cope.
    pub compress_feeds: bool,
    /// Set by `piiri demo` only: shows the mailbox and never sends anything.
    #[serde(skip)]
    pub demo: bool,
}

/// Outgoing mail: SMTP when a host is given, else files in a folder.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// The SMTP server; empty writes mails to `folder`.
    pub host: String,
    /// The server's port.
    pub port: u16,
    /// `starttls`, `tls` or `none`.
    pub security: String,
    /// The login name; empty sends without login.
    pub username: String,
    /// The login's password.
    pub password: String,
    /// A file with the certificate authority to trust besides the system's.
    pub ca_file: String,
    /// The neutral sender address.
    pub from: String,
    /// The neutral sender name: no unit, no service.
    pub from_name: String,
    /// Where mails are written when there is no server.
    pub folder: String,
    /// The most mails a second that all servers together hand over; 0 is no limit.
    pub per_second: u64,
}

/// Outgoing text messages through an HTTP gateway.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmsSettings {
    /// The gateway's address; empty writes messages to the mail folder.
    pub url: String,
    /// The bearer token that the gateway asks for.
    pub token: String,
    /// The neutral sender id.
    pub from: String,
    /// The longest, in seconds, that the gateway may take over one message.
    pub timeout_seconds: u64,
    /// The most messages a second that the gateway takes from all servers together; 0 is no limit.
    pub per_second: u64,
}

/// Quiet hours, in local time.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quiet {
    /// The hour at which quiet begins.
    pub from: u32,
    /// The hour at which quiet ends.
    pub until: u32,
}

impl Default for SmsSettings {
    fn default() -> Self {
        Self { url: String::new(), token: String::new(), from: String::new(), timeout_seconds: 20, per_second: 0 }
    }
}

/// How long records are kept, in years; what is older is proposed for erasure, and a person confirms it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetentionYears {
    /// A client's, from the closing of the matter (act 703/2023: ten).
    pub client_years: u32,
    /// How to reach somebody who worked here, from the closing of the account.
    pub staff_years: u32,
}

impl Default for RetentionYears {
    fn default() -> Self {
        Self { client_years: 10, staff_years: 1 }
    }
}

/// What clients of the server may hold, and for how long.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConnectionLimits {
    /// Connections at a time; more wait until one ends.
    pub connections: usize,
    /// Of those, the most of one caller; a proxy of ours may hold them all.
    pub connections_per_caller: usize,
    /// Requests of one caller that are answered at a time, behind a proxy too.
    pub requests_per_caller: usize,
    /// Seconds in which a request's head must have come, and for which an idle connection is kept.
    pub header_seconds: u64,
    /// Seconds in which a request's body must have come.
    pub body_seconds: u64,
    /// Seconds in which a client must have read something of what it is sent.
    pub read_seconds: u64,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            connections: 1024,
            connections_per_caller: 256,
            requests_per_caller: 64,
            header_seconds: 20,
            body_seconds: 30,
            read_seconds: 20,
        }
    }
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            security: "starttls".into(),
            username: String::new(),
            password: String::new(),
            ca_file: String::new(),
            from: String::new(),
            from_name: String::new(),
            folder: "data/mail".into(),
            per_second: 0,
        }
    }
}

impl Default for Quiet {
    fn default() -> Self {
        Self { from: 20, until: 9 }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database: "sqlite:data/piiri.sqlite".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            proxies: Proxies::default(),
            base_url: "http://127.0.0.1:8080".into(),
            secret: String::new(),
            seal_keys: String::new(),
            record: String::new(),
            organisation: "Hyvinvointialue".into(),
            zone: ZONE,
            uid_domain: "piiri.invalid".into(),
            return_address: String::new(),
            mail: MailSettings::default(),
            sms: SmsSettings::default(),
            quiet: Quiet::default(),
            limits: ConnectionLimits::default(),
            retention: RetentionYears::default(),
            compress_feeds: true,
            demo: false,
        }
    }
}

impl Config {
    /// Reads the file when there is one, then the variables; an unknown setting is an error that names it.
    pub fn load(file: Option<&Path>, variables: impl Iterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let mut table = match file {
            Some(file) => {
                let text = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
                text.parse::<Table>().with_context(|| format!("read {}", file.display()))?
            }
            None => Table::new(),
        };
        let known = Table::try_from(Self::default()).context("the defaults are a table")?;
        for (name, value) in variables {
            if let Some(rest) = name.strip_prefix("PIIRI_").filter(|rest| !rest.starts_with("TEST_")) {
                overlay(&known, &mut table, &rest.to_lowercase(), &value).with_context(|| format!("read {name}"))?;
            }
        }
        let config: Self = table.try_into().context("read the settings")?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.secret.is_empty() || self.secret.len() >= 64,
            "secret: needs at least 64 characters, has {}",
            self.secret.len()
        );
        let mut seal_keys = self.seal_keys.split(',').map(str::trim).filter(|key| !key.is_empty());
        anyhow::ensure!(seal_keys.all(|key| key.len() >= 64), "seal_keys: each needs at least 64 characters");
        anyhow::ensure!(
            self.base_url.starts_with("http://") || self.base_url.starts_with("https://"),
            "base_url: begins with http:// or https://"
        );
        anyhow::ensure!(!self.base_url.ends_with('/'), "base_url: ends without a slash");
        anyhow::ensure!(self.quiet.from < 24 && self.quiet.until < 24, "quiet: hours are 0 to 23");
        anyhow::ensure!(
            self.limits.connections > 0
                && self.limits.connections_per_caller > 0
                && self.limits.requests_per_caller > 0
                && self.limits.header_seconds > 0
                && self.limits.body_seconds > 0
                && self.limits.read_seconds > 0,
            "limits: are 1 or more"
        );
        anyhow::ensure!(
            (1..=120).contains(&self.retention.client_years) && (1..=120).contains(&self.retention.staff_years),
            "retention: years are 1 to 120"
        );
        anyhow::ensure!(
            ["starttls", "tls", "none"].contains(&self.mail.security.as_str()),
            "mail.security: is starttls, tls or none"
        );
        Ok(())
    }

    /// Whether people reach the server over TLS, so that cookies are kept to it.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// The settings as TOML, secrets hidden.
    pub fn shown(&self) -> String {
        let mut shown = self.clone();
        for secret in [&mut shown.secret, &mut shown.seal_keys, &mut shown.mail.password, &mut shown.sms.token] {
            if !secret.is_empty() {
                *secret = "(hidden)".into();
            }
        }
        if let Some((scheme, rest)) = shown.database.split_once("://")
            && let Some((_, host)) = rest.split_once('@')
        {
            shown.database = format!("{scheme}://(hidden)@{host}");
        }
        toml::to_string(&shown).unwrap_or_default()
    }
}

/// Reads the name of a zone; the error says what a name is.
fn zone<'de, D: Deserializer<'de>>(from: D) -> Result<Tz, D::Error> {
    let name = String::deserialize(from)?;
    name.parse().map_err(|_| D::Error::custom(format!("{name:?} is no IANA time zone, such as {ZONE}")))
}

/// Puts one variable in its place: `MAIL_HOST` is `host` of `[mail]`.
fn overlay(known: &Table, table: &mut Table, name: &str, value: &str) -> anyhow::Result<()> {
    if let Some(default) = known.get(name) {
        table.insert(name.to_owned(), like(default, value)?);
        return Ok(());
    }
    let (section, key) = name.split_once('_').context("there is no such setting")?;
    let inner = known.get(section).and_then(Value::as_table).context("there is no such setting")?;
    let default = inner.get(key).context("there is no such setting")?;
    let entry = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
    entry.as_table_mut().context("is a section")?.insert(key.to_owned(), like(default, value)?);
    Ok(())
}

fn like(default: &Value, text: &str) -> anyhow::Result<Value> {
    Ok(match default {
        Value::Integer(_) => Value::Integer(text.parse().context("a whole number")?),
        Value::Boolean(_) => Value::Boolean(text.parse().context("true or false")?),
        _ => Value::String(text.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load<'a>(variables: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> anyhow::Result<Config> {
        Config::load(None, variables.into_iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn variables_override_defaults_and_unknown_ones_are_refused() {
        let config = load(&[("PIIRI_MAIL_PORT", "2525"), ("PIIRI_BASE_URL", "https://piiri.example")]).unwrap();
        assert_eq!((config.mail.port, config.is_https()), (2525, true));
        assert!(load(&[("PIIRI_MAIL_PROT", "1")]).is_err());
        assert!(load(&[("PIIRI_MAIL_PORT", "many")]).is_err());
        assert!(load(&[("PIIRI_SECRET", "short")]).is_err());
    }

    #[test]
    fn a_zone_goes_by_its_iana_name_and_another_is_refused_by_name() {
        assert_eq!(load(&[]).unwrap().zone, ZONE);
        assert_eq!(load(&[("PIIRI_ZONE", "Atlantic/Azores")]).unwrap().zone, chrono_tz::Atlantic::Azores);
        let error = format!("{:#}", load(&[("PIIRI_ZONE", "Europe/Atlantis")]).unwrap_err());
        assert!(error.contains("\"Europe/Atlantis\" is no IANA time zone") && error.contains("zone"), "{error}");
    }

    #[test]
    fn the_sample_names_every_setting_with_its_default() {
        let sample: Table = include_str!("../deploy/piiri.toml").parse().unwrap();
        assert_eq!(sample, Table::try_from(Config::default()).unwrap());
    }

    #[test]
    fn secrets_are_hidden_when_settings_are_shown() {
        let secret = "s".repeat(64);
        let shown = load(&[("PIIRI_SECRET", secret.as_str()), ("PIIRI_DATABASE", "postgres://me:hush@db/piiri")])
            .unwrap()
            .shown();
        assert!(!shown.contains(&secret) && !shown.contains("hush"), "{shown}");
    }
}
