//! The characters of a text message: one of them outside the alphabet halves its length (3GPP TS 23.038, 6.2.1).

/// Characters that fit one message of the GSM 7-bit alphabet.
pub const ONE_MESSAGE: usize = 160;

const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// These take two places each.
const EXTENSION: &str = "^{}\\[~]|€";

/// The text with typographic dashes, quotes and spaces as plain ones.
pub fn plain(text: &str) -> String {
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
}
