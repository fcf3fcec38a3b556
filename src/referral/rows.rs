//! Writers of referrals, and the checks that stand before them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entity::id::{ClientId, GroupId, ReferralId};
use entity::list::{Channels, Lines};
use entity::state::{Channel, CloseReason, ReferralStatus};
use entity::{group, participation, referral, referral_note, session};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Set,
    SqlErr, TryIntoModel,
};
use serde_json::json;

use super::rules::{ReferralInput, ReferralStep};
use super::state::{self, NextState, ReferralRefusal, Side};
use super::{queries, rules};
use crate::access::Act;
use crate::audit::{self, LoggedChange};
use crate::enrolment::{Candidate, Stage, stage};
use crate::error::{Code, Error, Fault, Result};
use crate::local_time;
use crate::{people, random, revision};

/// The hour of a referral that is known by its day alone.
const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("noon is a time");

/// Writes a referral as of a day, sent or as a draft; the same client twice into one group is refused.
pub async fn insert_referral(act: Act<'_>, new: ReferralInput, on: NaiveDate) -> Result<ReferralId> {
    check_referral(act, &new).await?;
    let id = random::id(act.now);
    let (client, draft) = (new.client, new.draft);
    let mut row = row(act, id, new);
    if !draft && on < act.today() {
        row.submitted_on = Set(Some(on));
        row.submitted_at = Set(Some(local_time::instant(act.zone, on.and_time(NOON))));
    }
    row.insert(act.tx).await.map_err(on_twice)?;
    revision::raise(act, client).await?;
    let name = if draft { "referral.drafted" } else { "referral.submitted" };
    audit::changed(act, LoggedChange::of(name, "referral", id).client(client)).await?;
    Ok(id)
}

/// Makes a draft say something else, or sends it so; who referred and what brought it stays.
pub async fn set_draft(act: Act<'_>, draft: &referral::Model, new: ReferralInput) -> Result<()> {
    if draft.status != ReferralStatus::Draft || draft.closed_at.is_some() {
        return Err(Error::conflict(Code::ReferralSentAlready));
    }
    check_accompanied(act, &new).await?;
    people::client::open(act.tx, new.client).await?;
    never_twice(act, &new, Some(draft.id)).await?;
    let (client, is_kept) = (new.client, new.draft);
    let new = ReferralInput {
        source: draft.source,
        referrer: draft.referrer_id,
        partner: draft.partner.clone(),
        channel_code: draft.channel_code_id,
        ..new
    };
    let mut row = row(act, draft.id, new);
    row.created_at = Set(draft.created_at);
    row.note = Set(draft.note.clone());
    let meant = row.clone().try_into_model()?;
    if (referral::Model { updated_at: draft.updated_at, ..meant }) == *draft {
        return Ok(());
    }
    row.update(act.tx).await.map_err(on_twice)?;
    revision::raise(act, client).await?;
    let name = if is_kept { "referral.drafted" } else { "referral.submitted" };
    audit::changed(act, LoggedChange::of(name, "referral", draft.id).client(client)).await
}

/// Adds to a referral that nobody has decided what whoever sent it has to say.
pub async fn add_note(act: Act<'_>, referral: &referral::Model, words: &str) -> Result<()> {
    if !referral.status.is_to_decide() || referral.closed_at.is_some() {
        return Err(Error::conflict(Code::ReferralDecidedAlready));
    }
    note(act, referral.id, ReferralStatus::Submitted, words).await?;
    let change = LoggedChange::of("referral.noted", "referral", referral.id).client(referral.client_id);
    audit::changed(act, change).await
}

/// Makes sure that the client may be referred, and is not in that group already.
pub async fn check_referral(act: Act<'_>, new: &ReferralInput) -> Result<()> {
    people::client::open(act.tx, new.client).await?;
    check_accompanied(act, new).await?;
    never_twice(act, new, None).await
}

