//! What each audience is shown of a session: never more than it may know, and the same for pages and feeds.

use chrono::{DateTime, Utc};
use entity::id::{CalendarLinkId, GroupId, SessionId, StaffId};
use entity::state::{FeedKind, FeedTitles, GroupKind, GroupStatus, Language, SessionStatus};
use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::feed::Status;
use crate::text::{t, t_with};

/// Who reads a feed, and how much it may say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedAudience {
    /// Whose calendar it is.
    pub kind: FeedKind,
    /// How much the titles say.
    pub titles: FeedTitles,
    /// The reader's language.
    pub language: Language,
    /// Whether a client wants to see the place.
    pub place: bool,
    /// The client or staff member who holds the link; nobody for the public feeds.
    pub holder: Option<Uuid>,
    /// The link by which it is read; none for the public feeds.
    pub link: Option<CalendarLinkId>,
}

/// The beginning of the codes of all public audiences.
pub const PUBLIC: &str = "public";

impl FeedAudience {
    /// Everybody, in a language.
    pub const fn public(kind: FeedKind, language: Language) -> Self {
        Self { kind, titles: FeedTitles::Full, language, place: true, holder: None, link: None }
    }

    /// The code under which it is kept what this audience was last shown: one counter for each reader, so that no
    /// reader's SEQUENCE falls when a language or the place is chosen anew.
    pub fn code(&self) -> String {
        match self.holder {
            Some(holder) => format!("{}-{}-{holder}", self.kind, self.titles),
            None => format!("{PUBLIC}-{}", self.language),
        }
    }

    /// Whether the feed keeps back which group a session is of.
    const fn hides_group(&self) -> bool {
        matches!(
            (self.kind, self.titles),
            (FeedKind::Client | FeedKind::Staff, FeedTitles::Neutral) | (FeedKind::Venue, _)
        )
    }

    /// The link whose own marks a feed carries that names no group, so that whoever keeps the calendar can't look its
    /// sessions up in the public programme.
    ///
    /// The link's id is their key and not the token of its address: the token is known to whoever fetches the feed.
    pub fn own_marks(&self) -> Option<CalendarLinkId> {
        self.link.filter(|_| self.hides_group())
    }

    /// The UID of a session, without the constant behind it: its id, or a mark of this feed's own that stays.
    pub fn uid(&self, session: SessionId) -> Uuid {
        let Some(link) = self.own_marks() else { return session.0 };
        let mut mark = Sha256::new();
        mark.update("uid");
        mark.update(link.0.as_bytes());
        mark.update(session.0.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&mark.finalize()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// One session with what any audience may be shown of it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FeedSession {
    pub id: SessionId,
    pub group_id: GroupId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Its IANA zone.
    pub timezone: String,
    /// Its state.
    pub status: SessionStatus,
    /// Who stands in for the leader.
    pub substitute_id: Option<StaffId>,
    /// Who meets the clients.
    pub meets_id: Option<StaffId>,
    /// How often its plan has changed.
    pub sequence: i32,
    /// When its plan last changed.
    pub changed_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The group's code.
    pub code: String,
    /// The group's public name in addresses.
    pub slug: String,
    /// The group's name.
    pub name: String,
    /// The group's kind.
    pub kind: GroupKind,
    /// The group's state.
    pub group_status: GroupStatus,
    /// What the group is about, in public words.
    pub summary: String,
    /// How many the group takes.
    pub capacity: i32,
    /// The venue's name.
    pub venue_name: Option<String>,
    /// The venue's street.
    pub venue_address: Option<String>,
    /// The venue's municipality.
    pub venue_municipality: Option<String>,
}

impl FeedSession {
    /// Whether it will be: a cancelled group takes its sessions with it, and a plan that is not approved may change.
    pub fn happens(&self) -> Status {
        match (self.status, self.group_status) {
            (SessionStatus::Cancelled, _) | (_, GroupStatus::Cancelled) => Status::Cancelled,
            (_, group) if !group.is_approved() => Status::Tentative,
            _ => Status::Confirmed,
        }
    }

    fn venue(&self) -> Option<String> {
        let address = self.venue_address.as_deref();
        // An address often ends with its town.
        let is_said = |town: &&str| address.and_then(|address| address.rsplit(", ").next()) == Some(*town);
        let town = self.venue_municipality.as_deref().filter(|town| !is_said(town));
        let parts: Vec<&str> = [self.venue_name.as_deref(), address, town].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// What is known of a session besides its row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// The given name of who leads it.
    pub leader: Option<&'a str>,
    /// Whether the reader comes along with a client.
    pub accompanied: bool,
    /// How many have a place in the group.
    pub taken: i64,
}

/// What an audience is shown of a session, besides its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownDetails {
    pub summary: String,
    pub location: Option<String>,
    pub description: Option<String>,
    pub url: Option<String>,
    pub status: Status,
    pub categories: Vec<String>,
}

/// Draws sessions for one audience; its words are looked up once.
pub struct Painter<'a> {
    audience: &'a FeedAudience,
    base_url: &'a str,
    meeting: String,
    kinds: Vec<String>,
}

impl<'a> Painter<'a> {
    /// For an audience, with the address under which pages are reached.
    pub fn new(audience: &'a FeedAudience, base_url: &'a str) -> Self {
        let kind = |kind: &GroupKind| t(audience.language, &format!("kind-{}", kind.code().replace('_', "-")));
        Self {
            audience,
            base_url,
            meeting: t(audience.language, "feed-meeting"),
            kinds: GroupKind::ALL.iter().map(kind).collect(),
        }
    }

