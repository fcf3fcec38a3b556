//! Who may do what to whose: the whole table of roles, relations and resources.
//!
//! Routes ask [`roles`] who may try at all (a wrong role is refused), queries ask [`Viewer::relations`] which rows
//! that person's roles reach (what lies outside is not found).
//!
//! [`Viewer::relations`]: super::Viewer::relations

use entity::state::Role::{self, Administrator, DataProtectionOfficer, Leader, Manager, Worker};

/// What is guarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// The person's own account, tokens, feeds and tasks.
    Own,
    /// The organisation tree and the staff in it.
    Organisation,
    /// A role that waits for a second pair of eyes.
    WaitingRole,
    /// When somebody is away from work, and who stands in.
    Absence,
    /// Meeting places. One where groups meet is changed by whoever plans one of them, or by an administrator.
    Venue,
    /// A group, its plan and its sessions.
    Group,
    /// The decision on a group's plan.
    Approval,
    /// A group to plan new ones from.
    Template,
    /// A season of the programme.
    Season,
    /// A time without sessions.
    Break,
    /// A client's record.
    Client,
    /// Two clients who are one person.
    ClientMerge,
    /// Who keeps a client as key worker.
    KeyWorker,
    /// A client's rights: log, export, erasure.
    ClientRights,
    /// A referral.
    Referral,
    /// The decision on a referral.
    ReferralDecision,
    /// A place in a group.
    Participation,
    /// Attendance of sessions.
    Attendance,
    /// Ratings and goals.
    Rating,
    /// The indicators.
    Statistics,
    /// The outbox, without recipients and texts.
    Message,
    /// Settings of the installation.
    Setting,
    /// Import of clients and referrals.
    ClientImport,
    /// Import of groups.
    GroupImport,
}

/// What is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See.
    Read,
    /// Make or change.
    Write,
}

/// How the person must stand to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Any.
    Any,
    /// A group that is or was open to referrals: what the programme shows to all staff.
    Published,
    /// Belongs to the person's unit or one below it.
    OwnUnit,
    /// A group that the person leads, or that which hangs on it. Of a client there, only while a referral is open or the
    /// place lasts, and while an open task asks the person to do something about it (`super::need`).
    OwnGroup,
    /// A session in which the person stands in, from two weeks before it until two weeks after, and what it needs: its
    /// group's plan, its sheet, and the clients who are expected.
    StandsIn,
    /// A client whose key worker the person is, whom the person referred or comes along with while that lasts
    /// (`super::need`), or that which hangs on the client.
    OwnClient,
    /// A client whose key worker the person is, or whom the person referred while the referral or the place lasts. Who
    /// comes along once follows nobody.
    Follows,
    /// A client whose own key worker the person is, or whom the person follows where there is none; it is not lent to
    /// whoever stands in.
    Keeps,
    /// A client whose key worker the person is, or whom the person has referred while that lasts; that which hangs on a
    /// referral that the person sent, as long as that lasts, or on a client whose key worker the person is.
    Refers,
    /// The person's own.
    Self_,
}

use Action::{Read, Write};
use Relation::{Any, Follows, Keeps, OwnClient, OwnGroup, OwnUnit, Published, Refers, Self_, StandsIn};

