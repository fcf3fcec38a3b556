//! Groups and sessions put straight into the database, for tests of what reads them.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::{ClientId, GroupId, SessionId, StaffId, UnitId, VenueId};
use entity::list::{Aims, Dates, Languages};
use entity::state::{
    ContactChannel, GroupKind, GroupStatus, Language, LeaderRole, Openness, ParticipationStatus, ReminderChoice,
    SessionStatus,
};
use entity::{client, group, group_leader, participation, session, venue};
use piiri::{random, revision};
use sea_orm::{EntityTrait, Set};

use super::app::{TestApp, noon};

/// A running group with a venue and weekly sessions from 7.10.2026 at 10 in Helsinki.
pub struct Plan {
    pub group: GroupId,
    pub venue: VenueId,
    pub sessions: Vec<SessionId>,
}

impl TestApp {
    /// A group led by `leader` with as many weekly sessions as asked for; the clock changes between the third and fourth.
    pub async fn plan(&self, code: &str, leader: StaffId, sessions: i32) -> Plan {
        let now = noon() - TimeDelta::days(30);
        let (group, venue, ids) = self
            .app
            .act_at(piiri::access::Actor::System, now, async |act| {
                let (group, venue) = (random::id(now), random::id(now));
                venue::Entity::insert(venue_row(venue, now)).exec_without_returning(act.tx).await.unwrap();
                group::Entity::insert(group_row((group, code), (self.county, leader, venue), now))
                    .exec_without_returning(act.tx)
                    .await
                    .unwrap();
                let part = group_leader::ActiveModel {
                    group_id: Set(group),
                    staff_id: Set(leader),
                    role: Set(LeaderRole::Leader),
                    position: Set(0),
                    from_at: Set(None),
                    until_at: Set(None),
                };
                group_leader::Entity::insert(part).exec_without_returning(act.tx).await.unwrap();
                let mut ids = Vec::new();
                for number in 1..=sessions {
                    let row = session_row((group, venue, number), now);
                    ids.push(row.id.clone().unwrap());
                    session::Entity::insert(row).exec_without_returning(act.tx).await.unwrap();
                }
                revision::raise_all(act, [group.0, venue.0]).await.unwrap();
                Ok((group, venue, ids))
            })
            .await
            .unwrap();
        Plan { group, venue, sessions: ids }
    }

    /// A client with a place in a group.
    pub async fn place(&self, name: &str, group: GroupId) -> ClientId {
        let now = noon() - TimeDelta::days(20);
        self.app
            .act_at(piiri::access::Actor::System, now, async |act| {
                let id = random::id(now);
                client::Entity::insert(client_row((id, name), self.county, now))
                    .exec_without_returning(act.tx)
                    .await
                    .unwrap();
                let place = participation::ActiveModel {
                    id: Set(random::id(now)),
                    group_id: Set(group),
                    client_id: Set(id),
                    referral_id: Set(None),
                    status: Set(ParticipationStatus::Confirmed),
                    active: Set(true),
                    confirmed_at: Set(now),
                    started_on: Set(None),
                    ended_on: Set(None),
                    ended_at: Set(None),
                    end_reason: Set(None),
                    end_note: Set(None),
                    accompanied: Set(false),
                    override_reason: Set(None),
                    created_at: Set(now),
                };
                participation::Entity::insert(place).exec_without_returning(act.tx).await.unwrap();
                revision::raise_all(act, [group.0, id.0]).await.unwrap();
                Ok(id)
            })
            .await
            .unwrap()
    }
}

fn venue_row(id: VenueId, now: DateTime<Utc>) -> venue::ActiveModel {
    venue::ActiveModel {
        id: Set(id),
        unit_id: Set(None),
        name: Set("Kirjasto".into()),
        name_sort: Set("kirjasto".into()),
        name_search: Set("kirjasto".into()),
        address: Set(Some("Olavinkatu 1".into())),
        municipality: Set(Some("Savonlinna".into())),
        capacity: Set(Some(12)),
        step_free: Set(true),
        access: Set(None),
        directions: Set(None),
        animals: Set(false),
        active: Set(true),
        contact_name: Set(None),
        contact_email: Set(None),
        contact_phone: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

fn group_row(
    (id, code): (GroupId, &str),
    (unit, leader, venue): (UnitId, StaffId, VenueId),
    now: DateTime<Utc>,
) -> group::ActiveModel {
    group::ActiveModel {
        id: Set(id),
        code: Set(code.into()),
        slug: Set(code.to_lowercase()),
        name: Set("Arjen rytmi".into()),
        name_sort: Set("arjen rytmi".into()),
        name_search: Set("arjen rytmi".into()),
        kind: Set(GroupKind::LifeManagement),
        openness: Set(Openness::SemiOpen),
        status: Set(GroupStatus::Running),
        summary: Set("Uni, ruoka, koti; pienet askeleet.".into()),
        audience: Set(String::new()),
        criteria: Set(String::new()),
        not_for: Set(String::new()),
        leads_to: Set(String::new()),
        aims: Set(Aims::default()),
        languages: Set(Languages(vec![Language::Fi])),
        unit_id: Set(unit),
        municipality: Set(Some("Savonlinna".into())),
        venue_id: Set(Some(venue)),
        fallback_venue_id: Set(None),
        capacity: Set(8),
        min_participants: Set(4),
        planned_minutes: Set(0),
        budget_cents: Set(0),
        incentives: Set(String::new()),
        animals: Set(None),
        risk: Set(String::new()),
        project: Set(None),
        timezone: Set("Europe/Helsinki".into()),
        duration_minutes: Set(120),
        excluded_dates: Set(Dates::default()),
        extra_dates: Set(Dates::default()),
        skip_public_holidays: Set(true),
        skip_breaks: Set(true),
        created_by: Set(leader),
        created_at: Set(now),
        updated_at: Set(now),
        status_at: Set(now),
        ..Default::default()
    }
}

/// At 10 in Helsinki: an hour later in UTC after the clock change of 25.10.2026.
fn session_row((group, venue, number): (GroupId, VenueId, i32), now: DateTime<Utc>) -> session::ActiveModel {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 7).unwrap() + TimeDelta::weeks((number - 1).into());
    let local = day.and_hms_opt(10, 0, 0).unwrap().and_local_timezone(chrono_tz::Tz::Europe__Helsinki).unwrap();
    let starts_at = local.with_timezone(&Utc);
    session::ActiveModel {
        id: Set(random::id(now)),
        group_id: Set(group),
        number: Set(number),
        rule_date: Set(Some(day)),
        starts_at: Set(starts_at),
        ends_at: Set(starts_at + TimeDelta::hours(2)),
        timezone: Set("Europe/Helsinki".into()),
        venue_id: Set(Some(venue)),
        status: Set(SessionStatus::Planned),
        moved: Set(false),
        without_animal: Set(false),
        sequence: Set(0),
        changed_at: Set(now),
        created_at: Set(now),
        ..Default::default()
    }
}

fn client_row((id, name): (ClientId, &str), unit: UnitId, now: DateTime<Utc>) -> client::ActiveModel {
    client::ActiveModel {
        id: Set(id),
        unit_id: Set(unit),
        name: Set(name.into()),
        given_name: Set(name.split(' ').next().unwrap().into()),
        name_sort: Set(name.to_lowercase()),
        name_search: Set(name.to_lowercase()),
        language: Set(Language::Fi),
        channel: Set(ContactChannel::Letter),
        reminders: Set(ReminderChoice::Standard),
        address_protection: Set(false),
        show_place: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}