/// Somebody comes along to a session that the group has, where its sessions are planned: another would never be over.
async fn check_accompanied(act: Act<'_>, new: &ReferralInput) -> Result<()> {
    let Some(accompany) = new.accompany else { return Ok(()) };
    let last: Option<i32> = session::Entity::find()
        .select_only()
        .column(session::Column::Number)
        .filter(session::COLUMN.group_id.eq(new.group))
        .order_by(session::Column::Number, Order::Desc)
        .limit(1)
        .into_tuple()
        .one(act.tx)
        .await?;
    match last {
        Some(last) if accompany.session > last => Err(Error::invalid("accompany_session", Code::FaultNumber)),
        _ => Ok(()),
    }
}

fn row(act: Act<'_>, id: ReferralId, new: ReferralInput) -> referral::ActiveModel {
    let sent = (!new.draft).then_some(act.now);
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
        accompany_promised: Set(None),
        submitted_at: Set(sent),
        submitted_on: Set(sent.map(|_| act.today())),
        decided_at: Set(None),
        decided_by: Set(None),
        reject_code: Set(None),
        note: Set(None),
        info_request: Set(None),
        redirected_to_id: Set(None),
        closed_at: Set(None),
        close_reason: Set(None),
        created_at: Set(act.now),
        updated_at: Set(act.now),
    }
}

/// Refuses a client who has an open referral to the group, but for this one, or a place in it, and tells since when.
async fn never_twice(act: Act<'_>, new: &ReferralInput, this: Option<ReferralId>) -> Result<()> {
    let open = queries::open_between(act.tx, new.client, new.group).await?;
    if let Some(open) = open.filter(|open| Some(open.id) != this) {
        let on = local_time::day(act.zone, open.created_at).format("%-d.%-m.%Y").to_string();
        let by = open.referrer_name.unwrap_or_else(|| "–".to_owned());
        return Err(Error::Conflict(Fault::whole(Code::ReferralDuplicate).with("on", on).with("by", by)));
    }
    if queries::has_place(act.tx, new.client, new.group).await? {
        return Err(Error::conflict(Code::EnrolmentAlready));
    }
    Ok(())
}

fn on_twice(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Error::conflict(Code::EnrolmentAlready),
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::invalid("accompany_by", Code::FaultChoice),
        _ => error.into(),
    }
}

/// Whether a step asks for what stands already: its state, with the reason, the question or the group that it names.
pub fn stands_already(referral: &referral::Model, step: &ReferralStep) -> bool {
    let to = step.to.status();
    let same = match &step.to {
        NextState::InfoRequested { question } => referral.info_request.as_ref() == Some(question),
        NextState::Rejected { code } => referral.reject_code == Some(*code),
        NextState::Redirected { to } => referral.redirected_to_id == *to,
        _ => true,
    };
    let theirs = ReferralStatus::ALL.iter().any(|from| state::belongs_to(step.side, *from, to));
    // What was closed for a reason outside its steps stands no more.
    theirs && referral.status == to && referral.close_reason == state::closes(to, step.side) && same
}

/// Whether a step of a referral may be taken.
pub fn check_step(referral: &referral::Model, step: &ReferralStep) -> Result<()> {
    state::check(referral.status, referral.closed_at.is_some(), step.to.status(), step.side).map_err(refused)
}

fn refused(refusal: ReferralRefusal) -> Error {
    match refusal {
        ReferralRefusal::NotFrom { allowed, .. } => {
            let allowed = allowed.iter().map(|status| status.code()).collect::<Vec<_>>().join(", ");
            Error::Conflict(Fault::of("to", Code::ReferralStepNotFrom).with("allowed", allowed))
        }
        ReferralRefusal::Closed => Error::conflict(Code::ReferralStepClosed),
        ReferralRefusal::NotYours(_) => Error::Forbidden,
    }
}

/// The candidate that a referral names.
pub const fn candidate(referral: &referral::Model) -> Candidate {
    Candidate { group: referral.group_id, client: referral.client_id, referral: referral.id }
}

/// Refuses a group with animals until somebody has checked what the client can't bear.
pub async fn check_animals(
    act: Act<'_>,
    referral: &referral::Model,
    group: &group::Model,
    step: &ReferralStep,
) -> Result<()> {
    if group.animals.is_none() || referral.animal_checked || step.animal_checked {
        return Ok(());
    }
    let of_client = queries::needs_of(act.tx, referral.client_id).await?;
    let needs = [referral.needs.as_deref(), of_client.as_deref()];
    if rules::animals_unchecked(true, needs, false) {
        return Err(Error::conflict(Code::ReferralAnimalsUnchecked));
    }
    Ok(())
}