    /// What is shown of a session.
    pub fn show(&self, row: &FeedSession, beside: Beside<'_>) -> ShownDetails {
        let open = matches!(self.audience.kind, FeedKind::Group | FeedKind::Programme);
        ShownDetails {
            summary: self.summary(row, beside),
            location: self.location(row),
            description: if open { Some(row.summary.clone()) } else { self.heads(row, beside) },
            url: self.url(row),
            status: row.happens(),
            categories: if open { self.category(row.kind) } else { Vec::new() },
        }
    }

    fn summary(&self, row: &FeedSession, beside: Beside<'_>) -> String {
        let title = match (self.audience.kind, self.audience.titles, beside.leader) {
            (FeedKind::Client, FeedTitles::Neutral, Some(leader)) => format!("{} – {leader}", self.meeting),
            (FeedKind::Client, FeedTitles::Neutral, None) => self.meeting.clone(),
            (FeedKind::Staff, FeedTitles::Neutral, _) | (FeedKind::Venue, ..) => row.code.clone(),
            _ => row.name.clone(),
        };
        let language = self.audience.language;
        let title = if beside.accompanied { t_with(language, "feed-along", &[("title", title.into())]) } else { title };
        match row.happens() {
            Status::Cancelled => t_with(language, "feed-cancelled", &[("title", title.into())]),
            Status::Confirmed | Status::Tentative => title,
        }
    }

    fn location(&self, row: &FeedSession) -> Option<String> {
        match (self.audience.kind, self.audience.titles) {
            (FeedKind::Client, FeedTitles::Neutral) if !self.audience.place => None,
            (FeedKind::Venue, _) => None,
            _ => row.venue(),
        }
    }

    /// The head count, for staff who asked for full titles; never names.
    fn heads(&self, row: &FeedSession, beside: Beside<'_>) -> Option<String> {
        let asked = (self.audience.kind, self.audience.titles) == (FeedKind::Staff, FeedTitles::Full);
        let args = || [("taken", beside.taken.into()), ("capacity", row.capacity.into())];
        asked.then(|| t_with(self.audience.language, "feed-heads", &args()))
    }

    fn url(&self, row: &FeedSession) -> Option<String> {
        match (self.audience.kind, self.audience.titles) {
            (FeedKind::Staff, FeedTitles::Full) => Some(format!("{}/sessions/{}", self.base_url, row.id)),
            (FeedKind::Group | FeedKind::Programme, _) if row.group_status.is_published() => {
                Some(format!("{}/open/groups/{}", self.base_url, row.slug))
            }
            _ => None,
        }
    }

