//! Outgoing mail. It chooses no recipients and no texts.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use chrono::{DateTime, Utc};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};

use crate::config::Config;

mod failure;
mod smtp;

pub use failure::Failure;
use smtp::Smtp;

/// One mail, ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Names the mail once and for all, so that a reader drops one that comes twice (RFC 5322, 3.6.4).
    pub id: String,
    /// When it is sent.
    pub at: DateTime<Utc>,
    /// The recipient's address.
    pub to: String,
    pub subject: String,
    /// Its plain text.
    pub body: String,
}

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum Mailer {
    /// An SMTP server.
    Smtp(Smtp, Sender),
    /// A folder, a file for each mail.
    File(PathBuf, Sender),
    /// This process, for the demo's mailbox and for tests; the oldest first.
    Memory(Arc<Mutex<Vec<Mail>>>),
}

/// Who mail comes from.
#[derive(Clone, Debug)]
pub struct Sender {
    name: String,
    address: String,
    domain: String,
}

impl Mailer {
    /// The mailer that the settings ask for.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let sender = Sender {
            // Lettre panics over a line break in a name.
            name: config.mail.from_name.chars().filter(|c| !c.is_control()).collect(),
            address: config.mail.from.clone(),
            domain: config.uid_domain.clone(),
        };
        if config.demo {
            return Ok(Self::memory());
        }
        if config.mail.host.is_empty() {
            return Ok(Self::File(PathBuf::from(&config.mail.folder), sender));
        }
        sender.address.parse::<lettre::Address>().context("mail.from is an e-mail address")?;
        Ok(Self::Smtp(Smtp::new(&config.mail)?, sender))
    }

    /// A mailer that keeps what it is given.
    pub fn memory() -> Self {
        Self::Memory(Arc::default())
    }

    /// Hands one mail over.
    pub async fn send(&self, mail: Mail) -> Result<(), Failure> {
        match self {
            Self::Memory(sent) => {
                sent.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                Ok(())
            }
            Self::File(folder, sender) => {
                let message = sender.message(&mail)?.formatted();
                let file = folder.join(format!("{}.eml", mail.id));
                write(folder.clone(), file, message).await
            }
            Self::Smtp(server, sender) => server.send(&sender.message(&mail)?).await,
        }
    }

    /// Lets the server go when a run has nothing more to send.
    pub async fn hang_up(&self) {
        if let Self::Smtp(server, _) = self {
            server.hang_up().await;
        }
    }

    /// What a mailer in memory has been given, the oldest first.
    pub fn kept(&self) -> Vec<Mail> {
        match self {
            Self::Memory(sent) => sent.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Self::Smtp(..) | Self::File(..) => Vec::new(),
        }
    }
}

impl Sender {
    fn message(&self, mail: &Mail) -> Result<Message, Failure> {
        let to = mail.to.parse().map_err(|_| Failure::Never("address"))?;
        let from = self.address.parse().map_err(|_| Failure::Later("sender_address"))?;
        let name = Some(self.name.clone()).filter(|name| !name.is_empty());
        Message::builder()
            .from(Mailbox::new(name, from))
            .to(Mailbox::new(None, to))
            .subject(mail.subject.clone())
            .date(mail.at.into())
            .message_id(Some(format!("<{}@{}>", mail.id, self.domain)))
            // Machines that answer mail (holiday notices) leave this one alone (RFC 3834, 5).
            .raw_header(lettre::message::header::HeaderValue::new(
                lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())
            .map_err(|_| Failure::Never("unwritable"))
    }
}

/// Writes a file whole: a reader never sees a part of it.
pub(crate) async fn write(folder: PathBuf, file: PathBuf, bytes: Vec<u8>) -> Result<(), Failure> {
    let part = file.with_extension("part");
    let done = async {
        tokio::fs::create_dir_all(&folder).await?;
        tokio::fs::write(&part, bytes).await?;
        tokio::fs::rename(&part, &file).await
    };
    done.await.map_err(|_| Failure::Unreached("folder"))
}
