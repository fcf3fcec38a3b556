//! `absence`: a time in which a staff member is away from work.

use sea_orm::entity::prelude::*;

use crate::id::{AbsenceId, StaffId};
use crate::state::AbsenceKind;

/// A time in which a staff member is away from work.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "absence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AbsenceId,
    pub staff_id: StaffId,
    pub kind: AbsenceKind,
    pub from_at: DateTimeUtc,
    /// Until when; nobody knows yet, where it is not told.
    pub until_at: Option<DateTimeUtc>,
    /// Who stands in meanwhile.
    pub deputy_id: Option<StaffId>,
    /// When the person's tasks went over to others.
    pub begun_at: Option<DateTimeUtc>,
    /// When what was still undone came back.
    pub ended_at: Option<DateTimeUtc>,
    /// Who told of it; the program, where it is nobody.
    pub created_by: Option<StaffId>,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "staff_id", to = "id")]
    pub staff: BelongsTo<super::staff::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
