//! Numbers that belong into no text: identity codes, account numbers and payment cards. Each has check characters, so that
//! other numbers are let through.

use crate::error::Code;

/// What stands between the birthday and the number of an identity code, by century.
const CENTURIES: &str = "+-ABCDEFYXWVU";
/// The check letter of an identity code, by the remainder of its digits.
const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
/// Countries with the length of their account numbers.
const ACCOUNTS: &[&str] = &[
    "AT20", "BE16", "BG22", "CH21", "CY28", "CZ24", "DE22", "DK18", "EE20", "ES24", "FI18", "FR27", "GB22", "GR27",
    "HR21", "HU28", "IE22", "IS26", "IT27", "LI21", "LT20", "LU20", "LV21", "MT31", "NL18", "NO15", "PL28", "PT25",
    "RO24", "SE24", "SI19", "SK24",
];

/// The first such number in a text, as the fault that it is.
pub fn fault(text: &str) -> Option<Code> {
    if !text.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let text = plain(text);
    (0..text.len()).find_map(|at| {
        let (before, rest) = (at.checked_sub(1).map(|before| text[before]), &text[at..]);
        if is_identity_code(before, rest) {
            Some(Code::FaultIdentityCode)
        } else if is_account(before, rest) {
            Some(Code::FaultAccountNumber)
        } else if is_card(before, rest) {
            Some(Code::FaultCardNumber)
        } else {
            None
        }
    })
}

/// The text in capitals, with one sort of dash and of space, and without what nobody sees.
fn plain(text: &str) -> Vec<char> {
    let one = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        '\u{ff0b}' => Some('+'),
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_uppercase())
        }
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c.to_ascii_uppercase()),
    };
    text.chars().filter_map(one).collect()
}

/// Whether an identity code begins here, also one with spaces around its middle.
fn is_identity_code(before: Option<char>, rest: &[char]) -> bool {
    // An id in hexadecimal is none, whatever it holds.
    if before.is_some_and(|c| c.is_ascii_hexdigit()) {
        return false;
    }
    let Some((day, rest)) = digits(rest, 6) else { return false };
    let rest = without_spaces(rest);
    let Some((century, rest)) = rest.split_first() else { return false };
    let Some((number, rest)) = digits(without_spaces(rest), 3) else { return false };
    let Some((check, rest)) = rest.split_first() else { return false };
    let is_day = (1..=31).contains(&(day / 10_000)) && (1..=12).contains(&(day / 100 % 100));
    let due = usize::try_from((day * 1000 + number) % 31).ok().and_then(|at| CHECKS.get(at));
    let ends = !rest.first().is_some_and(|c| c.is_alphanumeric());
    ends && is_day && CENTURIES.contains(*century) && due.is_some_and(|due| char::from(*due) == *check)
}

fn digits(text: &[char], count: usize) -> Option<(u64, &[char])> {
    let (number, rest) = text.split_at_checked(count)?;
    let number = number.iter().try_fold(0, |number, c| Some(number * 10 + u64::from(c.to_digit(10)?)))?;
    Some((number, rest))
}

fn without_spaces(text: &[char]) -> &[char] {
    let spaces = text.iter().take_while(|c| **c == ' ').count();
    &text[spaces..]
}

/// Whether an account number begins here: a country, its length, and a remainder of one.
fn is_account(before: Option<char>, rest: &[char]) -> bool {
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let country: String = rest.iter().take(2).collect();
    let length = ACCOUNTS.iter().find(|known| known[..2] == country).and_then(|known| known[2..].parse().ok());
    let Some(length) = length else { return false };
    let Some(number) = grouped(rest, length, " ", char::is_alphanumeric) else { return false };
    let moved = number[4..].iter().chain(&number[..4]);
    let remainder = moved.map(|c| c.to_digit(36)).try_fold(0, |rest, value| {
        let value = value?;
        Some((rest * if value < 10 { 10 } else { 100 } + value) % 97)
    });
    remainder == Some(1)
}

/// Whether the number of a payment card begins here; one that is part of an address or a code is none.
fn is_card(before: Option<char>, rest: &[char]) -> bool {
    if before.is_some_and(|c| c.is_alphanumeric() || "/=_.-+".contains(c)) {
        return false;
    }
    let Some((head, _)) = digits(rest.get(..4).unwrap_or_default(), 4) else { return false };
    let mut lengths = match head {
        3400..=3499 | 3700..=3799 => 15..=15,
        3600..=3699 | 3800..=3899 => 14..=14,
        2221..=2720 | 3528..=3589 | 4000..=4999 | 5100..=5599 => 16..=16,
        5000..=5099 | 5600..=6999 => 16..=19,
        _ => return false,
    };
    lengths.any(|length| grouped(rest, length, " -", |c| c.is_ascii_digit()).is_some_and(|number| is_luhn(&number)))
}

