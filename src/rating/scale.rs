//! The items a client rates, how an answer is read, and the distribution of benefit levels.
//!
//! The items and their wording are our own; no licensed questionnaire is shipped or imitated.

use crate::error::Code;
use entity::state::{BenefitLevel, RatingPhase};
use serde::{Deserialize, Serialize};

/// The five levels in their order; [`BenefitLevel::CannotSay`] is an answer, not a level.
pub const LEVELS: [BenefitLevel; 5] =
    [BenefitLevel::NotAtAll, BenefitLevel::Little, BenefitLevel::Somewhat, BenefitLevel::Much, BenefitLevel::VeryMuch];

/// The highest number of a numeric item; the lowest is 0.
pub const HIGHEST: u8 = 10;

/// One thing a client is asked to rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    Overall,
    Participation,
    DailyLife,
    SocialSkills,
    Networks,
    Wellbeing,
    Welcome,
    Useful,
    Pace,
}

/// How the items of a phase are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// One of the five levels of benefit, or "cannot say".
    Levels,
    /// A whole number from 0 to [`HIGHEST`].
    Numbers,
}

/// One answer; a missing one is no `Answer` at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    Level(BenefitLevel),
    Number(u8),
}

impl Answer {
    /// As a row keeps it: a level or a number.
    pub fn columns(self) -> (Option<BenefitLevel>, Option<i32>) {
        match self {
            Self::Level(level) => (Some(level), None),
            Self::Number(number) => (None, Some(i32::from(number))),
        }
    }
}

/// Why an answer could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The phase does not ask this item.
    #[error("no such item in this phase")]
    UnknownItem,
    /// The value is not a code of a benefit level.
    #[error("not a level of benefit")]
    NotALevel,
    /// The value is not a whole number from 0 to 10.
    #[error("not a whole number from 0 to 10")]
    NotANumber,
}

impl AnswerError {
    /// The code that callers get, with the text that says what to do.
    pub const fn code(self) -> Code {
        match self {
            Self::UnknownItem => Code::RatingErrorUnknownItem,
            Self::NotALevel => Code::RatingErrorNotALevel,
            Self::NotANumber => Code::RatingErrorNotANumber,
        }
    }
}

const AREAS: &[Item] = &[Item::Participation, Item::DailyLife, Item::SocialSkills, Item::Networks, Item::Wellbeing];
const END: &[Item] =
    &[Item::Overall, Item::Participation, Item::DailyLife, Item::SocialSkills, Item::Networks, Item::Wellbeing];
const PULSE: &[Item] = &[Item::Welcome, Item::Useful, Item::Pace];

impl Item {
    /// The items of a phase, in the order in which they are asked.
    pub const fn for_phase(phase: RatingPhase) -> &'static [Self] {
        match phase {
            RatingPhase::Baseline | RatingPhase::FollowUp => AREAS,
            RatingPhase::Pulse => PULSE,
            RatingPhase::End => END,
        }
    }

    /// The stored and published code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Participation => "participation",
            Self::DailyLife => "daily_life",
            Self::SocialSkills => "social_skills",
            Self::Networks => "networks",
            Self::Wellbeing => "wellbeing",
            Self::Welcome => "welcome",
            Self::Useful => "useful",
            Self::Pace => "pace",
        }
    }

    /// The key of the item's wording.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Overall => "rating-item-overall",
            Self::Participation => "rating-item-participation",
            Self::DailyLife => "rating-item-daily-life",
            Self::SocialSkills => "rating-item-social-skills",
            Self::Networks => "rating-item-networks",
            Self::Wellbeing => "rating-item-wellbeing",
            Self::Welcome => "rating-item-welcome",
            Self::Useful => "rating-item-useful",
            Self::Pace => "rating-item-pace",
        }
    }
}

/// How the items of a phase are answered.
pub const fn scale_of(phase: RatingPhase) -> Scale {
    match phase {
        RatingPhase::End => Scale::Levels,
        RatingPhase::Baseline | RatingPhase::Pulse | RatingPhase::FollowUp => Scale::Numbers,
    }
}

/// The key of the question under which a phase asks its items.
pub const fn question_key(phase: RatingPhase) -> &'static str {
    match phase {
        RatingPhase::Baseline => "rating-question-baseline",
        RatingPhase::Pulse => "rating-question-pulse",
        RatingPhase::End => "rating-question-end",
        RatingPhase::FollowUp => "rating-question-follow-up",
    }
}

