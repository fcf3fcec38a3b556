//! How a person ends a place, as far as that person reaches.

use chrono::NaiveDate;
use entity::id::ParticipationId;
use entity::state::{Attrition, ParticipationStatus};

use super::end::{PlaceEnded, end_place};
use crate::access::{Act, Viewer, reach_place};
use crate::enrolment::{End, end_reason};
use crate::error::{Code, Fault, Result};
use crate::web::form::{Form, TEXT};

/// Reads how a participation ends, today at the latest: an end ahead would count as one that has been.
pub(super) fn read_end(form: &Form, today: NaiveDate) -> Result<End> {
    let mut reader = form.reader();
    let reason = reader.choice("reason", end_reason);
    let end = End {
        reason: reason.unwrap_or(ParticipationStatus::Completed),
        on: reader.date("on"),
        attrition: reader.choice_or_none("attrition", Attrition::from_code),
        note: reader.text_or_none("note", TEXT),
    };
    if end.on > today {
        reader.fault(Fault::of("on", Code::ParticipationEndAhead));
    }
    reader.done(end)
}

/// Ends a participation within the viewer's reach.
pub(super) async fn ended(act: Act<'_>, by: &Viewer, id: ParticipationId, end: End) -> Result<PlaceEnded> {
    let place = reach_place(act, by, id).await?;
    end_place(act, &place, end).await
}
