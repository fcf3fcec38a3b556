//! Every form that changes what stands, as each role that may send it.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use chrono::{NaiveTime, TimeDelta};
use entity::id::{ClientId, ParticipationId, SessionId, StaffId};
use entity::list::WorkDays;
use entity::state::{
    AttendanceStatus, Attrition, InterpretingStatus, Language, Openness, RatingPhase, Role, SessionStatus, WorkDay,
};
use entity::{attendance, client, group, interpreting, rating_request, session, staff, waiting_role, walk_in};
use piiri::people::client::new_link;
use piiri::random;
use piiri::web::who::{RouteRow, Who};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;

use super::rows::{Columns, World, differences, template as random_template};
use crate::shape::sources::{name, sources};
use crate::support::actor::Actor;
use crate::support::app::noon;
use crate::support::chance::Chance;
use crate::support::seed;

/// How many random rows each form is tried with, as each role.
const ROUNDS: u64 = 6;

/// What a form is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Group,
    Schedule,
    Session,
    Sheet,
    Template,
    Venue,
    Break,
    Season,
    Client,
    Roles,
    Language,
    Messages,
    Choices,
    Unanswered,
    Work,
    Interpreting,
    Absence,
    Draft,
}

/// A form that changes what stands: its page, where it is sent, and a field by which it is known.
struct EditForm {
    page: &'static str,
    act: &'static str,
    field: &'static str,
    of: Of,
}

const fn edit(page: &'static str, act: &'static str, field: &'static str, of: Of) -> EditForm {
    EditForm { page, act, field, of }
}

const FORMS: &[EditForm] = &[
    edit("/groups/{id}/edit", "/groups/{id}", "capacity", Of::Group),
    edit("/groups/{id}/schedule", "/groups/{id}/schedule", "first_date", Of::Schedule),
    edit("/sessions/{id}", "/sessions/{id}", "plan", Of::Session),
    edit("/sessions/{id}/attendance", "/sessions/{id}/attendance", "head_count", Of::Sheet),
    edit("/templates/{id}/edit", "/templates/{id}", "sessions", Of::Template),
    edit("/venues/{id}/edit", "/venues/{id}", "capacity", Of::Venue),
    edit("/breaks/{id}/edit", "/breaks/{id}", "starts_on", Of::Break),
    edit("/seasons/{id}/edit", "/seasons/{id}", "starts_on", Of::Season),
    edit("/clients/{id}/edit", "/clients/{id}", "birth_year", Of::Client),
    edit("/referrals/{id}/edit", "/referrals/{id}/edit", "reason", Of::Draft),
    edit("/admin/staff/{id}", "/admin/staff/{id}", "roles", Of::Roles),
    edit("/account", "/account/language", "language", Of::Language),
    edit("/account", "/account/messages", "weekly_places", Of::Messages),
    edit("/absences", "/absences/work", "work_from", Of::Work),
    edit("/absences/{id}/edit", "/absences/{id}/edit", "from_on", Of::Absence),
    edit("/sessions/{id}", "/interpreters/{id}", "language", Of::Interpreting),
    edit("/me/{token}", "/me/{token}/choices", "channel", Of::Choices),
    edit("/ratings/requests/{id}/unanswered", "/ratings/requests/{id}/unanswered", "attrition", Of::Unanswered),
];

/// The files that open a form on a row, so that nobody's change is undone unseen.
const OPENED_ON_A_ROW: &[(&str, usize)] = &[
    ("src/acts/away/routes.rs", 2),
    ("src/acts/staff_account/routes.rs", 1),
    ("src/people/client/routes.rs", 1),
    ("src/programme/routes/group.rs", 1),
    ("src/programme/routes/template.rs", 1),
    ("src/programme/routes/year.rs", 2),
    ("src/programme/views/interpreting.rs", 1),
    ("src/programme/views/session.rs", 1),
    ("src/referral/routes.rs", 1),
    ("src/venue/routes.rs", 1),
];

/// What was made for a form: where its page is, and the row.
pub struct Made {
    pub path: String,
    pub id: Uuid,
}

