//! Delivery: claim a message, decide once more and say what is true now, end the transaction, send, mark.
//!
//! A message is claimed by one conditional UPDATE with a lease that its server renews while it sends, so that two servers
//! never send it both, and what a dead one left goes on within half a minute. A server that dies between sending and
//! marking leaves a lease that runs out, and the message is sent again: at least once, because a cancellation that nobody
//! hears of is worse than one heard twice. The mail's Message-ID and the gateway's reference stay the same.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::MessageId;
use entity::message as row;
use entity::state::{MessageChannel, ToldBy};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::audience::Person;
use super::by_hand;
use super::compose::{Composed, Composition, LINK, Link, compose};
use super::kinds::{comes_in_vain, is_asked_for, is_of_a_day, is_of_sessions};
use super::news::News;
use super::refused::{is_of_the_address, note_refused};
use super::tell::way_to;
use super::way::{Need, Way};
use crate::access::{Act, Actor};
use crate::app::App;
use crate::error::Result;
use crate::mailer::{Failure, Mail};
use crate::message::{self, Claim, DueMessage, Lane, ReadyMessage, Tried, quiet};
use crate::one_by_one::OneByOne;
use crate::people::client::{new_link, set_reached};
use crate::people::new_password_link;
use crate::recruitment;
use crate::sms::Text;

/// How long a run begins new sends: short enough to end them within the job's time; the next run takes the rest.
const BEGINS: TimeDelta = TimeDelta::minutes(4);
/// The most messages that are looked at together; what becomes urgent waits for no more than these.
const BATCH: u64 = 200;
/// The most sends at once in a lane.
const AT_ONCE: usize = 8;
/// How often a lane whose provider takes no more for now looks for room.
const ROOM_LOOK: Duration = Duration::from_millis(200);
/// How often a server says that it still sends a message.
const BEAT: Duration = Duration::from_secs(5);
/// How long a link in a message opens the client's own pages.
const LINK_LASTS: TimeDelta = TimeDelta::days(60);

/// Sends what is due, the most urgent first. Each lane goes by itself: a mail server that hangs holds no text message up.
pub async fn deliver(app: &App, now: DateTime<Utc>) -> Result<()> {
    expire(app, now).await?;
    let [texts, mails] = Lane::ALL.map(|lane| drain(app, now, lane));
    let (texts, mails) = tokio::join!(texts, mails);
    app.mailer.hang_up().await;
    texts.and(mails)
}

/// Sends what is due in one lane until nothing is, or its server can't be reached.
async fn drain(app: &App, begun: DateTime<Utc>, lane: Lane) -> Result<()> {
    let way = Arc::new(WayOut::default());
    let mut seen = HashSet::new();
    loop {
        // What has become due meanwhile may be more urgent than what waited.
        let now = Ord::max(app.clock.now(), begun);
        if app.stop.is_cancelled() || now > begun + BEGINS || way.is_blocked() {
            return Ok(());
        }
        let room = message::room(app.db.read(), now, lane, per_second(app, lane)).await?;
        if room == 0 {
            tokio::time::sleep(ROOM_LOOK).await;
            continue;
        }
        let due = message::next_due(app.db.read(), now, lane, comes_in_vain, BATCH.min(room)).await?;
        let mut go = postpone(app, now, due).await?;
        // A row that could not be claimed stays due and would come again for ever.
        go.retain(|due| seen.insert(due.id));
        if go.is_empty() {
            return Ok(());
        }
        send_all(app, begun, go, &way).await;
    }
}

/// How many messages the lane's provider takes a second; 0 is as many as come.
fn per_second(app: &App, lane: Lane) -> u64 {
    match lane {
        Lane::Text => app.config.sms.per_second,
        Lane::Mail => app.config.mail.per_second,
    }
}

/// Where a lane's messages go out: so many at once, and none for now when its server answers nobody.
struct WayOut {
    places: Semaphore,
    failed_in_a_row: AtomicUsize,
}

impl Default for WayOut {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_ONCE), failed_in_a_row: AtomicUsize::new(0) }
    }
}

impl WayOut {
    fn is_blocked(&self) -> bool {
        self.failed_in_a_row.load(Ordering::Relaxed) >= AT_ONCE
    }

    fn note(&self, outcome: &Outcome) {
        match outcome {
            Outcome::Unreached => _ = self.failed_in_a_row.fetch_add(1, Ordering::Relaxed),
            Outcome::Answered => self.failed_in_a_row.store(0, Ordering::Relaxed),
            Outcome::Gone | Outcome::Busy => {}
        }
    }
}

