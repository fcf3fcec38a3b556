//! Form fields: each with its label, hint and error tied together for every reader.

use std::ops::RangeInclusive;

use entity::state::Language;
use maud::{Markup, PreEscaped, html};

use crate::text::{t, t_with};
use crate::web::icon::{Icon, icon};

/// One of the values of a select or a set of choices.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    pub value: &'a str,
    pub label: &'a str,
    pub hint: Option<&'a str>,
}

impl<'a> Choice<'a> {
    /// A choice without a hint.
    pub const fn new(value: &'a str, label: &'a str) -> Self {
        Self { value, label, hint: None }
    }
}

/// A field to be: fill in what it has, then draw it as one of its kinds.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    lang: Language,
    name: &'a str,
    label: &'a str,
    value: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    stands: Option<&'a str>,
    required: bool,
    autocomplete: Option<&'a str>,
}

impl<'a> Field<'a> {
    /// A field that may stay empty.
    pub const fn new(lang: Language, name: &'a str, label: &'a str) -> Self {
        Self {
            lang,
            name,
            label,
            value: "",
            hint: None,
            error: None,
            stands: None,
            required: false,
            autocomplete: None,
        }
    }

    /// What it holds now.
    #[must_use]
    pub const fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    /// How to fill it in.
    #[must_use]
    pub const fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// What was wrong with it, if anything.
    #[must_use]
    pub const fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// What somebody else saved in it meanwhile, each value on its line.
    #[must_use]
    pub const fn stands(self, now: Option<&'a str>) -> Self {
        Self { stands: now, ..self }
    }