#[tokio::test]
async fn a_form_that_is_saved_untouched_changes_nothing() {
    let mut world = World::new().await;
    let rows = world.test.rows.clone();
    let mut people = BTreeMap::new();
    for role in Role::ALL {
        people.insert(role.to_string(), world.test.staff(&format!("One {role}"), &[*role]).await);
    }
    let mut anybody = world.test.anybody();
    let mut wrong = Vec::new();
    for form in FORMS {
        let who = rows.iter().find(|row| row.method == Method::POST && row.path == form.act);
        let who = who.unwrap_or_else(|| panic!("no form is sent to {}", form.act)).who;
        if who == Who::Link {
            wrong.extend(tried(&mut world, form, &mut anybody, Role::Worker).await);
        }
        for role in who.roles().unwrap_or_default() {
            if matches!(form.of, Of::Messages | Of::Draft) && role != Role::Worker {
                continue;
            }
            wrong.extend(tried(&mut world, form, people.get_mut(&role.to_string()).unwrap(), role).await);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a form doesn't say of a row: its name for others, its state, and what other pages change.
const OF_THE_ROW: &[&str] = &[
    ".id",
    ".code",
    ".slug",
    ".name",
    ".name_sort",
    ".name_search",
    ".given_name",
    ".card_search",
    ".status",
    ".status_at",
    ".published_at",
    ".intake_closed_at",
    ".merged_into_id",
    ".status_reason",
    ".timezone",
    ".duration_minutes",
    ".skip_public_holidays",
    ".skip_breaks",
    ".created_by",
    ".group_id",
    ".external_ref",
    ".deceased_on",
    ".show_place",
    ".reminders",
];

/// The forms whose every value may as well stand in another row.
const MOVABLE: &[Of] = &[Of::Group, Of::Template, Of::Venue, Of::Client];

/// The columns that differ, but those that are the row's own; who leads a group may have left.
pub fn lost(meant: &Columns, stands: &Columns) -> Vec<String> {
    let is_own = |name: &str| name.starts_with("leader ") || OF_THE_ROW.iter().any(|own| name.ends_with(own));
    let of_both = |all: &Columns| all.clone().into_iter().filter(|(name, _)| !is_own(name)).collect();
    differences(&of_both(meant), &of_both(stands))
}

#[tokio::test]
async fn what_a_form_says_of_one_row_is_written_whole_over_another() {
    let mut world = World::new().await;
    let leaders = ["leader", "co_leader", "substitute", "trainee"];
    let own = [&["name", "code", "external_ref", "version", "once"][..], &leaders].concat();
    let mut wrong = Vec::new();
    for form in FORMS.iter().filter(|form| MOVABLE.contains(&form.of)) {
        let role = if form.of == Of::Client { Role::Worker } else { Role::Leader };
        let mut actor = world.test.staff(&format!("Moves {:?}", form.of), &[role]).await;
        for round in 1..=ROUNDS {
            let chance = &mut Chance(0xBF58_476D_1CE4_E5B9_u64.wrapping_mul(round));
            let meant = world.make(form.of, chance, (actor.id(), role)).await;
            let over = world.make(form.of, chance, (actor.id(), role)).await;
            let (_, said) = actor.get(&meant.path).await.untouched(form.field);
            let (action, stands) = actor.get(&over.path).await.untouched(form.field);
            let is_own = |pair: &&(String, String)| own.contains(&pair.0.as_str());
            let sent: Vec<(String, String)> =
                said.iter().filter(|pair| !is_own(pair)).chain(stands.iter().filter(is_own)).cloned().collect();
            let saved = actor.post(&action, &sent).await;
            let at = format!("{} row {round}", form.page);
            if saved.status != StatusCode::OK {
                wrong.push(format!("{at}: {} {:?}", saved.status, saved.all(".error-summary li")));
                continue;
            }
            let lost = lost(&world.state(form.of, meant.id).await, &world.state(form.of, over.id).await);
            wrong.extend(lost.iter().map(|one| format!("{at}: {one}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Saves the form of random rows untouched, and tells what that changed.
async fn tried(world: &mut World, form: &EditForm, actor: &mut Actor, role: Role) -> Vec<String> {
    let mut wrong = Vec::new();
    for round in 1..=ROUNDS {
        let chance = &mut Chance(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(round));
        let own = actor.staff.as_ref().map_or(world.staff[0], |staff| staff.0);
        let made = world.make(form.of, chance, (own, role)).await;
        let before = world.state(form.of, made.id).await;
        let page = actor.get(&made.path).await;
        assert_eq!(page.status, StatusCode::OK, "{} as {role}: {}", form.page, page.text());
        let (action, mut sent) = page.untouched(form.field);
        if form.of == Of::Schedule {
            sent.extend(["save", "anyway"].map(|name| (name.to_owned(), "true".to_owned())));
        }
        if form.of == Of::Draft {
            sent.push(("draft".to_owned(), "true".to_owned()));
        }
        let saved = actor.post(&action, &sent).await;
        let at = format!("{} as {role}, row {round}", form.page);
        if saved.status != StatusCode::OK {
            wrong.push(format!("{at}: {} {:?}", saved.status, saved.all(".error-summary li")));
            continue;
        }
        wrong.extend(
            differences(&before, &world.state(form.of, made.id).await).iter().map(|one| format!("{at}: {one}")),
        );
    }
    wrong
}

impl World {
    /// A random row that a person of a role reaches.
    pub async fn make(&mut self, of: Of, chance: &mut Chance, (own, role): (StaffId, Role)) -> Made {
        let leader = if role == Role::Leader { own } else { self.staff[0] };
        match of {
            Of::Group => {
                let id = self.led_group(chance, leader).await;
                Made { path: format!("/groups/{id}/edit"), id: id.0 }
            }
            Of::Schedule => self.scheduled(chance, leader).await,
            Of::Session => {
                let group = self.led_group(chance, leader).await;
                let row = self.session(chance, group);
                let id = row.id;
                self.insert(row).await;
                Made { path: format!("/sessions/{id}"), id: id.0 }
            }
            Of::Sheet => self.sheet(chance, leader).await,
            Of::Template => {
                let row = random_template(chance);
                let id = row.id;
                self.insert(row).await;
                Made { path: format!("/templates/{id}/edit"), id: id.0 }
            }
            Of::Venue => {
                let row = self.venue(chance);
                let id = row.id;
                self.insert(row).await;
                Made { path: format!("/venues/{id}/edit"), id: id.0 }
            }
            Of::Break => {
                let row = self.pause(chance);
                let id = row.id;
                self.insert(row).await;
                Made { path: format!("/breaks/{id}/edit"), id: id.0 }
            }
            Of::Season => {
                let row = self.season(chance);
                let id = row.id;
                self.insert(row).await;
                Made { path: format!("/seasons/{id}/edit"), id: id.0 }
            }
            Of::Client => {
                let row = self.client(chance, own);
                let id = row.id;
                self.insert(row).await;
                Made { path: format!("/clients/{id}/edit"), id: id.0 }
            }
            Of::Draft => self.draft(chance, (own, leader)).await,
            Of::Roles => self.member(chance).await,
            Of::Language | Of::Messages => self.account(chance, own).await,
            Of::Work => Made { path: "/absences".to_owned(), ..self.account(chance, own).await },
            Of::Absence => {
                let id = self.absence(chance, own).await;
                Made { path: format!("/absences/{id}/edit"), id: id.0 }
            }
            Of::Interpreting => self.interpreting(chance, leader).await,
            Of::Choices => self.own_page(chance, own).await,
            Of::Unanswered => self.unanswered(chance, (own, leader)).await,
        }
    }

    async fn scheduled(&mut self, chance: &mut Chance, leader: StaffId) -> Made {
        let id = self.planned_group(chance, leader).await;
        let group = group::Entity::find_by_id(id).one(self.test.app.db.read()).await.unwrap().unwrap();
        let body = schedule_of(&group);
        self.test
            .system(async |act| {
                let form = piiri::web::form::Form::default().overlay(&body);
                let group = piiri::access::reach_own_group(act, id).await?;
                piiri::acts::plan_anew(act, &group, piiri::programme::read_schedule(&form, act.zone)?).await.map(drop)
            })
            .await;
        Made { path: format!("/groups/{id}/schedule"), id: id.0 }
    }

    async fn sheet(&mut self, chance: &mut Chance, leader: StaffId) -> Made {
        let group = self.led_group(chance, leader).await;
        let tx = self.test.app.db.write().await.unwrap();
        let open = group::ActiveModel { id: Set(group), openness: Set(Openness::Open), ..Default::default() };
        open.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        let row = session::Model {
            starts_at: noon() - TimeDelta::hours(3),
            ends_at: noon() - TimeDelta::minutes(85),
            status: SessionStatus::Held,
            ..self.session(chance, group)
        };
        let session = row.id;
        self.insert(row).await;
        for name in ["Aino", "Bertta", "Cecilia", "Dora", "Eeva"] {
            let client = seed::client(&self.test, self.staff[0], name).await;
            let place = seed::place(&self.test, group, client, "2026-09-01T09:00:00Z").await;
            // A sheet that says nothing of anybody is not taken.
            if name == "Aino" || chance.yes() {
                self.insert(mark(chance, (session, place, client), leader)).await;
            }
        }
        for alias in chance.some(&["Naapuri", "Ö <b> & \"x\""]) {
            let guest = walk_in::Model {
                id: random::id(noon()),
                session_id: session,
                client_id: None,
                alias: Some(alias.to_owned()),
                minutes: chance.number(1, 95),
                recorded_at: noon(),
                recorded_by: leader,
            };
            self.insert(guest).await;
        }
        Made { path: format!("/sessions/{session}/attendance"), id: session.0 }
    }

    /// Somebody with a role, and others that wait to be confirmed.
    async fn member(&self, chance: &mut Chance) -> Made {
        let name = format!("Member {}", random::token());
        let held = chance.one(Role::ALL);
        let person = self.test.staff(&name, &[held]).await.id();
        for role in chance.some(Role::ALL).into_iter().filter(|role| *role != held) {
            let waits = waiting_role::Model { staff_id: person, role, given_by: self.staff[0], given_at: noon() };
            self.insert(waits).await;
        }
        Made { path: format!("/admin/staff/{person}"), id: person.0 }
    }

    async fn account(&self, chance: &mut Chance, own: StaffId) -> Made {
        let tx = self.test.app.db.write().await.unwrap();
        let row = staff::ActiveModel {
            id: Set(own),
            language: Set(chance.one(Language::ALL)),
            weekly_off_at: Set(chance.yes().then(|| noon() - TimeDelta::days(3))),
            deputy_id: Set(chance.maybe(|_| self.staff[0])),
            work_days: Set(Some(WorkDays(chance.some(WorkDay::ALL))).filter(|days| !days.0.is_empty())),
            work_from: Set(chance.maybe(|_| NaiveTime::from_hms_opt(8, 5, 0).unwrap())),
            work_until: Set(chance.maybe(|_| NaiveTime::from_hms_opt(16, 0, 0).unwrap())),
            ..Default::default()
        };
        row.update(&tx).await.unwrap();
        tx.commit().await.unwrap();
        Made { path: "/account".to_owned(), id: own.0 }
    }

    async fn interpreting(&mut self, chance: &mut Chance, leader: StaffId) -> Made {
        let group = self.led_group(chance, leader).await;
        let session = self.session(chance, group);
        let status = chance.one(InterpretingStatus::ALL);
        let row = interpreting::Model {
            id: random::id(noon()),
            session_id: session.id,
            language: chance.line(200),
            name: chance.maybe(|chance| chance.line(200)),
            email: chance.yes().then(|| "o'neill+ä@esimerkki.example".to_owned()),
            phone: chance.yes().then(|| "+358 (40) 123-4567".to_owned()),
            status,
            booked_for: (status == InterpretingStatus::Booked).then_some(session.starts_at),
            note: chance.maybe(|chance| chance.words(5000)),
            created_at: noon(),
            updated_at: noon(),
        };
        let (path, id) = (format!("/sessions/{}", session.id), row.id);
        self.insert(session).await;
        self.insert(row).await;
        Made { path, id: id.0 }
    }

    async fn own_page(&mut self, chance: &mut Chance, own: StaffId) -> Made {
        let row = client::Model { deceased_on: None, ..self.client(chance, own) };
        let id = row.id;
        self.insert(row).await;
        let until = noon() + TimeDelta::days(9);
        let token = self.test.system(async |act| new_link(act, id, until).await).await;
        Made { path: format!("/me/{token}"), id: id.0 }
    }

    pub async fn unanswered(&mut self, chance: &mut Chance, (worker, leader): (StaffId, StaffId)) -> Made {
        let group_id = self.led_group(chance, leader).await;
        let row = client::Model { deceased_on: None, ..self.client(chance, worker) };
        let client_id = row.id;
        self.insert(row).await;
        let participation_id = seed::place(&self.test, group_id, client_id, "2026-09-01T09:00:00Z").await;
        let request = rating_request::Model {
            id: random::id(noon()),
            participation_id,
            client_id,
            group_id,
            phase: chance.one(&[RatingPhase::Baseline, RatingPhase::End]),
            session_id: None,
            code: random::code(),
            asked_at: noon(),
            due_on: chance.day(),
            answered_at: None,
            attrition: chance.maybe(|chance| chance.one(Attrition::ALL)),
            early_reason: None,
        };
        let id = request.id;
        self.insert(request).await;
        Made { path: format!("/ratings/requests/{id}/unanswered"), id: id.0 }
    }
}

/// A schedule as `/api/v1` takes it.
fn schedule_of(group: &group::Model) -> serde_json::Value {
    json!({
        "first_date": group.first_date, "start_time": group.start_time.map(|time| time.format("%H:%M").to_string()),
        "duration_minutes": group.duration_minutes,
        "timezone": group.timezone, "rrule": group.rrule.clone().unwrap_or_default(),
        "excluded_dates": group.excluded_dates, "extra_dates": group.extra_dates,
        "skip_public_holidays": group.skip_public_holidays, "skip_breaks": group.skip_breaks,
    })
}

fn mark(
    chance: &mut Chance,
    (session_id, participation_id, client_id): (SessionId, ParticipationId, ClientId),
    by: StaffId,
) -> attendance::Model {
    let status = chance.one(AttendanceStatus::ALL);
    attendance::Model {
        session_id,
        participation_id,
        client_id,
        status,
        minutes: match status {
            AttendanceStatus::Present | AttendanceStatus::Late | AttendanceStatus::Partial => chance.number(1, 95),
            _ => 0,
        },
        note: chance.maybe(|chance| chance.line(200)),
        recorded_at: noon(),
        recorded_by: Some(by),
    }
}

#[tokio::test]
async fn every_form_that_changes_what_stands_is_tried() {
    let world = World::new().await;
    let listed = |row: &&RouteRow| FORMS.iter().any(|form| form.page == row.path);
    let pages = world.test.rows.iter().filter(|row| row.method == Method::GET && row.path.ends_with("/edit"));
    let missing: Vec<&str> = pages.filter(|row| !listed(row)).map(|row| row.path.as_str()).collect();
    assert!(missing.is_empty(), "{missing:?} change what stands and are in no entry of FORMS");
    for form in FORMS {
        let there = world.test.rows.iter().any(|row| row.method == Method::GET && row.path == form.page);
        assert!(there, "{} is no page any more", form.page);
    }
    let opens = |text: &str| text.matches(".versioned()").count();
    let files = sources("src").into_iter().map(|(path, text)| (name(&path), opens(&text)));
    let opened: Vec<(String, usize)> = files.filter(|(file, n)| *n > 0 && file != "src/web/form.rs").collect();
    let wanted: Vec<(String, usize)> = OPENED_ON_A_ROW.iter().map(|(file, n)| ((*file).to_owned(), *n)).collect();
    assert_eq!(opened, wanted, "a form is opened on a row: give it an entry in FORMS and here");
}
