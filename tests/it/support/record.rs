//! A client of whom every table tells something.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use entity::id::{ClientId, GroupId, IncidentId, ParticipationId, ReferralId, SessionId, StaffId};
use entity::list::{Channels, Lines};
use entity::state::{
    ApplicationStatus, AttendanceStatus, Channel, ContactChannel, FeedKind, FeedTitles, IncidentKind, Language,
    Openness, ReferralSource, TaskKind, ToldBy,
};
use entity::{
    application, attendance, attendance_correction, client, incident, message, participation, posted_letter, referral,
    session_told, task as task_row, waiting, walk_in,
};
use piiri::access::{Act, Actor as By, reach_own};
use piiri::acts::{submit_referral, take_referral_step};
use piiri::calendar::{self, NewLink};
use piiri::people::client::new_link;
use piiri::random;
use piiri::referral::{NextState, ReferralStep, Side};
use piiri::task::{self, NewTask};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::actor::Actor;
use super::places::{Plan, new_referral};
use super::{TestApp, seed};

/// What stands wherever something free can be said of the client.
pub const WORDS: &str = "Words about nobody else";

/// Gives a client of the worker at least one row in each table, in groups of their own.
pub async fn fill(test: &TestApp, worker: &Actor, client: ClientId) {
    reach(test, worker.id(), client).await;
    for to in [NextState::Submitted, NextState::Waitlisted, NextState::Offered] {
        let group = test.group(&format!("{} {client}", to.status()), worker.id(), Plan::open(3)).await;
        refer(test, worker.id(), (client, group), to).await;
    }
    let group = seed::group(test, worker.id(), &client.to_string()[24..], Openness::Open).await;
    let session = seed::session(test, group, 1, "2026-10-14T06:00:00Z").await;
    let place = seed::place(test, group, client, "2026-09-01T09:00:00Z").await;
    attend(test, worker.id(), (client, place, session)).await;
    hear(test, client, group, session).await;
    apply(test, (client, group)).await;
    let ratings = json!({ "phase": "end", "rater": "client", "source": "tablet", "early_reason": "Moves away", "answers": { "overall": "much" }, "comment": WORDS });
    let goals = json!({ "text": WORDS });
    for (what, body) in [("ratings", ratings), ("goals", goals)] {
        let answer = worker.api(Method::POST, &format!("/participations/{place}/{what}"), Some(body)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json);
    }
    befall(test, worker.id(), (client, group, session)).await;
    post(test, worker.id(), client).await;
    speak(test, client).await;
}

