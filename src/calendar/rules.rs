//! Who may make which feed, and the addresses that calendar programs take.

use entity::id::{ClientId, StaffId};
use entity::state::{ContactChannel, FeedKind, FeedTitles, Role};
use uuid::Uuid;

use super::paths;
use crate::access::Viewer;
use crate::error::{Code, Error, Fault, Result};
use crate::web::form::{Form, LINE, Reading};
use crate::web::subscribe::Addresses;

/// A calendar link to make.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Whose calendar it shows.
    pub kind: FeedKind,
    /// The group or venue, for feeds of these.
    pub subject_id: Option<Uuid>,
    /// The client, for a client's feed.
    pub client_id: Option<ClientId>,
    /// The staff member who holds the link; none for a link that a client holds.
    pub staff_id: Option<StaffId>,
    /// How much the titles say.
    pub titles: FeedTitles,
    /// The holder's own words for it, such as the device.
    pub label: Option<String>,
}

/// The kinds whose links a role may hold. Links of venues and of the programme say no more than those do, which all of
/// these roles read.
const fn kinds_of(role: Role) -> &'static [FeedKind] {
    match role {
        Role::Leader => &[FeedKind::Staff, FeedKind::Group, FeedKind::Venue, FeedKind::Programme],
        Role::Worker => &[FeedKind::Client, FeedKind::Staff],
        Role::Manager | Role::Administrator => &[FeedKind::Staff, FeedKind::Venue, FeedKind::Programme],
        Role::DataProtectionOfficer => &[FeedKind::Staff],
    }
}

/// The kinds whose links a person may hold.
pub fn kinds(viewer: &Viewer) -> Vec<FeedKind> {
    FeedKind::ALL
        .iter()
        .copied()
        .filter(|kind| viewer.roles.iter().any(|role| kinds_of(*role).contains(kind)))
        .collect()
}

/// Whether a client may hold a calendar of the own sessions: nobody whose address is protected, and nobody who is to
/// get nothing on a telephone that others may look at.
pub fn suits_client(address_protection: bool, channel: ContactChannel) -> bool {
    !address_protection && channel != ContactChannel::None
}

/// Reads a form or a JSON body as a link that the viewer would hold.
pub fn read(viewer: &Viewer, form: &Form) -> Result<NewLink> {
    let mut reader = form.reader();
    let kind = reader.choice("kind", FeedKind::from_code);
    let titles = reader.choice_or_none("titles", FeedTitles::from_code);
    let label = reader.text_or_none("label", LINE);
    let subject: Reading<Option<Uuid>> = match kind {
        Ok(FeedKind::Client | FeedKind::Group | FeedKind::Venue) if form.value("subject_id").is_empty() => {
            Err(reader.fault(Fault::of("subject_id", Code::FaultNeeded)))
        }
        _ => reader.id_or_none("subject_id"),
    };
    let link = reader.done(|| {
        let (kind, subject) = (kind?, subject?);
        Ok(NewLink {
            kind,
            subject_id: subject.filter(|_| matches!(kind, FeedKind::Group | FeedKind::Venue)),
            client_id: subject.filter(|_| kind == FeedKind::Client).map(ClientId),
            staff_id: Some(viewer.staff_id),
            titles: titles?.unwrap_or(FeedTitles::Neutral),
            label: label?,
        })
    })?;
    let held = kinds(viewer).contains(&link.kind);
    if held { Ok(link) } else { Err(Error::Forbidden) }
}

/// The addresses of a private feed.
pub fn private_addresses(base_url: &str, token: &str, name: &str) -> Addresses {
    Addresses::of(base_url, &paths::private(token), name)
}

/// A calendar program by what it calls itself, without versions and machines.
pub fn program(agent: &str) -> String {
    const KNOWN: &[(&str, &str)] = &[
        ("google-calendar", "Google Calendar"),
        ("googlebot", "Google Calendar"),
        ("microsoft", "Outlook"),
        ("outlook", "Outlook"),
        ("exchange", "Outlook"),
        ("thunderbird", "Thunderbird"),
        ("dataaccessd", "Apple Calendar"),
        ("calendaragent", "Apple Calendar"),
        ("cfnetwork", "Apple Calendar"),
        ("ios/", "Apple Calendar"),
        ("icsx5", "ICSx5"),
        ("nextcloud", "Nextcloud"),
        ("home-assistant", "Home Assistant"),
        ("homeassistant", "Home Assistant"),
    ];
    let lower = agent.to_lowercase();
    if let Some((_, name)) = KNOWN.iter().find(|(mark, _)| lower.contains(mark)) {
        return (*name).to_owned();
    }
    agent.split(['/', ' ', '(']).next().unwrap_or("").chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_program_is_known_by_its_name_only() {
        assert_eq!(program("Google-Calendar-Importer"), "Google Calendar");
        assert_eq!(program("Mozilla/5.0 (X11; Linux) Gecko Thunderbird/128.3"), "Thunderbird");
        assert_eq!(program("khal/0.11.3 someone's-laptop"), "khal");
        assert_eq!(program(""), "");
    }
}
