//! A feed: rows in, the same bytes out as long as the rows are the same. One VEVENT a session, never a repeating one.

use chrono::{DateTime, Months, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::state::FeedKind;
use ical::generator::{IcalCalendar, IcalEvent, Property};

use super::{ics, zone};

const PRODUCT: &str = concat!("-//Piiri//Piiri ", env!("CARGO_PKG_VERSION"), "//EN");

/// A whole feed. It names no address of its own: the address is a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub name: String,
    /// The zone that readers are told is the main one.
    pub timezone: Tz,
    /// How often readers should come again, in hours.
    pub refresh_hours: u32,
    /// In any order.
    pub events: Vec<FeedEvent>,
}

/// One session as one audience sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEvent {
    /// The session's id and the installation's constant: the same in every feed that names its group, and never another.
    pub uid: String,
    /// Raised at every change that this audience can see.
    pub sequence: i32,
    pub created: Option<DateTime<Utc>>,
    /// When what this audience sees last changed; never the time of the request.
    pub changed_at: DateTime<Utc>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub timezone: Tz,
    pub summary: String,
    pub location: Option<String>,
    pub description: Option<String>,
    pub url: Option<String>,
    pub status: Status,
    /// Whether the time stays free. A cancelled session's always does.
    pub transparent: bool,
    pub categories: Vec<String>,
}

/// Whether a session will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Confirmed,
    Tentative,
    Cancelled,
}

impl Status {
    const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

impl Feed {
    /// The newest change of an event, for LAST-MODIFIED here and in the answer's head.
    pub fn last_modified(&self) -> Option<DateTime<Utc>> {
        self.events.iter().map(|event| event.changed_at).max()
    }

    /// The feed's bytes, events by start and then UID. Without events the zone is left: a calendar must hold something.
    pub fn write(&self) -> String {
        let mut events: Vec<&FeedEvent> = self.events.iter().collect();
        events.sort_by(|one, other| (one.starts_at, &one.uid).cmp(&(other.starts_at, &other.uid)));
        let mut zones = vec![self.timezone];
        for event in &events {
            if !zones.contains(&event.timezone) {
                zones.push(event.timezone);
            }
        }
        zones[1..].sort_by_key(|zone| zone.name());
        let mut written = Vec::new();
        let mut timezones = Vec::new();
        for zone in zones {
            if let Some(timezone) = zone::timezone(zone) {
                written.push(zone);
                timezones.push(timezone);
            }
        }
        if timezones.is_empty() {
            timezones.extend(zone::timezone(Tz::UTC));
        }
        ics::write(&IcalCalendar {
            properties: self.head(),
            timezones,
            events: events.into_iter().map(|event| event.component(&written)).collect(),
            ..IcalCalendar::new()
        })
    }

