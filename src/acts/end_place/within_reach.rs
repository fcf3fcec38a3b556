//! How a person ends a place, as far as that person reaches.

use chrono::NaiveDate;
use entity::id::ParticipationId;
use entity::state::Attrition;

use super::end::{PlaceEnded, end_place};
use crate::access::{Act, Viewer, reach_place};
use crate::acts::follow_end::EndHeardBy;
use crate::enrolment::{PlaceEnd, end_reason};
use crate::error::{Code, Fault, Result};
use crate::web::form::{Form, TEXT};

/// An end as it was typed, and who hears of it.
pub(super) struct TypedEnd {
    pub end: PlaceEnd,
    pub to: EndHeardBy,
}

/// Reads how a participation ends, today at the latest: an end ahead would count as one that has been.
pub(super) fn read_end(form: &Form, today: NaiveDate) -> Result<TypedEnd> {
    let mut reader = form.reader();
    let reason = reader.choice("reason", end_reason);
    let on = reader.date("on");
    let on = reader.checked(on, |on| (*on > today).then(|| Fault::of("on", Code::ParticipationEndAhead)));
    let attrition = reader.choice_or_none("attrition", Attrition::from_code);
    let note = reader.text_or_none("note", TEXT);
    let to = if form.ticked("tell_client") { EndHeardBy::Client } else { EndHeardBy::Colleagues };
    let end = reader.done(|| Ok(PlaceEnd { reason: reason?, on: on?, attrition: attrition?, note: note? }))?;
    Ok(TypedEnd { end, to })
}

/// Ends a participation within the viewer's reach.
pub(super) async fn ended(
    act: Act<'_>,
    by: &Viewer,
    id: ParticipationId,
    TypedEnd { end, to }: TypedEnd,
) -> Result<PlaceEnded> {
    let place = reach_place(act, by, id).await?;
    end_place(act, &place, end, to).await
}
