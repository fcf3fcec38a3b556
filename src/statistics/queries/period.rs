//! The facts of a period, in a fixed number of queries.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::client;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, StreamTrait};
use uuid::Uuid;

use super::guests::guests;
use super::outcome;
use super::places::participations;
use super::programme::{groups, sessions};
use super::referrals::referrals;
use super::tallies::{months, tallies};
use crate::error::Result;
use crate::local_time::midnight;
use crate::statistics::facts::Facts;
use crate::statistics::unrecorded;

/// The facts of whole months.
pub async fn facts(
    db: &(impl ConnectionTrait + StreamTrait),
    period: RangeInclusive<NaiveDate>,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<Facts> {
    let span = midnight(zone, *period.start())..midnight(zone, *period.end() + TimeDelta::days(1));
    let sessions = sessions(db, &span, zone).await?;
    let participations = participations(db, &span, zone).await?;
    let mut tallies = tallies(db, &months(&period, zone), &span, &participations).await?;
    let in_period = sessions.iter().filter(|session| period.contains(&session.on));
    unrecorded::add(&mut tallies, &participations, in_period, now);
    Ok(Facts {
        now,
        zone,
        groups: groups(db, zone).await?,
        sessions,
        participations: participations.into_iter().map(|row| row.fact).collect(),
        tallies,
        guests: guests(db, &span, zone).await?,
        referrals: referrals(db, &span, zone).await?,
        ratings: outcome::ratings(db, &span, zone).await?,
        baselines: outcome::baselines(db, &period).await?,
        protected: protected(db).await?,
        index: OnceLock::new(),
        period,
    })
}

/// The clients with address protection.
async fn protected(db: &impl ConnectionTrait) -> Result<HashSet<Uuid>> {
    let find = client::Entity::find()
        .select_only()
        .column(client::Column::Id)
        .filter(client::COLUMN.address_protection.eq(true));
    Ok(find.into_tuple::<Uuid>().all(db).await?.into_iter().collect())
}
