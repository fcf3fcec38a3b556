//! A page as a person sees it: its words, its forms, where it leads.

use axum::http::{HeaderMap, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

/// A page that was answered.
pub struct Page {
    pub path: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Page {
    pub fn new(path: &str, status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Self { path: path.to_owned(), status, headers, body }
    }

    /// Where it redirects.
    pub fn redirect(&self) -> Option<String> {
        let to = self.headers.get(header::LOCATION).filter(|_| self.status.is_redirection())?;
        Some(to.to_str().expect("a readable address").to_owned())
    }

    /// Its source.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The words of its main part, with single spaces.
    pub fn text(&self) -> String {
        let html = Html::parse_document(&self.html());
        let words: Vec<&str> = match html.select(&selector("main")).next() {
            Some(main) => main.text().collect(),
            None => html.root_element().text().collect(),
        };
        words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The source of its main part, for snapshots.
    pub fn main(&self) -> String {
        let html = Html::parse_document(&self.html());
        html.select(&selector("main")).next().map(|main| main.html()).unwrap_or_default()
    }

    /// The words of every element that a CSS selector finds.
    pub fn all(&self, css: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html());
        let words = |element: ElementRef<'_>| {
            element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        html.select(&selector(css)).map(words).collect()
    }

    /// An attribute of every element that a CSS selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html());
        html.select(&selector(css)).filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// The one form of the main part that has all these fields, filled in: where it goes and what it sends.
    pub fn filled(&self, fields: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let html = Html::parse_document(&self.html());
        let form = html
            .select(&selector("main form[method=post]"))
            .find(|form| fields.iter().all(|(name, _)| has_field(*form, name)))
            .unwrap_or_else(|| panic!("{} has no form with {fields:?}: {}", self.path, self.text()));
        let named: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let mut sent: Vec<(String, String)> =
            standing(form).into_iter().filter(|(name, _)| !named.contains(&name.as_str())).collect();
        sent.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        (self.action(form), sent)
    }

    /// The form that has this field as a browser sends it when nothing was touched: where it goes and what it sends.
    pub fn untouched(&self, field: &str) -> (String, Vec<(String, String)>) {
        let html = Html::parse_document(&self.html());
        let form = html.select(&selector("form[method=post]")).find(|form| has_field(*form, field));
        let form = form.unwrap_or_else(|| panic!("{} has no form with {field}: {}", self.path, self.text()));
        // A browser ends the lines of what it sends so (HTML 4.10.21.4).
        let sent = standing(form).into_iter().map(|(name, value)| (name, value.replace('\n', "\r\n")));
        (self.action(form), sent.collect())
    }

    /// The form around the button with this label: where it goes and what it sends.
    pub fn pressed(&self, label: &str) -> (String, Vec<(String, String)>) {
        let html = Html::parse_document(&self.html());
        for form in html.select(&selector("form[method=post]")) {
            for button in form.select(&selector("button")) {
                if button.text().collect::<String>().trim() == label {
                    let mut sent = standing(form);
                    let name = button.attr("name").map(str::to_owned);
                    sent.extend(name.map(|name| (name, button.attr("value").unwrap_or("").to_owned())));
                    return (self.action(form), sent);
                }
            }
        }
        panic!("{} has no button {label}: {}", self.path, self.text())
    }

    fn action(&self, form: ElementRef<'_>) -> String {
        form.attr("action").unwrap_or(&self.path).to_owned()
    }
}

fn has_field(form: ElementRef<'_>, name: &str) -> bool {
    form.select(&selector("input, select, textarea")).any(|field| field.attr("name") == Some(name))
}

/// What a form would send as it stands.
fn standing(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut sent = Vec::new();
    for field in form.select(&selector("input, select, textarea")) {
        let Some(name) = field.attr("name") else { continue };
        let value = match (field.value().name(), field.attr("type")) {
            ("select", _) => field
                .select(&selector("option"))
                .find(|option| option.attr("selected").is_some())
                .or_else(|| field.select(&selector("option")).next())
                .and_then(|option| option.attr("value").map(str::to_owned)),
            ("textarea", _) => Some(field.text().collect()),
            (_, Some("checkbox" | "radio")) if field.attr("checked").is_none() => None,
            (_, Some("checkbox")) => Some(field.attr("value").unwrap_or("on").to_owned()),
            (_, Some("submit" | "button")) => None,
            _ => Some(field.attr("value").unwrap_or("").to_owned()),
        };
        sent.extend(value.map(|value| (name.to_owned(), value)));
    }
    sent
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}
