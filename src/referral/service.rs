//! Writes of referrals. Places, offers and queues are asked of `enrolment`; every step locks the group first.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;
use entity::id::{ClientId, GroupId, OfferId, ParticipationId, ReferralId};
use entity::list::{Channels, Lines};
use entity::state::{Channel, CloseReason, OfferStatus, ParticipationStatus, ReferralStatus, TaskKind};
use entity::{group, participation, referral};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set, SqlErr};
use serde_json::json;

use super::rules::{NewReferral, Step};
use super::state::{self, Refusal, Side};
use super::{notice, queries, rules};
use crate::access::Act;
use crate::audit::{self, Change};
use crate::enrolment::{self, Candidate, End, Terms};
use crate::error::{Error, Fault, OrNotFound, Result};
use crate::programme;
use crate::{people, random, revision, task};

/// Sends a referral, or keeps it as a draft; the same client twice into one group is refused.
pub async fn submit(act: Act<'_>, new: NewReferral) -> Result<ReferralId> {
    let on = local_day(act.now);
    submit_on(act, (new, on)).await
}

/// Sends a referral as of an earlier day, as an import does.
pub async fn submit_on(act: Act<'_>, (new, on): (NewReferral, NaiveDate)) -> Result<ReferralId> {
    let group = programme::lock_group(act.tx, new.group).await?;
    enrolment::takes(act, &group).await?;
    people::client::open(act.tx, new.client).await?;
    once(act.tx, (new.client, new.group)).await?;
    let id = random::id(act.now);
    let (client, draft) = (new.client, new.draft);
    let mut row = row(act.now, id, new);
    if !draft && on < local_day(act.now) {
        row.submitted_on = Set(Some(on));
        row.submitted_at = Set(Some(noon(on)));
    }
    row.insert(act.tx).await.map_err(on_twice)?;
    revision::raise(act, client).await?;
    let name = if draft { "referral.drafted" } else { "referral.submitted" };
    audit::changed(act, Change::of(name, "referral", id).client(client)).await?;
    Ok(id)
}

fn row(now: DateTime<Utc>, id: ReferralId, new: NewReferral) -> referral::ActiveModel {
    let sent = (!new.draft).then_some(now);
    referral::ActiveModel {
        id: Set(id),
        client_id: Set(new.client),
        group_id: Set(new.group),
        status: Set(if new.draft { ReferralStatus::Draft } else { ReferralStatus::Submitted }),
        source: Set(new.source),
        referrer_id: Set(new.referrer),
        partner: Set(new.partner),
        reason: Set(new.reason),
        goals: Set(Lines(new.goals)),
        needs: Set(new.needs),
        animal_checked: Set(false),
        first_channel: Set(new.channels.first().copied().unwrap_or(Channel::OwnWorker)),
        channels: Set(Channels(new.channels)),
        channel_code_id: Set(new.channel_code),
        accompany_staff_id: Set(new.accompany.map(|accompany| accompany.by)),
        accompany_session: Set(new.accompany.map(|accompany| accompany.session)),
        submitted_at: Set(sent),
        submitted_on: Set(sent.map(local_day)),
        decided_at: Set(None),
        decided_by: Set(None),
        reject_code: Set(None),
        note: Set(None),
        info_request: Set(None),
        redirected_to_id: Set(None),
        closed_at: Set(None),
        close_reason: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

/// The middle of a day that is known without its hour; 12 UTC is the same day in Finland.
fn noon(on: NaiveDate) -> DateTime<Utc> {
    on.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(12)
}

fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Helsinki).date_naive()
}

/// Refuses a client who has an open referral to the group or a place in it, and tells since when.
async fn once(tx: &DatabaseTransaction, (client, group): (ClientId, GroupId)) -> Result<()> {
    if let Some(open) = queries::open_between(tx, (client, group)).await? {
        let on = local_day(open.created_at).format("%-d.%-m.%Y").to_string();
        let by = open.referrer_name.unwrap_or_else(|| "–".to_owned());
        return Err(Error::Conflict(Fault::whole("referral-duplicate").with("on", on).with("by", by)));
    }
    if queries::has_place(tx, (client, group)).await? {
        return Err(Error::conflict("enrolment-already"));
    }
    Ok(())
}

fn on_twice(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::conflict("enrolment-already"),
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("accompany_by", "fault-choice"),
        _ => error.into(),
    }
}