/// So many characters in groups with one separator between them, when nothing of the sort follows.
fn grouped(text: &[char], length: usize, between: &str, belongs: impl Fn(char) -> bool) -> Option<Vec<char>> {
    let mut found = Vec::with_capacity(length);
    let mut parted = true;
    for c in text {
        if found.len() == length {
            return (!belongs(*c)).then_some(found);
        }
        let parts = between.contains(*c);
        if (parts && parted) || !(parts || belongs(*c)) {
            return None;
        }
        parted = parts;
        if !parts {
            found.push(*c);
        }
    }
    (found.len() == length).then_some(found)
}

fn is_luhn(number: &[char]) -> bool {
    let weighed = number.iter().rev().enumerate().map(|(place, c)| {
        let digit = c.to_digit(10).unwrap_or_default();
        if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
    });
    weighed.sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A code with its check letter.
    fn code(day: u64, century: char, number: u64) -> String {
        let check = CHECKS[usize::try_from((day * 1000 + number) % 31).unwrap()];
        format!("{day:06}{century}{number:03}{}", char::from(check))
    }

    /// An account with its check digits; `body` is digits.
    fn account(country: &str, body: &str) -> String {
        let letters: String = country.chars().map(|c| c.to_digit(36).unwrap().to_string()).collect();
        let whole = format!("{body}{letters}00");
        let rest = whole.chars().fold(0, |rest, c| (rest * 10 + c.to_digit(10).unwrap()) % 97);
        format!("{country}{:02}{body}", 98 - rest)
    }

    /// A card with its check digit.
    fn card(body: &str) -> String {
        let of = |last: u32| format!("{body}{last}");
        (0..10).map(of).find(|number| is_luhn(&number.chars().collect::<Vec<_>>())).unwrap()
    }

    fn in_fours(number: &str, between: &str) -> String {
        number.as_bytes().chunks(4).map(|part| str::from_utf8(part).unwrap()).collect::<Vec<_>>().join(between)
    }

    proptest! {
        #[test]
        fn every_identity_code_is_found_wherever_it_stands(
            day in 1..=31u64, month in 1..=12u64, year in 0..100u64, number in 2..1000u64,
            century in proptest::sample::select(CENTURIES.chars().collect::<Vec<_>>()),
        ) {
            let code = code(day * 10_000 + month * 100 + year, century, number);
            let parted = format!("{} {} {}", &code[..6], &code[6..7], &code[7..]);
            let dashed = code.replace('-', "\u{2013}");
            for text in [code.clone(), format!("hetu{code}."), format!("({})", code.to_lowercase()), parted, dashed] {
                prop_assert_eq!(fault(&text), Some(Code::FaultIdentityCode), "{}", text);
            }
        }

        #[test]
        fn another_check_letter_makes_it_another_number(
            day in 10_100..=311_299u64, number in 2..1000u64, other in 1..31u64,
        ) {
            let right = (day * 1000 + number) % 31;
            let wrong = CHECKS[usize::try_from((right + other) % 31).unwrap()];
            let text = format!("{day:06}-{number:03}{}", char::from(wrong));
            prop_assert_eq!(fault(&text), None, "{}", text);
        }

        #[test]
        fn accounts_and_cards_are_found_whole_and_in_groups(body in 0..100_000_000_000_000u64) {
            let account = account("FI", &format!("{body:014}"));
            for text in [account.clone(), format!("to {}, please", in_fours(&account, " ").to_lowercase())] {
                prop_assert_eq!(fault(&text), Some(Code::FaultAccountNumber), "{}", text);
            }
            let card = card(&format!("4{body:014}"));
            for text in [card.clone(), in_fours(&card, " "), format!("pays by {}.", in_fours(&card, "-"))] {
                prop_assert_eq!(fault(&text), Some(Code::FaultCardNumber), "{}", text);
            }
        }

        #[test]
        fn telephone_numbers_days_and_ids_are_let_through(digits in 0..10_000_000u64, id in any::<u128>()) {
            for text in [
                format!("040 {digits:07}"),
                format!("+358 40 {digits:07}, 00358 40 {digits:07}"),
                "2026-10-14, 14.10.2026 10:30\u{2013}12.00".to_owned(),
                uuid::Uuid::from_u128(id).to_string(),
                format!("https://county.example/events/{}", card(&format!("4{digits:014}"))),
            ] {
                prop_assert_eq!(fault(&text), None, "{}", text);
            }
        }
    }
}
