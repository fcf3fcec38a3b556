//! The addresses of feeds and of the pages that keep their links.

use axum_extra::routing::TypedPath;
use entity::id::{CalendarLinkId, GroupId};
use serde::Deserialize;

/// One's own calendar links.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/calendars")]
pub struct Index;

/// A new address in place of the old one.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/calendars/{id}/rotate", rejection(crate::error::Error))]
pub struct Rotate {
    pub id: CalendarLinkId,
}

/// The end of a link.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/calendars/{id}/revoke", rejection(crate::error::Error))]
pub struct Revoke {
    pub id: CalendarLinkId,
}

/// The feeds of a group.
#[derive(TypedPath, Deserialize)]
#[typed_path("/groups/{id}/feeds", rejection(crate::error::Error))]
pub struct OfGroup {
    pub id: GroupId,
}

/// The public programme.
pub use crate::recruitment::paths::PROGRAMME_FEED as PROGRAMME;
/// The path of a published group's feed.
pub use crate::recruitment::paths::group_feed as group;

/// The path of a private feed.
pub fn private(token: &str) -> String {
    format!("/calendar/{token}.ics")
}

/// A feed, as an address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// A private feed by its token.
    Private(&'a str),
    /// The public programme.
    Programme,
    /// A published group by its slug.
    Group(&'a str),
}

impl<'a> Address<'a> {
    /// The patterns of all feeds, for lists, logs and counters.
    pub const PATTERNS: [&'static str; 3] = ["/calendar/{token}.ics", PROGRAMME, "/open/groups/{slug}.ics"];

    /// Reads a request's path; `None` for whatever is no feed.
    pub fn read(path: &'a str) -> Option<Self> {
        let rest = path.strip_suffix(".ics")?;
        if path == PROGRAMME {
            return Some(Self::Programme);
        }
        let one = |name: &'a str| (!name.contains('/')).then_some(name);
        if let Some(token) = rest.strip_prefix("/calendar/") {
            return one(token).map(Self::Private);
        }
        one(rest.strip_prefix("/open/groups/")?).map(Self::Group)
    }

    /// Its pattern, which holds no token.
    pub const fn pattern(self) -> &'static str {
        match self {
            Self::Private(_) => Self::PATTERNS[0],
            Self::Programme => Self::PATTERNS[1],
            Self::Group(_) => Self::PATTERNS[2],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_told_from_pages_by_their_address() {
        assert_eq!(Address::read("/calendar/abc.ics"), Some(Address::Private("abc")));
        assert_eq!(Address::read("/open/programme.ics"), Some(Address::Programme));
        assert_eq!(Address::read("/open/groups/arjen-rytmi.ics"), Some(Address::Group("arjen-rytmi")));
        for page in ["/calendar", "/calendar/abc", "/calendar/a/b.ics", "/open/groups/x", "/groups/x.ics", "/x.ics"] {
            assert_eq!(Address::read(page), None, "{page}");
        }
    }
}
