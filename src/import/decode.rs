//! The letters of a file, whatever program saved it: UTF-8, UTF-16 or Windows-1252. A file in another encoding is told
//! by words that nobody writes, and never read as if it were one of these.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::bad::Bad;
use crate::error::{Code, Fault};
use crate::text::clean;

/// At most so many words are shown of a file that can't be read.
const SHOWN: usize = 3;
/// The letters of Finnish and Swedish, one of which a file in Windows-1252 holds if it holds any beyond ASCII.
const OURS: &str = "äöåÄÖÅ";
/// What the ä, ö, å, é and ü of old Macs and of DOS become in Windows-1252, where they are marks.
const MARKS: &str = "€…†„”™‚";
/// The same where they are letters.
const LETTERS: &str = "ŠšŽŒŸ";
/// What stands behind an Ã when UTF-8 was read as Windows-1252 and saved again.
const TAILS: &str = "¡¢£¤¥¦§¨©«¬®¯°±²³´¶·¸¹»¼½¾¿€‚„…†‡ˆ‰‹‘’“”•–—˜™›";

/// A line of the file, and whether each of its bytes was read as a letter.
struct DecodedLine {
    text: String,
    is_by_byte: bool,
}

/// Reads the text of a file, cleaned as every text is. Each line is read by itself: a stray byte in one spoils no other.
pub fn decode(bytes: &[u8]) -> Result<String, Bad> {
    let lines = lines(bytes);
    let by_byte = || lines.iter().filter(|line| line.is_by_byte);
    let mut strange = words(&lines, |_, at| is_strange(at));
    if !by_byte().any(|line| line.text.contains(|c| OURS.contains(c))) {
        let doubtful = words(&lines, |line, at| line.is_by_byte && is_doubtful(at));
        let others: Vec<_> = doubtful.into_iter().filter(|found| !strange.contains(found)).collect();
        strange.extend(others);
    }
    if let Some(OddWord { line, .. }) = strange.iter().min_by_key(|odd| odd.line) {
        let shown: Vec<&str> = strange.iter().map(|odd| odd.word).take(SHOWN).collect();
        let fault = Fault::whole(Code::ImportEncoding).with("words", shown.join(", "));
        return Err(Bad { line: line + 1, column: String::new(), fault });
    }
    Ok(clean(&lines.into_iter().map(|line| line.text).collect::<String>()))
}

fn lines(bytes: &[u8]) -> Vec<DecodedLine> {
    let marked = Encoding::for_bom(bytes).map(|(marked, _)| marked).filter(|marked| *marked != UTF_8);
    if let Some(wide) = marked.or_else(|| unmarked_wide(bytes)) {
        let text = wide.decode_with_bom_removal(bytes).0;
        return text
            .split_inclusive('\n')
            .map(|line| DecodedLine { text: line.to_owned(), is_by_byte: false })
            .collect();
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    bytes
        .split_inclusive(|byte| *byte == end)
        .map(|line| match std::str::from_utf8(line) {
            Ok(text) => DecodedLine { text: text.to_owned(), is_by_byte: false },
            Err(_) => {
                DecodedLine { text: WINDOWS_1252.decode_without_bom_handling(line).0.into_owned(), is_by_byte: true }
            }
        })
        .collect()
}

/// UTF-16 without a mark: of most letters one byte is zero, always on the same side.
fn unmarked_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match (first > bytes.len() / 4, second > bytes.len() / 4) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// A character between its neighbours.
#[derive(Clone, Copy)]
struct Place {
    before: char,
    here: char,
    after: char,
}

/// A word, and the number of its line.
#[derive(PartialEq, Eq)]
struct OddWord<'a> {
    line: usize,
    word: &'a str,
}

/// Words that hold a place of some kind, each once.
fn words(lines: &[DecodedLine], is: impl Fn(&DecodedLine, Place) -> bool) -> Vec<OddWord<'_>> {
    let mut found: Vec<OddWord<'_>> = Vec::new();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !line.text.is_ascii()) {
        let words = line.text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '"' | '|'));
        for word in words.filter(|word| !word.is_ascii()) {
            let letters: Vec<char> = word.chars().collect();
            let at = |place: usize| letters.get(place).copied().unwrap_or(' ');
            let mut places = (0..letters.len()).map(|place| Place {
                before: if place == 0 { ' ' } else { at(place - 1) },
                here: at(place),
                after: at(place + 1),
            });
            if places.any(|place| is(line, place)) && !found.iter().any(|known| known.word == word) {
                found.push(OddWord { line: number, word });
            }
        }
    }
    found
}

