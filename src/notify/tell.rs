//! Telling: an audience and a piece of news become messages, letters and calls.
//!
//! What stands in the outbox is the news as data. The way is looked at here only to see who must be written or called
//! by hand, and to say how many hear how; [`deliver`](mod@super::deliver) looks again.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ApplicationId, GroupId, ParticipationId, ReferralId, SessionId};
use entity::state::{InterpretingStatus, SessionStatus};
use entity::{
    application, client, group, interpreting, participation, rating_request, referral, session, staff, venue,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use super::audience::{Audience, People, Person, people};
use super::by_hand;
use super::compose::{Composition, compose, next_session, open_offer};
use super::difference::SOON;
use super::news::{HangsOn, News, Urgency};
use super::told::Told;
use super::way::{ClientReach, Need, Way, has_phone};
use crate::access::Act;
use crate::error::{OrNotFound, Result};
use crate::message::{self, About, Outgoing, Waiting};
use crate::task;

/// The time in which an act can be undone before anybody hears of it.
pub const UNDO: TimeDelta = TimeDelta::minutes(2);
/// How long before a group begins nobody waits for a message about an offer.
const CALLED_BEFORE: TimeDelta = TimeDelta::days(3);
/// For how long such a message is tried before somebody calls.
const TRIED_FOR: TimeDelta = TimeDelta::minutes(15);
/// Who must hear sooner than this is called besides being written a mail, which may lie unread until then.
const MAIL_IS_READ: TimeDelta = TimeDelta::hours(3);
/// How long a link to the feedback on a session is worth sending.
const PULSE_LASTS: TimeDelta = TimeDelta::days(7);
/// How long thanks at the end of a group are worth sending.
const THANKS_LAST: TimeDelta = TimeDelta::days(7);
/// How long the weekly list of free places is worth sending.
const PLACES_LAST: TimeDelta = TimeDelta::days(6);

/// Tells audiences a piece of news. An act that empties an audience asks [`people`] for it before, and
/// [`tell_people`] after.
pub async fn tell(act: Act<'_>, audiences: &[Audience], news: News) -> Result<Told> {
    let people = people(act.tx, act.now, audiences).await?;
    tell_people(act, &people, news).await
}

/// Tells these people a piece of news, but for whoever acts.
pub async fn tell_people(act: Act<'_>, people: &People, news: News) -> Result<Told> {
    let mut frame = frame(act.tx, act.now, &news).await?;
    if matches!(news, News::Offered { .. }) && act.who.staff().is_none() {
        // The next in line is offered a place after the time of undo already.
        frame.due_at = act.now;
    }
    if let Some(group) = frame.about.group {
        by_hand::say_anew(act, group).await?;
    }
    let mut told = Told::default();
    for person in people.iter().filter(|person| person.staff().is_none() || person.staff() != act.who.staff()) {
        let key = message_key(&news, *person);
        told += send(act, Piece { person: *person, news: &news, frame, key, in_person: false }).await?;
    }
    Ok(told)
}

/// What a piece of news hangs on and when it is worth telling.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame {
    pub about: About,
    pub due_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// One piece of news to one person.
pub struct Piece<'a> {
    pub person: Person,
    pub news: &'a News,
    pub frame: Frame,
    /// Names it once and for all; without one it is always new.
    pub key: Option<String>,
    /// Whether a client is called, whatever the client's own way.
    pub in_person: bool,
}

/// Puts a piece of news into the outbox, or into somebody's hands where no message reaches. A mail that may lie unread until
/// it is too late is a call besides.
pub async fn send(act: Act<'_>, piece: Piece<'_>) -> Result<Told> {
    let entry = piece.news.entry();
    if entry.texts(piece.person).is_empty() {
        return Ok(Told::default());
    }
    let need = Need::of(&entry, act.now, piece.frame.expires_at);
    let Some(way) = way_to(act.tx, piece.person, need).await? else { return Ok(Told::default()) };
    let way = if piece.in_person && piece.person.client().is_some() { way.into_call() } else { way };
    let mut told = put(act, &piece, &way, piece.key.clone()).await?;
    if told.by_mail > 0 && is_read_too_late(act, &piece, need).await? {
        told += put(act, &piece, &way.into_call(), None).await?;
    }
    Ok(told)
}