    /// It must be filled in.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// What a browser may fill it with (HTML 4.10.18.7.1, autofill).
    #[must_use]
    pub const fn autocomplete(self, token: &'a str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    /// One line of text.
    pub fn text(self) -> Markup {
        self.input("text")
    }

    /// An e-mail address.
    pub fn email(self) -> Markup {
        self.input("email")
    }

    /// A telephone number.
    pub fn tel(self) -> Markup {
        self.input("tel")
    }

    /// A word to search for.
    pub fn search(self) -> Markup {
        self.input("search")
    }

    /// A password; what was typed is not shown again.
    pub fn password(self) -> Markup {
        self.value("").input("password")
    }

    /// A day, `YYYY-MM-DD`.
    pub fn date(self) -> Markup {
        self.input("date")
    }

    /// A time of day, `HH:MM`.
    pub fn time(self) -> Markup {
        self.input("time")
    }

    /// A whole number from `min` to `max`.
    pub fn number(self, min: i64, max: i64) -> Markup {
        self.bounded("number", Some(min..=max))
    }

    /// A file of the types in `accept` (such as `.csv`).
    pub fn file(self, accept: &str) -> Markup {
        self.around(&html! {
            input id=(self.id()) name=(self.name) type="file" accept=(accept) required[self.required]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
        })
    }

    /// Several lines of text.
    pub fn textarea(self, rows: u8) -> Markup {
        self.around(&html! {
            textarea id=(self.id()) name=(self.name) rows=(rows) required[self.required]
                autocomplete=[self.autocomplete] aria-describedby=[self.described_by()]
                aria-invalid=[self.invalid()] { "\n" (self.value) }
        })
    }

    /// One of `choices` from a list; give an empty first choice where none may be chosen. A value that is no longer
    /// among them stays what is chosen, so that saving the form again takes nothing away.
    pub fn select(self, choices: &[Choice<'_>]) -> Markup {
        let left_out = !self.value.is_empty() && choices.iter().all(|choice| choice.value != self.value);
        let control = html! {
            select id=(self.id()) name=(self.name) required[self.required] autocomplete=[self.autocomplete]
                aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] {
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == self.value] { (choice.label) }
                }
                @if left_out { option value=(self.value) selected { (t(self.lang, "choice-standing")) } }
            }
        };
        self.around_one_of(choices, &control)
    }

    /// One of `choices`, all in sight.
    pub fn radios(self, choices: &[Choice<'_>]) -> Markup {
        self.set("radio", choices, &|value| value == self.value)
    }

    /// Any of `choices`; `chosen` are the values chosen now.
    pub fn checkboxes(self, choices: &[Choice<'_>], chosen: &[&str]) -> Markup {
        self.set("checkbox", choices, &|value| chosen.contains(&value))
    }

    /// Yes or no; sends `true` when ticked. Ticked when the value is `true` or `on`.
    pub fn checkbox(self) -> Markup {
        html! {
            div.field.field-bad[self.error.is_some()] data-of=[self.bad()] data-named=[self.bad_label()] {
                label.choice {
                    input id=(self.id()) type="checkbox" name=(self.name) value="true"
                        checked[matches!(self.value, "true" | "on")] required[self.required]
                        aria-describedby=[self.described_by()] aria-invalid=[self.invalid()];
                    span { span { (self.label) } }
                }
                (self.notes(&[Choice::new("true", &t(self.lang, "yes")), Choice::new("", &t(self.lang, "no"))]))
            }
        }
    }

    fn input(self, kind: &str) -> Markup {
        self.bounded(kind, None)
    }

    fn bounded(self, kind: &str, bounds: Option<RangeInclusive<i64>>) -> Markup {
        let (min, max) = bounds.map(RangeInclusive::into_inner).unzip();
        self.around(&html! {
            input id=(self.id()) name=(self.name) type=(kind) value=(self.value) required[self.required]
                min=[min] max=[max] inputmode=[(kind == "number").then_some("numeric")]
                autocomplete=[self.autocomplete] aria-describedby=[self.described_by()]
                aria-invalid=[self.invalid()];
        })
    }

    fn around(self, control: &Markup) -> Markup {
        self.around_one_of(&[], control)
    }

    fn around_one_of(self, choices: &[Choice<'_>], control: &Markup) -> Markup {
        html! {
            div.field.field-bad[self.error.is_some()] data-of=[self.bad()] data-named=[self.bad_label()] {
                label for=(self.id()) { (self.label) (self.must()) }
                (self.notes(choices))
                (control)
            }
        }
    }

    fn set(self, kind: &str, choices: &[Choice<'_>], chosen: &dyn Fn(&str) -> bool) -> Markup {
        let short = choices.iter().all(|choice| choice.hint.is_none());
        let in_a_row = short && choices.len() <= 3;
        let in_columns = short && !in_a_row;
        html! {
            fieldset.field.field-bad[self.error.is_some()] data-of=[self.bad()] data-named=[self.bad_label()]
                aria-describedby=[self.described_by()] {
                legend { (self.label) (self.must()) }
                (self.notes(choices))
                div.choices.choices-row[in_a_row].choices-columns[in_columns] {
                    @for (i, choice) in choices.iter().enumerate() {
                        label.choice {
                            input id=[(i == 0).then(|| self.id())] type=(kind) name=(self.name) value=(choice.value)
                                checked[chosen(choice.value)] required[self.required && kind == "radio"];
                            span {
                                span { (choice.label) }
                                @if let Some(hint) = choice.hint { span.hint { (hint) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// What stands below the label; a value that stands reads as its choice does.
    fn notes(self, choices: &[Choice<'_>]) -> Markup {
        html! {
            @if let Some(hint) = self.hint { p.hint id=(self.id_of("hint")) { (hint) } }
            @if let Some(now) = self.stands { p.stands id=(self.id_of("stands")) { (self.standing(now, choices)) } }
            @if let Some(error) = self.error { (error_line(&self.id_of("error"), error)) }
        }
    }

    fn standing(self, now: &str, choices: &[Choice<'_>]) -> String {
        let label = |value| choices.iter().find(|choice| choice.value == value).map_or(value, |choice| choice.label);
        let words =
            if choices.is_empty() { now.to_owned() } else { now.split('\n').map(label).collect::<Vec<_>>().join(", ") };
        if words.is_empty() {
            t(self.lang, "form-stands-empty")
        } else {
            t_with(self.lang, "form-stands", &[("now", words.into())])
        }
    }

    fn must(self) -> Markup {
        html! { @if self.required { " " span.must { (t(self.lang, "field-required")) } } }
    }

    fn id(self) -> String {
        field_id(self.name)
    }

    fn id_of(self, part: &str) -> String {
        format!("{}-{part}", self.id())
    }

    fn described_by(self) -> Option<String> {
        let hint = self.hint.map(|_| self.id_of("hint"));
        let stands = self.stands.map(|_| self.id_of("stands"));
        let error = self.error.map(|_| self.id_of("error"));
        let ids: Vec<String> = hint.into_iter().chain(stands).chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// By what the summary finds the label of a faulty field.
    fn bad(self) -> Option<String> {
        self.error.map(|_| self.id())
    }

    fn bad_label(self) -> Option<&'a str> {
        self.error.map(|_| self.label)
    }

    fn invalid(self) -> Option<&'static str> {
        self.error.map(|_| "true")
    }
}

/// The name of a choice that stands, though nobody can choose it any more.
pub fn out_of_use(lang: Language, name: String) -> String {
    t_with(lang, "choice-out-of-use", &[("name", name.into())])
}

/// The id of the control of a field, which the error summary links to.
pub fn field_id(name: &str) -> String {
    format!("f-{name}")
}

/// An error beside its field.
pub(super) fn error_line(id: &str, error: &str) -> Markup {
    html! { p.error id=(id) { (icon(Icon::Warning)) span { (error) } } }
}

/// What is wrong with a field, by its name; a fault of the whole form has no field.
pub struct ErrorAt<'a> {
    pub field: Option<&'a str>,
    pub message: &'a str,
}

/// All that is wrong with a form, above it, each linked to its field. Nothing when all is well.
pub fn error_summary(lang: Language, errors: &[ErrorAt<'_>]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" aria-labelledby="error-summary-title" tabindex="-1" {
                h2 #error-summary-title { (t(lang, "errors-title")) }
                ul.bare {
                    @for error in errors {
                        li {
                            @if let Some(field) = error.field {
                                @let id = field_id(field);
                                a href=(format!("#{id}")) { span data-label=(id) {} (error.message) }
                            } @else { (error.message) }
                        }
                    }
                }
            }
        }
    }
}

/// Puts the label of its field before each line of the summary, which is drawn before the fields are.
pub fn with_labels(drawn: &Markup) -> Markup {
    let html = drawn.0.as_str();
    let mut named = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<span data-label=\"") {
        named.push_str(before);
        let (id, after) = after.split_once("\"></span>").unwrap_or(("", after));
        if let Some(label) = label_of(html, id) {
            named.push_str(label);
            named.push_str(": ");
        }
        rest = after;
    }
    named.push_str(rest);
    PreEscaped(named)
}

/// The label of a faulty field, as it stands in what is drawn.
fn label_of<'a>(html: &'a str, id: &str) -> Option<&'a str> {
    let (_, after) = html.split_once(&format!("data-of=\"{id}\" data-named=\""))?;
    after.split_once('"').map(|(label, _)| label)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: Field<'_> = Field::new(Language::En, "title", "Name");

    #[test]
    fn a_line_of_the_summary_begins_with_the_label_of_its_field() {
        let bad = ErrorAt { field: Some("title"), message: "Fill this in." };
        let whole = ErrorAt { field: None, message: "Once more." };
        let drawn = html! {
            (error_summary(Language::En, &[bad, whole]))
            (Field::new(Language::En, "title", "Name & number").error(Some("Fill this in.")).text())
        };
        let named = with_labels(&drawn).into_string();
        assert!(named.contains(r##"<a href="#f-title">Name &amp; number: Fill this in.</a>"##), "{named}");
        assert!(named.contains("<li>Once more.</li>"), "{named}");
    }

    #[test]
    fn a_field_is_tied_to_its_label_hint_and_error() {
        let drawn = FIELD.hint("Short").error(Some("Give a name.")).required().text().into_string();
        assert!(drawn.contains(r#"label for="f-title""#), "{drawn}");
        assert!(drawn.contains(r#"aria-describedby="f-title-hint f-title-error""#), "{drawn}");
        assert!(drawn.contains(r#"aria-invalid="true""#), "{drawn}");
    }

    #[test]
    fn a_value_that_is_no_longer_a_choice_stays_chosen() {
        let choices = [Choice::new("", "None"), Choice::new("a", "First")];
        let drawn = |value| FIELD.value(value).select(&choices).into_string();
        assert!(drawn("gone").contains(r#"<option value="gone" selected>"#), "{}", drawn("gone"));
        for value in ["", "a"] {
            assert_eq!(drawn(value).matches("<option").count(), 2, "{value}");
        }
    }

    #[test]
    fn what_was_typed_stays_and_is_escaped() {
        for typed in ["<b>&\"", "\nfirst line empty"] {
            let drawn = FIELD.value(typed).textarea(3).into_string();
            let page = scraper::Html::parse_fragment(&drawn);
            let area = page.select(&scraper::Selector::parse("textarea").unwrap()).next().unwrap();
            assert_eq!(area.text().collect::<String>(), typed);
        }
    }

    #[test]
    fn a_password_is_never_shown_again() {
        assert!(!FIELD.value("hunter2").password().into_string().contains("hunter2"));
    }

    #[test]
    fn the_summary_links_to_the_first_control_of_a_set() {
        let choices = [Choice::new("a", "A"), Choice::new("b", "B")];
        let set = FIELD.value("b").radios(&choices).into_string();
        assert_eq!(set.matches(r#"id="f-title""#).count(), 1);
        let summary = error_summary(Language::En, &[ErrorAt { field: Some("title"), message: "Choose." }]);
        assert!(summary.into_string().contains("href=\"#f-title\""));
        assert!(error_summary(Language::En, &[]).into_string().is_empty());
    }
}
