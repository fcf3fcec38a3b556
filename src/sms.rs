//! Outgoing text messages, through a gateway that speaks HTTP. It chooses no recipients and no texts.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::config::Config;
use crate::mailer::{Failure, write};

/// One text message, ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Names the message once and for all.
    pub id: String,
    /// When it is sent.
    pub at: DateTime<Utc>,
    /// The recipient's number.
    pub to: String,
    /// Its words.
    pub text: String,
}

/// Where text messages go.
#[derive(Clone, Debug)]
pub enum Sms {
    /// A gateway that takes `POST {"to", "from", "text", "reference"}` with a bearer token.
    Http(Gateway),
    /// A folder, a file for each message.
    File(PathBuf),
    /// This process, for the demo's mailbox and for tests; the oldest first.
    Memory(Arc<Mutex<Vec<Text>>>),
}

/// The gateway and what it wants to know.
#[derive(Clone, Debug)]
pub struct Gateway {
    agent: ureq::Agent,
    url: String,
    token: String,
    from: String,
}

impl Sms {
    /// The way that the settings ask for.
    pub fn new(config: &Config) -> Self {
        if config.demo {
            return Self::memory();
        }
        if config.sms.url.is_empty() {
            return Self::File(PathBuf::from(&config.mail.folder));
        }
        let patience = Duration::from_secs(config.sms.timeout_seconds);
        let agent = ureq::Agent::config_builder().timeout_global(Some(patience)).http_status_as_error(false).build();
        Self::Http(Gateway {
            agent: agent.into(),
            url: config.sms.url.clone(),
            token: config.sms.token.clone(),
            from: config.sms.from.clone(),
        })
    }

    /// A way that keeps what it is given.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Hands one message over.
    pub async fn send(&self, text: Text) -> Result<(), Failure> {
        match self {
            Self::Memory(sent) => {
                sent.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                Ok(())
            }
            Self::File(folder) => {
                let file = folder.join(format!("{}.sms", text.id));
                write(folder.clone(), file, format!("{}\n{}\n", text.to, text.text).into_bytes()).await
            }
            Self::Http(gateway) => {
                let gateway = gateway.clone();
                let sent = tokio::task::spawn_blocking(move || gateway.post(&text)).await;
                sent.unwrap_or(Err(Failure::Unreached("gateway")))
            }
        }
    }

    /// What a way in memory has been given, the oldest first.
    pub fn kept(&self) -> Vec<Text> {
        match self {
            Self::Memory(sent) => sent.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Self::Http(..) | Self::File(..) => Vec::new(),
        }
    }
}

impl Gateway {
    fn post(&self, text: &Text) -> Result<(), Failure> {
        let body = json!({ "to": text.to, "from": self.from, "text": text.text, "reference": text.id });
        let answer = self
            .agent
            .post(&self.url)
            .header("authorization", format!("Bearer {}", self.token))
            .header("content-type", "application/json")
            .send(body.to_string())
            .map_err(|error| Failure::Unreached(class(&error)))?;
        match answer.status().as_u16() {
            200..=299 => Ok(()),
            // These are the installation's fault or pass by themselves; the message is not to blame.
            401 | 403 | 408 | 429 => Err(Failure::Unreached("gateway_refused_for_now")),
            400..=499 => Err(Failure::Never("gateway_refused")),
            _ => Err(Failure::Unreached("gateway")),
        }
    }
}

const fn class(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Timeout(_) => "timeout",
        _ => "gateway",
    }
}
