//! What a message may not say: it goes unprotected and lies on lock screens, and that somebody is a client of social
//! care is secret (Act on the Processing of Client Data in Healthcare and Social Welfare 703/2023).

use serde::{Deserialize, Serialize};

/// Beginnings of words, in any of the languages, that tell of the service, the kinds of group or who its clients are.
const REVEALING: &[&str] = &[
    "sosiaali",
    "social",
    "aikuistyö",
    "vuxenarbete",
    "hyvinvointialue",
    "välfärdsområde",
    "palvelu",
    "service",
    "ryhm",
    "grupp",
    "group",
    "toiminnalli",
    "elämänhallin",
    "livshanter",
    "life management",
    "terap",
    "therap",
    "kuntout",
    "rehabil",
    "päihde",
    "päihte",
    "missbruk",
    "mielenterv",
    "mental",
    "asiakas",
    "asiakka",
    "klient",
    "client",
    "työntekijä",
    "kontaktperson",
    "worker",
];

/// The first part of a text that gives something away: one of `names` (of a group, a unit, a peer), or a word of the
/// service itself.
pub fn revealing<'a>(text: &str, names: &[&'a str]) -> Option<&'a str>
where
    'static: 'a,
{
    let lower = text.to_lowercase();
    let named = |name: &&&'a str| !name.is_empty() && lower.contains(&name.to_lowercase());
    names.iter().chain(REVEALING).find(named).copied()
}

/// Free words of staff that give nothing away: only [`check`] makes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Discreet(String);

impl Discreet {
    /// The words.
    pub fn words(&self) -> &str {
        &self.0
    }
}

/// The words when they give nothing away; else the part of them that does.
pub fn check<'a>(words: &str, names: &[&'a str]) -> Result<Discreet, &'a str>
where
    'static: 'a,
{
    revealing(words, names).map_or_else(|| Ok(Discreet(words.to_owned())), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_of_the_service_are_found_in_any_case_and_inflection() {
        assert_eq!(revealing("Tervetuloa Arjen RYTMIIN", &["Arjen rytmi"]), Some("Arjen rytmi"));
        assert_eq!(revealing("Valitettavasti ryhmämme on täynnä.", &[]), Some("ryhm"));
        assert_eq!(revealing("Muistutus: tapaaminen ke 14.10. klo 10. Terv. Anna", &["Arjen rytmi", ""]), None);
    }
}
