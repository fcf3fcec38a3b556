//! Numbers that belong into no text: identity codes, account numbers and payment cards. Each has check characters, so that
//! other numbers are let through.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use crate::error::Code;
use crate::text::is_seen;

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

/// What parts the digits of a number that is written in groups.
const BETWEEN: &str = " -./";

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
        } else if is_account(rest) {
            Some(Code::FaultAccountNumber)
        } else if is_card(before, rest) {
            Some(Code::FaultCardNumber)
        } else {
            None
        }
    })
}

/// The text in capitals, with one sort of digit, of dash and of space, and without accents and what nobody sees. An id in hexadecimal
/// holds no number, whatever its digits are: nothing is left of it.
fn plain(text: &str) -> Vec<char> {
    let one = |c: char| match c {
        '_' | '~' | '\u{2043}' | '\u{2212}' | '\u{2796}' => '-',
        c if category(c) == GeneralCategory::DashPunctuation => '-',
        c if c.is_whitespace() => ' ',
        c => digit(c).unwrap_or_else(|| c.to_ascii_uppercase()),
    };
    let text = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let seen = text.chars().filter(|c| is_seen(*c) && !is_mark(category(*c)));
    let text: Vec<char> = seen.map(one).collect();
    let mut left = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let is_whole = !at.checked_sub(1).is_some_and(|before| text[before].is_ascii_hexdigit());
        if is_whole && begins_with_id(&text[at..]) {
            left.push('\u{fffd}');
            at += ID.len();
        } else {
            left.push(text[at]);
            at += 1;
        }
    }
    left
}

/// The form of an id: a digit in hexadecimal for each x.
const ID: &str = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

fn begins_with_id(text: &[char]) -> bool {
    let fits = |(form, c): (char, &char)| if form == 'x' { c.is_ascii_hexdigit() } else { *c == form };
    text.len() >= ID.len() && ID.chars().zip(text).all(fits) && !text.get(ID.len()).is_some_and(char::is_ascii_hexdigit)
}

const fn is_mark(category: GeneralCategory) -> bool {
    matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark)
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// The digit that a decimal digit of any script stands for: each script has its ten in a row.
fn digit(c: char) -> Option<char> {
    let is_digit = |code: u32| char::from_u32(code).is_some_and(|c| category(c) == GeneralCategory::DecimalNumber);
    if c.is_ascii() || !is_digit(u32::from(c)) {
        return None;
    }
    let first = (0..u32::from(c)).rev().take_while(|code| is_digit(*code)).count();
    char::from_digit(u32::try_from(first % 10).ok()?, 10)
}

/// Whether an identity code begins here, also one with spaces in it.
fn is_identity_code(before: Option<char>, rest: &[char]) -> bool {
    if before.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let Some((day, rest)) = digits(rest, 6, " .") else { return false };
    let is_parted = rest.first() == Some(&' ');
    let Some((century, rest)) = without_spaces(rest).split_first() else { return false };
    let begins_next = is_parted && *century == '+' && rest.starts_with(&['3', '5', '8']);
    let dashes = rest.iter().take_while(|c| *century == '-' && **c == '-').count();
    let Some((number, rest)) = digits(&rest[dashes..], 3, " ") else { return false };
    let Some((check, rest)) = without_spaces(rest).split_first() else { return false };
    let is_day = (1..=31).contains(&(day / 10_000)) && (1..=12).contains(&(day / 100 % 100));
    let due = usize::try_from((day * 1000 + number) % 31).ok().and_then(|at| CHECKS.get(at));
    let ends = !rest.first().is_some_and(|c| c.is_alphanumeric());
    // A day and then a telephone number with its country are two.
    let is_century = CENTURIES.contains(*century) && !begins_next;
    ends && is_day && is_century && due.is_some_and(|due| char::from(*due) == *check)
}

/// A number of so many digits, whatever of `between` stands before and among them, and what follows it.
fn digits<'a>(text: &'a [char], count: u32, between: &str) -> Option<(u64, &'a [char])> {
    let (mut number, mut found) = (0, 0);
    for (at, c) in text.iter().enumerate() {
        if let Some(digit) = c.to_digit(10) {
            (number, found) = (number * 10 + u64::from(digit), found + 1);
        } else if !between.contains(*c) {
            return None;
        }
        if found == count {
            return Some((number, &text[at + 1..]));
        }
    }
    None
}

fn without_spaces(text: &[char]) -> &[char] {
    let spaces = text.iter().take_while(|c| **c == ' ').count();
    &text[spaces..]
}

/// Whether an account number begins here: a country, its length, and a remainder of one.
fn is_account(rest: &[char]) -> bool {
    let country: String = rest.iter().take(2).collect();
    let length = ACCOUNTS.iter().find(|known| known[..2] == country).and_then(|known| known[2..].parse().ok());
    let Some(length) = length else { return false };
    let Some(number) = grouped(rest, length, char::is_ascii_alphanumeric) else { return false };
    let moved = number.all[4..].iter().chain(&number.all[..4]);
    let remainder = moved.map(|c| c.to_digit(36)).try_fold(0, |rest, value| {
        let value = value?;
        Some((rest * if value < 10 { 10 } else { 100 } + value) % 97)
    });
    remainder == Some(1)
}

