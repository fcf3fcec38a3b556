//! What a referral and a step of it may say.

use entity::id::{ChannelCodeId, ClientId, GroupId, StaffId};
use entity::referral;
use entity::state::{Channel, ReferralSource, ReferralStatus, RejectCode};

use super::state::{NextState, Side};
use crate::error::{Code, Fault, Result};
use crate::web::form::{Form, LINE, Reader, Reading, TEXT, check_text};

/// The most goals of a referral.
const GOALS: usize = 3;
/// The latest session to which somebody comes along.
const SESSIONS: i32 = 400;

/// Who comes along, and to which session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accompaniment {
    /// The staff member.
    pub by: StaffId,
    /// The number of the session.
    pub session: i32,
}

/// A referral to be.
#[derive(Clone, Debug)]
pub struct ReferralInput {
    pub client: ClientId,
    pub group: GroupId,
    /// Who sends it.
    pub source: ReferralSource,
    /// The staff member who refers.
    pub referrer: Option<StaffId>,
    /// The partner who refers.
    pub partner: Option<String>,
    /// Why the group.
    pub reason: String,
    /// One to three goals of the client.
    pub goals: Vec<String>,
    /// Allergies, fears, mobility, language, transport.
    pub needs: Option<String>,
    /// Where the client heard of the group, the first channel first; never empty.
    pub channels: Vec<Channel>,
    /// The poster or link that brought it.
    pub channel_code: Option<ChannelCodeId>,
    /// Who comes along.
    pub accompany: Option<Accompaniment>,
    /// Whether it is only kept and not sent yet.
    pub draft: bool,
}

/// The form of a referral, which [`read`] reads as it stands.
pub fn form(row: &referral::Model) -> Form {
    let mut form = Form::default()
        .set("client_id", row.client_id)
        .set("group_id", row.group_id)
        .set("reason", &row.reason)
        .set("goals", row.goals.0.join("\n"))
        .set_some("needs", row.needs.as_ref())
        .set("first_channel", row.first_channel.code())
        .set("accompany_session", row.accompany_session.unwrap_or(1));
    for other in row.channels.0.iter().filter(|channel| **channel != row.first_channel) {
        form = form.set("channels", other.code());
    }
    if let Some(by) = row.accompany_staff_id {
        form = form.set("accompany", true).set("accompany_by", by);
    }
    form
}

/// Reads a referral of the staff member `by`.
pub fn read(form: &Form, by: StaffId) -> Result<ReferralInput> {
    let mut reader = form.reader();
    let (client, group) = (reader.id("client_id"), reader.id("group_id"));
    let reason = reader.text("reason", TEXT);
    let goals = goals(form, &mut reader);
    let needs = reader.text_or_none("needs", TEXT);
    let first = reader.choice_or_none("first_channel", Channel::from_code);
    let others = reader.choices("channels", Channel::from_code);
    let session = reader.number_or_none("accompany_session", 1..=SESSIONS);
    let companion = reader.id_or_none("accompany_by");
    reader.done(|| {
        let accompany = Accompaniment { by: companion?.unwrap_or(by), session: session?.unwrap_or(1) };
        Ok(ReferralInput {
            client: client?,
            group: group?,
            source: ReferralSource::Worker,
            referrer: Some(by),
            partner: None,
            reason: reason?,
            goals: goals?,
            needs: needs?,
            channels: channels(first?, &others?),
            channel_code: None,
            accompany: form.ticked("accompany").then_some(accompany),
            draft: form.ticked("draft"),
        })
    })
}

/// The goals: a field each, or a line each in one.
fn goals(form: &Form, reader: &mut Reader<'_>) -> Reading<Vec<String>> {
    let lines = form.all("goals").flat_map(str::lines).map(|goal| check_text("goals", goal, LINE));
    let goals: Vec<Result<String, Fault>> = lines.filter(|goal| !matches!(goal.as_deref(), Ok(""))).collect();
    let many = (goals.len() > GOALS).then(|| Fault::of("goals", Code::ReferralGoalsMany));
    let wrong = goals.iter().find_map(|goal| goal.as_ref().err().cloned());
    let faulty = many.into_iter().chain(wrong).map(|fault| reader.fault(fault)).last();
    faulty.map_or_else(|| Ok(goals.into_iter().flatten().collect()), Err)
}

/// The first channel, then the others in the order of the form; a client who named none heard of it from the own worker.
fn channels(first: Option<Channel>, others: &[Channel]) -> Vec<Channel> {
    let first = first.or_else(|| others.first().copied());
    let others = Channel::ALL.iter().copied().filter(|channel| others.contains(channel) && Some(*channel) != first);
    let channels: Vec<Channel> = first.into_iter().chain(others).collect();
    if channels.is_empty() { vec![Channel::OwnWorker] } else { channels }
}

