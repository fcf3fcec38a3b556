//! Connections to one SMTP server.
//!
//! Lettre's own pool writes a message in two parts without `TCP_NODELAY`, so that each mail waits for a delayed
//! acknowledgement (40 ms); a connection over a stream of ours doesn't.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use lettre::message::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::failure::Failure;
use crate::config::MailSettings;

/// The longest that a server may take over one mail.
const PATIENCE: Duration = Duration::from_secs(30);
/// After so long without a mail a server may have hung up, and is asked first.
const FRESH: Duration = Duration::from_secs(5);
/// The longest that a goodbye is waited for.
const GOODBYE: Duration = Duration::from_secs(1);

/// A server, and the connections to it that are free.
#[derive(Clone)]
pub struct Smtp {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    free: Arc<Mutex<Vec<Free>>>,
}

struct Free {
    connection: AsyncSmtpConnection,
    since: Instant,
}

#[derive(Clone)]
enum Security {
    None,
    /// STARTTLS, without which nothing is sent (RFC 3207).
    Upgraded(TlsParameters),
    /// TLS from the first byte (RFC 8314, 3.3).
    Implicit(TlsParameters),
}

impl fmt::Debug for Smtp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Smtp").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl Smtp {
    /// The server of the settings; nothing is sent yet.
    pub fn new(mail: &MailSettings) -> anyhow::Result<Self> {
        let mut parameters = TlsParameters::builder(mail.host.clone());
        if !mail.ca_file.is_empty() {
            let pem = std::fs::read(&mail.ca_file).with_context(|| format!("read mail.ca_file {}", mail.ca_file))?;
            parameters = parameters.add_root_certificate(Certificate::from_pem(&pem).context("mail.ca_file is PEM")?);
        }
        let security = match mail.security.as_str() {
            "none" => Security::None,
            "tls" => Security::Implicit(parameters.build().context("set TLS up")?),
            _ => Security::Upgraded(parameters.build().context("set STARTTLS up")?),
        };
        let has_user = !mail.username.is_empty();
        Ok(Self {
            host: mail.host.clone(),
            port: mail.port,
            security,
            credentials: has_user.then(|| Credentials::new(mail.username.clone(), mail.password.clone())),
            free: Arc::default(),
        })
    }

    /// Hands one mail over, on a connection that is free or on a new one.
    pub async fn send(&self, mail: &Message) -> Result<(), Failure> {
        match tokio::time::timeout(PATIENCE, self.hand_over(mail)).await {
            Ok(sent) => sent,
            Err(_) => Err(Failure::Unreached("timeout")),
        }
    }

    /// Says goodbye on the connections that are free.
    pub async fn hang_up(&self) {
        while let Some(mut free) = self.take_free() {
            // A server that doesn't answer is left without one.
            let _silent = tokio::time::timeout(GOODBYE, free.connection.quit()).await;
        }
    }

    /// A connection on which a mail failed is not used again.
    async fn hand_over(&self, mail: &Message) -> Result<(), Failure> {
        let mut connection = self.connection().await?;
        connection.send(mail.envelope(), &mail.formatted()).await.map_err(|error| class(&error))?;
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(Free { connection, since: Instant::now() });
        Ok(())
    }

    fn take_free(&self) -> Option<Free> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    async fn connection(&self) -> Result<AsyncSmtpConnection, Failure> {
        while let Some(mut free) = self.take_free() {
            if free.since.elapsed() < FRESH || free.connection.test_connected().await {
                return Ok(free.connection);
            }
        }
        let mut connection = self.connect().await?;
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await.map_err(|error| class(&error))?;
        }
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let hello = ClientId::default();
        if let Security::Implicit(tls) = &self.security {
            let to = (self.host.as_str(), self.port);
            let connected = AsyncSmtpConnection::connect_tokio1(to, None, &hello, Some(tls.clone()), None).await;
            return connected.map_err(|error| class(&error));
        }
        let unreachable = |_| Failure::Unreached("connection");
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await.map_err(unreachable)?;
        stream.set_nodelay(true).map_err(unreachable)?;
        let connected = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await;
        let mut connection = connected.map_err(|error| class(&error))?;
        if let Security::Upgraded(tls) = &self.security {
            connection.starttls(tls.clone(), &hello).await.map_err(|error| class(&error))?;
        }
        Ok(connection)
    }
}

/// A refusal of the sign-in (53x) is the installation's fault and no fault of the mail.
fn class(error: &Error) -> Failure {
    let code = error.status().map(|code| code.to_string());
    match code.as_deref() {
        Some(code) if code.starts_with("53") => Failure::Unreached("sign_in"),
        _ if error.is_permanent() => Failure::Never("refused"),
        _ if error.is_transient() => Failure::Later("refused_for_now"),
        _ if error.is_timeout() => Failure::Unreached("timeout"),
        _ if error.is_tls() => Failure::Unreached("tls"),
        _ => Failure::Unreached("connection"),
    }
}