/// What came of a message that was due.
enum Outcome {
    /// The other side took it or refused it.
    Answered,
    /// The other side was not reached, or lets us not in: the next message would fare no better.
    Unreached,
    /// Another server has it, or it fell away.
    Gone,
    /// Another server is telling the same person something.
    Busy,
}

async fn send_all(app: &App, begun: DateTime<Utc>, due: Vec<DueMessage>, way: &Arc<WayOut>) {
    let mut sends = JoinSet::new();
    for queue in by_person(due) {
        let (app, way) = (app.clone(), Arc::clone(way));
        sends.spawn(async move {
            let Ok(_place) = way.places.acquire().await else { return };
            for id in queue {
                // A stop lets sends under way end and begins no others; a lease counts from its own claim.
                let at = Ord::max(app.clock.now(), begun);
                if app.stop.is_cancelled() || at > begun + BEGINS || way.is_blocked() {
                    return;
                }
                match one(&app, at, id).await {
                    // The other server goes on with this person.
                    Ok(Outcome::Busy) => return,
                    Ok(outcome) => way.note(&outcome),
                    Err(error) => tracing::error!(%error, "a message could not be marked"),
                }
            }
        });
    }
    while let Some(done) = sends.join_next().await {
        if let Err(error) = done {
            tracing::error!(%error, "a message could not be sent");
        }
    }
}

/// The messages of each person in their order: what the first of them tells, the next need not say again.
fn by_person(due: Vec<DueMessage>) -> Vec<Vec<MessageId>> {
    let mut queues: Vec<Vec<MessageId>> = Vec::new();
    let mut of = HashMap::new();
    for one in due {
        let known = one.client_id.is_some() || one.staff_id.is_some();
        let at = if known { *of.entry((one.client_id, one.staff_id)).or_insert(queues.len()) } else { queues.len() };
        match queues.get_mut(at) {
            Some(queue) => queue.push(one.id),
            None => queues.push(vec![one.id]),
        }
    }
    queues
}

/// Settles what can't go out as a message any more: it comes too late, or the client died or wants no messages now.
/// Who was to hear of a change in time and did not, for instance since nothing was sent for a day, is called; a call that
/// nobody made while it was of use is over.
async fn expire(app: &App, now: DateTime<Utc>) -> Result<()> {
    let (db, mut each) = (app.db.read(), OneByOne::at(app, now));
    // Each is looked at again in its act: another may have sent it or taken it back since.
    for row in message::silenced(db).await? {
        // Nobody of these gets a message, so nothing is left to be sent.
        each.run(async |act| match message::unsent(act.tx, now, row.id).await? {
            Some(row) => prepare(act, &app.config.base_url, &row).await.map(drop),
            None => Ok(()),
        })
        .await;
    }
    for row in message::waiting_too_long(db, now, comes_in_vain).await? {
        each.run(async |act| match message::unsent(act.tx, now, row.id).await? {
            Some(row) => call_instead(act, &row, None).await,
            None => Ok(()),
        })
        .await;
    }
    for row in message::untold(db, now, by_hand::is_told_late).await? {
        each.run(async |act| by_hand::close_untold(act, row.id).await).await;
    }
    each.run(async |act| message::expire(act, comes_in_vain).await).await;
    // What could not be settled is logged, and keeps nothing else from being sent.
    Ok(())
}

/// Moves what may not go out now to the next open moment, and has clients called whom that moment would find on their
/// way in vain; the rest goes.
async fn postpone(app: &App, now: DateTime<Utc>, due: Vec<DueMessage>) -> Result<Vec<DueMessage>> {
    let opens = |due: DueMessage| {
        let at = opens(app, now, &due);
        (due, at)
    };
    let (go, wait): (Vec<_>, Vec<_>) = due.into_iter().map(opens).partition(|(_, at)| *at <= now);
    let mut each = OneByOne::at(app, now);
    for (due, at) in wait {
        each.run(async |act| match message::unsent(act.tx, now, due.id).await? {
            Some(row) if comes_too_late(&row, Some(at)) => call_instead(act, &row, None).await,
            _ => message::put_off(act.tx, due.id, at).await,
        })
        .await;
    }
    Ok(go.into_iter().map(|(due, _)| due).collect())
}

/// When a message may go. Staff have no quiet hours, and who has just asked for a message waits for it.
fn opens(app: &App, now: DateTime<Utc>, due: &DueMessage) -> DateTime<Utc> {
    if due.staff_id.is_some() || is_asked_for(due.kind) {
        return now;
    }
    quiet::next_open(app.config.quiet, app.config.zone, now, due.expires_at.filter(|_| is_of_a_day(due.kind)))
}

/// What is about to be sent.
struct Prepared {
    ready: ReadyMessage,
    /// Where its link leads; drawn now, and never kept.
    path: Option<String>,
    /// Whom it tells what.
    to: Person,
    composed: Composed,
}

