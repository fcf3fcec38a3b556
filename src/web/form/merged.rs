//! A form between two people: what one changed is laid over what the other saved meanwhile.

use maud::{Markup, html};

use super::{CHANGED, Form, NOW, STANDS, VERSION};
use crate::error::{Error, Fault, Faults, Result};

/// The hidden field that tells the values with which a form was shown, as JSON.
const SHOWN: &str = "shown";

impl Form {
    /// The same form with only those values of a field that `keep` takes.
    #[must_use]
    pub fn keeping(mut self, name: &str, keep: impl Fn(&str) -> bool) -> Self {
        self.values.retain(|(field, value)| field != name || keep(value));
        self
    }

    /// What somebody else saved in a field meanwhile, where it was typed otherwise.
    pub fn stands(&self, name: &str) -> Option<&str> {
        self.stands.iter().find(|(field, _)| field == name).map(|(_, now)| now.as_str())
    }

    /// The hidden field that tells what this form shows, for [`Self::merged`].
    pub fn shown(&self) -> Markup {
        let shown = serde_json::to_string(&self.values).unwrap_or_default();
        html! { input type="hidden" name=(SHOWN) value=(shown); }
    }

    /// What stands now, with what the sender of this form changed since it was shown: what was left as it was shown takes
    /// nothing back that others saved meanwhile. The values of `lists` (boxes of one name, lines of a text) come and go
    /// one by one. A form that does not tell what it showed is taken as it is.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] where two people changed one field otherwise; each such fault says what stands.
    pub fn merged(&self, stands: &Self, lists: &[&str]) -> Result<Self> {
        let Ok(shown) = serde_json::from_str(self.value(SHOWN)) else { return Ok(self.clone()) };
        let shown = Self { values: shown, ..Self::default() };
        let mut names: Vec<&str> = [self, &shown, stands].iter().flat_map(|form| form.names()).collect();
        names.sort_unstable();
        names.dedup();
        let mut merged = Self::default();
        let mut faults = Faults::new();
        for name in names {
            let [was, sent, now] = [&shown, self, stands].map(|form| form.sent_values(name));
            let values = if lists.contains(&name) {
                merged_list(&[was, sent, now].map(|values| lines_of(&values)))
            } else if sent == was || sent == now {
                now
            } else {
                if now != was {
                    faults.push(Fault::of(name.to_owned(), STANDS).with(NOW, now.join("\n")));
                }
                // An emptied field is sent too: that it is empty is what was changed.
                if sent.is_empty() { vec![String::new()] } else { sent }
            };
            merged.values.extend(values.into_iter().map(|value| (name.to_owned(), value)));
        }
        if faults.is_empty() {
            return Ok(merged);
        }
        faults.insert(0, Fault::of(VERSION, CHANGED).with(NOW, stands.version()));
        Err(Error::Invalid(faults))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name.as_str()).filter(|name| !matches!(*name, VERSION | SHOWN))
    }
}

/// The single values of a field whose text holds one a line.
fn lines_of(values: &[String]) -> Vec<String> {
    let lines = values.iter().flat_map(|value| value.lines()).map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// What stands less what was taken away, and what was added.
fn merged_list([was, sent, now]: &[Vec<String>; 3]) -> Vec<String> {
    let stays = now.iter().filter(|value| sent.contains(value) || !was.contains(value));
    let added = sent.iter().filter(|value| !was.contains(value) && !now.contains(value));
    stays.chain(added).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser sends of a form that was opened on `was`.
    fn opened(was: &Form, sent: Form) -> Form {
        sent.set(SHOWN, serde_json::to_string(&was.values).unwrap())
    }

    proptest::proptest! {
        #[test]
        fn two_who_change_different_things_both_keep_what_they_did(
            was in "[a-c]{0,2}", mine in "[a-c]{0,2}", theirs in "[a-c]{0,2}",
        ) {
            let values = |one: &str, two: &str| Form::default().set("one", one).set("two", two);
            let merged = opened(&values(&was, &was), values(&mine, &was)).merged(&values(&was, &theirs), &[]).unwrap();
            proptest::prop_assert_eq!((merged.value("one"), merged.value("two")), (mine.as_str(), theirs.as_str()));
        }

        #[test]
        fn one_field_changed_otherwise_by_two_is_written_by_neither(
            was in "[a-c]{1,2}", mine in "[d-f]{1,2}", theirs in "[g-i]{1,2}",
        ) {
            let value = |value: &str| Form::default().set("one", value);
            let Err(Error::Invalid(faults)) = opened(&value(&was), value(&mine)).merged(&value(&theirs), &[]) else {
                panic!("the second writes over the first");
            };
            let back = value(&mine).with(faults);
            proptest::prop_assert_eq!(back.stands("one"), Some(theirs.as_str()));
            proptest::prop_assert!(!back.faults().is_empty(), "the page says so at its top");
        }

        #[test]
        fn lines_come_and_go_one_by_one(
            was in proptest::collection::btree_set("[a-h]", 0..6),
            mine in proptest::collection::btree_set("[a-h]", 0..6),
            theirs in proptest::collection::btree_set("[a-h]", 0..6),
        ) {
            let lines = |set: &std::collections::BTreeSet<String>| {
                Form::default().set("list", set.iter().map(String::as_str).collect::<Vec<_>>().join("\n"))
            };
            let merged = opened(&lines(&was), lines(&mine)).merged(&lines(&theirs), &["list"]).unwrap();
            let found: std::collections::BTreeSet<String> = merged.all("list").map(str::to_owned).collect();
            let stays = |line: &&String| mine.contains(*line) || theirs.contains(*line);
            let gone = |line: &&String| was.contains(*line) && !(mine.contains(*line) && theirs.contains(*line));
            let every = was.union(&mine).chain(&theirs).filter(stays).filter(|line| !gone(line));
            proptest::prop_assert_eq!(found, every.cloned().collect());
        }
    }
}
