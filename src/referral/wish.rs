//! What a worker looks for in the finder, and which groups it leaves. Pure.

use entity::state::{Aim, GroupKind, Language};

use super::finder::{Found, OpenGroup};
use crate::text::sort::search_key;
use crate::text::t;
use crate::web::form::Form;

/// What a worker looks for; what is no choice narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Words that must all occur in what is told of the group.
    words: Vec<String>,
    /// The municipality.
    pub municipality: Option<String>,
    /// The kind.
    pub kind: Option<GroupKind>,
    aim: Option<Aim>,
    /// From 1, Monday.
    weekday: Option<u32>,
    language: Option<Language>,
    free: bool,
    step_free: bool,
    no_animals: bool,
}

impl Wish {
    /// Reads the choices.
    pub fn read(form: &Form) -> Self {
        Self {
            words: search_key(form.value("q")).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            municipality: Some(form.value("municipality").to_owned()).filter(|name| !name.is_empty()),
            kind: GroupKind::from_code(form.value("kind")),
            aim: Aim::from_code(form.value("aim")),
            weekday: form.value("weekday").parse().ok().filter(|day| (1..=7).contains(day)),
            language: Language::from_code(form.value("language")),
            free: form.ticked("free"),
            step_free: form.ticked("step_free"),
            no_animals: form.ticked("no_animals"),
        }
    }

    /// Whether a group is what the worker looks for; `reader` is the language in which aims are named.
    pub fn takes(&self, reader: Language, found: &Found) -> bool {
        let group = &found.group;
        self.municipality.as_ref().is_none_or(|name| group.municipality.as_ref() == Some(name))
            && self.kind.is_none_or(|kind| kind == group.kind)
            && self.aim.is_none_or(|aim| group.aims.0.contains(&aim))
            && self.weekday.is_none_or(|day| found.weekdays.contains(&day))
            && self.language.is_none_or(|language| group.languages.0.contains(&language))
            && (!self.free || found.places.free() > 0)
            && (!self.step_free || group.step_free == Some(true))
            && (!self.no_animals || group.animals.is_none())
            && self.is_told_in(reader, group)
    }

    /// Whether every word occurs in the name, the summary, the audience or the aims.
    fn is_told_in(&self, reader: Language, group: &OpenGroup) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let aims: Vec<String> = group.aims.0.iter().map(|aim| aim_name(reader, *aim)).collect();
        let told = search_key(&[&group.name, &group.summary, &group.audience, &aims.join(" ")].map(|s| &**s).join(" "));
        self.words.iter().all(|word| told.contains(word.as_str()))
    }
}

/// The name of an aim.
pub fn aim_name(language: Language, aim: Aim) -> String {
    t(language, &format!("find-aim-{}", aim.code().replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use entity::id::GroupId;
    use entity::list::{Aims, Languages};
    use entity::state::Openness;
    use proptest::prelude::*;

    use super::*;
    use crate::enrolment::Places;

    fn found() -> Found {
        let group = OpenGroup {
            id: GroupId::from(uuid::Uuid::nil()),
            name: "Pata porisee".into(),
            summary: "Keitetään yhdessä arkiruokaa".into(),
            audience: "Yksin asuville".into(),
            status: entity::state::GroupStatus::Recruiting,
            kind: GroupKind::Functional,
            openness: Openness::SemiOpen,
            aims: Aims(vec![Aim::Networks, Aim::DailyLife]),
            languages: Languages(vec![Language::Fi, Language::Sv]),
            municipality: Some("Mikkeli".into()),
            timezone: "Europe/Helsinki".into(),
            animals: None,
            venue_name: None,
            step_free: Some(true),
        };
        let places = Places { capacity: 8, taken: 7, offered: 0, waiting: 0 };
        Found { group, places, next: None, weekdays: vec![2, 4] }
    }

    fn takes(name: &str, value: &str) -> bool {
        Wish::read(&Form::default().set(name, value)).takes(Language::En, &found())
    }

    #[test]
    fn each_filter_narrows_by_itself() {
        for (name, fits, fails) in [
            ("municipality", "Mikkeli", "Savonlinna"),
            ("kind", "functional", "therapeutic"),
            ("aim", "daily_life", "work_study"),
            ("weekday", "4", "3"),
            ("language", "sv", "en"),
            ("q", "porisee", "nikkarit"),
        ] {
            assert!(takes(name, fits), "{name} {fits}");
            assert!(!takes(name, fails), "{name} {fails}");
        }
    }

    #[test]
    fn a_full_group_is_not_among_those_with_free_places() {
        assert!(takes("free", "true"));
        let mut full = found();
        full.places.offered = 1;
        assert!(!Wish::read(&Form::default().set("free", "true")).takes(Language::En, &full));
    }

    #[test]
    fn access_needs_are_met_only_by_what_is_known() {
        let takes = |name: &str, change: &dyn Fn(&mut Found)| {
            let mut one = found();
            change(&mut one);
            Wish::read(&Form::default().set(name, "true")).takes(Language::En, &one)
        };
        assert!(takes("step_free", &|_| ()) && takes("no_animals", &|_| ()));
        assert!(!takes("step_free", &|one| one.group.step_free = Some(false)));
        assert!(!takes("step_free", &|one| one.group.step_free = None), "a place nobody knows of is no promise");
        assert!(!takes("no_animals", &|one| one.group.animals = Some("hevonen".into())));
    }

    #[test]
    fn words_are_looked_for_in_name_summary_audience_and_aims() {
        for words in ["pata", "ARKIRUOKAA", "yksin asuville", "networks", "yksin keitetään", "  Pata   daily life "] {
            assert!(takes("q", words), "{words}");
        }
        assert!(!takes("q", "pata hevonen"), "every word must be there");
    }

    proptest! {
        #[test]
        fn more_wishes_never_find_more(one in 0_usize..4, other in 0_usize..4) {
            let wishes = [("weekday", "2"), ("q", "pata"), ("language", "en"), ("aim", "networks")];
            let ask = |chosen: &[usize]| {
                let form = chosen.iter().fold(Form::default(), |form, at| form.set(wishes[*at].0, wishes[*at].1));
                Wish::read(&form).takes(Language::En, &found())
            };
            prop_assert!(!ask(&[one, other]) || (ask(&[one]) && ask(&[other])));
        }
    }
}
