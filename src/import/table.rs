//! A spreadsheet as an office saves it: UTF-8 with or without a mark, UTF-16 or Windows-1252; commas, semicolons or
//! tabs; line breaks inside quotes.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A table read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTable {
    /// The cells of the first row.
    pub header: Vec<String>,
    /// The line on which the header stands.
    pub header_line: usize,
    /// The rows under it that hold anything.
    pub rows: Vec<FileRow>,
}

/// A row with the line of the file on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The line, from 1; lines inside quotes count.
    pub line: usize,
    /// The cells, trimmed.
    pub cells: Vec<String>,
}

/// The separators that offices use.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// Reads a table; of the separators the one counts under which most header cells are `known`.
pub fn read(bytes: &[u8], known: impl Fn(&str) -> bool) -> FileTable {
    let text = decode(bytes);
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    let start = hint_end(&text);
    let fitting = SEPARATORS.into_iter().rev().max_by_key(|separator| {
        let header = records(&text[start..], *separator).next();
        header.map_or(0, |(_, cells)| cells.iter().filter(|cell| known(cell)).count())
    });
    let mut rows = records(&text[start..], fitting.unwrap_or(b';'))
        .map(|(at, cells)| FileRow { line: lines.of(start + at), cells: cells.iter().map(str::to_owned).collect() })
        .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let header = rows.next().unwrap_or(FileRow { line: 1, cells: Vec::new() });
    FileTable { header: header.cells, header_line: header.line, rows: rows.collect() }
}

/// What is no UTF-8 and bears no mark comes from an office that saves in Windows-1252, where every byte is a letter.
fn decode(bytes: &[u8]) -> String {
    let encoding = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}

/// Where the rows begin: after the line `sep=;` that some spreadsheets write first.
fn hint_end(text: &str) -> usize {
    if !text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
        return 0;
    }
    text.find('\n').map_or(text.len(), |end| end + 1)
}

/// The records of a text with the byte at which each begins.
fn records(text: &str, separator: u8) -> impl Iterator<Item = (usize, StringRecord)> {
    let reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.into_records().filter_map(std::result::Result::ok);
    records.map(|mut record| {
        record.trim();
        let at = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        (at, record)
    })
}

/// Counts lines up to growing places of a text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first character at or after `at` that is no line break: a record's place is noted before the
    /// empty lines that lead to it.
    fn of(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while self.at < at || matches!(bytes.get(self.at), Some(b'\n' | b'\r')) {
            match bytes.get(self.at) {
                None => break,
                Some(b'\n') => self.line += 1,
                Some(b'\r') if bytes.get(self.at + 1) != Some(&b'\n') => self.line += 1,
                Some(_) => {}
            }
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(cell: &str) -> bool {
        matches!(cell, "nimi" | "kunta" | "huomio")
    }

    /// Writes a table as one office would.
    fn write(rows: &[Vec<String>], separator: u8, ending: csv::Terminator) -> String {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(ending)
            .quote_style(csv::QuoteStyle::Necessary)
            .from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    fn encodings(text: &str) -> Vec<Vec<u8>> {
        let (windows, _, lossy) = WINDOWS_1252.encode(text);
        assert!(!lossy);
        let marked = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        vec![text.as_bytes().to_vec(), marked, windows.into_owned(), wide]
    }

    proptest! {
        #[test]
        fn a_table_reads_the_same_in_every_dialect(
            rows in prop::collection::vec(prop::collection::vec("[a-zåäöÅÄÖ€é;,\"0-9 ]{0,8}(\n[a-zäö]{1,4})?", 3), 0..6),
        ) {
            let header: Vec<String> = ["nimi", "kunta", "huomio"].map(str::to_owned).to_vec();
            let table: Vec<Vec<String>> = std::iter::once(header.clone()).chain(rows.clone()).collect();
            let wanted: Vec<Vec<String>> = rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .collect();
            for separator in SEPARATORS {
                for ending in [csv::Terminator::CRLF, csv::Terminator::Any(b'\n')] {
                    for bytes in encodings(&write(&table, separator, ending)) {
                        let read = read(&bytes, known);
                        prop_assert_eq!(&read.header, &header);
                        let cells: Vec<Vec<String>> = read.rows.into_iter().map(|row| row.cells).collect();
                        prop_assert_eq!(&cells, &wanted);
                    }
                }
            }
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text = "sep=;\r\nnimi;kunta\r\n\r\nAnna;\"Savon-\r\nlinna\"\r\nBertta;Mikkeli\r\n\r\n;\r\nCarl;Kotka";
        let table = read(text.as_bytes(), known);
        assert_eq!(table.header_line, 2);
        let lines: Vec<(usize, &str)> = table.rows.iter().map(|row| (row.line, row.cells[0].as_str())).collect();
        assert_eq!(lines, [(4, "Anna"), (6, "Bertta"), (9, "Carl")]);
    }

    #[test]
    fn a_file_of_nothing_is_a_table_of_nothing() {
        for bytes in [b"".as_slice(), b"\xef\xbb\xbf", b"\r\n\r\n", b"sep=,"] {
            let table = read(bytes, known);
            assert!(table.header.is_empty() && table.rows.is_empty(), "{table:?}");
        }
    }

    #[test]
    fn commas_in_a_header_do_not_win_over_the_separator() {
        let table = read(b"nimi;kunta;a, b, c, d\nAnna;Kotka;x, y", known);
        assert_eq!(table.rows[0].cells, ["Anna", "Kotka", "x, y"]);
    }
}
