//! What news of somebody's roles says.

use entity::id::{AbsenceId, StaffId};
use entity::state::Role;
use entity::{staff, staff_role, unit};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Composed, Composition, Link, News};
use crate::error::{OrNotFound, Result};
use crate::text::{t, when};
use crate::{local_time, people, task};

impl Composition<'_> {
    /// A role that waited works now, or doesn't come into use.
    pub(super) async fn role_settled(&self, id: StaffId, role: Role, is_confirmed: bool) -> Result<Option<Composed>> {
        let name = staff::Entity::find_by_id(id).one(self.tx).await.or_not_found()?.name;
        let text = if is_confirmed { "role-settled-confirmed" } else { "role-settled-refused" };
        let args = vec![("name", name.into()), ("role", self.role(role).into())];
        Ok(Some(self.says(text, args, Link::Path("/account".to_owned()))))
    }

    /// What somebody may do from now on, and where.
    pub(super) async fn roles_changed(&self, id: StaffId) -> Result<Option<Composed>> {
        let person = staff::Entity::find_by_id(id).one(self.tx).await.or_not_found()?;
        let unit = unit::Entity::find_by_id(person.unit_id).one(self.tx).await.or_not_found()?.name;
        let held = staff_role::Entity::find().filter(staff_role::COLUMN.staff_id.eq(id));
        let held = held.order_by_asc(staff_role::Column::Role).all(self.tx).await?;
        let roles: Vec<String> = held.into_iter().map(|row| self.role(row.role)).collect();
        let roles = if roles.is_empty() { "–".to_owned() } else { roles.join(", ") };
        let args = vec![("name", person.name.into()), ("roles", roles.into()), ("unit", unit.into())];
        Ok(Some(self.says("roles-changed", args, Link::Path("/account".to_owned()))))
    }

    /// To a person that somebody else has told of being away, and who stands in; or to who does.
    pub(super) async fn absence_told(&self, id: AbsenceId) -> Result<Option<Composed>> {
        if matches!(self.news, News::DeputyNamed { .. }) {
            return self.deputy_named(id).await;
        }
        let row = people::one_absence(self.tx, id).await?;
        let day = |at| when::full_day(self.language, local_time::day(self.zone, at));
        let args = vec![
            ("from", day(row.from_at).into()),
            ("until", row.last().map(day).unwrap_or_default().into()),
            ("deputy", row.deputy.unwrap_or_else(|| "–".to_owned()).into()),
        ];
        Ok(Some(self.says("absence-told-of-you", args, Link::Path("/absences".to_owned()))))
    }

    /// To who stands in, with how much that is now; nothing when it is over, or somebody else stands in.
    async fn deputy_named(&self, id: AbsenceId) -> Result<Option<Composed>> {
        let row = people::one_absence(self.tx, id).await?;
        if row.deputy_id != self.to.staff() || !row.goes_on(self.now) {
            return Ok(None);
        }
        let day = |at| when::full_day(self.language, local_time::day(self.zone, at));
        let args = vec![
            ("from", day(row.from_at).into()),
            ("until", row.last().map_or_else(|| "–".to_owned(), day).into()),
            ("n", task::count_of(self.tx, row.staff_id).await?.into()),
            ("name", row.name.into()),
        ];
        Ok(Some(self.says("absence-deputy", args, Link::Path("/".to_owned()))))
    }

    fn role(&self, role: Role) -> String {
        t(self.language, &format!("role-{role}"))
    }
}
