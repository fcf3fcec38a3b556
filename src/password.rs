//! Passwords: Argon2id, off the request's thread, and never more at once than the memory allows.

use std::sync::Arc;

use anyhow::Context;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, PasswordHash, Version};
use tokio::sync::Semaphore;

use crate::error::Result;

/// Hashes checked at the same time; each takes its whole memory.
const AT_ONCE: usize = 4;

/// Makes and checks password hashes.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    room: Arc<Semaphore>,
}

impl Passwords {
    /// Argon2id with 19 MiB and two passes (OWASP's minimum).
    pub fn strong() -> Self {
        Self::with(Params::default())
    }

    /// The least that Argon2id allows: for tests, whose passwords guard nothing.
    pub fn cheap() -> Self {
        Self::with(Params::new(8, 1, 1, None).expect("the least parameters are valid"))
    }

    fn with(params: Params) -> Self {
        Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            room: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The hash of a new password, in PHC form.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        self.work(move || {
            let hash = argon.hash_password(password.as_bytes()).map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password is the one that was hashed; without a hash it takes as long and says no.
    pub async fn check(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let Some(hash) = hash.map(str::to_owned) else {
            self.hash(password).await?;
            return Ok(false);
        };
        let (argon, password) = (self.argon.clone(), password.to_owned());
        self.work(move || {
            let hash = PasswordHash::new(&hash).map_err(|error| anyhow::anyhow!("stored hash: {error}"))?;
            Ok(argon.verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let _place = self.room.acquire().await.context("the semaphore is never closed")?;
        tokio::task::spawn_blocking(work).await.context("hash a password")?
    }
}
