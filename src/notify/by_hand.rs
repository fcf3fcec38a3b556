//! What a person does in place of a message: a letter or a call, asked of whoever helps the client.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, MessageId, StaffId};
use entity::message as row;
use entity::state::{MessageChannel, MessageKind, MessageStatus, TaskKind, ToldBy};

use super::audience::{Audience, Person, people};
use super::compose::{Composed, Composition, TellsOffer, compose};
use super::difference::SOON;
use super::kinds::{comes_in_vain, is_of_sessions};
use super::last_told;
use super::news::News;
use super::way::{POST_TAKES, Way, has_phone, is_called_by_anybody, is_protected, needs_care};
use crate::access::{Act, lock_group_of_messages};
use crate::app::App;
use crate::audit::{self, LoggedChange};
use crate::enrolment;
use crate::error::{OrNotFound, Result};
use crate::message::{self, HandOver, Waiting, WordsOfNow, quiet};
use crate::one_by_one::OneByOne;
use crate::task;

/// How long whoever is asked has, where the news itself doesn't say.
const DUE: TimeDelta = TimeDelta::days(1);
/// How long before the news is of no use a call is due.
const AHEAD: TimeDelta = TimeDelta::hours(2);

/// A letter or a call that says what is composed.
pub fn hand_over(way: &Way, composed: &Composed, error: Option<&'static str>) -> HandOver {
    HandOver {
        kind: composed.kind,
        channel: way.channel,
        language: way.language,
        words: composed.words(way.language, way.channel, ""),
        error,
    }
}

/// Asks whoever helps the client, the key worker first, to write or to call; what must be heard within a day is told by
/// whoever did it.
pub async fn ask(act: Act<'_>, id: MessageId, to: HandOver) -> Result<()> {
    let Some(row) = message::hand_over(act.tx, id, to).await? else { return Ok(()) };
    let Some(client) = row.client_id else { return ask_to_tell(act, &row).await };
    let whom = match doer(act, &row, client).await? {
        Some(doer) => Some(doer),
        None => helper(act, &row, client).await?,
    };
    ask_of(act, &row, whom).await?;
    ask_leaders_without_number(act, &row, client).await
}

/// Who did what has to be heard within a day, where there is a number that any of those may call who work with clients.
async fn doer(act: Act<'_>, row: &row::Model, client: ClientId) -> Result<Option<StaffId>> {
    let is_soon = row.expires_at.is_some_and(|until| until <= act.now + SOON);
    let is_called = row.channel == MessageChannel::Call && comes_in_vain(row.kind) && row.kind != MessageKind::Offer;
    let Some(doer) = act.who.staff().filter(|_| is_soon && is_called) else { return Ok(None) };
    let may_know = is_called_by_anybody(act.tx, client).await? && task::works_with_clients(act.tx, doer).await?;
    Ok(may_know.then_some(doer))
}

/// Gives the calls to a client who is protected by now to somebody who may know who that is.
pub async fn keep_calls_from_leaders(act: Act<'_>, client: ClientId) -> Result<()> {
    if !is_protected(act.tx, client).await? {
        return Ok(());
    }
    match task::helper(act, None, client).await? {
        Some(helper) => task::give_by_hand(act, client, helper).await,
        None => Ok(()),
    }
}

/// Whoever helps the client; of a protected one, whom no leader knows, the key worker or the supervisor.
pub(super) async fn helper(act: Act<'_>, row: &row::Model, client: ClientId) -> Result<Option<StaffId>> {
    let group = if is_protected(act.tx, client).await? { None } else { row.group_id };
    task::helper(act, group, client).await
}

/// Asks for a call in place of a message that can't reach its client in time. A change of sessions is told by the group's
/// leader, who knows of it; all else, and where only the key worker knows who the client is or which way is safe, by
/// whoever helps the client.
pub async fn call_instead(act: Act<'_>, id: MessageId, to: HandOver) -> Result<()> {
    let Some(mut row) = message::hand_over(act.tx, id, to).await? else { return Ok(()) };
    if row.expires_at.is_some_and(|until| until <= act.now) {
        // Who came in vain is told why, for a day.
        row.expires_at = Some(act.now + DUE);
        message::set_of_use_until(act.tx, id, act.now + DUE).await?;
    }
    let Some(client) = row.client_id else { return ask_to_tell(act, &row).await };
    let leader = match row.group_id {
        Some(group) if is_of_sessions(row.kind) && !needs_care(act.tx, client).await? => {
            task::leader(act, group).await?
        }
        _ => None,
    };
    let whom = if leader.is_some() { leader } else { helper(act, &row, client).await? };
    ask_of(act, &row, whom).await?;
    ask_leaders_without_number(act, &row, client).await
}