async fn one(app: &App, now: DateTime<Utc>, id: MessageId) -> Result<Outcome> {
    let claimed = app.act_at(Actor::System, now, async |act| match message::claim(act, id).await? {
        Claim::Taken(row) => {
            let prepared = prepare(act, &app.config.base_url, &row).await?;
            Ok(prepared.map_or(Claimed::Not(Outcome::Gone), |prepared| Claimed::Ready(row, Box::new(prepared))))
        }
        Claim::Gone => Ok(Claimed::Not(Outcome::Gone)),
        Claim::Busy => Ok(Claimed::Not(Outcome::Busy)),
    });
    let (row, prepared) = match claimed.await? {
        Claimed::Ready(row, prepared) => (row, prepared),
        Claimed::Not(outcome) => return Ok(outcome),
    };
    let sending = CancellationToken::new().drop_guard();
    app.tracker.spawn(beat(app.clone(), (*row).clone(), sending.token().clone()));
    let sent = send(app, now, id, &prepared).await;
    drop(sending);
    let (tried, outcome) = match sent {
        Ok(()) => (Tried::Sent, Outcome::Answered),
        Err(Failure::Later(class)) => (Tried::Later(class), Outcome::Answered),
        Err(Failure::Unreached(class)) => (Tried::Later(class), Outcome::Unreached),
        Err(Failure::Never(class)) => (Tried::Never(class), Outcome::Answered),
    };
    mark(app, &row, &prepared, tried).await?;
    Ok(outcome)
}

enum Claimed {
    Ready(Box<row::Model>, Box<Prepared>),
    Not(Outcome),
}

/// Holds a message while it is being sent. A beat that fails is followed by the next; one that has begun ends, since a
/// transaction must not be dropped.
async fn beat(app: App, row: row::Model, sent: CancellationToken) {
    loop {
        tokio::select! {
            () = sent.cancelled() => return,
            () = tokio::time::sleep(BEAT) => {}
        }
        let held = app.act_at(Actor::System, app.clock.now(), async |act| message::renew(act, &row).await);
        if let Err(error) = held.await {
            tracing::warn!(%error, "a message could not be held");
        }
    }
}

/// Decides once more whom the message reaches and how, and says what is true now; `None` when it fell away or became a
/// letter or a call.
async fn prepare(act: Act<'_>, origin: &str, row: &row::Model) -> Result<Option<Prepared>> {
    let decided = match News::of(row) {
        Some(news) => decide(act, row, &news, false).await?,
        None => None,
    };
    let Some(Decided { to, way, composed }) = decided else {
        message::drop_one(act.tx, row.id).await?;
        return Ok(None);
    };
    let Some(address) = way.address.clone() else {
        by_hand::ask(act, row.id, by_hand::hand_over(&way, &composed, None)).await?;
        return Ok(None);
    };
    let words = composed.words(way.language, way.channel, origin);
    let ready = ReadyMessage { kind: composed.kind, channel: way.channel, address, language: way.language, words };
    message::keep_ready(act.tx, row.id, &ready).await?;
    let path = draw(act, to, &composed.link).await?;
    Ok(Some(Prepared { ready, path, to, composed }))
}

/// What was decided about a message.
struct Decided {
    to: Person,
    way: Way,
    composed: Composed,
}

/// Whom a message reaches now, by which way or by a call, and what it says.
async fn decide(act: Act<'_>, row: &row::Model, news: &News, in_person: bool) -> Result<Option<Decided>> {
    let Some(to) = news.addressee(row) else { return Ok(None) };
    let need = Need { insists: message::is_retried(row), ..Need::of(&news.entry(), act.now, row.expires_at) };
    let Some(way) = way_to(act.tx, to, need).await? else { return Ok(None) };
    let way = if in_person { way.into_call() } else { way };
    let (language, channel) = (way.language, way.channel);
    let asked = Composition { tx: act.tx, now: act.now, zone: act.zone, to, language, channel, news };
    Ok(compose(asked).await?.map(|composed| Decided { to, way, composed }))
}

/// The path that a link leads to; one to a client's own pages has a token that nothing else knows.
async fn draw(act: Act<'_>, to: Person, link: &Link) -> Result<Option<String>> {
    match link {
        Link::Path(path) => Ok(Some(path.clone())),
        Link::Own(rest) => match to.client() {
            Some(client) => Ok(Some(format!("/me/{}{rest}", new_link(act, client, act.now + LINK_LASTS).await?))),
            None => Ok(None),
        },
        Link::Password(staff) => new_password_link(act, *staff).await.map(Some),
        Link::Confirm(application) => recruitment::new_confirmation(act.tx, *application).await.map(Some),
    }
}

