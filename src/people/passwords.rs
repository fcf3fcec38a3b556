//! What may be a password: long enough, and not what a thief tries first.

use entity::staff;
use zxcvbn::{Score, zxcvbn};

use crate::error::{Code, Error, Fault, Result};

/// The fewest characters.
const LEAST: usize = 12;
/// The most bytes.
const MOST: usize = 1000;
/// What a thief tries first besides the person's own names.
const EVERYBODYS: [&str; 8] =
    ["piiri", "salasana", "tunnus", "lösenord", "sosiaalityö", "ryhmä", "hyvinvointialue", "kainuu"];

/// Refuses a new password that is short, common, a pattern on the keyboard, or made of the person's own names; the fault
/// is of `field`.
pub(super) fn check_new(field: &'static str, new: &str, person: &staff::Model) -> Result<()> {
    if new.chars().count() < LEAST || new.len() > MOST {
        let short = Fault::of(field, Code::AccountPasswordShort);
        return Err(Error::Invalid(vec![short.with("least", LEAST.to_string())]));
    }
    if is_guessable(new, &person.name, &person.email) {
        return Err(Error::invalid(field, Code::AccountPasswordGuessable));
    }
    Ok(())
}

fn is_guessable(new: &str, name: &str, email: &str) -> bool {
    let mut names: Vec<&str> = name.split([' ', '-']).collect();
    let together = names.concat();
    names.reverse();
    let turned = names.concat();
    let of_email = email.split(['@', '.', '-', '_']);
    let parts = names.iter().copied().chain(of_email).chain([name, email, &together, &turned]);
    let mut own: Vec<&str> = parts.filter(|part| part.chars().count() > 2).chain(EVERYBODYS).collect();
    own.sort_by_key(|part| std::cmp::Reverse(part.len()));
    // However often the names stand there, what counts is what stands beside them.
    let rest = own.iter().fold(new.to_lowercase(), |rest, part| rest.replace(&part.to_lowercase(), ""));
    [zxcvbn(new, &own), zxcvbn(&rest, &[])].iter().any(|guessed| guessed.score() < Score::Three)
}

#[cfg(test)]
mod tests {
    use super::is_guessable;

    #[test]
    fn common_passwords_patterns_and_own_names_are_refused_and_a_sentence_is_not() {
        let guessable = |new| is_guessable(new, "Ann Hakala", "ann.hakala@piiri.example");
        for new in [
            "password1234",
            "123456789012",
            "qwertyuiop12",
            "aaaaaaaaaaaaaa",
            "ann.hakala@piiri.example",
            "annhakala2026",
            "AnnHakala!AnnHakala",
            "salasana1234",
        ] {
            assert!(guessable(new), "{new}");
        }
        for new in ["a whole new sentence", "hevonen juoksee mäkeä ylös", "k7vx9-qpz4m-w2h8d"] {
            assert!(!guessable(new), "{new}");
        }
    }
}
