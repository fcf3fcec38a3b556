//! Finnish order and search, worked out once when a name is written: neither database sorts Finnish by itself.

use std::sync::LazyLock;

use data_encoding::HEXLOWER;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use super::{clean, is_seen};

static FINNISH: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    Collator::try_new(locale!("fi").into(), CollatorOptions::default()).expect("Finnish collation is compiled in")
});

/// A key that sorts by its bytes as Finnish readers expect (… Z Å Ä Ö).
pub fn sort_key(text: &str) -> String {
    let mut key = Vec::new();
    let Ok(()) = FINNISH.write_sort_key_to(text, &mut key);
    HEXLOWER.encode(&key)
}

/// The folded form in which names are stored for search and in which search words are looked up.
pub fn search_key(text: &str) -> String {
    let seen: String = clean(text).chars().filter(|c| is_seen(*c)).collect();
    seen.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finnish_letters_come_last_in_their_own_order() {
        let mut names = vec!["Öhman", "Åberg", "Zetterström", "Ahonen", "Äijälä", "ahonen", "Vuori", "Wuori"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["ahonen", "Ahonen", "Vuori", "Wuori", "Zetterström", "Åberg", "Äijälä", "Öhman"]);
    }

    #[test]
    fn a_name_is_found_however_its_letters_are_written() {
        for written in
            ["Kenttä  Maija", "kentta\u{308} maija", "\u{feff}KENTTÄ\u{a0}Mai\u{200b}ja", "Kenttä Mai\u{200d}ja"]
        {
            assert_eq!(search_key(written), "kenttä maija", "{written:?}");
        }
    }
}