    fn category(&self, kind: GroupKind) -> Vec<String> {
        let place = GroupKind::ALL.iter().position(|one| *one == kind);
        place.and_then(|place| self.kinds.get(place)).cloned().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> FeedSession {
        let at = |text: &str| text.parse().unwrap();
        FeedSession {
            id: SessionId(Uuid::nil()),
            group_id: GroupId(Uuid::nil()),
            starts_at: at("2026-10-21T07:00:00Z"),
            ends_at: at("2026-10-21T09:00:00Z"),
            timezone: "Europe/Helsinki".into(),
            status: SessionStatus::Planned,
            substitute_id: None,
            meets_id: None,
            sequence: 0,
            changed_at: at("2026-08-20T07:00:00Z"),
            created_at: at("2026-08-20T07:00:00Z"),
            code: "G12".into(),
            slug: "talli".into(),
            name: "Hevosen kanssa".into(),
            kind: GroupKind::AnimalNature,
            group_status: GroupStatus::Running,
            summary: "Tallilla.".into(),
            capacity: 8,
            venue_name: Some("Talli".into()),
            venue_address: None,
            venue_municipality: Some("Juva".into()),
        }
    }

    fn shown(kind: FeedKind, titles: FeedTitles, place: bool) -> ShownDetails {
        let audience =
            FeedAudience { kind, titles, language: Language::Fi, place, holder: Some(Uuid::nil()), link: None };
        let beside = Beside { leader: Some("Anna"), accompanied: false, taken: 5 };
        Painter::new(&audience, "https://piiri.example").show(&row(), beside)
    }

    #[test]
    fn a_clients_neutral_feed_says_neither_group_nor_kind_nor_address() {
        let neutral = shown(FeedKind::Client, FeedTitles::Neutral, false);
        assert_eq!(neutral.summary, "Tapaaminen – Anna");
        assert_eq!((neutral.location, neutral.description, neutral.url), (None, None, None));
        assert!(neutral.categories.is_empty());
        assert_eq!(shown(FeedKind::Client, FeedTitles::Neutral, true).location.unwrap(), "Talli, Juva");
        let full = shown(FeedKind::Client, FeedTitles::Full, false);
        assert_eq!((full.summary.as_str(), full.location.as_deref()), ("Hevosen kanssa", Some("Talli, Juva")));
        assert_eq!((full.description, full.url, full.categories.len()), (None, None, 0));
    }

    #[test]
    fn staff_see_the_code_unless_they_ask_for_the_name() {
        let neutral = shown(FeedKind::Staff, FeedTitles::Neutral, true);
        assert_eq!((neutral.summary.as_str(), neutral.description), ("G12", None));
        let full = shown(FeedKind::Staff, FeedTitles::Full, true);
        assert_eq!((full.summary.as_str(), full.description.as_deref()), ("Hevosen kanssa", Some("Osallistujia 5/8")));
        assert!(full.url.unwrap().starts_with("https://piiri.example/sessions/"));
    }

    #[test]
    fn a_venue_knows_the_code_only_and_the_public_what_its_page_shows() {
        let venue = shown(FeedKind::Venue, FeedTitles::Full, true);
        assert_eq!((venue.summary.as_str(), venue.location, venue.url), ("G12", None, None));
        let open = shown(FeedKind::Programme, FeedTitles::Full, true);
        assert_eq!(open.categories, ["Eläin- ja luontoavusteinen"]);
        assert_eq!(open.url.unwrap(), "https://piiri.example/open/groups/talli");
    }

    #[test]
    fn a_place_names_its_town_once() {
        let at = |address: &str| FeedSession { venue_address: Some(address.into()), ..row() }.venue().unwrap();
        assert_eq!(at("Laidunkuja 20, Juva"), "Talli, Laidunkuja 20, Juva");
        assert_eq!(at("Laidunkuja 20"), "Talli, Laidunkuja 20, Juva");
        assert_eq!(at("Juvantie 1"), "Talli, Juvantie 1, Juva");
    }

    #[test]
    fn a_cancelled_session_says_so_and_takes_its_group_with_it() {
        let cancelled = FeedSession { group_status: GroupStatus::Cancelled, ..row() };
        assert_eq!(cancelled.happens(), Status::Cancelled);
        let audience = FeedAudience::public(FeedKind::Programme, Language::Sv);
        let shown = Painter::new(&audience, "https://piiri.example").show(&cancelled, Beside::default());
        assert_eq!((shown.summary.as_str(), shown.url), ("INSTÄLLT: Hevosen kanssa", None));
        assert_eq!(audience.code(), "public-sv");
    }
}
