//! Letters as they are kept: each written in one way only, and nothing that nobody sees.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// A text in Unicode's composed form (Annex 15), so that an ä is one whatever keyboard wrote it, without what has no
/// width and no sound: soft hyphens, word joiners, zero-width spaces and the marks with which files begin.
pub fn clean(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')).collect();
    ComposingNormalizerBorrowed::new_nfc().normalize(&seen).into_owned()
}

/// Whether a character is drawn by itself, or at least changes how others are drawn: all but what Unicode lets be ignored.
pub fn is_seen(c: char) -> bool {
    !CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Whether a character turns the direction of what follows it: a name that holds one isn't read as it is written.
pub const fn turns_around(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_kept_in_one_way_and_what_nobody_sees_is_not_kept() {
        assert_eq!(clean("Va\u{308}ino\u{308} Po\u{308}lla\u{308}nen"), "Väinö Pöllänen");
        assert_eq!(clean("\u{feff}An\u{200b}na\u{2060} Esi\u{ad}merkki"), "Anna Esimerkki");
        let persian = "می\u{200c}خواهم";
        assert_eq!(clean(persian), persian, "a non-joiner is spelling");
        assert!(!is_seen('\u{200d}') && !is_seen('\u{3164}') && is_seen('ä'));
    }
}
