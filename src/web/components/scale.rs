//! Scales to answer on: big radio buttons in a row, "can't say" apart from the values.

use entity::state::{BenefitLevel, Language};
use maud::{Markup, html};

use super::Choice;
use super::field::{error_line, field_id};
use crate::text::t;

/// A question with values to choose from.
#[derive(Clone, Copy)]
pub struct ScaleField<'a> {
    pub name: &'a str,
    pub question: &'a str,
    /// What the two ends mean, where the values are numbers.
    pub ends: Option<(&'a str, &'a str)>,
    /// The value chosen now, or empty.
    pub value: &'a str,
    pub error: Option<&'a str>,
}

/// A question on the five levels of benefit and "can't say"; the values are the codes of [`BenefitLevel`].
pub fn benefit_scale(lang: Language, asked: ScaleField<'_>) -> Markup {
    let labels: Vec<String> =
        BenefitLevel::ALL.iter().map(|level| t(lang, &format!("level-{}", level.code().replace('_', "-")))).collect();
    let choices: Vec<Choice<'_>> =
        BenefitLevel::ALL.iter().zip(&labels).map(|(level, label)| Choice::new(level.code(), label)).collect();
    let (cannot_say, levels) = choices.split_last().expect("the levels are a fixed list");
    scale("scale-words", asked, levels, Some(*cannot_say))
}

/// A question on whole numbers from `low` to `high` and "can't say" (the value `cannot_say`).
pub fn number_scale(lang: Language, asked: ScaleField<'_>, low: i8, high: i8) -> Markup {
    let labels: Vec<String> = (low..=high).map(|n| n.to_string().replace('-', "−")).collect();
    let values: Vec<String> = (low..=high).map(|n| n.to_string()).collect();
    let choices: Vec<Choice<'_>> = values.iter().zip(&labels).map(|(value, label)| Choice::new(value, label)).collect();
    let cannot_say = t(lang, "level-cannot-say");
    let class = if choices.len() > 7 { "scale-numbers scale-many" } else { "scale-numbers" };
    scale(class, asked, &choices, Some(Choice::new(BenefitLevel::CannotSay.code(), &cannot_say)))
}

/// A question with `choices` side by side, drawn in the way of `class`, and one answer apart from them.
pub fn scale(class: &str, asked: ScaleField<'_>, choices: &[Choice<'_>], apart: Option<Choice<'_>>) -> Markup {
    let error_id = format!("{}-error", field_id(asked.name));
    html! {
        fieldset.field.scale.(class).field-bad[asked.error.is_some()]
            aria-describedby=[asked.error.map(|_| error_id.as_str())] {
            legend { (asked.question) }
            @if let Some(error) = asked.error { (error_line(&error_id, error)) }
            div.scale-steps {
                @for (i, choice) in choices.iter().enumerate() { (step(asked, *choice, i == 0)) }
            }
            @if let Some((low, high)) = asked.ends { div.scale-ends { span { (low) } span { (high) } } }
            @if let Some(choice) = apart { div.scale-apart { (step(asked, choice, false)) } }
        }
    }
}

fn step(asked: ScaleField<'_>, choice: Choice<'_>, first: bool) -> Markup {
    html! {
        label.step {
            input id=[first.then(|| field_id(asked.name))] type="radio" name=(asked.name) value=(choice.value)
                checked[choice.value == asked.value];
            span { (choice.label) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cannot_say_is_an_answer_beside_the_five_levels() {
        let asked = ScaleField { name: "overall", question: "?", ends: None, value: "cannot_say", error: None };
        for lang in Language::ALL {
            let drawn = benefit_scale(*lang, asked).into_string();
            assert_eq!(drawn.matches("type=\"radio\"").count(), 6);
            assert!(drawn.contains(r#"value="cannot_say" checked"#), "{drawn}");
        }
        assert_eq!(number_scale(Language::Fi, asked, 0, 10).into_string().matches("type=\"radio\"").count(), 12);
    }
}