/// Writes down a step.
pub async fn set_step(act: Act<'_>, referral: &referral::Model, step: &ReferralStep) -> Result<()> {
    let to = step.to.status();
    let mut row =
        referral::ActiveModel { id: Set(referral.id), status: Set(to), updated_at: Set(act.now), ..Default::default() };
    if step.animal_checked {
        row.animal_checked = Set(true);
    }
    match &step.to {
        NextState::Submitted => {
            row.submitted_at = Set(Some(act.now));
            row.submitted_on = Set(Some(act.today()));
        }
        NextState::InfoRequested { question } => row.info_request = Set(Some(question.clone())),
        NextState::Rejected { code } => row.reject_code = Set(Some(*code)),
        NextState::Redirected { to } => row.redirected_to_id = Set(*to),
        _ => {}
    }
    // A question stands for itself, and what was noted before stays.
    if step.note.is_some() && to != ReferralStatus::InfoRequested {
        row.note = Set(step.note.clone());
    }
    if state::decides(to) && step.side == Side::Leader && referral.decided_at.is_none() {
        row.decided_at = Set(Some(act.now));
        row.decided_by = Set(act.who.staff());
    }
    if let Some(reason) = state::closes(to, step.side) {
        row.closed_at = Set(Some(act.now));
        row.close_reason = Set(Some(reason));
    }
    row.update(act.tx).await?;
    if let Some(words) = &step.note {
        note(act, referral.id, to, words).await?;
    }
    let code = if let NextState::Rejected { code } = step.to { Some(code.code()) } else { None };
    let codes = json!({"from": referral.status.code(), "to": to.code(), "code": code});
    let change = LoggedChange::of("referral.step", "referral", referral.id).client(referral.client_id);
    audit::changed(act, change.details(codes)).await
}

/// Adds to what was asked, answered and explained.
async fn note(act: Act<'_>, referral: ReferralId, status: ReferralStatus, words: &str) -> Result<()> {
    let row = referral_note::ActiveModel {
        id: Set(random::id(act.now)),
        referral_id: Set(referral),
        status: Set(status),
        words: Set(words.to_owned()),
        noted_at: Set(act.now),
        noted_by: Set(act.who.staff()),
    };
    referral_note::Entity::insert(row).exec_without_returning(act.tx).await?;
    Ok(())
}

/// Whether a side may take the last step of a referral back.
pub fn check_taken_back(referral: &referral::Model, side: Side) -> Result<()> {
    // What was closed for a reason outside its steps was not closed by a step.
    let by_step = referral.close_reason == state::closes(referral.status, side);
    if by_step && state::taken_back(referral.status, side) {
        return Ok(());
    }
    Err(Error::conflict(Code::ReferralTakenBackNever))
}

/// Puts a referral back to a state, as if the step at `at` had not been taken.
pub async fn set_back(
    act: Act<'_>,
    referral: &referral::Model,
    to: ReferralStatus,
    at: Option<DateTime<Utc>>,
) -> Result<()> {
    let mut row = referral::ActiveModel {
        id: Set(referral.id),
        status: Set(to),
        closed_at: Set(None),
        close_reason: Set(None),
        reject_code: Set(None),
        redirected_to_id: Set(None),
        updated_at: Set(act.now),
        ..Default::default()
    };
    if referral.decided_at.is_some() && referral.decided_at == at {
        row.decided_at = Set(None);
        row.decided_by = Set(None);
    }
    row.update(act.tx).await.map_err(on_twice)?;
    let codes = json!({"from": referral.status.code(), "to": to.code()});
    let change = LoggedChange::of("referral.taken_back", "referral", referral.id).client(referral.client_id);
    audit::changed(act, change.details(codes)).await
}

