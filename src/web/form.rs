//! What was typed, and what is wrong with it: a form that comes back keeps every value.

mod merged;
mod typed;

use std::ops::RangeInclusive;
use std::str::FromStr;

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDate, NaiveTime};
use entity::state::Language;
use maud::{Markup, html};
use serde::Serialize;
use serde_json::Value;

use self::typed::check_phone;
pub use self::typed::{LINE, TEXT, check_text, parse_date, parse_time};
use super::api::etag;
use super::components::{ErrorAt, Field, ONCE, error_summary};
use super::problem::fault_text;
use crate::access::rights::OpenFields;
use crate::error::{Code, Error, Fault, Faults, Result};
use crate::text::Arg;

/// The hidden field that tells what a row said when its form was opened.
const VERSION: &str = "version";
/// The fault of a form whose row has changed since; its argument is the version that stands.
const CHANGED: Code = Code::FormChanged;
/// What stands now in a field that was typed otherwise.
const STANDS: Code = Code::FormStands;
/// The argument of both.
const NOW: &str = "now";

/// The submitted values of a form with the faults found in them.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    faults: Faults,
    /// What stands now, by field, where somebody else changed the row meanwhile.
    stands: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let axum_extra::extract::Form(values) =
            axum_extra::extract::Form::<Vec<(String, String)>>::from_request(request, state)
                .await
                .map_err(super::problem::unreadable_form)?;
        Ok(Self::of(values))
    }
}

impl Form {
    /// A form with these values.
    ///
    /// They hold no NUL: nobody can type one, and PostgreSQL takes none in a text. The once-key is none of them: it
    /// says nothing of the row.
    pub fn of(values: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut values: Vec<(String, String)> = values.into_iter().filter(|(name, _)| name != ONCE).collect();
        for (_, value) in &mut values {
            value.retain(|c| c != '\0');
        }
        Self { values, ..Self::default() }
    }

    /// Sets a value, as when a page shows a row that stands.
    #[must_use]
    pub fn set(mut self, name: &str, value: impl ToString) -> Self {
        self.values.push((name.to_owned(), value.to_string()));
        self
    }