/// A step of a referral, with what it tells.
#[derive(Clone, Debug)]
pub struct ReferralStep {
    /// The state after it.
    pub to: NextState,
    /// On whose side it is taken.
    pub side: Side,
    /// What is answered or explained.
    pub note: Option<String>,
    /// Why two clients who must not meet may be in one group.
    pub override_reason: Option<String>,
    /// Whether the leader has checked that the client can be with the group's animals.
    pub animal_checked: bool,
}

impl ReferralStep {
    /// A step that tells nothing more.
    pub const fn to(to: NextState, side: Side) -> Self {
        Self { to, side, note: None, override_reason: None, animal_checked: false }
    }

    /// The group the client is sent on to.
    pub const fn sent_on_to(&self) -> Option<GroupId> {
        if let NextState::Redirected { to } = self.to { to } else { None }
    }
}

/// Reads what is added to a referral unasked.
pub fn read_note(form: &Form) -> Result<String> {
    let mut reader = form.reader();
    let words = reader.text("words", TEXT);
    reader.done(|| words)
}

/// Reads a step.
pub fn read_step(form: &Form, side: Side) -> Result<ReferralStep> {
    let mut reader = form.reader();
    let [note, override_reason] = ["note", "override_reason"].map(|name| reader.text_or_none(name, TEXT));
    let to = next_state(&mut reader, &note);
    reader.done(|| {
        Ok(ReferralStep {
            to: to?,
            side,
            note: note?,
            override_reason: override_reason?,
            animal_checked: form.ticked("animal_checked"),
        })
    })
}

/// Reads the state that is asked for, and what it must tell.
fn next_state(reader: &mut Reader<'_>, note: &Reading<Option<String>>) -> Reading<NextState> {
    let to = reader.choice("to", ReferralStatus::from_code);
    let code = reader.choice_or_none("reason_code", RejectCode::from_code);
    let redirect_to = reader.id_or_none("redirect_to");
    Ok(match to? {
        ReferralStatus::Draft => return Err(reader.fault(Fault::of("to", Code::FaultChoice))),
        ReferralStatus::Submitted => NextState::Submitted,
        ReferralStatus::InReview => NextState::InReview,
        ReferralStatus::InfoRequested => {
            let missing = Fault::of("note", Code::ReferralStepNoteMissing);
            let question = note.clone()?.ok_or_else(|| reader.fault(missing))?;
            NextState::InfoRequested { question }
        }
        ReferralStatus::Offered => NextState::Offered,
        ReferralStatus::Waitlisted => NextState::Waitlisted,
        ReferralStatus::Confirmed => NextState::Confirmed,
        ReferralStatus::Rejected => {
            let missing = Fault::of("reason_code", Code::ReferralStepCodeMissing);
            NextState::Rejected { code: code?.ok_or_else(|| reader.fault(missing))? }
        }
        ReferralStatus::Redirected => NextState::Redirected { to: redirect_to? },
        ReferralStatus::Declined => NextState::Declined,
        ReferralStatus::Withdrawn => NextState::Withdrawn,
        ReferralStatus::Expired => NextState::Expired,
    })
}

/// Whether the needs must be checked against the group's animals before a place is given.
pub fn animals_unchecked(group_has_animals: bool, needs: [Option<&str>; 2], checked: bool) -> bool {
    group_has_animals && !checked && needs.into_iter().flatten().any(|needs| !needs.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_channel_comes_first_and_none_twice() {
        use Channel::{OwnWorker, Peer, Print};
        assert_eq!(channels(Some(Peer), &[Print, Peer]), [Peer, Print]);
        assert_eq!(channels(None, &[Print]), [Print]);
        assert_eq!(channels(None, &[]), [OwnWorker]);
    }

    #[test]
    fn needs_are_checked_where_there_are_animals() {
        assert!(animals_unchecked(true, [Some("horse allergy"), None], false));
        assert!(animals_unchecked(true, [None, Some("afraid of dogs")], false));
        assert!(!animals_unchecked(true, [Some("horse allergy"), None], true));
        assert!(!animals_unchecked(false, [Some("horse allergy"), None], false));
        assert!(!animals_unchecked(true, [None, Some(" ")], false));
    }

    #[test]
    fn goals_are_texts_like_any_other() {
        let read = |lines: &str| {
            let form = Form::default().set("goals", lines);
            let mut reader = form.reader();
            let read = goals(&form, &mut reader);
            reader.done(|| read)
        };
        assert_eq!(read("Lisa\u{308}\u{e4} rohkeutta\r\n\u{200b}\nUlos").unwrap(), ["Lisää rohkeutta", "Ulos"]);
        for refused in ["Ulos \u{202e}itsok", "a\tb", &"x".repeat(LINE + 1), "1\n2\n3\n4"] {
            assert!(read(refused).is_err(), "{refused}");
        }
    }
}