    fn head(&self) -> Vec<Property> {
        let every = format!("PT{}H", self.refresh_hours);
        let properties = [
            Some(ics::plain("VERSION", &[], "2.0")),
            Some(ics::plain("PRODID", &[], PRODUCT)),
            Some(ics::plain("CALSCALE", &[], "GREGORIAN")),
            ics::text("NAME", &self.name),
            ics::text("X-WR-CALNAME", &self.name),
            Some(ics::plain("X-WR-TIMEZONE", &[], self.timezone.name())),
            self.last_modified().map(|at| ics::utc("LAST-MODIFIED", at)),
            Some(ics::plain("REFRESH-INTERVAL", &[ics::Param { name: "VALUE", value: "DURATION" }], &every)),
            Some(ics::plain("X-PUBLISHED-TTL", &[], &every)),
        ];
        properties.into_iter().flatten().collect()
    }
}

impl FeedEvent {
    fn component(&self, zones: &[Tz]) -> IcalEvent {
        // A time names only a zone that the calendar defines.
        let time = |name, at| {
            if zones.contains(&self.timezone) { ics::zoned(name, at, self.timezone) } else { ics::utc(name, at) }
        };
        let optional = |name, value: &Option<String>| value.as_deref().and_then(|value| ics::text(name, value));
        let free = self.transparent || self.status == Status::Cancelled;
        let properties = [
            ics::text("UID", &self.uid),
            Some(ics::utc("DTSTAMP", self.changed_at)),
            self.created.map(|at| ics::utc("CREATED", at)),
            Some(ics::utc("LAST-MODIFIED", self.changed_at)),
            Some(ics::plain("SEQUENCE", &[], &self.sequence.to_string())),
            Some(time("DTSTART", self.starts_at)),
            Some(time("DTEND", self.ends_at)),
            ics::text("SUMMARY", &self.summary),
            optional("LOCATION", &self.location),
            optional("DESCRIPTION", &self.description),
            self.url.as_deref().and_then(|url| ics::uri("URL", url)),
            Some(ics::plain("STATUS", &[], self.status.code())),
            Some(ics::plain("TRANSP", &[], if free { "TRANSPARENT" } else { "OPAQUE" })),
            ics::text_list("CATEGORIES", &self.categories),
        ];
        IcalEvent { properties: properties.into_iter().flatten().collect(), ..IcalEvent::new() }
    }
}

/// The sessions that a feed shows now, by their start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: DateTime<Utc>,
    /// `None` shows all that is ahead.
    pub to: Option<DateTime<Utc>>,
    /// Cancelled sessions before this are gone.
    pub cancelled_from: DateTime<Utc>,
}

/// The window of a feed: 12 months back, cancelled ones two weeks back, the public programme 400 days ahead.
pub fn window(kind: FeedKind, now: DateTime<Utc>) -> Window {
    Window {
        from: now - Months::new(12),
        to: (kind == FeedKind::Programme).then(|| now + TimeDelta::days(400)),
        cancelled_from: now - TimeDelta::days(14),
    }
}

impl Window {
    /// Whether a session with this start and status is shown.
    pub fn shows(&self, starts_at: DateTime<Utc>, status: Status) -> bool {
        let from = if status == Status::Cancelled { self.cancelled_from } else { self.from };
        from <= starts_at && self.to.is_none_or(|to| starts_at <= to)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa, Asia, Europe};
    use ical::parser::Component as _;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn event(uid: &str, starts_at: &str) -> FeedEvent {
        FeedEvent {
            uid: format!("{uid}@piiri.example"),
            sequence: 0,
            created: Some(at("2026-08-03T06:00:00Z")),
            changed_at: at("2026-08-20T11:30:05Z"),
            starts_at: at(starts_at),
            ends_at: at(starts_at) + TimeDelta::minutes(90),
            timezone: Europe::Helsinki,
            summary: "Arjen rytmi".to_owned(),
            location: None,
            description: None,
            url: None,
            status: Status::Confirmed,
            transparent: false,
            categories: vec![],
        }
    }

    fn feed(events: Vec<FeedEvent>) -> Feed {
        Feed { name: "Ryhmät; Kajaani".to_owned(), timezone: Europe::Helsinki, refresh_hours: 4, events }
    }