    /// Sets a value if there is one.
    #[must_use]
    pub fn set_some(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// The same form with the fields of a JSON object over its own: what `/api/v1` takes is read by the same rules.
    #[must_use]
    pub fn overlay(mut self, fields: &impl Serialize) -> Self {
        let Ok(Value::Object(fields)) = serde_json::to_value(fields) else { return self };
        for (name, value) in fields {
            self.values.retain(|(key, _)| *key != name);
            let items = if let Value::Array(items) = value { items } else { vec![value] };
            self.values.extend(items.into_iter().filter_map(|item| {
                let text = match item {
                    Value::Null => return None,
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                Some((name.clone(), text))
            }));
        }
        self
    }

    /// The same form with the fields that somebody may not write as they stand, whatever was sent for them.
    #[must_use]
    pub fn within(mut self, fields: OpenFields, stands: &Self) -> Self {
        self.values.retain(|(name, _)| name == VERSION || fields.hold(name));
        let kept = stands.values.iter().filter(|(name, _)| !fields.hold(name));
        self.values.extend(kept.cloned());
        self
    }

    /// The same form with faults to show; after [`Self::check_version`] it stands on the row as it is now, so that
    /// saving it once more is a choice.
    #[must_use]
    pub fn with(mut self, faults: Faults) -> Self {
        self.faults.clear();
        self.stands.clear();
        for fault in faults {
            let now = fault.args.iter().find_map(|(name, arg)| match arg {
                Arg::Words(words) if *name == NOW => Some(words.clone()),
                _ => None,
            });
            match (fault.code, now) {
                (STANDS, Some(now)) => self.stands.push((fault.field.into_owned(), now)),
                (CHANGED, Some(now)) => {
                    self.values.retain(|(name, _)| name != VERSION);
                    self = self.set(VERSION, now);
                    self.faults.push(fault);
                }
                _ => self.faults.push(fault),
            }
        }
        self
    }

    /// What came of an act as a page answers it: where what was typed is refused, the form again, with it and the faults.
    pub async fn or_again<D: IntoResponse>(
        self,
        done: Result<D>,
        again: impl AsyncFnOnce(Self) -> Result<Response>,
    ) -> Result<Response> {
        match done {
            Ok(done) => Ok(done.into_response()),
            Err(Error::Invalid(faults)) => again(self.with(faults)).await,
            Err(error) => Err(error),
        }
    }

    /// The same form with a mark of what it holds, for [`Self::check_version`].
    #[must_use]
    pub fn versioned(self) -> Self {
        let version = self.version();
        self.set(VERSION, version)
    }

    fn version(&self) -> String {
        let said: Vec<&(String, String)> = self.values.iter().filter(|(name, _)| name != VERSION).collect();
        etag(&said)
    }

    /// Refuses a form that was opened before somebody else changed the row, whose form is now `stands`: what they saved
    /// would be undone unseen. Like a change without `If-Match`, one that was sent without a version is not checked.
    pub fn check_version(&self, stands: &Self) -> Result<()> {
        let version = stands.version();
        if self.value(VERSION).is_empty() || self.value(VERSION) == version {
            return Ok(());
        }
        let mut names: Vec<&str> = self
            .values
            .iter()
            .chain(&stands.values)
            .map(|(name, _)| name.as_str())
            .filter(|name| *name != VERSION)
            .collect();
        names.sort_unstable();
        names.dedup();
        let differing = names.into_iter().filter(|name| self.sent_values(name) != stands.sent_values(name));
        let mut faults = vec![Fault::of(VERSION, CHANGED).with(NOW, version)];
        faults.extend(
            differing.map(|name| Fault::of(name.to_owned(), STANDS).with(NOW, stands.sent_values(name).join("\n"))),
        );
        Err(Error::Invalid(faults))
    }

    /// The values of a field as a browser sends them: no line for an empty field or a box that is not ticked.
    fn sent_values(&self, name: &str) -> Vec<String> {
        let values = self.all(name).filter(|value| !matches!(*value, "" | "false"));
        let mut values: Vec<String> = values.map(|value| value.replace("\r\n", "\n")).collect();
        values.sort_unstable();
        values
    }

    /// The faults to show.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Every value as it was sent.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.values
    }

    /// What stands in a field, trimmed; empty when the field was not sent.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// Every value sent under one name: a list of checkboxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The ids that stand in these fields, every one of a list of checkboxes.
    pub fn ids<T: FromStr>(&self, names: &[&str]) -> Vec<T> {
        names.iter().flat_map(|name| self.all(name)).filter_map(|value| value.parse().ok()).collect()
    }

    /// Whether a checkbox was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !matches!(self.value(name), "" | "false" | "0")
    }

    /// The form as its view draws it.
    pub fn fields(&self, language: Language) -> Fields<'_> {
        let errors = self.faults.iter().map(|fault| (fault.field.as_ref(), fault_text(language, fault))).collect();
        Fields { language, form: self, errors }
    }

    /// Begins to read the values; every fault is gathered before any is shown.
    pub fn reader(&self) -> Reader<'_> {
        Reader { form: self, faults: Vec::new() }
    }
}

/// A form in a language, ready to be drawn: every field with what was typed and what is wrong with it.
pub struct Fields<'a> {
    language: Language,
    form: &'a Form,
    errors: Vec<(&'a str, String)>,
}

impl Fields<'_> {
    /// A field with its value and its first fault.
    pub fn field<'b>(&'b self, name: &'b str, label: &'b str) -> Field<'b> {
        let error = self.errors.iter().find(|(field, _)| *field == name).map(|(_, error)| error.as_str());
        Field::new(self.language, name, label).value(self.form.value(name)).error(error).stands(self.form.stands(name))
    }

    /// The hidden field of a form that was opened on a row.
    pub fn version(&self) -> Markup {
        let version = self.form.value(VERSION);
        html! { @if !version.is_empty() { input type="hidden" name=(VERSION) value=(version); } }
    }

    /// All faults at the top of the form, each linked to its field.
    pub fn summary(&self) -> Markup {
        let errors: Vec<ErrorAt<'_>> = self
            .errors
            .iter()
            .map(|(field, message)| ErrorAt { field: (!matches!(*field, "" | VERSION)).then_some(*field), message })
            .collect();
        error_summary(self.language, &errors)
    }
}