/// Takes a step of a referral with everything that follows: place, queue, messages, tasks, the next in line.
pub async fn step(act: Act<'_>, (id, step): (ReferralId, Step)) -> Result<()> {
    let group = lock(act.tx, (id, step.redirect_to)).await?;
    // Read under the lock: another step may just have been taken.
    let referral = queries::model(act.tx, id).await?;
    let told = (step.code, step.note.as_deref());
    state::check((referral.status, referral.closed_at.is_some()), (step.to, step.side), told).map_err(refused)?;
    take(act, (&referral, &group, &step)).await?;
    record(act, (&referral, &step)).await?;
    notice::told(act, (&referral, &group, &step)).await?;
    if state::closes(step.to).is_some() {
        fill(act, referral.group_id).await?;
    }
    if let Some(to) = step.redirect_to.filter(|_| step.to == ReferralStatus::Redirected) {
        redirect(act, (&referral, to)).await?;
    }
    Ok(())
}

/// Locks the referral's group, and the one it is sent on to, in one order for all.
async fn lock(tx: &DatabaseTransaction, (id, other): (ReferralId, Option<GroupId>)) -> Result<group::Model> {
    let group = queries::model(tx, id).await?.group_id;
    if let Some(other) = other.filter(|other| *other < group) {
        programme::lock_group(tx, other).await.map_err(|_| Error::invalid("redirect_to", "fault-choice"))?;
    }
    let locked = programme::lock_group(tx, group).await?;
    if let Some(other) = other.filter(|other| *other > group) {
        programme::lock_group(tx, other).await.map_err(|_| Error::invalid("redirect_to", "fault-choice"))?;
    }
    Ok(locked)
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::NotFrom { allowed, .. } => {
            let allowed = allowed.iter().map(|status| status.code()).collect::<Vec<_>>().join(", ");
            Error::Conflict(Fault::of("to", "referral-step-not-from").with("allowed", allowed))
        }
        Refusal::Closed => Error::conflict("referral-step-closed"),
        Refusal::NotYours(_) => Error::Forbidden,
        Refusal::CodeMissing => Error::invalid("reason_code", "referral-step-code-missing"),
        Refusal::NoteMissing => Error::invalid("note", "referral-step-note-missing"),
    }
}

/// What a step asks of places and queues.
async fn take(act: Act<'_>, (referral, group, step): (&referral::Model, &group::Model, &Step)) -> Result<()> {
    let candidate = candidate(referral);
    match step.to {
        ReferralStatus::Offered => {
            safe_with_animals(act.tx, (referral, group, step)).await?;
            let from_queue = referral.status == ReferralStatus::Waitlisted;
            enrolment::offer(act, (candidate, from_queue, step.override_reason.clone())).await?;
        }
        ReferralStatus::Waitlisted => {
            safe_with_animals(act.tx, (referral, group, step)).await?;
            enrolment::queue(act, candidate).await?;
        }
        ReferralStatus::Confirmed => {
            safe_with_animals(act.tx, (referral, group, step)).await?;
            in_time(act, (referral, step.side)).await?;
            let accompanied = referral.accompany_staff_id.is_some();
            let terms = Terms { override_reason: step.override_reason.clone(), accompanied };
            enrolment::confirm(act, (candidate, terms)).await?;
            ask_companion(act, referral).await?;
        }
        to if state::closes(to).is_some() => {
            let offer = match to {
                ReferralStatus::Declined => OfferStatus::Declined,
                ReferralStatus::Expired => OfferStatus::Expired,
                _ => OfferStatus::Withdrawn,
            };
            enrolment::leave(act, (candidate, offer)).await?;
        }
        _ => {}
    }
    Ok(())
}

pub(super) fn candidate(referral: &referral::Model) -> Candidate {
    Candidate { group: referral.group_id, client: referral.client_id, referral: referral.id }
}

async fn safe_with_animals(
    tx: &DatabaseTransaction,
    (referral, group, step): (&referral::Model, &group::Model, &Step),
) -> Result<()> {
    if group.animals.is_none() || referral.animal_checked || step.animal_checked {
        return Ok(());
    }
    let of_client = queries::needs_of(tx, referral.client_id).await?;
    let needs = [referral.needs.as_deref(), of_client.as_deref()];
    if rules::animals_unchecked(true, needs, false) {
        return Err(Error::conflict("referral-animals-unchecked"));
    }
    Ok(())
}

