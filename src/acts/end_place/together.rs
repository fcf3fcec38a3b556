//! The ends of a group's open places, given on one list.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use entity::id::{ClientId, GroupId, ParticipationId};
use entity::state::ParticipationStatus;

use super::together_views::{self as views, OpenPlaces, field};
use super::within_reach::read_end;
use super::{PlaceEnded, end_place, give_up_place, paths};
use crate::access::once::Once;
use crate::access::rights::{Action, Resource};
use crate::access::{Act, Viewer, lock_group, reach_place, scope};
use crate::acts::follow_end::EndHeardBy;
use crate::app::App;
use crate::enrolment::{self, Participant, PlaceEnd};
use crate::error::{Error, Faults, Result};
use crate::notify::Told;
use crate::web::done::Done;
use crate::web::form::Form;
use crate::web::page::Page;
use crate::{attendance, audit, referral};

/// An end that was chosen for one of the places.
#[derive(Clone, Debug)]
struct ChosenEnd {
    place: ParticipationId,
    /// None where its client was confirmed and never came.
    end: Option<PlaceEnd>,
}

/// What came of a list of ends.
#[derive(Clone, Copy, Debug, Default)]
struct PlacesEnded {
    /// Whether a choice did not fit its place any more.
    is_any_left_out: bool,
    told: Told,
}

/// Ends places of a group, each as it was chosen; an end that doesn't fit its place is left out, with all that it began.
async fn end_places(act: Act<'_>, by: &Viewer, group: GroupId, ends: Vec<ChosenEnd>) -> Result<PlacesEnded> {
    lock_group(act, group).await?;
    let mut all = PlacesEnded::default();
    for chosen in ends {
        match act.apart(async |act| end_one(act, by, chosen).await).await {
            Ok(PlaceEnded { told, .. }) => all.told += told,
            Err(Error::Conflict(_) | Error::Invalid(_) | Error::NotFound) => all.is_any_left_out = true,
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

async fn end_one(act: Act<'_>, by: &Viewer, chosen: ChosenEnd) -> Result<PlaceEnded> {
    let place = reach_place(act, by, chosen.place).await?;
    match chosen.end {
        Some(end) => end_place(act, &place, end, EndHeardBy::Helper).await,
        None => give_up_place(act, &place, EndHeardBy::Helper).await,
    }
}

/// Reads the ends that were chosen; a place without a choice stays open.
fn read(form: &Form, places: &[Participant], today: NaiveDate) -> Result<Vec<ChosenEnd>> {
    let mut faults = Faults::new();
    let mut ends = Vec::new();
    for place in places {
        let typed = |part: &str| form.value(&field(part, place.id));
        let reason = typed("reason");
        if reason.is_empty() {
            continue;
        }
        if reason == ParticipationStatus::NoStart.code() {
            ends.push(ChosenEnd { place: place.id, end: None });
            continue;
        }
        let own = ["reason", "on", "attrition", "note"];
        let own = own.iter().fold(Form::default(), |form, part| form.set(part, typed(part)));
        match read_end(&own, today) {
            Ok(typed) => ends.push(ChosenEnd { place: place.id, end: Some(typed.end) }),
            Err(Error::Invalid(wrong)) => faults.extend(wrong.into_iter().map(|mut fault| {
                fault.field = field(&fault.field, place.id).into();
                fault
            })),
            Err(error) => return Err(error),
        }
    }
    if faults.is_empty() { Ok(ends) } else { Err(Error::Invalid(faults)) }
}

async fn open_places(act: Act<'_>, by: &Viewer, id: GroupId) -> Result<OpenPlaces> {
    let group = referral::group_led(act.tx, by, id, Resource::Participation, Action::Write).await?;
    let reached = scope::participations(by, Resource::Participation, Action::Write);
    let mut places = enrolment::participants(act.tx, by, id, reached).await?;
    places.retain(|place| place.status.is_open());
    let ids: Vec<ParticipationId> = places.iter().map(|place| place.id).collect();
    Ok(OpenPlaces { group, marks: attendance::marks_of(act.tx, &ids).await?, places })
}

/// The list.
pub async fn show(at: paths::Ends, page: Page, by: Viewer, State(app): State<App>) -> Result<Response> {
    draw(&app, &page, &by, at.id, &Form::default()).await
}

async fn draw(app: &App, page: &Page, by: &Viewer, id: GroupId, form: &Form) -> Result<Response> {
    let open = app
        .act(by, async |act| {
            let open = open_places(act, by, id).await?;
            let clients: Vec<ClientId> = open.places.iter().map(|place| place.client_id).collect();
            audit::seen_all(act, &clients, "participants").await?;
            Ok(open)
        })
        .await?;
    let (title, content) = (page.t("participation-ends"), views::list(page, by, &open, form));
    let title = format!("{} – {title}", open.group.name);
    Ok(page.show_form(form, &title, &content))
}

/// Saves what was chosen.
pub async fn save(
    at: paths::Ends,
    page: Page,
    by: Viewer,
    State(app): State<App>,
    once: Once,
    form: Form,
) -> Result<Response> {
    let saved = app.act_once(&by, &once, async |act| {
        let open = open_places(act, &by, at.id).await?;
        let ends = read(&form, &open.places, page.today())?;
        let saved = end_places(act, &by, at.id, ends).await?;
        let key = if saved.is_any_left_out { "participation-ends-left-out" } else { "participation-ends-saved" };
        Ok(saved.told.on_if_any(Done::at(paths::Ends { id: at.id }).saying(key)))
    });
    let saved = saved.await.map(|done| done.wake(&app));
    form.or_again(saved, async |form| draw(&app, &page, &by, at.id, &form).await).await
}
