//! The open programme as linked data (schema.org, JSON-LD 1.1): what the pages show, and nothing else.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use entity::state::SessionStatus;
use serde_json::{Value, json};

use super::queries::{ListedGroup, PublicGroup, PublicSession};
use super::rules::{self, RoomLeft};
use crate::config::Config;
use crate::local_time::{with_offset, zone_of};
use crate::recruitment::paths;
use crate::text::tag;

/// The programme.
pub fn programme(config: &Config, groups: &[ListedGroup], now: DateTime<Utc>) -> Value {
    let graph: Vec<Value> = groups.iter().map(|listed| series(config, listed, now)).collect();
    json!({ "@context": "https://schema.org", "@graph": graph })
}

fn series(config: &Config, listed: &ListedGroup, now: DateTime<Utc>) -> Value {
    let (base, zone) = (&config.base_url, config.zone);
    let group = &listed.group;
    let card = format!("{base}{}", paths::Card { slug: group.slug.clone() });
    let languages: Vec<&str> = group.languages.0.iter().map(|language| tag(*language)).collect();
    let days = rules::days(group, zone);
    let series = json!({
        "@type": "EventSeries",
        "@id": card,
        "url": card,
        "name": group.name,
        "description": group.summary,
        "audience": { "@type": "Audience", "audienceType": group.audience },
        "inLanguage": languages,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "startDate": days.map(|days| days.0),
        "endDate": days.map(|days| days.1),
        "location": location(group),
        "organizer": {
            "@type": "Organization",
            "name": group.unit_name,
            "parentOrganization": { "@type": "Organization", "name": config.organisation },
        },
        "offers": offer(base, listed, now),
        "eventSchedule": schedule(group, zone),
        "subEvent": listed.sessions.iter().map(|session| event(group, session, zone)).collect::<Vec<_>>(),
    });
    without_nothing(series)
}

/// Leaves out what is not known: JSON-LD has no use for null or empty text.
fn without_nothing(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let known = fields.into_iter().filter(|(_, value)| !value.is_null() && value != "" && value != &json!([]));
    Value::Object(known.collect())
}

fn location(group: &PublicGroup) -> Value {
    let (Some(name), place) = (&group.venue_name, group.place()) else { return Value::Null };
    let address = json!({
        "@type": "PostalAddress",
        "streetAddress": group.venue_address,
        "addressLocality": place,
        "addressCountry": "FI",
    });
    json!({ "@type": "Place", "name": name, "address": without_nothing(address) })
}

fn offer(base: &str, listed: &ListedGroup, now: DateTime<Utc>) -> Value {
    let availability = match RoomLeft::of(&listed.group, now) {
        RoomLeft::Open | RoomLeft::Free => "https://schema.org/InStock",
        RoomLeft::Few => "https://schema.org/LimitedAvailability",
        RoomLeft::Full | RoomLeft::Paused => "https://schema.org/SoldOut",
        RoomLeft::Closed | RoomLeft::Over | RoomLeft::Cancelled | RoomLeft::Planned => {
            "https://schema.org/Discontinued"
        }
    };
    let apply = format!("{base}{}", paths::Apply { slug: listed.group.slug.clone() });
    json!({ "@type": "Offer", "availability": availability, "url": apply })
}

/// The weekly rhythm; none when the days follow no simple rule.
fn schedule(group: &PublicGroup, settings: Tz) -> Value {
    let (Some(weekly), Some(start), Some((first, last))) =
        (rules::weekly(group.rrule.as_deref()), group.start_time, rules::days(group, settings))
    else {
        return Value::Null;
    };
    let end = start.overflowing_add_signed(TimeDelta::minutes(group.duration_minutes.into())).0;
    json!({
        "@type": "Schedule",
        "repeatFrequency": format!("P{}W", weekly.every),
        "byDay": rules::weekdays(group.rrule.as_deref(), group.first_date).into_iter().map(schema_day).collect::<Vec<_>>(),
        "startTime": start.format("%H:%M:%S").to_string(),
        "endTime": end.format("%H:%M:%S").to_string(),
        "startDate": first,
        "endDate": last,
        "scheduleTimezone": zone_of(&group.timezone, settings).name(),
    })
}

fn event(group: &PublicGroup, session: &PublicSession, settings: Tz) -> Value {
    let zone = zone_of(&session.timezone, settings);
    let local = |at: DateTime<Utc>| with_offset(zone, at).to_rfc3339_opts(SecondsFormat::Secs, false);
    let status = match session.status {
        SessionStatus::Cancelled => "https://schema.org/EventCancelled",
        SessionStatus::Planned | SessionStatus::Held => "https://schema.org/EventScheduled",
    };
    let place = session.elsewhere.as_ref().map(|name| json!({ "@type": "Place", "name": name }));
    let event = json!({
        "@type": "Event",
        "name": group.name,
        "startDate": local(session.starts_at),
        "endDate": local(session.ends_at),
        "eventStatus": status,
        "location": place.unwrap_or_else(|| location(group)),
    });
    without_nothing(event)
}

/// The name of a weekday as schema.org writes it.
const fn schema_day(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "https://schema.org/Monday",
        Weekday::Tue => "https://schema.org/Tuesday",
        Weekday::Wed => "https://schema.org/Wednesday",
        Weekday::Thu => "https://schema.org/Thursday",
        Weekday::Fri => "https://schema.org/Friday",
        Weekday::Sat => "https://schema.org/Saturday",
        Weekday::Sun => "https://schema.org/Sunday",
    }
}