/// Whether a client comes in vain who doesn't look at mail within hours, and has a telephone.
async fn is_read_too_late(act: Act<'_>, piece: &Piece<'_>, need: Need) -> Result<bool> {
    let is_soon = need.in_time && need.until.is_some_and(|until| until <= act.now + MAIL_IS_READ);
    match piece.person {
        Person::Client(client) if is_soon => has_phone(act.tx, client).await,
        _ => Ok(false),
    }
}

async fn put(act: Act<'_>, piece: &Piece<'_>, way: &Way, key: Option<String>) -> Result<Told> {
    let Piece { person, news, frame, .. } = *piece;
    let mut told = Told::default();
    let new = Outgoing {
        kind: news.entry().kind,
        key,
        client: person.client(),
        staff: person.staff(),
        address: None,
        channel: way.channel,
        language: way.language,
        news: news.kept(),
        about: frame.about,
        due_at: frame.due_at,
        expires_at: frame.expires_at,
    };
    let Some(id) = message::put(act, new).await? else { return Ok(told) };
    if way.is_by_hand() {
        let (language, channel) = (way.language, way.channel);
        let asked = Composition { tx: act.tx, now: act.now, zone: act.zone, to: person, language, channel, news };
        let Some(composed) = compose(asked).await? else {
            message::withdraw(act, Waiting::One(id)).await?;
            return Ok(told);
        };
        by_hand::ask(act, id, by_hand::hand_over(way, &composed, None)).await?;
    } else {
        told.leaves(act.now, frame.due_at);
    }
    told.count(person, way.channel);
    Ok(told)
}

/// The way to somebody; `None` when they are told nothing: no messages wanted, died, left.
pub async fn way_to(db: &impl ConnectionTrait, person: Person, need: Need) -> Result<Option<Way>> {
    match person {
        Person::Client(id) => {
            let client: ClientReach = client::Entity::find_by_id(id).into_model().one(db).await.or_not_found()?;
            Ok(client.way(need))
        }
        Person::Staff(id) => {
            let id = if need.goes_over { task::or_stand_in(db, need.now, id).await? } else { id };
            let staff = staff::Entity::find_by_id(id).one(db).await.or_not_found()?;
            Ok(staff.active.then(|| Way::mail(staff.email, staff.language)))
        }
        Person::Interpreter(id) => {
            let Some(row) = interpreting::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
            let is_off = row.status == InterpretingStatus::Cancelled;
            Ok((!is_off).then(|| Way::outside(row.email)))
        }
        Person::VenueKeeper(id) => {
            let Some(row) = venue::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
            let is_reached = row.contact_email.is_some() || row.contact_phone.is_some();
            Ok(is_reached.then(|| Way::outside(row.contact_email)))
        }
        Person::Applicant(id) => {
            let Some(row) = application::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
            let by_mail = row.email.map(|email| Way::mail(email, row.language));
            Ok(by_mail.or_else(|| row.phone.map(|phone| Way::text(phone, row.language))))
        }
        Person::Erased(id) => {
            let Some(row) = message::one_of(db, id).await? else { return Ok(None) };
            let way = |address| Way { channel: row.channel, address: Some(address), language: row.language };
            Ok(row.address.map(way))
        }
    }
}

