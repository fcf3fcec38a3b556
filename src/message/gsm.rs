//! The characters of a text message: one of them outside the alphabet halves its length (3GPP TS 23.038, 6.2.1).

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Characters that fit one message of the GSM 7-bit alphabet.
pub const ONE_MESSAGE: usize = 160;

const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Letters without a mark that could be taken off, of the languages around the Baltic and of those of the Sámi.
const LETTERS: &[(char, &str)] = &[
    ('Đ', "D"),
    ('đ', "d"),
    ('Ð', "D"),
    ('ð', "d"),
    ('Þ', "Th"),
    ('þ', "th"),
    ('Ŋ', "N"),
    ('ŋ', "n"),
    ('Ŧ', "T"),
    ('ŧ', "t"),
    ('Ł', "L"),
    ('ł', "l"),
    ('Ħ', "H"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ĸ', "k"),
    ('Œ', "Oe"),
    ('œ', "oe"),
    ('Ǥ', "G"),
    ('ǥ', "g"),
    ('Ʒ', "Z"),
    ('ʒ', "z"),
    ('ẞ', "SS"),
    ('ʹ', "'"),
    ('ʻ', "'"),
    ('ʼ', "'"),
];
/// These take two places each.
const EXTENSION: &str = "^{}\\[~]|€";

/// The text with typographic dashes, quotes and spaces as plain ones, and with base letters for letters outside the
/// alphabet; as it is, but for the former, where even that leaves the alphabet: nothing is gained then.
pub fn plain(text: &str) -> String {
    let plain = without_typography(text);
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&plain);
    let based: String = composed.chars().map(base).collect();
    if length(&based).is_some() { based } else { plain }
}

fn without_typography(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '–' | '—' | '‑' | '−' => plain.push('-'),
            '’' | '‘' | '´' => plain.push('\''),
            '”' | '“' | '»' | '«' => plain.push('"'),
            '…' => plain.push_str("..."),
            '\u{a0}' | '\u{202f}' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// The letter of the alphabet that stands for a letter outside it; the letter itself where there is none.
fn base(c: char) -> String {
    if ALPHABET.contains(c) || EXTENSION.contains(c) {
        return c.into();
    }
    let known = LETTERS.iter().find(|(letter, _)| *letter == c);
    if let Some((_, plain)) = known {
        return (*plain).to_owned();
    }
    // What is left of a letter without its marks, which may be one of those above.
    match DecomposingNormalizerBorrowed::new_nfd().normalize(c.encode_utf8(&mut [0; 4])).chars().next() {
        Some(bare) if bare != c => base(bare),
        _ => c.into(),
    }
}

/// The places that a text takes in the GSM alphabet, or `None` when it doesn't fit it.
pub fn length(text: &str) -> Option<usize> {
    text.chars().try_fold(0, |length, c| {
        if ALPHABET.contains(c) { Some(length + 1) } else { EXTENSION.contains(c).then_some(length + 2) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finnish_and_swedish_letters_fit_and_typography_is_made_plain() {
        assert_eq!(length("Tapaaminen på Åland, klo 10 – 12"), None);
        assert_eq!(length(&plain("Tapaaminen på Åland, klo 10 – 12")), Some(32));
        assert_eq!(length("10 €"), Some(5));
        assert_eq!(length("привет"), None);
    }

    #[test]
    fn letters_outside_the_alphabet_become_their_base_letters() {
        for (name, sent) in [
            ("Máret", "Maret"),
            ("Ánnámáret", "Annamaret"),
            ("Biŋŋá Đuŧŧá", "Binna Dutta"),
            ("Čázi Šaš Žemaitė", "Cazi Sas Zemaite"),
            ("Jǟǟbõ", "Jaabo"),
            ("Łukasz Þórunn Ísǽ", "Lukasz Thorunn Isæ"),
            ("Nguyễn Thị Đạo", "Nguyen Thi Dao"),
            ("Ma\u{301}ret", "Maret"),
            ("Åsa Öhman é ñ", "Åsa Öhman é ñ"),
        ] {
            assert_eq!(plain(name), sent);
            assert!(length(&plain(name)).is_some(), "{name}");
        }
        assert_eq!(
            plain("مريم – čáhci"),
            "مريم - čáhci",
            "nothing is taken from a text that needs other letters anyway"
        );
    }
}