    /// The text with bare line ends and without the version, for snapshots.
    fn shown(feed: &Feed) -> String {
        feed.write().replace("\r\n", "\n").replace(env!("CARGO_PKG_VERSION"), "[version]")
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "the gold event stands here whole")]
    fn the_gold_feed() {
        let full = FeedEvent {
            sequence: 2,
            location: Some("Kajaani, ryhmätila".to_owned()),
            description: Some("Uni, ruoka, koti ja pienet askeleet.\nOta mukaan kynä; vihkon saat meiltä.".to_owned()),
            url: Some("https://piiri.example/groups/7?a=1,2;b".to_owned()),
            categories: vec!["life_management".to_owned(), "semi_open".to_owned()],
            ..event("0190a0b0-0000-7000-8000-000000000007", "2026-10-21T07:00:00Z")
        };
        let cancelled = FeedEvent {
            sequence: 3,
            changed_at: at("2026-10-01T05:00:00Z"),
            summary: "PERUTTU: Arjen rytmi".to_owned(),
            status: Status::Cancelled,
            ..event("0190a0b0-0000-7000-8000-000000000006", "2026-10-28T08:00:00Z")
        };
        insta::assert_snapshot!(shown(&feed(vec![cancelled, full])), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Piiri//Piiri [version]//EN
        CALSCALE:GREGORIAN
        NAME:Ryhmät\; Kajaani
        X-WR-CALNAME:Ryhmät\; Kajaani
        X-WR-TIMEZONE:Europe/Helsinki
        LAST-MODIFIED:20261001T050000Z
        REFRESH-INTERVAL;VALUE=DURATION:PT4H
        X-PUBLISHED-TTL:PT4H
        BEGIN:VTIMEZONE
        TZID:Europe/Helsinki
        BEGIN:DAYLIGHT
        DTSTART:19830327T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0300
        TZNAME:EEST
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:19961027T040000
        TZOFFSETFROM:+0300
        TZOFFSETTO:+0200
        TZNAME:EET
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:0190a0b0-0000-7000-8000-000000000007@piiri.example
        DTSTAMP:20260820T113005Z
        CREATED:20260803T060000Z
        LAST-MODIFIED:20260820T113005Z
        SEQUENCE:2
        DTSTART;TZID=Europe/Helsinki:20261021T100000
        DTEND;TZID=Europe/Helsinki:20261021T113000
        SUMMARY:Arjen rytmi
        LOCATION:Kajaani\, ryhmätila
        DESCRIPTION:Uni\, ruoka\, koti ja pienet askeleet.\nOta mukaan kynä\; vihk
         on saat meiltä.
        URL:https://piiri.example/groups/7?a=1,2;b
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        CATEGORIES:life_management,semi_open
        END:VEVENT
        BEGIN:VEVENT
        UID:0190a0b0-0000-7000-8000-000000000006@piiri.example
        DTSTAMP:20261001T050000Z
        CREATED:20260803T060000Z
        LAST-MODIFIED:20261001T050000Z
        SEQUENCE:3
        DTSTART;TZID=Europe/Helsinki:20261028T100000
        DTEND;TZID=Europe/Helsinki:20261028T113000
        SUMMARY:PERUTTU: Arjen rytmi
        STATUS:CANCELLED
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR
        ");
    }

    #[test]
    fn an_empty_feed_keeps_its_zone() {
        insta::assert_snapshot!(shown(&feed(vec![])), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Piiri//Piiri [version]//EN
        CALSCALE:GREGORIAN
        NAME:Ryhmät\; Kajaani
        X-WR-CALNAME:Ryhmät\; Kajaani
        X-WR-TIMEZONE:Europe/Helsinki
        REFRESH-INTERVAL;VALUE=DURATION:PT4H
        X-PUBLISHED-TTL:PT4H
        BEGIN:VTIMEZONE
        TZID:Europe/Helsinki
        BEGIN:DAYLIGHT
        DTSTART:19830327T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0300
        TZNAME:EEST
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:19961027T040000
        TZOFFSETFROM:+0300
        TZOFFSETTO:+0200
        TZNAME:EET
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        END:VTIMEZONE
        END:VCALENDAR
        ");
    }

    #[test]
    fn a_zone_without_a_rule_is_told_in_utc_and_named_nowhere() {
        let moroccan = FeedEvent { timezone: Africa::Casablanca, ..event("1", "2026-10-21T07:00:00Z") };
        let text = feed(vec![moroccan.clone()]).write();
        assert!(text.contains("DTSTART:20261021T070000Z\r\n") && !text.contains("Casablanca"));
        let nowhere = Feed { timezone: Africa::Casablanca, ..feed(vec![]) };
        assert!(nowhere.write().contains("BEGIN:VTIMEZONE\r\nTZID:UTC\r\n"));
    }

    #[test]
    fn the_same_rows_in_another_order_are_the_same_bytes() {
        let events = vec![
            event("b", "2026-10-21T07:00:00Z"),
            event("a", "2026-10-21T07:00:00Z"),
            FeedEvent { timezone: Asia::Tokyo, ..event("c", "2026-10-20T07:00:00Z") },
        ];
        let turned = feed(events.iter().rev().cloned().collect());
        assert_eq!(feed(events).write(), turned.write());
        let uids: Vec<_> =
            turned.write().lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned).collect();
        assert_eq!(uids, ["c@piiri.example", "a@piiri.example", "b@piiri.example"]);
    }

    #[test]
    fn the_window_holds_a_year_back_and_cancelled_sessions_two_weeks() {
        let now = at("2026-10-14T09:00:00Z");
        let group = window(FeedKind::Group, now);
        assert!(group.shows(at("2025-10-14T09:00:00Z"), Status::Confirmed));
        assert!(!group.shows(at("2025-10-14T08:59:00Z"), Status::Confirmed));
        assert!(group.shows(at("2026-09-30T09:00:00Z"), Status::Cancelled));
        assert!(!group.shows(at("2026-09-30T08:59:00Z"), Status::Cancelled));
        assert!(group.shows(at("2028-01-01T09:00:00Z"), Status::Tentative));
        assert!(!window(FeedKind::Programme, now).shows(at("2028-01-01T09:00:00Z"), Status::Confirmed));
    }

    prop_compose! {
        fn any_event()(
            number in any::<u64>(),
            start in 0i64..1_000_000,
            minutes in 5i64..1440,
            sequence in 0..=i32::MAX,
            summary in "\\PC{1,120}",
            location in proptest::option::of("[\\PC\\n]{0,120}"),
            status in proptest::sample::select(vec![Status::Confirmed, Status::Tentative, Status::Cancelled]),
        ) -> FeedEvent {
            let starts_at = at("2026-01-01T00:00:00Z") + TimeDelta::minutes(start);
            FeedEvent {
                sequence,
                starts_at,
                ends_at: starts_at + TimeDelta::minutes(minutes),
                summary,
                location,
                status,
                ..event(&number.to_string(), "2026-01-01T00:00:00Z")
            }
        }
    }

    fn value(event: &ical::parser::ical::component::IcalEvent, name: &str) -> String {
        let value = event.get_property(name).and_then(|property| property.value.as_deref());
        ics::unescape_text(value.unwrap_or_default())
    }

    proptest! {
        #[test]
        fn a_feed_comes_back_through_the_parser(events in proptest::collection::vec(any_event(), 0..12)) {
            let mut feed = feed(events);
            let text = feed.write();
            prop_assert!(text.split("\r\n").all(|line| line.len() <= ics::MAX_LINE));
            let unfolded = text.replace("\r\n ", "");
            let calendar = ical::IcalParser::new(unfolded.as_bytes()).next().unwrap().unwrap();
            prop_assert_eq!(calendar.timezones.len(), 1);
            feed.events.sort_by(|one, other| (one.starts_at, &one.uid).cmp(&(other.starts_at, &other.uid)));
            prop_assert_eq!(calendar.events.len(), feed.events.len());
            for (read, event) in calendar.events.iter().zip(&feed.events) {
                prop_assert_eq!(value(read, "UID"), event.uid.clone());
                prop_assert_eq!(value(read, "SEQUENCE"), event.sequence.to_string());
                prop_assert_eq!(value(read, "STATUS"), event.status.code());
                let plain = |text: &str| text.trim().replace(['\u{2028}', '\u{2029}'], "\n").trim_start_matches(':').to_owned();
                prop_assert_eq!(value(read, "SUMMARY"), plain(&event.summary));
                prop_assert_eq!(value(read, "LOCATION"), plain(event.location.as_deref().unwrap_or_default()));
                let local = event.starts_at.with_timezone(&Europe::Helsinki).format("%Y%m%dT%H%M%S").to_string();
                prop_assert_eq!(value(read, "DTSTART"), local);
            }
        }
    }
}