/// Names news that is told to a person once and for all.
pub fn message_key(news: &News, person: Person) -> Option<String> {
    let to = person.id();
    let of = |application: &ApplicationId, what: &str| Some(format!("application:{application}:{what}"));
    match news {
        News::GroupCancelled { group } | News::GroupEnded { group } => Some(format!("group_cancelled:{group}:{to}")),
        News::GroupOver { group } => Some(format!("group_over:{group}:{to}")),
        News::GroupRuns { group } => Some(format!("group_runs:{group}:{to}")),
        News::Reminder { sessions, day, days, .. } => Some(format!("reminder:{to}:{day}:{days}:{}", first(sessions))),
        News::RatingAsked { request } => Some(format!("rating_request:{request}")),
        News::ApplicationToConfirm { application } => of(application, "confirm"),
        News::ApplicationRejected { application, .. } => of(application, "rejected"),
        News::GroupsMerged { ended, .. } => Some(format!("group_cancelled:{ended}:{to}")),
        News::IntakeChanged { application, closed } => of(application, if *closed { "paused" } else { "resumed" }),
        News::ApplicantsDay { application, .. } => of(application, "day"),
        News::IntakeFilled { application } => of(application, "filled"),
        News::OpennessChanged { application: Some(application), .. } => of(application, "openness"),
        News::OpenPlaces { monday } => Some(format!("open-places:{monday}:{to}")),
        News::Erased { .. } => Some(format!("erased:{to}")),
        News::OfferWaits { offer, .. } => Some(format!("offer_waits:{offer}")),
        // What is told of these is new each time.
        News::SessionChanged { .. }
        | News::PlanChanged { .. }
        | News::BookingsChanged { .. }
        | News::Offered { .. }
        | News::Waitlisted { .. }
        | News::Confirmed { .. }
        | News::NotAccepted { .. }
        | News::OfferExpired { .. }
        | News::ReferralAnswered { .. }
        | News::ReferralSent { .. }
        | News::OfferTakenBack { .. }
        | News::TurnTakenBack { .. }
        | News::Meets { .. }
        | News::ComesAlong { .. }
        | News::StandsIn { .. }
        | News::PlaceCorrected { .. }
        | News::PlanSent { .. }
        | News::PlanDecided { .. }
        | News::Applied { .. }
        | News::PlaceEnded { .. }
        | News::PlaceStands { .. }
        | News::GroupReopened { .. }
        | News::OwnLink { .. }
        | News::IncidentRecorded { .. }
        | News::ClientChanged { .. }
        | News::ClientsMerged { .. }
        | News::KeyWorkerChanged { .. }
        | News::PasswordLink { .. }
        | News::PasswordReset { .. }
        | News::RunsUndecided { .. }
        | News::MergeOffered { .. }
        | News::MergeWaits { .. }
        | News::MergeUndone { .. }
        | News::GroupsUnmerged { .. }
        | News::Restored { .. }
        | News::OpennessChanged { application: None, .. }
        | News::ErasureRefused { .. }
        | News::RoleSettled { .. }
        | News::RolesChanged { .. }
        | News::AbsenceTold { .. }
        | News::DeputyNamed { .. } => None,
    }
}

fn first(sessions: &[SessionId]) -> String {
    sessions.first().map(ToString::to_string).unwrap_or_default()
}

/// What the news hangs on, when it goes and until when it is worth telling.
async fn frame(db: &impl ConnectionTrait, now: DateTime<Utc>, news: &News) -> Result<Frame> {
    let due_at = match news.entry().urgency {
        Urgency::Ordinary | Urgency::InTime => now + UNDO,
        Urgency::Asked | Urgency::Planned => now,
    };
    let frame = Frame { about: About::default(), due_at, expires_at: None };
    match news {
        News::PlaceEnded { place } => {
            let row = participation::Entity::find_by_id(*place).one(db).await.or_not_found()?;
            Ok(frame.of_group(row.group_id))
        }
        News::PlaceStands { place } => of_return(db, now, *place).await,
        News::GroupCancelled { group } | News::GroupEnded { group } | News::GroupsMerged { ended: group, .. } => {
            of_end(db, now, *group).await
        }
        News::GroupOver { group } => Ok(Frame { expires_at: Some(now + THANKS_LAST), ..frame.of_group(*group) }),
        News::GroupRuns { group } => {
            let first = next_session(db, *group, now).await?;
            Ok(Frame { expires_at: first.map(|first| first.starts_at), ..frame.of_group(*group) })
        }
        News::MergeOffered { referral, ended } | News::MergeWaits { referral, ended } => {
            of_merge(db, now, news, *referral, *ended).await
        }
        News::Reminder { sessions, due_at, .. } => {
            let Some(first) = sessions.first() else { return Ok(frame) };
            Ok(Frame { due_at: *due_at, ..of_session(db, *first).await? })
        }
        News::RatingAsked { request } => {
            let row = rating_request::Entity::find_by_id(*request).one(db).await.or_not_found()?;
            let about = About { group: Some(row.group_id), session: row.session_id, referral: None };
            Ok(Frame { about, expires_at: row.session_id.map(|_| now + PULSE_LASTS), ..frame })
        }
        News::OpenPlaces { .. } => Ok(Frame { expires_at: Some(now + PLACES_LAST), ..frame }),
        _ => match news.hangs_on() {
            HangsOn::Nothing => Ok(frame),
            HangsOn::Group(group) => Ok(frame.of_group(group)),
            HangsOn::Session(session) => {
                let upcoming = of_session(db, session).await?;
                let is_soon = upcoming.expires_at.is_some_and(|starts_at| starts_at <= now + SOON);
                Ok(Frame { due_at: if is_soon { now } else { now + UNDO }, ..upcoming })
            }
            HangsOn::Referral(referral) => of_referral(db, now, news, referral).await,
            HangsOn::Application(application) => of_application(db, news, application, frame).await,
        },
    }
}