/// What no file holds that was read as it was saved.
fn is_strange(Place { before, here, after }: Place) -> bool {
    let is_inside = before.is_alphabetic() && after.is_alphabetic();
    match here {
        '\u{80}'..='\u{9f}' | '\u{fffd}' => true,
        'Ã' => TAILS.contains(after),
        'â' => after == '€',
        'Š' | 'Ž' => before.is_lowercase() || before.is_alphabetic() && after.is_lowercase(),
        mark => MARKS.contains(mark) && is_inside,
    }
}

/// What a file in Windows-1252 may hold beside other letters of its language, but not instead of them.
fn is_doubtful(Place { before, here, after }: Place) -> bool {
    (MARKS.contains(here) || LETTERS.contains(here)) && (before.is_alphabetic() || after.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "nimi;kunta\nVäinö Pöllänen;Hämeenlinna\nŠárka Žižková;Espoo\n";

    fn told(bytes: &[u8]) -> (usize, String) {
        let bad = decode(bytes).unwrap_err();
        assert_eq!(bad.fault.code, Code::ImportEncoding);
        let crate::text::Arg::Words(words) = bad.fault.args[0].1.clone() else { panic!("words") };
        (bad.line, words)
    }

    /// A text in an old code page whose letters these are.
    fn in_page(text: &str, letters: [u8; 6]) -> Vec<u8> {
        let byte = |c: char| OURS.chars().position(|letter| letter == c).map(|place| letters[place]);
        text.chars().map(|c| byte(c).unwrap_or_else(|| u8::try_from(c).unwrap())).collect()
    }

    /// The letters of [`OURS`] in Mac OS Roman and in code page 850.
    const MAC: [u8; 6] = [0x8a, 0x9a, 0x8c, 0x80, 0x85, 0x81];
    const DOS: [u8; 6] = [0x84, 0x94, 0x86, 0x8e, 0x99, 0x8f];

    #[test]
    fn a_file_is_read_in_each_encoding_that_offices_save() {
        let (windows, _, is_lossy) = WINDOWS_1252.encode(&FILE[..FILE.find('Š').unwrap()]);
        assert!(!is_lossy);
        assert_eq!(decode(&windows).unwrap(), FILE[..FILE.find('Š').unwrap()]);
        let wide = |to_bytes: fn(u16) -> [u8; 2]| FILE.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
        for bytes in [FILE.as_bytes().to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            assert_eq!(decode(&bytes).unwrap(), FILE);
        }
        assert_eq!(decode("\u{feff}Va\u{308}ino\u{308}\n\u{feff}An\u{200b}na".as_bytes()).unwrap(), "Väinö\nAnna");
    }

    #[test]
    fn a_stray_byte_in_one_line_spoils_no_other() {
        let bytes = [FILE.as_bytes(), b"Bj\xf6rn;Turku\n"].concat();
        assert_eq!(decode(&bytes).unwrap(), format!("{FILE}Björn;Turku\n"));
    }

    #[test]
    fn a_file_of_an_old_mac_or_of_dos_is_told_with_its_first_words() {
        let file = "nimi;kunta\nVäinö Pöllänen;Hämeenlinna\n";
        assert_eq!(told(&in_page(file, MAC)), (2, "VŠinš, PšllŠnen, HŠmeenlinna".into()));
        assert_eq!(told(&in_page(file, DOS)), (2, "V„in”, P”ll„nen, H„meenlinna".into()));
        for word in ["Pöyry", "Yrjö", "Åke", "Öhman", "Äijälä", "Ström", "Århus"] {
            for page in [MAC, DOS] {
                told(&in_page(word, page));
            }
        }
    }

    #[test]
    fn a_word_is_shown_once() {
        assert_eq!(told(&in_page("nimi\nVäinö\n", MAC)), (2, "VŠinš".into()));
    }

    #[test]
    fn what_was_read_wrongly_before_is_told() {
        assert_eq!(told("nimi\nVÃ¤inÃ¶ PÃ¶llÃ¤nen\n".as_bytes()), (2, "VÃ¤inÃ¶, PÃ¶llÃ¤nen".into()));
        assert_eq!(told("nimi\nV\u{fffd}in\u{fffd}\n".as_bytes()).0, 2);
    }

    #[test]
    fn marks_and_letters_of_other_languages_are_read_where_they_belong() {
        let file = "nimi;syy\nŠárka Žižka-Šimon;”Tulee… huomenna” – 5 € – äiti\nPÄIVI ŠEMŠOVÁ;O’Brien ”Masa”, „niin”\n";
        assert_eq!(decode(file.as_bytes()).unwrap(), file);
        let (windows, _, is_lossy) = WINDOWS_1252.encode(file);
        assert!(!is_lossy);
        assert_eq!(decode(&windows).unwrap(), file);
    }
}