/// An offer that has lapsed is not taken up by the client or the worker, though no job has closed it yet.
async fn in_time(act: Act<'_>, (referral, side): (&referral::Model, Side)) -> Result<()> {
    let lapsed = enrolment::offer_of(act.tx, referral.id).await?.is_some_and(|offer| offer.expires_at <= act.now);
    if lapsed && side != Side::Leader {
        return Err(Error::conflict("enrolment-past-deadline"));
    }
    Ok(())
}

/// Reminds whoever comes along.
async fn ask_companion(act: Act<'_>, referral: &referral::Model) -> Result<()> {
    let Some(companion) = referral.accompany_staff_id else { return Ok(()) };
    let number = referral.accompany_session.unwrap_or(1);
    let session = queries::session_number(act.tx, (referral.group_id, number)).await?;
    let new = task::NewTask {
        key: format!("accompany:{}", referral.id),
        client: Some(referral.client_id),
        group: Some(referral.group_id),
        session: session.map(|session| session.0),
        referral: Some(referral.id),
        note: None,
    };
    let due = session.map_or(act.now, |session| session.1);
    task::ask(act, (TaskKind::AccompanySession, companion, due), new).await?;
    revision::raise(act, companion).await
}

/// Writes down the step.
async fn record(act: Act<'_>, (referral, step): (&referral::Model, &Step)) -> Result<()> {
    let mut row = referral::ActiveModel {
        id: Set(referral.id),
        status: Set(step.to),
        updated_at: Set(act.now),
        ..Default::default()
    };
    if step.to == ReferralStatus::Submitted {
        row.submitted_at = Set(Some(act.now));
        row.submitted_on = Set(Some(local_day(act.now)));
    }
    if step.animal_checked {
        row.animal_checked = Set(true);
    }
    if step.to == ReferralStatus::InfoRequested {
        row.info_request = Set(step.note.clone());
    } else if step.note.is_some() {
        row.note = Set(step.note.clone());
    }
    if state::decides(step.to) && step.side == Side::Leader && referral.decided_at.is_none() {
        row.decided_at = Set(Some(act.now));
        row.decided_by = Set(act.who.staff());
    }
    if step.to == ReferralStatus::Rejected {
        row.reject_code = Set(step.code);
    }
    if step.to == ReferralStatus::Redirected {
        row.redirected_to_id = Set(step.redirect_to);
    }
    if let Some(reason) = state::closes(step.to) {
        row.closed_at = Set(Some(act.now));
        row.close_reason = Set(Some(reason));
    }
    row.update(act.tx).await?;
    let codes = json!({"from": referral.status.code(), "to": step.to.code(), "code": step.code.map(entity::state::RejectCode::code)});
    let change = Change::of("referral.step", "referral", referral.id).client(referral.client_id);
    audit::changed(act, change.details(codes)).await
}

/// Sends a copy of the referral on to another group.
async fn redirect(act: Act<'_>, (old, to): (&referral::Model, GroupId)) -> Result<()> {
    let accompany =
        old.accompany_staff_id.map(|by| rules::Accompany { by, session: old.accompany_session.unwrap_or(1) });
    let new = NewReferral {
        client: old.client_id,
        group: to,
        source: old.source,
        referrer: old.referrer_id,
        partner: old.partner.clone(),
        reason: old.reason.clone(),
        goals: old.goals.0.clone(),
        needs: old.needs.clone(),
        channels: old.channels.0.clone(),
        channel_code: old.channel_code_id,
        accompany,
        draft: false,
    };
    submit(act, new).await.map(drop)
}

/// Offers each free place of a group to the first in its queue; ends when nobody waits or nothing is free.
pub async fn fill(act: Act<'_>, group: GroupId) -> Result<()> {
    let locked = programme::lock_group(act.tx, group).await?;
    if enrolment::takes(act, &locked).await.is_err() {
        return Ok(());
    }
    while enrolment::places(act.tx, group).await?.free() > 0 {
        let Some(first) = enrolment::first_in_line(act.tx, group).await? else { break };
        let referral = queries::model(act.tx, first.referral_id).await?;
        let step = Step::to(ReferralStatus::Offered, Side::System);
        match enrolment::offer(act.by_system(), (candidate(&referral), true, None)).await {
            // Somebody they must not meet has come in since: the leader decides, and the place waits.
            Err(Error::Conflict(_)) => return notice::ask_leader(act, &referral).await,
            offered => drop(offered?),
        }
        record(act.by_system(), (&referral, &step)).await?;
        notice::told(act, (&referral, &locked, &step)).await?;
    }
    Ok(())
}