/// Who has no number may come in vain: the leaders, who may meet the client otherwise, are asked at once as well.
async fn ask_leaders_without_number(act: Act<'_>, row: &row::Model, client: ClientId) -> Result<()> {
    let is_called = row.channel == MessageChannel::Call && is_told_before_a_session(row.kind);
    let (Some(group), Some(until)) = (row.group_id, row.expires_at) else { return Ok(()) };
    if !is_called || has_phone(act.tx, client).await? || needs_care(act.tx, client).await? {
        return Ok(());
    }
    let leaders = people(act.tx, act.now, &[Audience::Leaders(group)]).await?;
    ask_each(act, row, leaders.into_iter().filter_map(Person::staff), until).await
}

/// Asks whoever is in charge of the group to tell an interpreter, or who keeps a venue.
async fn ask_to_tell(act: Act<'_>, row: &row::Model) -> Result<()> {
    let Some(group) = row.group_id else { return Ok(()) };
    let whom = task::in_charge(act, group).await?;
    ask_of(act, row, whom).await
}

async fn ask_of(act: Act<'_>, row: &row::Model, whom: Option<StaffId>) -> Result<()> {
    let Some(whom) = whom else { return Ok(()) };
    let kind = match row.channel {
        _ if row.client_id.is_none() => TaskKind::TellOutside,
        MessageChannel::Letter => TaskKind::LetterDue,
        _ => TaskKind::CallSession,
    };
    // It was asked for before where it was held since.
    task::ask_again(act, kind, whom, due(act, row), about(row, message::task_key(row.id))).await
}

fn about(row: &row::Model, key: String) -> task::NewTask {
    task::NewTask {
        key,
        client: row.client_id,
        group: row.group_id,
        session: row.session_id,
        referral: row.referral_id,
        note: None,
    }
}

/// When it is to be done: before it is of no use, and never in the past. A letter must have come by then; an offer, whose
/// clock stands still until it is told, doesn't wait for the beginning of its group.
fn due(act: Act<'_>, row: &row::Model) -> DateTime<Utc> {
    let takes = if row.channel == MessageChannel::Letter { POST_TAKES } else { AHEAD };
    let before = row.expires_at.map(|until| (until - takes).max(act.now));
    if row.kind == MessageKind::Offer {
        let next_open = quiet::open_days_after(act.zone, act.now, 1);
        return before.map_or(next_open, |before| before.min(next_open));
    }
    before.unwrap_or_else(|| row.due_at.max(act.now) + DUE)
}

/// Asks the other leaders and the supervisor as well for what nobody has told shortly before it is of no use. Where only
/// the key worker may know who the client is, or which way is safe, the supervisor of the client alone. A job.
pub async fn ask_others_to_call(app: &App, now: DateTime<Utc>) -> Result<()> {
    let mut each = OneByOne::at(app, now);
    for row in message::to_call_until(app.db.read(), now, now + AHEAD, is_told_before_a_session).await? {
        each.run(async |act| ask_others(act, row.id).await).await;
    }
    each.end()
}

const fn is_told_before_a_session(kind: MessageKind) -> bool {
    comes_in_vain(kind) && !matches!(kind, MessageKind::Offer)
}

async fn ask_others(act: Act<'_>, id: MessageId) -> Result<()> {
    let Some(row) = message::one_of(act.tx, id).await? else { return Ok(()) };
    lock_group_of(act, &row).await?;
    let Some(row) = message::one_of(act.tx, id).await?.filter(|row| row.status == MessageStatus::ForHand) else {
        return Ok(());
    };
    let (Some(client), Some(group), Some(until)) = (row.client_id, row.group_id, row.expires_at) else {
        return Ok(());
    };
    let mut whom: BTreeSet<StaffId> = BTreeSet::new();
    if needs_care(act.tx, client).await? {
        whom.extend(task::supervisor_of(act.tx, client).await?);
    } else {
        let leaders = people(act.tx, act.now, &[Audience::Leaders(group)]).await?;
        whom.extend(leaders.into_iter().filter_map(Person::staff));
        whom.extend(task::supervisor(act.tx, group).await?);
    }
    ask_each(act, &row, whom, until).await
}

/// Asks each of these for the same, who is not asked yet.
async fn ask_each(
    act: Act<'_>,
    row: &row::Model,
    whom: impl IntoIterator<Item = StaffId>,
    until: DateTime<Utc>,
) -> Result<()> {
    for staff in whom {
        if task::is_asked(act.tx, staff, &message::task_key(row.id)).await? {
            continue;
        }
        let about = about(row, message::task_key_of(row.id, staff));
        task::ask(act, TaskKind::CallSession, staff, until, about).await?;
    }
    Ok(())
}

/// Has the letters and calls about a group say what stands now, as a message does that is sent now; those that have
/// nothing to say any more fall away.
pub async fn say_anew(act: Act<'_>, group: GroupId) -> Result<()> {
    for row in message::by_hand_of_group(act.tx, group).await? {
        say_one_anew(act, &row).await?;
    }
    Ok(())
}