/// Closes an open referral; one that is closed stays as it was, and is none of the answer.
#[must_use = "whoever referred is to hear of it"]
pub async fn set_closed(act: Act<'_>, id: ReferralId, reason: CloseReason) -> Result<Option<referral::Model>> {
    let referral = queries::model(act.tx, id).await?;
    let closed = referral::Entity::update_many()
        .col_expr(referral::Column::ClosedAt, Expr::value(act.now))
        .col_expr(referral::Column::CloseReason, Expr::value(reason))
        .col_expr(referral::Column::UpdatedAt, Expr::value(act.now))
        .filter(referral::COLUMN.id.eq(id))
        .filter(referral::COLUMN.closed_at.is_null())
        .exec(act.tx)
        .await?;
    if closed.rows_affected == 0 {
        return Ok(None);
    }
    let change = LoggedChange::of("referral.closed", "referral", id)
        .client(referral.client_id)
        .details(json!({"reason": reason.code()}));
    audit::changed(act, change).await?;
    Ok(Some(referral))
}

/// States referrals anew by what became of their places: closed as started from the first presence on, open again when a
/// correction leaves none or the place is given back before any, no start when the place has ended without any.
pub async fn restate_referrals(act: Act<'_>, places: &[participation::Model]) -> Result<()> {
    let (mut begun, mut never, mut awaited) = (Vec::new(), Vec::new(), Vec::new());
    for place in places {
        let of = match stage(place) {
            Stage::Begun { .. } | Stage::Over { began: Some(_), .. } => &mut begun,
            Stage::Over { began: None, .. } => &mut never,
            Stage::Awaited => &mut awaited,
        };
        of.extend(place.referral_id);
    }
    let closed_as = |reason: CloseReason| referral::Column::CloseReason.eq(reason);
    // What a death closed that was recorded by mistake: a step that withdraws leaves another state.
    let confirmed = referral::Column::Status.eq(ReferralStatus::Confirmed);
    let fell = || {
        let in_death = closed_as(CloseReason::Withdrawn).and(confirmed.clone());
        Condition::any().add(closed_as(CloseReason::NoStart)).add(in_death)
    };
    let open = fell().add(referral::Column::ClosedAt.is_null());
    restate(act, begun, open, Some(CloseReason::Started)).await?;
    let started = Condition::any().add(closed_as(CloseReason::Started));
    restate(act, never, started.clone(), Some(CloseReason::NoStart)).await?;
    restate(act, awaited, fell().add(started), None).await
}

/// Closes those of the referrals that stand as `like` says for a reason, or opens them again for none.
async fn restate(act: Act<'_>, ids: Vec<ReferralId>, like: Condition, reason: Option<CloseReason>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let find = referral::Entity::find().filter(referral::COLUMN.id.is_in(ids)).filter(like);
    let find =
        find.select_only().columns([referral::Column::Id, referral::Column::ClientId, referral::Column::GroupId]);
    let rows: Vec<(ReferralId, ClientId, GroupId)> = find.into_tuple().all(act.tx).await?;
    let mut found = Vec::new();
    for (id, client, group) in rows {
        // Whoever was referred anew has one open referral all the same.
        if reason.is_some() || queries::open_between(act.tx, client, group).await?.is_none() {
            found.push((id, client));
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let closed_at = match reason {
        Some(_) => Expr::col(referral::Column::ClosedAt).if_null(act.now),
        None => Expr::value(Option::<DateTime<Utc>>::None),
    };
    referral::Entity::update_many()
        .col_expr(referral::Column::ClosedAt, closed_at)
        .col_expr(referral::Column::CloseReason, Expr::value(reason))
        .col_expr(referral::Column::UpdatedAt, Expr::value(act.now))
        .filter(referral::COLUMN.id.is_in(found.iter().map(|(id, _)| *id)))
        .exec(act.tx)
        .await
        .map_err(on_twice)?;
    let change = |(id, client): (ReferralId, ClientId)| match reason {
        Some(reason) => {
            LoggedChange::of("referral.closed", "referral", id).client(client).details(json!({"reason": reason.code()}))
        }
        None => LoggedChange::of("referral.reopened", "referral", id).client(client),
    };
    audit::changed_all(act, found.into_iter().map(change).collect()).await
}
