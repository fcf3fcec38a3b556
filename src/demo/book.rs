//! What the demo writes into: rows of every table, gathered and then inserted in the order of their keys.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use entity::{
    absence, access_log, application, approval, attendance, attendance_correction, break_period, channel_code, client,
    goal, goal_assessment, group, group_leader, incident, interpreting, message, offer, pair_rule, participation,
    pending_change, rating, rating_answer, rating_request, referral, referral_note, season, session, setting, staff,
    staff_role, task, template, unit, venue, waiting, waiting_role, walk_in,
};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel, Iterable};
use uuid::Uuid;

use crate::error::Result;
use crate::random;

/// SQLite takes no more parameters in one statement than 32,766.
const PARAMETERS: usize = 32_000;
const ROWS: usize = 1000;

macro_rules! rows {
    ($($table:ident),+ $(,)?) => {
        /// Rows that wait for their insert, in an order that every foreign key allows.
        #[derive(Default)]
        pub struct Rows {
            $(#[doc = concat!("Rows of `", stringify!($table), "`.")] pub $table: Vec<$table::Model>,)+
        }

        impl Rows {
            /// Inserts every row and leaves nothing behind.
            pub async fn insert(&mut self, tx: &DatabaseTransaction) -> Result<()> {
                $(put::<$table::Entity>(tx, std::mem::take(&mut self.$table)).await?;)+
                Ok(())
            }
        }
    };
}

rows! {
    unit, staff, staff_role, waiting_role, absence, season, break_period, template, venue, client, pair_rule, group, group_leader, approval,
    pending_change, session, interpreting, channel_code, referral, referral_note, application, participation, waiting, offer, attendance, attendance_correction,
    walk_in, incident, rating_request, rating, rating_answer, goal, goal_assessment, task, message, access_log, setting,
}

async fn put<E: EntityTrait>(tx: &DatabaseTransaction, rows: Vec<E::Model>) -> Result<()>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let at_once = (PARAMETERS / E::Column::iter().count()).min(ROWS);
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    loop {
        let chunk: Vec<E::ActiveModel> = rows.by_ref().take(at_once).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        E::insert_many(chunk).exec_without_returning(tx).await?;
    }
}

/// The rows of one programme, and the seeded chance that its details are drawn from.
pub struct Book {
    pub rows: Rows,
    /// Chance that comes out the same for the same seed.
    pub rng: ChaCha8Rng,
    /// The moment in the ids, so that the rows of one programme lie together in every index.
    made_at: DateTime<Utc>,
    /// The return codes that are given out: no two forms have the same.
    codes: HashSet<String>,
}

impl Book {
    /// An empty book.
    pub fn new(seed: u64, made_at: DateTime<Utc>) -> Self {
        Self { rows: Rows::default(), rng: ChaCha8Rng::seed_from_u64(seed), made_at, codes: HashSet::new() }
    }

    /// The empty book of the next programme in the same database.
    pub fn next(self, seed: u64, made_at: DateTime<Utc>) -> Self {
        Self { codes: self.codes, ..Self::new(seed, made_at) }
    }

    /// A new return code of a printed form.
    pub fn code(&mut self) -> String {
        loop {
            let code = random::code();
            if self.codes.insert(code.clone()) {
                return code;
            }
        }
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        random::id(self.made_at)
    }

    /// The items, each as often as it says, in an order of chance.
    pub fn shuffled<T: Copy>(&mut self, counts: impl IntoIterator<Item = (T, usize)>) -> Vec<T> {
        let mut deck: Vec<T> = counts.into_iter().flat_map(|(item, count)| std::iter::repeat_n(item, count)).collect();
        deck.shuffle(&mut self.rng);
        deck
    }
}
