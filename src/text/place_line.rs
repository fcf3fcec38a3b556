//! Where something is, in one line.

/// The parts of a place one after the other, none that a part before it names already: "Koulukatu 1, Savonlinna".
pub fn place_line<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let mut line = String::new();
    for part in parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()) {
        if names(&line, part) {
            continue;
        }
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(part);
    }
    line
}

/// Whether a line holds a part as words of its own.
fn names(line: &str, part: &str) -> bool {
    let is_end = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let at_words = |(at, _): (usize, &str)| {
        is_end(line[..at].chars().next_back()) && is_end(line[at + part.len()..].chars().next())
    };
    line.match_indices(part).any(at_words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_place_is_said_twice() {
        let line = |parts: &[&str]| place_line(parts.iter().copied().map(Some));
        assert_eq!(line(&["Savonlinna", "Savonlinna"]), "Savonlinna");
        assert_eq!(line(&["Kirjasto", "Koulukatu 1, Savonlinna", "Savonlinna"]), "Kirjasto, Koulukatu 1, Savonlinna");
        assert_eq!(line(&["Savonlinnasali", "Savonlinna"]), "Savonlinnasali, Savonlinna");
        assert_eq!(line(&["Kirjasto", " ", "Kajaani"]), "Kirjasto, Kajaani");
        assert_eq!(place_line([None, Some("Kajaani")]), "Kajaani");
        assert_eq!(place_line([None, None]), "");
    }
}