/// Answers an offer by its id, as the client's own page does.
pub async fn answer(act: Act<'_>, (offer, to, side): (OfferId, ReferralStatus, Side)) -> Result<()> {
    let offer = enrolment::group_of_offer(act.tx, offer).await?;
    programme::lock_group(act.tx, offer.group_id).await?;
    let open = enrolment::offer_of(act.tx, offer.referral_id).await?.filter(|open| open.id == offer.id);
    match open {
        Some(open) if open.expires_at > act.now => step(act, (open.referral_id, Step::to(to, side))).await,
        Some(_) => Err(Error::conflict("enrolment-past-deadline")),
        None => Err(Error::conflict("enrolment-no-offer")),
    }
}

/// Ends a participation, closes a referral that never came to a start, and offers the place on.
pub async fn end(act: Act<'_>, (id, end): (ParticipationId, End)) -> Result<participation::Model> {
    let ended = enrolment::end(act, (id, end)).await?;
    after_end(act, ended).await
}

/// Frees the place of a client who never came, closes the referral as no start, and offers the place on.
pub async fn no_start(act: Act<'_>, id: ParticipationId) -> Result<participation::Model> {
    let ended = enrolment::no_start(act, id).await?;
    after_end(act, ended).await
}

async fn after_end(act: Act<'_>, ended: participation::Model) -> Result<participation::Model> {
    if let Some(id) = ended.referral_id {
        let referral = queries::model(act.tx, id).await?;
        close(act, (Some(id), CloseReason::NoStart)).await?;
        // A death is told by people, not by messages.
        if referral.closed_at.is_none() && ended.status != ParticipationStatus::Deceased {
            notice::closed(act, &referral).await?;
        }
    }
    fill(act, ended.group_id).await?;
    Ok(ended)
}

/// Closes an open referral; one that is closed stays as it was.
pub(super) async fn close(act: Act<'_>, (id, reason): (Option<ReferralId>, CloseReason)) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let client = queries::model(act.tx, id).await?.client_id;
    let closed = referral::Entity::update_many()
        .col_expr(referral::Column::ClosedAt, Expr::value(act.now))
        .col_expr(referral::Column::CloseReason, Expr::value(reason))
        .col_expr(referral::Column::UpdatedAt, Expr::value(act.now))
        .filter(referral::COLUMN.id.eq(id))
        .filter(referral::COLUMN.closed_at.is_null())
        .exec(act.tx)
        .await?;
    if closed.rows_affected == 0 {
        return Ok(());
    }
    let change = Change::of("referral.closed", "referral", id).client(client).details(json!({"reason": reason.code()}));
    audit::changed(act, change).await
}

/// Closes every open referral of a group for one reason: cancelled, or ended with people still waiting. A confirmed
/// client of a group that has ended never started. Whoever referred is told.
pub async fn close_group(act: Act<'_>, (group, reason): (GroupId, CloseReason)) -> Result<Vec<referral::Model>> {
    programme::lock_group(act.tx, group).await?;
    let open = queries::open_in(act.tx, group).await?;
    enrolment::close_group(act, group).await?;
    for referral in &open {
        let missed = reason == CloseReason::NeverPlaced && referral.status == ReferralStatus::Confirmed;
        let reason = if missed { CloseReason::NoStart } else { reason };
        close(act, (Some(referral.id), reason)).await?;
        notice::closed(act, referral).await?;
    }
    Ok(open)
}

/// Closes every open referral of a client who has died, without a message to anyone.
pub async fn close_client(act: Act<'_>, client: ClientId) -> Result<()> {
    for referral in queries::open_of(act.tx, client).await? {
        enrolment::leave(act, (candidate(&referral), OfferStatus::Withdrawn)).await?;
        close(act, (Some(referral.id), CloseReason::Withdrawn)).await?;
        fill(act, referral.group_id).await?;
    }
    Ok(())
}

/// Notes a try to reach the client about the open offer of a referral.
pub async fn contact_tried(act: Act<'_>, id: ReferralId) -> Result<()> {
    let referral = queries::model(act.tx, id).await?;
    programme::lock_group(act.tx, referral.group_id).await?;
    enrolment::contact_tried(act, id).await?;
    let offer = enrolment::offer_of(act.tx, id).await?.or_not_found()?;
    if offer.contact_tries >= enrolment::CONTACT_TRIES {
        task::done_by_key(act, &notice::contact_key(offer.id)).await?;
    }
    Ok(())
}
