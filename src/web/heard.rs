//! How many hear of an act, as the page says it that the act leads to.

use entity::state::Language;
use maud::{Markup, html};

use crate::text::{t, t_with};

/// Between the parts of what is kept; no key has it.
const BETWEEN: char = '.';

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
    /// Who hears of it; left out by acts that tell nobody.
    pub heard: Option<Heard>,
}

impl Flash {
    /// As a cookie and the outcome of a repeat hold it: the key, and five counts.
    pub fn kept(&self) -> String {
        let Some(heard) = self.heard else { return self.key.clone() };
        heard.counts().iter().fold(self.key.clone(), |kept, count| format!("{kept}{BETWEEN}{count}"))
    }

    /// What was kept.
    pub fn of(kept: &str) -> Self {
        let mut parts = kept.split(BETWEEN);
        let key = parts.next().unwrap_or_default().to_owned();
        let counts: Option<Vec<u32>> = parts.map(|part| part.parse().ok()).collect();
        let heard = match counts.as_deref() {
            Some(&[by_text, by_mail, by_letter, to_call, staff]) => {
                Some(Heard { by_text, by_mail, by_letter, to_call, staff })
            }
            _ => None,
        };
        Self { key, heard }
    }

    /// The words in a language, with the way to the list of those who are called or written to for whoever may read it.
    pub fn words(&self, language: Language, may_call: bool) -> Markup {
        html! {
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
        for said in [Flash { key: "a-key".into(), heard: Some(heard) }, Flash { key: "a-key".into(), heard: None }] {
            assert_eq!(Flash::of(&said.kept()), said);
        }
    }

    #[test]
    fn only_the_ways_by_which_somebody_hears_are_named() {
        let heard = Heard { by_text: 3, to_call: 2, ..Heard::default() };
        assert_eq!(heard.words(Language::En), "Told: 3 by text message, 2 by a call.");
        assert_eq!(Heard { staff: 1, ..Heard::default() }.words(Language::En), "Told: 1 colleague.");
        assert_eq!(Heard::default().words(Language::En), "No message goes out.");
    }
}