/// Something that happened to the client, and what was asked about a referral.
async fn befall(test: &TestApp, worker: StaffId, (client, group, session): (ClientId, GroupId, SessionId)) {
    let now = test.app.clock.now();
    let id: IncidentId = random::id(now);
    let tx = test.app.db.write().await.unwrap();
    let row = incident::ActiveModel {
        id: Set(id),
        origin_id: Set(id),
        client_id: Set(client),
        session_id: Set(session),
        group_id: Set(group),
        kind: Set(IncidentKind::Other),
        what: Set(WORDS.to_owned()),
        done: Set(Some(WORDS.to_owned())),
        recorded_at: Set(now),
        recorded_by: Set(worker),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A letter that was posted.
async fn post(test: &TestApp, worker: StaffId, client: ClientId) {
    let of = message::Entity::find().filter(message::COLUMN.client_id.eq(client));
    let letter = of.one(test.app.db.read()).await.unwrap().unwrap();
    let now = test.app.clock.now();
    let posted = posted_letter::ActiveModel {
        message_id: Set(letter.id),
        staff_id: Set(worker),
        posted_on: Set(now.date_naive()),
        posted_at: Set(now),
        before: Set(String::new()),
    };
    test.system(async |act| Ok(posted.insert(act.tx).await.map(drop)?)).await;
}

/// A link, a calendar, a task and a way to be written to.
async fn reach(test: &TestApp, worker: StaffId, client: ClientId) {
    let now = test.app.clock.now();
    test.act(By::Client(client), async |act| {
        let row = client::ActiveModel { id: Set(client), channel: Set(ContactChannel::Letter), ..Default::default() };
        row.update(act.tx).await.unwrap();
        new_link(act, client, now + TimeDelta::days(9)).await.unwrap();
        let calendar = NewLink {
            kind: FeedKind::Client,
            subject_id: None,
            client_id: Some(client),
            staff_id: None,
            titles: FeedTitles::Neutral,
            label: Some(WORDS.to_owned()),
        };
        calendar::new_link(act, calendar).await.unwrap();
        let about = NewTask { key: format!("about:{client}"), client: Some(client), ..NewTask::default() };
        task::ask(act, TaskKind::Other, worker, now, about).await.unwrap();
        Ok(())
    })
    .await;
}

/// Takes a step of a referral as the program does.
pub async fn step_of(act: Act<'_>, id: ReferralId, step: ReferralStep) -> piiri::error::Result<()> {
    let act = act.by_system();
    let referral = reach_own(act, piiri::referral::model(act.tx, id).await?)?;
    take_referral_step(act, &referral, step).await.map(|_told| ())
}

async fn refer(test: &TestApp, worker: StaffId, (client, group): (ClientId, GroupId), to: NextState) {
    test.system(async |act| {
        let id = submit_referral(act, new_referral((client, group), worker)).await.unwrap().id;
        if to != NextState::Submitted {
            step_of(act, id, ReferralStep::to(to.clone(), Side::Leader)).await.unwrap();
        }
        Ok(())
    })
    .await;
}

/// What the client was last told of a session.
async fn hear(test: &TestApp, client: ClientId, group: GroupId, session: SessionId) {
    let now = test.app.clock.now();
    let tx = test.app.db.write().await.unwrap();
    let told = session_told::ActiveModel {
        session_id: Set(session),
        person_id: Set(client.0),
        client_id: Set(Some(client)),
        outside: Set(None),
        group_id: Set(group),
        starts_at: Set(now),
        ends_at: Set(now + TimeDelta::hours(1)),
        venue_id: Set(None),
        stands: Set(true),
        told_by: Set(ToldBy::Sms),
        told_at: Set(now),
        meets_id: Set(None),
    };
    told.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A mark that was corrected, and a visit besides.
async fn attend(test: &TestApp, worker: StaffId, (client, place, session): (ClientId, ParticipationId, SessionId)) {
    let now = test.app.clock.now();
    let tx = test.app.db.write().await.unwrap();
    let mark = attendance::ActiveModel {
        session_id: Set(session),
        participation_id: Set(place),
        client_id: Set(client),
        status: Set(AttendanceStatus::Present),
        minutes: Set(60),
        note: Set(Some(WORDS.to_owned())),
        recorded_at: Set(now),
        recorded_by: Set(Some(worker)),
    };
    mark.insert(&tx).await.unwrap();
    let corrected = attendance_correction::ActiveModel {
        id: Set(random::id(now)),
        session_id: Set(session),
        participation_id: Set(place),
        status: Set(AttendanceStatus::NoShow),
        minutes: Set(0),
        note: Set(Some(WORDS.to_owned())),
        recorded_at: Set(now),
        recorded_by: Set(Some(worker)),
        corrected_at: Set(now),
    };
    corrected.insert(&tx).await.unwrap();
    let came = walk_in::ActiveModel {
        id: Set(random::id(now)),
        session_id: Set(session),
        client_id: Set(Some(client)),
        alias: Set(None),
        minutes: Set(60),
        recorded_at: Set(now),
        recorded_by: Set(worker),
    };
    came.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// An application from the open programme that the client was taken up from.
async fn apply(test: &TestApp, (client, group): (ClientId, GroupId)) {
    let now = test.app.clock.now();
    let tx = test.app.db.write().await.unwrap();
    let row = application::ActiveModel {
        id: Set(random::id(now)),
        group_id: Set(group),
        source: Set(ReferralSource::Own),
        status: Set(ApplicationStatus::Accepted),
        name: Set(WORDS.to_owned()),
        email: Set(None),
        phone: Set(None),
        municipality: Set(None),
        language: Set(Language::Fi),
        message: Set(WORDS.to_owned()),
        partner: Set(None),
        partner_person: Set(None),
        first_channel: Set(Channel::Web),
        channels: Set(Channels(vec![Channel::Web])),
        channel_code_id: Set(None),
        token_hash: Set(random::hash(&random::token())),
        created_at: Set(now),
        expires_at: Set(now + TimeDelta::days(9)),
        confirmed_at: Set(Some(now)),
        decided_at: Set(Some(now)),
        client_id: Set(Some(client)),
        referral_id: Set(None),
    };
    row.insert(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Says something in every free text that acts leave empty.
async fn speak(test: &TestApp, id: ClientId) {
    let words = || Expr::value(WORDS);
    let tx = test.app.db.write().await.unwrap();
    let referrals = referral::Entity::update_many()
        .col_expr(referral::Column::Reason, words())
        .col_expr(referral::Column::Goals, Expr::value(Lines(vec![WORDS.to_owned()])))
        .col_expr(referral::Column::Needs, words())
        .col_expr(referral::Column::Note, words())
        .col_expr(referral::Column::InfoRequest, words());
    referrals.filter(referral::Column::ClientId.eq(id)).exec(&tx).await.unwrap();
    let places = participation::Entity::update_many()
        .col_expr(participation::Column::EndNote, words())
        .col_expr(participation::Column::OverrideReason, words());
    places.filter(participation::Column::ClientId.eq(id)).exec(&tx).await.unwrap();
    let queue = waiting::Entity::update_many().col_expr(waiting::Column::PriorityReason, words());
    queue.filter(waiting::Column::ClientId.eq(id)).exec(&tx).await.unwrap();
    let tasks = task_row::Entity::update_many().col_expr(task_row::Column::Note, words());
    tasks.filter(task_row::Column::ClientId.eq(id)).exec(&tx).await.unwrap();
    tx.commit().await.unwrap();
}