/// Whether the number of a payment card begins here; one that is part of an address or a code is none, and neither is a
/// row of prices or times.
fn is_card(before: Option<char>, rest: &[char]) -> bool {
    if before.is_some_and(|c| c.is_alphanumeric() || "/=_.-+".contains(c)) {
        return false;
    }
    let Some((head, _)) = digits(rest.get(..4).unwrap_or_default(), 4, "") else { return false };
    let mut lengths = match head {
        3400..=3499 | 3700..=3799 => 15..=15,
        3600..=3699 | 3800..=3899 => 14..=14,
        2221..=2720 | 3528..=3589 | 4000..=4999 | 5100..=5599 => 16..=16,
        5000..=5099 | 5600..=6999 => 16..=19,
        _ => return false,
    };
    lengths.any(|length| {
        let found = grouped(rest, length, char::is_ascii_digit);
        found.is_some_and(|number| number.shortest >= 4 && is_luhn(&number.all))
    })
}

/// The characters of a number that is written in groups.
struct Grouped {
    all: Vec<char>,
    /// The length of its shortest group but the last.
    shortest: usize,
}

/// So many characters, whatever of [`BETWEEN`] stands among them, when nothing of the sort follows.
fn grouped(text: &[char], length: usize, belongs: impl Fn(&char) -> bool) -> Option<Grouped> {
    let mut number = Grouped { all: Vec::with_capacity(length), shortest: length };
    let mut group = 0;
    for c in text {
        if number.all.len() == length {
            return (!belongs(c)).then_some(number);
        }
        if belongs(c) {
            number.all.push(*c);
            group += 1;
        } else if !BETWEEN.contains(*c) || number.all.is_empty() {
            return None;
        } else if group > 0 {
            number.shortest = number.shortest.min(group);
            group = 0;
        }
    }
    (number.all.len() == length).then_some(number)
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

    /// The digits as another script writes them, beginning with its zero.
    fn in_digits_from(zero: char, text: &str) -> String {
        let one = |c: char| match c.to_digit(10) {
            Some(digit) => char::from_u32(u32::from(zero) + digit).unwrap(),
            None => c,
        };
        text.chars().map(one).collect()
    }

    proptest! {
        #[test]
        fn every_spelling_of_an_identity_code_is_refused(
            day in 1..=31u64, month in 1..=12u64, year in 0..100u64, number in 2..1000u64,
            century in proptest::sample::select(CENTURIES.chars().collect::<Vec<_>>()),
            at in 1..11usize,
            unseen in proptest::sample::select(vec![
                '\u{ad}', '\u{34f}', '\u{180e}', '\u{200b}', '\u{200d}', '\u{200e}', '\u{2060}', '\u{2064}', '\u{3164}',
                '\u{fe0f}', '\u{feff}', '\u{e0041}', '\u{301}', '\u{30a}', '\u{327}', '\u{20dd}',
            ]),
            zero in proptest::sample::select(vec!['٠', '۰', '०', '０', '𝟎', '𝟘', '᱐']),
            glued in "[a-zA-Z]{1,6}",
            space in proptest::sample::select(vec![" ", "  ", "\n", "\r\n", "\u{a0}", "\u{2009}", "\t"]),
        ) {
            let code = code(day * 10_000 + month * 100 + year, century, number);
            let with = |between: &str| format!("{}{between}{}", &code[..at], &code[at..]);
            let mut spelled = vec![
                code.to_lowercase(),
                format!("{glued}{code}"),
                format!("({code})"),
                with(&unseen.to_string()),
                in_digits_from(zero, &code[..10]) + &code[10..],
                format!("{}.{}.{}", &code[..2], &code[2..4], &code[4..]),
            ];
            if century != '+' {
                spelled.push(with(space));
                spelled.push(code.chars().flat_map(|c| [c, ' ']).collect());
            }
            if century == '-' {
                spelled.extend(["\u{2013}", "\u{2212}", "--", "_", "\u{2796}", " - "].map(|dash| code.replace('-', dash)));
            }
            for text in spelled {
                prop_assert_eq!(fault(&text), Some(Code::FaultIdentityCode), "{}", text);
            }
        }

        #[test]
        fn every_spelling_of_an_account_and_a_card_is_refused(
            body in 0..100_000_000_000_000u64,
            between in proptest::sample::select(vec![" ", "  ", "-", ".", "\n", "\r\n", "\u{a0}", " - ", "/"]),
        ) {
            let account = account("FI", &format!("{body:014}"));
            for text in [format!("IBAN{account}"), in_fours(&account, between), format!("tili{}", in_fours(&account, between))] {
                prop_assert_eq!(fault(&text), Some(Code::FaultAccountNumber), "{}", text);
            }
            let card = card(&format!("4{body:014}"));
            for text in [in_fours(&card, between), in_digits_from('٠', &card)] {
                prop_assert_eq!(fault(&text), Some(Code::FaultCardNumber), "{}", text);
            }
        }

        #[test]
        fn prices_times_and_ids_among_words_are_let_through(
            prices in proptest::collection::vec((1..100u32, 0..100u32), 1..8), id in any::<u128>(),
            day in 1..=31u32, month in 1..=12u32, number in 0..1_000_000u32,
        ) {
            let of = |between: &str| {
                let all = prices.iter().map(|(whole, part)| format!("{whole:02}{between}{part:02}"));
                all.collect::<Vec<_>>().join(" ")
            };
            for text in [
                of("."), of(","), of(":"),
                format!("ks. {}, kiitos", uuid::Uuid::from_u128(id)),
                format!("{}/{}", uuid::Uuid::from_u128(id), uuid::Uuid::from_u128(!id)),
                format!("s. {day:02}{month:02}26 +358 40 {number:06}"),
                format!("{day}.{month}.2026 klo 10.00\u{2013}11.30, 12.30\u{2013}14"),
            ] {
                prop_assert_eq!(fault(&text), None, "{}", text);
            }
        }

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