/// The key of a level's wording.
pub const fn level_key(level: BenefitLevel) -> &'static str {
    match level {
        BenefitLevel::NotAtAll => "rating-level-not-at-all",
        BenefitLevel::Little => "rating-level-little",
        BenefitLevel::Somewhat => "rating-level-somewhat",
        BenefitLevel::Much => "rating-level-much",
        BenefitLevel::VeryMuch => "rating-level-very-much",
        BenefitLevel::CannotSay => "rating-level-cannot-say",
    }
}

/// Reads one answer as it was typed; a blank one is `None`, which means no answer was given.
pub fn parse_answer(phase: RatingPhase, item: &str, value: &str) -> Result<Option<Answer>, AnswerError> {
    if !Item::for_phase(phase).iter().any(|asked| asked.code() == item) {
        return Err(AnswerError::UnknownItem);
    }
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    match scale_of(phase) {
        Scale::Levels => {
            BenefitLevel::from_code(value).map(|level| Some(Answer::Level(level))).ok_or(AnswerError::NotALevel)
        }
        Scale::Numbers => value
            .parse()
            .ok()
            .filter(|number| *number <= HIGHEST)
            .map(|number| Some(Answer::Number(number)))
            .ok_or(AnswerError::NotANumber),
    }
}

/// How many answered at each level; "cannot say" and missing answers stand apart and leave the denominator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distribution {
    pub levels: [u32; 5],
    pub cannot_say: u32,
    pub missing: u32,
}

impl Distribution {
    /// Counts one client's answer; `None` is a missing one.
    pub fn add(&mut self, answer: Option<BenefitLevel>) {
        match answer {
            None => self.missing += 1,
            Some(BenefitLevel::CannotSay) => self.cannot_say += 1,
            Some(level) => {
                if let Some(at) = LEVELS.iter().position(|other| *other == level) {
                    self.levels[at] += 1;
                }
            }
        }
    }

    /// The valid answers: the denominator of every share.
    pub fn n(&self) -> u32 {
        self.levels.iter().sum()
    }

    /// The answers, "cannot say" among them.
    pub fn answered(&self) -> u32 {
        self.n() + self.cannot_say
    }

    /// Everyone who was asked.
    pub fn asked(&self) -> u32 {
        self.answered() + self.missing
    }

    /// How many answered at this level or above.
    pub fn at_least(&self, level: BenefitLevel) -> u32 {
        LEVELS.iter().zip(self.levels).filter(|(other, _)| **other >= level).map(|(_, count)| count).sum()
    }

    /// The share of each level among valid answers; all zero without any.
    pub fn shares(&self) -> [f64; 5] {
        let n = f64::from(self.n().max(1));
        self.levels.map(|count| f64::from(count) / n)
    }

    /// The lowest level at or below which at least half of the valid answers lie; levels have no mean.
    pub fn median(&self) -> Option<BenefitLevel> {
        let half = self.n().div_ceil(2);
        let mut below = 0;
        LEVELS.iter().zip(self.levels).find_map(|(level, count)| {
            below += count;
            (half > 0 && below >= half).then_some(*level)
        })
    }
}

impl FromIterator<Option<BenefitLevel>> for Distribution {
    fn from_iter<I: IntoIterator<Item = Option<BenefitLevel>>>(answers: I) -> Self {
        let mut distribution = Self::default();
        answers.into_iter().for_each(|answer| distribution.add(answer));
        distribution
    }
}

#[cfg(test)]
mod tests {
    use entity::state::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::text;

    const SPRING: Distribution = Distribution { levels: [1, 3, 15, 13, 7], cannot_say: 2, missing: 11 };

    #[test]
    fn shares_are_of_valid_answers_and_the_rest_stands_apart() {
        assert_eq!((SPRING.n(), SPRING.answered(), SPRING.asked()), (39, 41, 52));
        assert_eq!(SPRING.at_least(BenefitLevel::Somewhat), 35);
        assert_eq!(SPRING.at_least(BenefitLevel::Much), 20);
        assert_eq!(SPRING.median(), Some(BenefitLevel::Much));
    }