/// That a place stands after all is told before its client's next session.
async fn of_return(db: &impl ConnectionTrait, now: DateTime<Utc>, place: ParticipationId) -> Result<Frame> {
    let row = participation::Entity::find_by_id(place).one(db).await.or_not_found()?;
    let about = About { group: Some(row.group_id), session: None, referral: row.referral_id };
    let expires_at = next_session(db, row.group_id, now).await?.map(|next| next.starts_at);
    let is_soon = expires_at.is_some_and(|until| until <= now + SOON);
    Ok(Frame { about, due_at: if is_soon { now } else { now + UNDO }, expires_at })
}

/// What is told until a session begins.
async fn of_session(db: &impl ConnectionTrait, id: SessionId) -> Result<Frame> {
    let row = session::Entity::find_by_id(id).one(db).await.or_not_found()?;
    let about = About { group: Some(row.group_id), session: Some(row.id), referral: None };
    Ok(Frame { about, due_at: row.starts_at, expires_at: Some(row.starts_at) })
}

/// The end of a group is told before the first of the sessions that fell away with it.
async fn of_end(db: &impl ConnectionTrait, now: DateTime<Utc>, group: GroupId) -> Result<Frame> {
    let off = session::Entity::find()
        .filter(session::COLUMN.group_id.eq(group))
        .filter(session::COLUMN.status.eq(SessionStatus::Cancelled))
        .filter(session::COLUMN.starts_at.gt(now))
        .order_by(session::Column::StartsAt, Order::Asc)
        .one(db)
        .await?;
    let until = off.map(|off| off.starts_at);
    let is_soon = until.is_some_and(|until| until <= now + SOON);
    let due_at = if is_soon { now } else { now + UNDO };
    Ok(Frame { due_at, expires_at: until, ..Frame::default().of_group(group) })
}

/// Who is asked to come elsewhere hears of it before the first session of the own group that is off.
async fn of_merge(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    news: &News,
    referral: ReferralId,
    ended: GroupId,
) -> Result<Frame> {
    let of = of_referral(db, now, news, referral).await?;
    let end = of_end(db, now, ended).await?;
    let expires_at = end.expires_at.into_iter().chain(of.expires_at).min();
    Ok(Frame { about: of.about, due_at: end.due_at.min(of.due_at), expires_at })
}

async fn of_application(db: &impl ConnectionTrait, news: &News, id: ApplicationId, frame: Frame) -> Result<Frame> {
    let row = application::Entity::find_by_id(id).one(db).await.or_not_found()?;
    let until = matches!(news, News::ApplicationToConfirm { .. }).then_some(row.expires_at);
    Ok(Frame { expires_at: until, ..frame.of_group(row.group_id) })
}

async fn of_referral(db: &impl ConnectionTrait, now: DateTime<Utc>, news: &News, id: ReferralId) -> Result<Frame> {
    let row = referral::Entity::find_by_id(id).one(db).await.or_not_found()?;
    let about = About { group: Some(row.group_id), session: None, referral: Some(id) };
    let expires_at = match news {
        News::Offered { .. } | News::MergeOffered { .. } => to_be_called_from(db, row.group_id, now).await?,
        News::Confirmed { .. } | News::MergeUndone { .. } => {
            next_session(db, row.group_id, now).await?.map(|next| next.starts_at)
        }
        News::OfferWaits { .. } => open_offer(db, id).await?.and_then(|offer| offer.answer_by),
        _ => None,
    };
    let is_soon = expires_at.is_some_and(|until| until <= now + SOON);
    Ok(Frame { about, due_at: if is_soon { now } else { now + UNDO }, expires_at })
}

/// From when on a client is called who has not heard of an offer: three days before the group begins.
async fn to_be_called_from(
    db: &impl ConnectionTrait,
    id: GroupId,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let group = group::Entity::find_by_id(id).one(db).await.or_not_found()?;
    let begins = group.starts_at.filter(|begins| *begins > now);
    Ok(begins.map(|begins| (begins - CALLED_BEFORE).max(now + TRIED_FOR)))
}

impl Frame {
    fn of_group(self, group: GroupId) -> Self {
        Self { about: About { group: Some(group), ..About::default() }, ..self }
    }
}
