//! Telephone numbers as people write them, and the one form in which they are dialled: E.164.
//!
//! The numbering plans of the world (`phonenumber`, a megabyte of patterns) would add which numbers are given out; what is
//! needed here is which number was meant, and that follows from E.123 and Finland's trunk prefix.

/// The country whose numbers are written without a country code.
const HOME: &str = "358";
/// The digits of a whole number with its country code.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Why a number can't be dialled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDialled {
    /// It begins neither with a zero nor with a country code, as when a spreadsheet took it for a quantity.
    NoZero,
    /// It is no number, or none of a length that exists.
    NoNumber,
}

/// The number to dial (`+358401234567`) for one as it was typed: `040 123 4567`, `00358 40 …`, `+358 (0)40 …`.
pub fn e164(typed: &str) -> Result<String, NotDialled> {
    let marks: String = typed.chars().filter(|c| !is_blank(*c)).collect();
    let is_abroad = marks.starts_with('+') || marks.starts_with("00");
    let marks = if is_abroad { marks.replacen("(0)", "", 1) } else { marks };
    let bare: String = marks.chars().filter(|c| !matches!(c, '(' | ')')).collect();
    let digits = bare.strip_prefix('+').unwrap_or(&bare);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(NotDialled::NoNumber);
    }
    let whole = if is_abroad {
        let digits = if bare.starts_with('+') { digits } else { &digits[2..] };
        let inland = digits.strip_prefix(HOME).map(|inland| inland.strip_prefix('0').unwrap_or(inland));
        inland.map_or_else(|| digits.to_owned(), |inland| format!("{HOME}{inland}"))
    } else {
        let inland = digits.strip_prefix('0').ok_or(NotDialled::NoZero)?;
        format!("{HOME}{inland}")
    };
    let has_trunk = whole.strip_prefix(HOME).is_some_and(|inland| inland.starts_with('0'));
    if has_trunk || whole.starts_with('0') || !DIGITS.contains(&whole.len()) {
        return Err(NotDialled::NoNumber);
    }
    Ok(format!("+{whole}"))
}

/// What people and programs put between digits: blanks, dashes, dots, and marks of direction around what was copied.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '/') || !super::is_seen(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_as_it_was_meant() {
        for typed in [
            "0401234567",
            "040 123 4567",
            "040-123 4567",
            "040\u{a0}123\u{2013}4567",
            "040.123.4567",
            "(040) 1234567",
            "+358401234567",
            "+358 40 123 4567",
            "+358 (0)40 1234567",
            "+358 040 1234567",
            "00358401234567",
            "00358 (0) 40 1234567",
            "\u{202a}+358 40 1234567\u{202c}",
        ] {
            assert_eq!(e164(typed).as_deref(), Ok("+358401234567"), "{typed}");
        }
        assert_eq!(e164("+46 70-123 45 67").as_deref(), Ok("+46701234567"));
        assert_eq!(e164("0046 (0)70 123 45 67").as_deref(), Ok("+46701234567"));
        assert_eq!(e164("(015) 123-456").as_deref(), Ok("+35815123456"));
    }

    #[test]
    fn a_number_without_its_zero_is_asked_about_and_others_are_refused() {
        for typed in ["401234567", "40 123 4567", "358401234567", "50 1234567", "12"] {
            assert_eq!(e164(typed), Err(NotDialled::NoZero), "{typed}");
        }
        for typed in [
            "",
            "+",
            "0",
            "040",
            "040 ask first",
            "4,01235E+08",
            "'0401234567",
            "040 1234567 tai 050 7654321",
            "++358401234567",
        ] {
            assert_eq!(e164(typed), Err(NotDialled::NoNumber), "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_dialled_is_dialled_again_in_the_same_way(typed in "[+0]?[0-9 ()-]{0,16}") {
            if let Ok(number) = e164(&typed) {
                proptest::prop_assert_eq!(e164(&number), Ok(number.clone()));
                proptest::prop_assert!(number.starts_with('+') && DIGITS.contains(&(number.len() - 1)));
            }
        }
    }
}
