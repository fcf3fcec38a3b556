//! Recording what befell a client, with who is asked to look after it.

use chrono::TimeDelta;
use entity::id::{IncidentId, StaffId};
use entity::state::{AttendanceStatus, IncidentKind, TaskKind};

use crate::access::{Act, Viewer};
use crate::acts::record_attendance;
use crate::attendance::incident::{self, Entry, IncidentInput, IncidentOf, NewIncident};
use crate::attendance::{SentMark, Sheet, SheetState};
use crate::error::{Code, Error, Result};
use crate::notify::{self, Audience, News, Told};
use crate::task::{self, NewTask, Whom};

/// How soon whoever helps the client is to be in touch.
pub(super) const SOON: TimeDelta = TimeDelta::hours(2);

/// An entry, and who hears of it.
#[must_use]
pub struct IncidentRecorded {
    pub id: IncidentId,
    pub told: Told,
}

/// Adds an entry to the record of a client of the session's group. Whoever helps the client is asked to be in touch, the
/// supervisor too where somebody was threatened or hurt; who goes home is marked as one who had said so, without blame.
pub async fn record_incident(
    act: Act<'_>,
    by: &Viewer,
    standing: SheetState,
    new: NewIncident,
) -> Result<IncidentRecorded> {
    let session = standing.session.clone();
    let people = incident::concerned(act.tx, by, &session).await?;
    if !people.iter().any(|person| person.client_id == new.client) {
        return Err(Error::invalid("client_id", Code::FaultChoice));
    }
    let kind = new.input.kind;
    let of = IncidentOf { client: new.client, session: session.id, group: session.group_id, origin: None };
    let id = incident::insert(act, of, new.input).await?;
    if new.goes_home {
        send_home(act, standing, &of).await?;
    }
    Ok(IncidentRecorded { id, told: ask(act, id, &of, kind).await? })
}

/// Words an entry anew; what it said before is kept, and who was not asked before is, should the kind ask for it.
pub async fn correct_incident(act: Act<'_>, entry: &Entry, input: IncidentInput) -> Result<Told> {
    if !entry.is_own {
        return Err(Error::Forbidden);
    }
    let row = &entry.now;
    if row.kind == input.kind && row.what == input.what && row.done == input.done {
        return Ok(Told::default());
    }
    let origin = row.origin_id;
    let of = IncidentOf { client: row.client_id, session: row.session_id, group: row.group_id, origin: Some(origin) };
    let kind = input.kind;
    incident::insert(act, of, input).await?;
    ask(act, origin, &of, kind).await
}

/// What the leader has marked already stays.
async fn send_home(act: Act<'_>, standing: SheetState, of: &IncidentOf) -> Result<()> {
    let people = standing.on_sheet();
    let Some((participation, _)) = people.iter().find(|(_, client)| *client == of.client).copied() else {
        return Ok(());
    };
    let stands = standing.marks.iter().find(|mark| mark.participation_id == participation);
    if stands.is_some_and(|mark| mark.status != AttendanceStatus::Unrecorded) {
        return Ok(());
    }
    let status = AttendanceStatus::AbsentNotified;
    let mark = SentMark { participation, status, minutes: None, note: None };
    record_attendance(act, standing, &Sheet { entries: vec![mark], ..Sheet::default() }).await.map(drop)
}

/// Asks who must know, each once, and tells them that something waits: no word of it leaves Piiri.
async fn ask(act: Act<'_>, id: IncidentId, of: &IncidentOf, kind: IncidentKind) -> Result<Told> {
    let mut asked = Whom::Helper { client: of.client, group: of.group }.people(act).await?;
    if incident::concerns_supervisor(kind) {
        asked.extend(Whom::Supervisor(of.group).people(act).await?);
    }
    let mut told = Told::default();
    for who in asked.into_iter().filter(|who| act.who.staff() != Some(*who)) {
        if task::ask(act, TaskKind::Incident, who, act.now + SOON, about(id, of, who)).await? {
            told += notify::tell(act, &[Audience::Staff(who)], News::IncidentRecorded { incident: id }).await?;
        }
    }
    Ok(told)
}

fn about(id: IncidentId, of: &IncidentOf, who: StaffId) -> NewTask {
    NewTask {
        key: format!("{}{who}", incident::key(id)),
        client: Some(of.client),
        group: Some(of.group),
        session: Some(of.session),
        ..NewTask::default()
    }
}
