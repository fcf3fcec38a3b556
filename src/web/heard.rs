//! How many hear of an act, as the page says it that the act leads to.

use entity::state::Language;
use maud::{Markup, html};

use crate::text::{t, t_with};

/// Between the parts of what is kept; no key has it.
const BETWEEN: char = '.';
/// Before the name; no key and no count has it.
const OF: char = '|';

/// How many hear of an act by which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// By text message.
    pub by_text: u32,
    pub by_mail: u32,
    /// By a letter that somebody writes.
    pub by_letter: u32,
    /// By a call that somebody makes.
    pub to_call: u32,
    pub staff: u32,
}

/// What is said of an act on the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// The key of what was done.
    pub key: String,
    /// Whom or what it was done to, where the page that it leads to is about more than that.
    pub name: Option<String>,
    /// Who hears of it; left out by acts that tell nobody.
    pub heard: Option<Heard>,
}

impl Flash {
    /// As a cookie holds it until the next page: the key, five counts, and the name.
    pub fn kept(&self) -> String {
        let name = self.name.as_ref().map(|name| format!("{OF}{name}")).unwrap_or_default();
        self.without_name() + &name
    }

    /// As the outcome of a repeat holds it, which outlives the name of somebody who is erased.
    pub fn without_name(&self) -> String {
        let Some(heard) = self.heard else { return self.key.clone() };
        heard.counts().iter().fold(self.key.clone(), |kept, count| format!("{kept}{BETWEEN}{count}"))
    }

    /// What was kept.
    pub fn of(kept: &str) -> Self {
        let (kept, name) = kept.split_once(OF).map_or((kept, None), |(kept, name)| (kept, Some(name.to_owned())));
        let mut parts = kept.split(BETWEEN);
        let key = parts.next().unwrap_or_default().to_owned();
        let counts: Option<Vec<u32>> = parts.map(|part| part.parse().ok()).collect();
        let heard = match counts.as_deref() {
            Some(&[by_text, by_mail, by_letter, to_call, staff]) => {
                Some(Heard { by_text, by_mail, by_letter, to_call, staff })
            }
            _ => None,
        };
        Self { key, name, heard }
    }

    /// The words in a language, with the way to the list of those who are called or written to for whoever may read it.
    pub fn words(&self, language: Language, may_call: bool) -> Markup {
        html! {
            @if let Some(name) = &self.name { strong { (name) ":" } " " }
            (t(language, &self.key))
            @if let Some(heard) = self.heard {
                " " (heard.words(language))
                @if may_call && heard.by_letter + heard.to_call > 0 { " " a href="/calls" { (t(language, "heard-list")) } }
            }
        }
    }
}

impl Heard {
    const fn counts(self) -> [u32; 5] {
        [self.by_text, self.by_mail, self.by_letter, self.to_call, self.staff]
    }

    /// "Told: 3 by text message, 2 to call."
    fn words(self, language: Language) -> String {
        const WAYS: [&str; 5] = ["heard-by-text", "heard-by-mail", "heard-by-letter", "heard-to-call", "heard-staff"];
        let ways: Vec<String> = WAYS
            .into_iter()
            .zip(self.counts())
            .filter(|(_, count)| *count > 0)
            .map(|(way, count)| t_with(language, way, &[("count", i64::from(count).into())]))
            .collect();
        if ways.is_empty() {
            return t(language, "heard-nobody");
        }
        t_with(language, "heard", &[("ways", ways.join(", ").into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_read_as_it_was_kept() {
        let heard = Heard { by_text: 3, to_call: 2, ..Heard::default() };
        for (name, heard) in [(None, Some(heard)), (None, None), (Some("A. B|c"), Some(heard)), (Some("A. B|c"), None)]
        {
            let said = Flash { key: "a-key".into(), name: name.map(str::to_owned), heard };
            assert_eq!(Flash::of(&said.kept()), said);
            assert_eq!(Flash::of(&said.without_name()), Flash { name: None, ..said });
        }
    }

    #[test]
    fn a_name_stands_before_what_was_done() {
        let said = Flash { key: "cancel".into(), name: Some("A <b>".into()), heard: None };
        assert_eq!(said.words(Language::En, false).into_string(), "<strong>A &lt;b&gt;:</strong> Cancel");
    }

    #[test]
    fn only_the_ways_by_which_somebody_hears_are_named() {
        let heard = Heard { by_text: 3, to_call: 2, ..Heard::default() };
        assert_eq!(heard.words(Language::En), "Told: 3 by text message, 2 by a call.");
        assert_eq!(Heard { staff: 1, ..Heard::default() }.words(Language::En), "Told: 1 colleague.");
        assert_eq!(Heard::default().words(Language::En), "No message goes out.");
    }
}
