//! When a staff member works, and who stands in whenever that person is away.

use chrono::NaiveTime;
use entity::id::StaffId;
use entity::list::WorkDays;
use entity::staff;
use entity::state::WorkDay;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::absences::check_deputy;
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::error::{Code, Fault, OrNotFound, Result};
use crate::web::form::Form;

/// When somebody works, and who stands in.
#[derive(Clone, Debug)]
pub struct WorkInput {
    pub deputy_id: Option<StaffId>,
    pub days: Vec<WorkDay>,
    pub from: Option<NaiveTime>,
    pub until: Option<NaiveTime>,
}

/// Reads when somebody works.
pub fn read_work(form: &Form) -> Result<WorkInput> {
    let mut reader = form.reader();
    let deputy_id = reader.id_or_none("deputy_id");
    let days = reader.choices("work_days", WorkDay::from_code);
    let from = reader.time_or_none("work_from");
    let until = reader.time_or_none("work_until");
    let until = reader.checked(until, |until| {
        let is_before = from.ok().flatten().zip(*until).is_some_and(|(from, until)| until <= from);
        is_before.then(|| Fault::of("work_until", Code::WorkHours))
    });
    reader.done(|| Ok(WorkInput { deputy_id: deputy_id?, days: days?, from: from?, until: until? }))
}

/// The form of when somebody works.
pub fn work_form(row: &staff::Model) -> Form {
    let time = |time: NaiveTime| time.format("%H:%M").to_string();
    let form = Form::default()
        .set_some("deputy_id", row.deputy_id)
        .set_some("work_from", row.work_from.map(time))
        .set_some("work_until", row.work_until.map(time));
    let days = row.work_days.iter().flat_map(|days| &days.0);
    days.fold(form, |form, day| form.set("work_days", day))
}

/// Writes when somebody works, and who stands in.
pub async fn set_work(act: Act<'_>, id: StaffId, input: WorkInput) -> Result<()> {
    check_deputy(act, id, input.deputy_id).await?;
    let row = staff::Entity::find_by_id(id).one(act.tx).await.or_not_found()?;
    let days = Some(WorkDays(input.days)).filter(|days| !days.0.is_empty());
    let change = staff::ActiveModel {
        id: Set(row.id),
        deputy_id: Set(input.deputy_id),
        work_days: Set(days),
        work_from: Set(input.from),
        work_until: Set(input.until),
        ..Default::default()
    };
    change.update(act.tx).await?;
    audit::changed(act, LoggedChange::of("staff.work", "staff", id)).await
}
