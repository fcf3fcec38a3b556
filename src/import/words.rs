//! Words as offices write them in headings and cells.

/// A heading or a word without the marks in which offices differ.
pub fn fold(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A yes or a no; an empty cell is neither.
pub fn yes_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "kyllä" | "k" | "yes" | "y" | "x" | "1" | "true" | "tosi" | "ja" => Some(true),
        "ei" | "e" | "no" | "n" | "0" | "false" | "epätosi" | "nej" => Some(false),
        _ => None,
    }
}

/// Whether a yes or a no is written out, so that nobody takes it for a mark of something else.
pub fn is_written_out(text: &str) -> bool {
    matches!(fold(text).as_str(), "kyllä" | "yes" | "ja" | "ei" | "no" | "nej")
}
