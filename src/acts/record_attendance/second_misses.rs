//! A second miss in a row: the key worker is asked to call, and asked no more once a correction has answered it.

use chrono::TimeDelta;
use entity::id::{ClientId, ParticipationId, SessionId};
use entity::state::{AttendanceStatus, TaskKind};
use sea_orm::DatabaseTransaction;

use crate::access::Act;
use crate::attendance::rules::{self, is_present};
use crate::attendance::{self, Changed, MarkRow, SheetSession};
use crate::error::Result;
use crate::task::{self, NewTask};

/// How long a key worker has for the call after two misses.
const CALL: TimeDelta = TimeDelta::days(3);

/// A second miss in a row that changed marks have reached or taken back.
struct SecondMiss {
    client: ClientId,
    session: SessionId,
    key: String,
}

/// Has those called who have missed twice in a row, and takes back what a correction has answered.
pub(super) async fn call_for_second_misses(act: Act<'_>, session: &SheetSession, changed: &[Changed]) -> Result<()> {
    let group = session.group_id;
    let (reached, gone) = second_misses(act.tx, session.id, changed).await?;
    task::done_by_keys(act, &gone.into_iter().map(|miss| miss.key).collect::<Vec<_>>()).await?;
    if reached.is_empty() {
        return Ok(());
    }
    let clients: Vec<ClientId> = reached.iter().map(|miss| miss.client).collect();
    let helpers = task::helpers(act, group, &clients).await?;
    for miss in reached {
        let Some(helper) = helpers.get(&miss.client) else { continue };
        let (client, session) = (Some(miss.client), Some(miss.session));
        let new = NewTask { key: miss.key, client, group: Some(group), session, ..NewTask::default() };
        task::ask_again(act, TaskKind::TwoMisses, *helper, act.now + CALL, new).await?;
    }
    Ok(())
}

/// The second misses in a row that changed marks of a session have brought about, and those they have undone.
async fn second_misses(
    tx: &DatabaseTransaction,
    session: SessionId,
    changed: &[Changed],
) -> Result<(Vec<SecondMiss>, Vec<SecondMiss>)> {
    let tells = |status| status == AttendanceStatus::NoShow || is_present(status);
    let touched: Vec<&Changed> = changed.iter().filter(|one| tells(one.mark.status) || tells(one.was())).collect();
    let (mut reached, mut gone) = (Vec::new(), Vec::new());
    let missed = |one: &Changed| [one.mark.status, one.was()].contains(&AttendanceStatus::NoShow);
    if !changed.iter().any(missed) {
        return Ok((reached, gone));
    }
    let places: Vec<ParticipationId> = touched.iter().map(|one| one.mark.participation).collect();
    let marks = attendance::marks_of(tx, &places).await?;
    for one in touched {
        let mark = &one.mark;
        let own: Vec<_> = marks.iter().filter(|row| row.participation_id == mark.participation).collect();
        let at = |here: AttendanceStatus| -> Vec<SessionId> {
            let of = |row: &&MarkRow| if row.session_id == session { here } else { row.status };
            rules::second_misses(own.iter().map(of)).into_iter().map(|at| own[at].session_id).collect()
        };
        let (now_at, then_at) = (at(mark.status), at(one.was()));
        let miss = |at: &SessionId| SecondMiss { client: mark.client, session: *at, key: key(mark.participation, *at) };
        reached.extend(now_at.iter().filter(|at| !then_at.contains(at)).map(miss));
        gone.extend(then_at.iter().filter(|at| !now_at.contains(at)).map(miss));
    }
    Ok((reached, gone))
}

fn key(participation: ParticipationId, session: SessionId) -> String {
    format!("{}{session}", second_misses_of(participation))
}

/// How the names of the calls begin that are asked for about a place.
pub fn second_misses_of(participation: ParticipationId) -> String {
    format!("two_misses:{participation}:")
}
