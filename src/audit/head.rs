//! The head of the chain of seals: who keeps it elsewhere sees when the end was cut off.

use std::fmt::{self, Display};
use std::str::FromStr;

use anyhow::Context;
use entity::log_seal;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::error::Result;

/// The number and the hash of a seal, written as `12-3f9c…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealHead {
    pub number: i64,
    pub hash: String,
}

impl Display for SealHead {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}-{}", self.number, self.hash)
    }
}

impl FromStr for SealHead {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (number, hash) = text.trim().split_once('-').context("a head is a number, a dash and a hash")?;
        Ok(Self { number: number.parse().context("a head begins with a number")?, hash: hash.to_owned() })
    }
}

impl From<&log_seal::Model> for SealHead {
    fn from(seal: &log_seal::Model) -> Self {
        Self { number: seal.number, hash: seal.hash.clone() }
    }
}

/// Whether the chain holds a seal that was its head once.
pub async fn stands(db: &impl ConnectionTrait, head: &SealHead) -> Result<bool> {
    let seal = log_seal::Entity::find_by_id(head.number).one(db).await?;
    Ok(seal.is_some_and(|seal| seal.hash == head.hash))
}
