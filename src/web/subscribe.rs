//! Subscribing to a calendar: its address in the form that each program takes.

use maud::{Markup, html};

use super::components::Button;
use super::icon::Icon;
use super::page::Page;
use super::problem::encode;

/// The same feed as each calendar program wants to be told of it. All of them subscribe; none downloads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The plain address, for every program that asks for one.
    pub url: String,
    /// Opens the program of the device.
    pub webcal_url: String,
    /// Opens Google's calendar, which takes the webcal form only.
    pub google_url: String,
    /// Opens Outlook on the web.
    pub outlook_url: String,
}

impl Addresses {
    /// The addresses of a path on this server.
    pub fn of(base_url: &str, path: &str, name: &str) -> Self {
        let url = format!("{base_url}{path}");
        let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let webcal_url = format!("webcal://{bare}");
        Self {
            google_url: format!("https://calendar.google.com/calendar/r?cid={}", encode(&webcal_url)),
            outlook_url: format!(
                "https://outlook.office.com/calendar/0/addfromweb?url={}&name={}",
                encode(&url),
                encode(name)
            ),
            webcal_url,
            url,
        }
    }

    /// The same for who uses Outlook at home: private accounts live under another host.
    #[must_use]
    pub fn at_home(self) -> Self {
        Self { outlook_url: self.outlook_url.replacen("outlook.office.com", "outlook.live.com", 1), ..self }
    }
}

/// The buttons with which one subscribes.
pub fn subscribe_buttons(page: &Page, addresses: &Addresses) -> Markup {
    html! {
        ul.actions.bare {
            li { (Button::secondary(&page.t("feed-webcal")).icon(Icon::Calendar).link(&addresses.webcal_url)) }
            li { (Button::secondary(&page.t("feed-google")).link(&addresses.google_url)) }
            li { (Button::secondary(&page.t("feed-outlook")).link(&addresses.outlook_url)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn google_gets_the_webcal_form_and_outlook_the_plain_one() {
        let addresses = Addresses::of("https://piiri.example", "/calendar/abc.ics", "Omat ryhmät");
        assert_eq!(addresses.url, "https://piiri.example/calendar/abc.ics");
        assert_eq!(addresses.webcal_url, "webcal://piiri.example/calendar/abc.ics");
        assert!(addresses.google_url.ends_with("?cid=webcal%3A%2F%2Fpiiri%2Eexample%2Fcalendar%2Fabc%2Eics"));
        assert!(addresses.outlook_url.contains("url=https%3A%2F%2Fpiiri%2Eexample%2Fcalendar%2Fabc%2Eics&name=Omat"));
    }
}