async fn say_one_anew(act: Act<'_>, row: &row::Model) -> Result<()> {
    let Some(news) = News::of(row) else { return Ok(()) };
    let Some(to) = news.addressee(row) else { return Ok(()) };
    let (language, channel) = (row.language, row.channel);
    let asked = Composition { tx: act.tx, now: act.now, zone: act.zone, to, language, channel, news: &news };
    let Some(composed) = compose(asked).await? else { return message::withdraw(act, Waiting::One(row.id)).await };
    let first = composed.sessions.first().map(|known| known.standing.starts_at);
    let expires_at = if begins_a_place(&news) { first } else { row.expires_at };
    let words = composed.words(language, channel, "");
    let said = WordsOfNow { kind: composed.kind, words, expires_at };
    if said.words.body == row.body && said.words.subject == row.subject && expires_at == row.expires_at {
        return Ok(());
    }
    message::say_anew(act.tx, row.id, &said).await?;
    // Who knew of an earlier day by another road would come then: it is never due later than it was.
    let moved = row::Model { expires_at, ..row.clone() };
    task::due_by(act, &message::task_key(row.id), due(act, &moved)).await
}

/// Closes a letter or a call that nobody has made while it was of use, and what was asked for it; the leader sees that
/// nobody told it. One that tells of a place goes on with the session that comes next.
pub async fn close_untold(act: Act<'_>, id: MessageId) -> Result<()> {
    let Some(row) = message::one_of(act.tx, id).await?.filter(|row| row.status == MessageStatus::ForHand) else {
        return Ok(());
    };
    if News::of(&row).is_some_and(|news| begins_a_place(&news)) {
        say_one_anew(act, &row).await?;
    }
    if message::mark_untold(act, id).await? {
        task::done_by_start(act, &message::task_key(id)).await?;
    }
    Ok(())
}

/// Whether it is told also when it comes late: the clock of an offer stands still until then.
pub const fn is_told_late(kind: MessageKind) -> bool {
    matches!(kind, MessageKind::Offer)
}

/// Whether it tells of a place, and with it when that begins.
const fn begins_a_place(news: &News) -> bool {
    matches!(news, News::Confirmed { .. } | News::GroupRuns { .. } | News::MergeUndone { .. })
}

/// The clients whom a letter or a call is still to tell of their place in a group and of its first session: it tells them how
/// that stands.
pub async fn not_told_of_place(act: Act<'_>, group: GroupId) -> Result<BTreeSet<ClientId>> {
    let rows = message::by_hand_of_group(act.tx, group).await?;
    let first_ahead = rows.iter().filter(|row| row.expires_at.is_some());
    let begins = first_ahead.filter(|row| News::of(row).is_some_and(|news| begins_a_place(&news)));
    Ok(begins.filter_map(|row| row.client_id).collect())
}

/// Locks the group of what a message tells, before the message and what hangs on its telling are marked.
pub async fn lock_group_of(act: Act<'_>, row: &row::Model) -> Result<()> {
    match row.group_id {
        Some(group) => lock_group_of_messages(act, group).await,
        None => Ok(()),
    }
}

/// Notes what somebody knows who was told this, and that the time to answer an offer has begun.
pub async fn note_told(act: Act<'_>, to: Person, composed: &Composed, by: ToldBy) -> Result<()> {
    if let Some(TellsOffer { id, answer_by }) = composed.offer {
        enrolment::set_offer_told(act, id, answer_by).await?;
    }
    last_told::note(act, &composed.known(to, by)).await?;
    match composed.met_at {
        Some(session) => last_told::note_met(act, to, session).await,
        None => Ok(()),
    }
}

/// Marks a letter or a call as made, and the task with it; the client now knows of its sessions.
pub async fn done_by_hand(act: Act<'_>, id: MessageId) -> Result<()> {
    lock_group_of(act, &message::one_of(act.tx, id).await?.or_not_found()?).await?;
    let row = message::mark_by_hand(act, id).await?;
    task::done_by_start(act, &message::task_key(row.id)).await?;
    let logged = LoggedChange::of("message.told", "message", row.id);
    let logged = if let Some(client) = row.client_id { logged.client(client) } else { logged };
    audit::changed(act, logged).await?;
    let Some(news) = News::of(&row) else { return Ok(()) };
    let Some(to) = news.addressee(&row) else { return Ok(()) };
    let (language, channel) = (row.language, row.channel);
    let asked = Composition { tx: act.tx, now: act.now, zone: act.zone, to, language, channel, news: &news };
    let Some(composed) = compose(asked).await? else { return Ok(()) };
    let by = if row.channel == MessageChannel::Letter { ToldBy::Letter } else { ToldBy::Call };
    note_told(act, to, &composed, by).await?;
    // What was told with it need not be told again.
    match row.group_id {
        Some(group) => say_anew(act, group).await,
        None => Ok(()),
    }
}