/// A value could not be read: its fault is noted. Only a [`Reader`] makes one, so that nothing stands for the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faulty(());

/// A value that was read, or the mark that its fault is noted.
pub type Reading<T> = std::result::Result<T, Faulty>;

/// Reads typed values and gathers the faults.
pub struct Reader<'a> {
    form: &'a Form,
    faults: Faults,
}

impl Reader<'_> {
    /// Notes a fault.
    pub fn fault(&mut self, fault: Fault) -> Faulty {
        self.faults.push(fault);
        Faulty(())
    }

    /// Notes the fault that `wrong` finds in a value that was read.
    pub fn checked<T>(&mut self, value: Reading<T>, wrong: impl FnOnce(&T) -> Option<Fault>) -> Reading<T> {
        let value = value?;
        match wrong(&value) {
            None => Ok(value),
            Some(fault) => Err(self.fault(fault)),
        }
    }

    /// What stands for a value of its own kind, unless that is faulty: it must be there.
    fn needed<T>(&mut self, name: &'static str, value: Reading<Option<T>>) -> Reading<T> {
        value?.ok_or_else(|| self.fault(Fault::of(name, Code::FaultNeeded)))
    }

    /// A value that may be left out, read by `parse`.
    fn parsed<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> std::result::Result<T, Fault>,
    ) -> Reading<Option<T>> {
        match self.form.value(name) {
            "" => Ok(None),
            text => parse(text).map(Some).map_err(|fault| self.fault(fault)),
        }
    }

    /// A needed text of at most `most` characters, without control characters.
    pub fn text(&mut self, name: &'static str, most: usize) -> Reading<String> {
        let text = self.text_or_none(name, most);
        self.needed(name, text)
    }

    /// A text that may be left out.
    pub fn text_or_none(&mut self, name: &'static str, most: usize) -> Reading<Option<String>> {
        let text = self.parsed(name, |text| check_text(name, text, most))?;
        Ok(text.filter(|text| !text.is_empty()))
    }

    /// A telephone number that may be left out.
    pub fn phone_or_none(&mut self, name: &'static str) -> Reading<Option<String>> {
        self.parsed(name, |text| check_phone(name, text))
    }

    /// A text that may be empty.
    pub fn text_or_empty(&mut self, name: &'static str, most: usize) -> Reading<String> {
        self.text_or_none(name, most).map(Option::unwrap_or_default)
    }

    /// A whole number within bounds.
    pub fn number(&mut self, name: &'static str, bounds: RangeInclusive<i32>) -> Reading<i32> {
        let number = self.number_or_none(name, bounds);
        self.needed(name, number)
    }

    /// A whole number within bounds that may be left out.
    pub fn number_or_none(&mut self, name: &'static str, bounds: RangeInclusive<i32>) -> Reading<Option<i32>> {
        self.parsed(name, |text| {
            text.parse().ok().filter(|number| bounds.contains(number)).ok_or_else(|| {
                Fault::of(name, Code::FaultNumber).with("least", *bounds.start()).with("most", *bounds.end())
            })
        })
    }

    /// A needed day, as a date field sends it or as Finns write it, between 1900 and 2100.
    pub fn date(&mut self, name: &'static str) -> Reading<NaiveDate> {
        let date = self.date_or_none(name);
        self.needed(name, date)
    }

    /// A day that may be left out.
    pub fn date_or_none(&mut self, name: &'static str) -> Reading<Option<NaiveDate>> {
        self.parsed(name, |text| parse_date(text).ok_or_else(|| Fault::of(name, Code::FaultDate)))
    }

    /// A needed time of day: `10:30`, `10.30` or `10`.
    pub fn time(&mut self, name: &'static str) -> Reading<NaiveTime> {
        let time = self.time_or_none(name);
        self.needed(name, time)
    }

    /// A time of day that may be left out.
    pub fn time_or_none(&mut self, name: &'static str) -> Reading<Option<NaiveTime>> {
        self.parsed(name, |text| parse_time(text).ok_or_else(|| Fault::of(name, Code::FaultTime)))
    }

    /// A needed choice, read by `parse` from its code.
    pub fn choice<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Reading<T> {
        self.choice_or_fault(name, Code::FaultChoice, parse)
    }

    /// A needed choice whose fault has words of its own.
    pub fn choice_or_fault<T>(
        &mut self,
        name: &'static str,
        fault: Code,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Reading<T> {
        parse(self.form.value(name)).ok_or_else(|| self.fault(Fault::of(name, fault)))
    }

    /// A choice that may be left out.
    pub fn choice_or_none<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Reading<Option<T>> {
        if self.form.value(name).is_empty() { Ok(None) } else { self.choice(name, parse).map(Some) }
    }

    /// The id of something that is needed.
    pub fn id<T: FromStr>(&mut self, name: &'static str) -> Reading<T> {
        self.choice(name, |text| text.parse().ok())
    }

    /// The id of something that may be left out.
    pub fn id_or_none<T: FromStr>(&mut self, name: &'static str) -> Reading<Option<T>> {
        self.choice_or_none(name, |text| text.parse().ok())
    }

    /// Several choices; none is an empty list.
    pub fn choices<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Reading<Vec<T>> {
        let read: Option<Vec<T>> = self.form.all(name).filter(|text| !text.is_empty()).map(parse).collect();
        read.ok_or_else(|| self.fault(Fault::of(name, Code::FaultChoice)))
    }

    /// Whether a checkbox was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.form.ticked(name)
    }

    /// What the values make, or all the faults: `read` is of no use where one is faulty.
    pub fn done<T>(self, read: impl FnOnce() -> Reading<T>) -> Result<T> {
        match read() {
            Ok(read) if self.faults.is_empty() => Ok(read),
            _ => Err(Error::Invalid(self.faults)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(channel: &str, named: bool) -> Form {
        Form::default().set("channel", channel).set("named", named).set("text", "one\ntwo")
    }

    #[test]
    fn a_form_opened_before_another_change_is_refused_and_names_what_stands() {
        let opened = row("sms", false).versioned();
        assert!(opened.check_version(&row("sms", false)).is_ok());
        assert!(row("email", true).check_version(&row("sms", false)).is_ok(), "sent without a version");
        let sent = |version: &str| {
            Form::default().set("channel", "sms").set("text", "one\r\ntwo").set("version", version).set("named", "true")
        };
        let Err(Error::Invalid(faults)) = sent(opened.value("version")).check_version(&row("none", true)) else {
            panic!("it has changed")
        };
        let told: Vec<_> = faults.iter().map(|fault| (fault.field.as_ref(), fault.code)).collect();
        assert_eq!(told, [("version", CHANGED), ("channel", STANDS)]);
        let again = sent(opened.value("version")).with(faults);
        assert_eq!(again.value("channel"), "sms", "what was typed stays");
        assert_eq!(again.stands, [("channel".to_owned(), "none".to_owned())]);
        assert!(again.check_version(&row("none", true)).is_ok(), "saved again knowing what stands");
    }

    #[test]
    fn every_fault_is_found_at_once() {
        let form = Form::of([("name".into(), "x".repeat(10_000)), ("capacity".into(), "-5".into())]);
        let mut reader = form.reader();
        let read = (reader.text("name", LINE), reader.number("capacity", 1..=500), reader.date("first_date"));
        let read = reader.done(|| Ok((read.0?, read.1?, read.2?)));
        let Err(Error::Invalid(faults)) = read else { panic!("three faults") };
        let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::FaultLong, Code::FaultNumber, Code::FaultNeeded]);
    }
}
