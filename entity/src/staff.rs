//! `staff`: a person who works with groups and may sign in.

use sea_orm::entity::prelude::*;

use crate::id::{StaffId, UnitId};
use crate::list::WorkDays;
use crate::state::Language;

/// A person who works with groups and may sign in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StaffId,
    pub unit_id: UnitId,
    pub given_name: String,
    pub name: String,
    pub name_sort: String,
    pub email: String,
    #[sea_orm(unique)]
    pub email_key: String,
    pub phone: Option<String>,
    pub language: Language,
    pub password_hash: Option<String>,
    /// Since when the person has a password that somebody else knows too; it is changed before anything else opens.
    pub password_given_at: Option<DateTimeUtc>,
    pub active: bool,
    pub address_protection: bool,
    /// Since when the weekly message about free places is not wanted.
    pub weekly_off_at: Option<DateTimeUtc>,
    /// Who stands in when the person is away and nobody else is named for that time.
    pub deputy_id: Option<StaffId>,
    /// The days of the week on which the person works; any, where none are told.
    pub work_days: Option<WorkDays>,
    /// From when until when on such a day; at any hour, where it is not told.
    pub work_from: Option<Time>,
    pub work_until: Option<Time>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
