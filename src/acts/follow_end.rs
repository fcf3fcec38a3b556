//! What follows from the end of a place, whatever ended it, and from its return.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ParticipationId, StaffId};
use entity::participation;
use entity::state::{MessageKind, ParticipationStatus, TaskKind};

use super::open_ends::close_ends_task;
use super::record_attendance::second_misses_of;
use crate::access::Act;
use crate::enrolment::Ended;
use crate::error::Result;
use crate::message::Waiting;
use crate::notify::{self, Audience, News, People, Person, Told};
use crate::people::client;
use crate::task::{self, NewTask};
use crate::{attendance, message, referral};

/// When the talk at the end is due.
const TALK_DUE: TimeDelta = TimeDelta::days(7);

/// Who hears that a place has ended. Of a death nobody does: people tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndHeardBy {
    /// The client by a message, and the colleagues; whoever helps the client talks about it.
    Client,
    /// Those who lead the group and who was to come along; whoever helps the client talks about it.
    Colleagues,
    /// The same colleagues alone: the client has never heard of the place.
    OnlyColleagues,
    /// Whoever helps the client, to talk about it: the group is over, and its places end on one list.
    Helper,
    /// Nobody.
    Nobody,
}

/// What was said ahead of sessions after the end falls away, nobody comes along any more, and nobody is asked for the end,
/// to call because of misses, or about somebody else there whom the client must not meet. Whoever counted on the place
/// hears that it has ended.
pub async fn follow_end(act: Act<'_>, ended: &Ended, to: EndHeardBy) -> Result<Told> {
    let place = &ended.place;
    attendance::drop_marks_after(act, place).await?;
    task::done_by_start(act, &second_misses_of(place.id)).await?;
    client::close_pair_tasks(act, place.client_id, place.group_id).await?;
    close_ends_task(act, place.group_id).await?;
    let companion = match place.referral_id {
        Some(referral) => referral::let_companion_go(act, referral).await?,
        None => None,
    };
    if place.status == ParticipationStatus::Deceased {
        return Ok(Told::default());
    }
    if matches!(to, EndHeardBy::Client | EndHeardBy::Colleagues | EndHeardBy::Helper) {
        ask_to_talk(act, place).await?;
    }
    tell_end(act, place, companion, to).await
}

/// The same for every place of a group that had not begun when the group was over.
pub async fn follow_ends(act: Act<'_>, ended: &[Ended], to: EndHeardBy) -> Result<Told> {
    let mut told = Told::default();
    for one in ended {
        told += follow_end(act, one, to).await?;
    }
    Ok(told)
}

/// The same for what a referral gave up, where that was a place.
pub async fn follow_release(act: Act<'_>, ended: Option<Ended>, to: EndHeardBy) -> Result<Told> {
    match ended {
        Some(ended) => follow_end(act, &ended, to).await,
        None => Ok(Told::default()),
    }
}

async fn tell_end(
    act: Act<'_>,
    place: &participation::Model,
    companion: Option<StaffId>,
    to: EndHeardBy,
) -> Result<Told> {
    if matches!(to, EndHeardBy::Helper | EndHeardBy::Nobody) {
        return Ok(Told::default());
    }
    let mut hear = vec![Audience::Leaders(place.group_id)];
    // Nobody came along any more with who had begun.
    hear.extend(companion.filter(|_| place.started_on.is_none()).map(Audience::Staff));
    if to == EndHeardBy::Client {
        hear.push(Audience::Client(place.client_id));
    }
    notify::tell(act, &hear, News::PlaceEnded { place: place.id }).await
}

/// Asks whoever helps the client to talk about the end, but for one who has ended a place that never began: that is its
/// talk already.
async fn ask_to_talk(act: Act<'_>, ended: &participation::Model) -> Result<()> {
    let Some(helper) = task::helper(act, Some(ended.group_id), ended.client_id).await? else { return Ok(()) };
    if ended.started_on.is_none() && act.who.staff() == Some(helper) && ended.status == ParticipationStatus::NoStart {
        return Ok(());
    }
    let new = NewTask {
        key: talk_key(ended.id),
        client: Some(ended.client_id),
        group: Some(ended.group_id),
        session: None,
        referral: ended.referral_id,
        note: ended.end_note.clone(),
    };
    // Of a place that was given back and ends again it is asked again.
    task::ask_again(act, TaskKind::EndTalk, helper, act.now + TALK_DUE, new).await
}

/// Names the task to talk with somebody whose place has ended.
fn talk_key(place: ParticipationId) -> String {
    format!("end_talk:{place}")
}

/// A place that stands again.
#[derive(Clone, Copy, Debug)]
pub struct PlaceReturn<'a> {
    pub place: &'a participation::Model,
    /// When it had ended.
    pub ended_at: DateTime<Utc>,
    /// Whether its client hears of the return by other news.
    pub is_told_else: bool,
}

/// What fell away with the end of a place comes back with it. Nobody is told any more that it has ended, or asked to talk
/// about it; who has heard of the end hears that the place stands.
pub async fn follow_return(act: Act<'_>, back: PlaceReturn<'_>) -> Result<Told> {
    let PlaceReturn { place, ended_at, is_told_else } = back;
    attendance::give_back_with_place(act, place, ended_at).await?;
    task::open_again_by_start(act, &second_misses_of(place.id), ended_at).await?;
    message::withdraw(act, Waiting::EndOfPlace(place.id)).await?;
    task::done_by_key(act, &talk_key(place.id)).await?;
    let told = message::told_in_act(act.tx, place.group_id, MessageKind::PlaceEnded, ended_at).await?;
    let heard = told.into_iter().filter_map(|row| match (row.client_id, row.staff_id) {
        (Some(client), _) => (client == place.client_id && !is_told_else).then_some(Person::Client(client)),
        (None, staff) => staff.map(Person::Staff),
    });
    let heard: People = heard.collect();
    notify::tell_people(act, &heard, News::PlaceStands { place: place.id }).await
}