    #[test]
    fn no_valid_answer_gives_no_median() {
        let silent: Distribution = [None, Some(BenefitLevel::CannotSay)].into_iter().collect();
        assert_eq!((silent.n(), silent.cannot_say, silent.missing, silent.median()), (0, 1, 1, None));
    }

    #[test]
    fn every_phase_asks_its_own_items() {
        assert_eq!(Item::for_phase(RatingPhase::End).len(), 6);
        assert_eq!(Item::for_phase(RatingPhase::Baseline), Item::for_phase(RatingPhase::FollowUp));
        let pulse: Vec<_> = Item::for_phase(RatingPhase::Pulse).iter().map(|item| item.code()).collect();
        assert_eq!(pulse, ["welcome", "useful", "pace"]);
    }

    #[test]
    fn an_answer_is_read_by_the_scale_of_its_phase() {
        use RatingPhase::{Baseline, End, Pulse};
        assert_eq!(parse_answer(End, "overall", "much"), Ok(Some(Answer::Level(BenefitLevel::Much))));
        assert_eq!(parse_answer(End, "overall", "cannot_say"), Ok(Some(Answer::Level(BenefitLevel::CannotSay))));
        assert_eq!(parse_answer(End, "overall", " "), Ok(None));
        assert_eq!(parse_answer(End, "overall", "7"), Err(AnswerError::NotALevel));
        assert_eq!(parse_answer(End, "pace", "much"), Err(AnswerError::UnknownItem));
        assert_eq!(parse_answer(Pulse, "pace", "10"), Ok(Some(Answer::Number(10))));
        assert_eq!(parse_answer(Pulse, "pace", "11"), Err(AnswerError::NotANumber));
        assert_eq!(parse_answer(Pulse, "pace", "-1"), Err(AnswerError::NotANumber));
        assert_eq!(parse_answer(Baseline, "overall", "3"), Err(AnswerError::UnknownItem));
        assert_eq!(parse_answer(Baseline, "networks", "0"), Ok(Some(Answer::Number(0))));
    }

    #[test]
    fn answers_are_stored_as_a_code_or_a_number() {
        assert_eq!(serde_json::to_string(&Answer::Level(BenefitLevel::VeryMuch)).unwrap(), "\"very_much\"");
        assert_eq!(serde_json::to_string(&Answer::Number(4)).unwrap(), "4");
        assert_eq!(serde_json::from_str::<Answer>("\"little\"").unwrap(), Answer::Level(BenefitLevel::Little));
    }

    #[test]
    fn every_wording_stands_in_every_language() {
        let mut keys: Vec<&str> = BenefitLevel::ALL.iter().map(|level| level_key(*level)).collect();
        for phase in RatingPhase::ALL {
            keys.push(question_key(*phase));
            keys.extend(Item::for_phase(*phase).iter().map(|item| item.text_key()));
        }
        let errors = [AnswerError::UnknownItem, AnswerError::NotALevel, AnswerError::NotANumber];
        keys.extend(errors.map(|error| error.code().key()));
        for language in Language::ALL {
            for key in &keys {
                assert!(text::has(*language, key), "{language}: {key}");
            }
        }
    }

    proptest! {
        #[test]
        fn everyone_asked_is_counted_once(
            answers in prop::collection::vec(prop::option::of(prop::sample::select(BenefitLevel::ALL)), 0..60),
        ) {
            let distribution: Distribution = answers.iter().copied().collect();
            prop_assert_eq!(distribution.asked() as usize, answers.len());
            let sum: f64 = distribution.shares().iter().sum();
            prop_assert!(distribution.n() == 0 || (sum - 1.0).abs() < 1e-9);
        }

        #[test]
        fn the_median_splits_the_valid_answers(levels in prop::array::uniform5(0_u32..9)) {
            let distribution = Distribution { levels, cannot_say: 3, missing: 2 };
            if let Some(median) = distribution.median() {
                let above: u32 = distribution.at_least(median) - levels[LEVELS.iter().position(|l| *l == median).unwrap()];
                prop_assert!(2 * distribution.at_least(median) >= distribution.n());
                prop_assert!(2 * above <= distribution.n());
            } else {
                prop_assert_eq!(distribution.n(), 0);
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(item in ".*", value in ".*") {
            for phase in RatingPhase::ALL {
                let _ = parse_answer(*phase, &item, &value);
                let _ = parse_answer(*phase, Item::for_phase(*phase)[0].code(), &value);
            }
        }
    }
}