async fn send(app: &App, now: DateTime<Utc>, id: MessageId, prepared: &Prepared) -> std::result::Result<(), Failure> {
    let Prepared { ready, path, .. } = prepared;
    let body =
        path.as_ref().map_or_else(|| ready.words.body.clone(), |path| ready.words.body.replace(LINK, &app.url(path)));
    let (id, to) = (id.to_string(), ready.address.clone());
    match ready.channel {
        MessageChannel::Sms => app.sms.send(Text { id, at: now, to, text: body }).await,
        _ => app.mailer.send(Mail { id, at: now, to, subject: ready.words.subject.clone(), body }).await,
    }
}

/// Marks how a send ended: what was sent is known to the person; who would come in vain before the next try is called.
async fn mark(app: &App, row: &row::Model, prepared: &Prepared, tried: Tried) -> Result<()> {
    let now = app.clock.now();
    if let Tried::Later(class) | Tried::Never(class) = tried {
        tracing::warn!(id = %row.id, kind = %prepared.ready.kind, channel = %prepared.ready.channel, class, "not sent");
    }
    let again = message::again(now, row, tried);
    let marked = app.act_at(Actor::System, now, async |act| {
        by_hand::lock_group_of(act, row).await?;
        match tried {
            Tried::Later(class) | Tried::Never(class) if comes_too_late(row, again) => {
                call_instead(act, row, Some(class)).await?;
            }
            _ => message::mark(act, row, tried).await.map(drop)?,
        }
        if tried == Tried::Sent {
            let by = if prepared.ready.channel == MessageChannel::Sms { ToldBy::Sms } else { ToldBy::Email };
            by_hand::note_told(act, prepared.to, &prepared.composed, by).await?;
        }
        Ok(())
    });
    marked.await?;
    look_after_address(app, row, prepared, tried).await
}

/// Notes of a client's address that it does not work, or does after all: in an act of its own, since the client is locked
/// before any group.
async fn look_after_address(app: &App, row: &row::Model, prepared: &Prepared, tried: Tried) -> Result<()> {
    let Some(client) = prepared.to.client() else { return Ok(()) };
    let (address, now) = (&prepared.ready.address, app.clock.now());
    match tried {
        Tried::Never(class) if is_of_the_address(class) => {
            app.act_at(Actor::System, now, async |act| note_refused(act, row, client, address).await).await
        }
        Tried::Sent if message::is_retried(row) => {
            app.act_at(Actor::System, now, async |act| set_reached(act, client, address).await).await
        }
        _ => Ok(()),
    }
}

/// Whether a client would come in vain, were the message only tried `again` then, or not at all.
fn comes_too_late(row: &row::Model, again: Option<DateTime<Utc>>) -> bool {
    let in_time = |again: DateTime<Utc>| row.expires_at.is_none_or(|until| again < until);
    (row.client_id.is_some() || is_of_outside(row)) && comes_in_vain(row.kind) && !again.is_some_and(in_time)
}

/// Whether it goes to an interpreter, or to who keeps a venue.
fn is_of_outside(row: &row::Model) -> bool {
    row.client_id.is_none() && row.staff_id.is_none() && is_of_sessions(row.kind)
}

async fn call_instead(act: Act<'_>, row: &row::Model, error: Option<&'static str>) -> Result<()> {
    let decided = match News::of(row) {
        Some(news) => decide(act, row, &news, true).await?,
        None => None,
    };
    match decided {
        Some(Decided { way, composed, .. }) => {
            let call = by_hand::hand_over(&way, &composed, error);
            by_hand::call_instead(act, row.id, call).await
        }
        None => message::drop_one(act.tx, row.id).await,
    }
}

#[cfg(test)]
mod tests {
    use entity::id::{ClientId, StaffId};
    use entity::state::MessageKind;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_messages_of_one_person_go_one_after_the_other_and_those_of_others_beside_them() {
        let to = |id, client: Option<u128>, staff: Option<u128>| DueMessage {
            id: MessageId(Uuid::from_u128(id)),
            kind: MessageKind::Reminder,
            client_id: client.map(Uuid::from_u128).map(ClientId),
            staff_id: staff.map(Uuid::from_u128).map(StaffId),
            expires_at: None,
        };
        let due = vec![
            to(1, Some(7), None),
            to(2, None, Some(7)),
            to(3, None, None),
            to(4, Some(7), None),
            to(5, None, None),
        ];
        let queues: Vec<Vec<u128>> =
            by_person(due).iter().map(|queue| queue.iter().map(|id| id.0.as_u128()).collect()).collect();
        assert_eq!(queues, [vec![1, 4], vec![2], vec![3], vec![5]]);
    }
}