/// One line of the table.
pub type Right = (Resource, Action, &'static [(Role, Relation)]);

/// What everybody has.
const OF_ONESELF: &[(Role, Relation)] =
    &[(Leader, Self_), (Worker, Self_), (Manager, Self_), (Administrator, Self_), (DataProtectionOfficer, Self_)];

/// Everybody's own times away, and those of the own staff.
const ABSENCES: &[(Role, Relation)] = &[
    (Leader, Self_),
    (Worker, Self_),
    (Manager, Self_),
    (Manager, OwnUnit),
    (Administrator, Self_),
    (DataProtectionOfficer, Self_),
];

/// The table. What no line allows is refused.
pub const TABLE: &[Right] = &[
    (Resource::Own, Read, OF_ONESELF),
    (Resource::Own, Write, OF_ONESELF),
    (
        Resource::Organisation,
        Read,
        &[(Leader, Any), (Worker, Any), (Manager, Any), (Administrator, Any), (DataProtectionOfficer, Any)],
    ),
    (Resource::Organisation, Write, &[(Administrator, Any)]),
    (Resource::WaitingRole, Write, &[(Manager, OwnUnit), (Administrator, Any), (DataProtectionOfficer, Any)]),
    (Resource::Absence, Read, ABSENCES),
    (Resource::Absence, Write, ABSENCES),
    (Resource::Venue, Read, &[(Leader, Any), (Worker, Any), (Manager, Any), (Administrator, Any)]),
    (Resource::Venue, Write, &[(Leader, Any), (Manager, Any), (Administrator, Any)]),
    (
        Resource::Group,
        Read,
        &[
            (Leader, OwnGroup),
            (Leader, StandsIn),
            (Leader, Published),
            (Worker, Published),
            (Manager, OwnUnit),
            (Manager, Published),
            (Administrator, Published),
        ],
    ),
    (Resource::Group, Write, &[(Leader, OwnGroup), (Manager, OwnUnit)]),
    (Resource::Approval, Write, &[(Manager, OwnUnit)]),
    (Resource::Template, Read, &[(Leader, Any), (Manager, Any)]),
    (Resource::Template, Write, &[(Leader, Any), (Manager, Any)]),
    (Resource::Season, Read, &[(Leader, Any), (Worker, Any), (Manager, Any), (Administrator, Any)]),
    (Resource::Season, Write, &[(Administrator, Any)]),
    (Resource::Break, Read, &[(Leader, Any), (Worker, Any), (Manager, Any), (Administrator, Any)]),
    (Resource::Break, Write, &[(Manager, OwnUnit), (Administrator, Any)]),
    (Resource::Client, Read, &[(Worker, OwnClient), (Leader, OwnGroup), (Leader, StandsIn)]),
    (Resource::Client, Write, &[(Worker, Follows)]),
    (Resource::ClientMerge, Write, &[(Worker, Keeps), (Manager, OwnUnit)]),
    (Resource::KeyWorker, Write, &[(Manager, OwnUnit)]),
    (Resource::ClientRights, Read, &[(DataProtectionOfficer, Any)]),
    (Resource::ClientRights, Write, &[(DataProtectionOfficer, Any)]),
    (Resource::Referral, Read, &[(Leader, OwnGroup), (Worker, OwnClient)]),
    (Resource::Referral, Write, &[(Leader, OwnGroup), (Worker, Refers)]),
    (Resource::ReferralDecision, Write, &[(Leader, OwnGroup)]),
    (Resource::Participation, Read, &[(Leader, OwnGroup), (Worker, OwnClient)]),
    (Resource::Participation, Write, &[(Leader, OwnGroup)]),
    (Resource::Attendance, Read, &[(Leader, OwnGroup), (Leader, StandsIn), (Worker, OwnClient)]),
    (Resource::Attendance, Write, &[(Leader, OwnGroup), (Leader, StandsIn)]),
    (Resource::Rating, Read, &[(Leader, OwnGroup), (Worker, OwnClient)]),
    (Resource::Rating, Write, &[(Leader, OwnGroup), (Worker, Refers)]),
    (Resource::Statistics, Read, &[(Manager, OwnUnit)]),
    (Resource::Message, Read, &[(Administrator, Any)]),
    (Resource::Message, Write, &[(Administrator, Any)]),
    (Resource::Setting, Read, &[(Administrator, Any)]),
    (Resource::Setting, Write, &[(Administrator, Any)]),
    (Resource::ClientImport, Write, &[(Worker, OwnClient)]),
    (Resource::GroupImport, Write, &[(Leader, OwnGroup)]),
];

/// What is about clients, but for their rights.
const WORK_WITH_CLIENTS: [Resource; 9] = [
    Resource::Client,
    Resource::ClientMerge,
    Resource::KeyWorker,
    Resource::Referral,
    Resource::ReferralDecision,
    Resource::Participation,
    Resource::Attendance,
    Resource::Rating,
    Resource::ClientImport,
];

/// The fields of a row that somebody may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenFields {
    /// Whatever the row holds.
    All,
    /// These, by the names that forms and `/api/v1` give them.
    Only(&'static [&'static str]),
}

impl OpenFields {
    /// Whether the field is one of them.
    pub fn hold(self, field: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(&field),
        }
    }
}

/// What of a client anybody writes who follows the client beside a key worker, or stands in for that one: how to reach the
/// client, and what taking part needs. Who the client is, who keeps the client, and what protects the client, is the key
/// worker's to write; so are the client's private links, and whom the client must not meet.
pub const FOLLOWERS_FIELDS: OpenFields = OpenFields::Only(&[
    "language",
    "municipality",
    "email",
    "phone",
    "postal_address",
    "channel",
    "reminders",
    "show_place",
    "interpreter",
    "needs",
]);

/// The lines of one resource and act.
pub fn grants(resource: Resource, action: Action) -> impl Iterator<Item = (Role, Relation)> {
    TABLE.iter().filter(move |rule| rule.0 == resource && rule.1 == action).flat_map(|rule| rule.2.iter().copied())
}

/// Whether any line gives a role what belongs to its unit or one below it.
pub fn reaches_units(role: Role) -> bool {
    TABLE.iter().any(|rule| rule.2.contains(&(role, OwnUnit)))
}

/// Whether a role may do something with these resources.
fn reaches_any(role: Role, resources: &[Resource]) -> bool {
    TABLE.iter().any(|rule| resources.contains(&rule.0) && rule.2.iter().any(|(given, _)| *given == role))
}

/// Whether a role leads to clients by work with them.
pub fn leads_to_clients(role: Role) -> bool {
    reaches_any(role, &WORK_WITH_CLIENTS)
}

/// Whether a role shows who clients are: by work with them, or by answering for their rights.
pub fn shows_clients(role: Role) -> bool {
    leads_to_clients(role) || reaches_any(role, &[Resource::ClientRights])
}

/// The roles that may try it at all.
pub fn roles(resource: Resource, action: Action) -> Vec<Role> {
    let mut roles: Vec<Role> = grants(resource, action).map(|(role, _)| role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_resource_and_act_has_one_line() {
        let mut pairs: Vec<_> = TABLE.iter().map(|rule| (rule.0, rule.1)).collect();
        let count = pairs.len();
        pairs.sort();
        pairs.dedup();
        assert_eq!(pairs.len(), count);
    }

    #[test]
    fn every_role_has_its_own_account() {
        for action in [Read, Write] {
            let holders = roles(Resource::Own, action);
            let missing: Vec<_> = Role::ALL.iter().filter(|role| !holders.contains(role)).collect();
            assert!(missing.is_empty(), "{missing:?} may not {action:?} what is their own");
        }
    }

    #[test]
    fn the_administrator_reaches_no_client_data() {
        assert!(!shows_clients(Administrator));
    }

    #[test]
    fn a_role_without_a_line_about_clients_knows_none() {
        let all = |is: fn(Role) -> bool| Role::ALL.iter().copied().filter(|role| is(*role)).collect::<Vec<_>>();
        assert_eq!(all(leads_to_clients), [Leader, Worker, Manager]);
        assert_eq!(all(shows_clients), [Leader, Worker, Manager, DataProtectionOfficer]);
    }
}
