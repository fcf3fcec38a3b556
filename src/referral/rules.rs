//! What a referral and a step of it may say.

use entity::id::{ChannelCodeId, ClientId, GroupId, StaffId};
use entity::state::{Channel, ReferralSource, ReferralStatus, RejectCode};

use super::state::Side;
use crate::error::{Code, Fault, Result};
use crate::web::form::{Form, LINE, TEXT};

/// The most goals of a referral.
const GOALS: usize = 3;
/// The latest session to which somebody comes along.
const SESSIONS: i32 = 400;

/// Who comes along, and to which session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accompany {
    /// The staff member.
    pub by: StaffId,
    /// The number of the session.
    pub session: i32,
}

/// A referral to be.
#[derive(Clone, Debug)]
pub struct NewReferral {
    /// The client.
    pub client: ClientId,
    /// The group.
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
    pub accompany: Option<Accompany>,
    /// Whether it is only kept and not sent yet.
    pub draft: bool,
}

/// Reads a referral of the staff member `by`.
pub fn read(form: &Form, by: StaffId) -> Result<NewReferral> {
    let mut reader = form.reader();
    let client = reader.choice("client_id", |text| text.parse().ok());
    let group = reader.choice("group_id", |text| text.parse().ok());
    let reason = reader.text("reason", TEXT);
    let goals: Vec<String> = form
        .all("goals")
        .flat_map(str::lines)
        .map(str::trim)
        .filter(|goal| !goal.is_empty())
        .map(str::to_owned)
        .collect();
    if goals.len() > GOALS {
        reader.fault(Fault::of("goals", Code::ReferralGoalsMany));
    }
    if goals.iter().any(|goal| goal.chars().count() > LINE) {
        reader.fault(Fault::of("goals", Code::FaultLong).with("most", LINE));
    }
    if goals.iter().any(|goal| goal.chars().any(char::is_control)) {
        reader.fault(Fault::of("goals", Code::FaultCharacters));
    }
    let needs = reader.text_or_none("needs", TEXT);
    let first = reader.choice_or_none("first_channel", Channel::from_code);
    let channels = channels(first, reader.choices("channels", Channel::from_code));
    let session = reader.number_or_none("accompany_session", 1..=SESSIONS).unwrap_or(1);
    let accompanier = reader.id_or_none("accompany_by");
    let accompany = reader.ticked("accompany").then(|| Accompany { by: accompanier.unwrap_or(by), session });
    let draft = reader.ticked("draft");
    match (client, group) {
        (Some(client), Some(group)) => reader.done(NewReferral {
            client,
            group,
            source: ReferralSource::Worker,
            referrer: Some(by),
            partner: None,
            reason,
            goals,
            needs,
            channels,
            channel_code: None,
            accompany,
            draft,
        }),
        _ => Err(reader.done(()).err().unwrap_or(crate::error::Error::NotFound)),
    }
}

/// The first channel, then the others; a client who named none heard of it from the own worker.
fn channels(first: Option<Channel>, others: Vec<Channel>) -> Vec<Channel> {
    let mut channels: Vec<Channel> = Vec::new();
    for channel in first.into_iter().chain(others) {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    }
    if channels.is_empty() { vec![Channel::OwnWorker] } else { channels }
}

/// A step of a referral, with what it tells.
#[derive(Clone, Debug)]
pub struct Step {
    /// The state after it.
    pub to: ReferralStatus,
    /// On whose side it is taken.
    pub side: Side,
    /// Why the client is not taken.
    pub code: Option<RejectCode>,
    /// What is asked, answered or explained.
    pub note: Option<String>,
    /// The group the client is sent on to.
    pub redirect_to: Option<GroupId>,
    /// Why two clients who must not meet may be in one group.
    pub override_reason: Option<String>,
    /// Whether the leader has checked that the client can be with the group's animals.
    pub animal_checked: bool,
}

impl Step {
    /// A step that tells nothing more.
    pub const fn to(to: ReferralStatus, side: Side) -> Self {
        Self { to, side, code: None, note: None, redirect_to: None, override_reason: None, animal_checked: false }
    }
}

/// Reads a step.
pub fn read_step(form: &Form, side: Side) -> Result<Step> {
    let mut reader = form.reader();
    let to = reader.choice("to", ReferralStatus::from_code);
    let step = Step {
        to: to.unwrap_or(ReferralStatus::Draft),
        side,
        code: reader.choice_or_none("reason_code", RejectCode::from_code),
        note: reader.text_or_none("note", TEXT),
        redirect_to: reader.id_or_none("redirect_to"),
        override_reason: reader.text_or_none("override_reason", TEXT),
        animal_checked: reader.ticked("animal_checked"),
    };
    reader.done(step)
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
        assert_eq!(channels(Some(Peer), vec![Print, Peer]), [Peer, Print]);
        assert_eq!(channels(None, vec![Print]), [Print]);
        assert_eq!(channels(None, vec![]), [OwnWorker]);
    }

    #[test]
    fn needs_are_checked_where_there_are_animals() {
        assert!(animals_unchecked(true, [Some("horse allergy"), None], false));
        assert!(animals_unchecked(true, [None, Some("afraid of dogs")], false));
        assert!(!animals_unchecked(true, [Some("horse allergy"), None], true));
        assert!(!animals_unchecked(false, [Some("horse allergy"), None], false));
        assert!(!animals_unchecked(true, [None, Some(" ")], false));
    }
}
