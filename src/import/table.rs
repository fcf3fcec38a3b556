//! A spreadsheet as an office saves it: a workbook, or a text with commas, semicolons or tabs and line breaks inside
//! quotes.

use super::bad::Bad;
use super::decode::decode;
use super::records::{BrokenCell, CsvRecord, records};
use super::words::yes_no;
use super::workbook::{self, is_workbook};
use crate::error::{Code, Fault};

/// A table read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTable {
    /// The cells of the first row.
    pub header: Vec<String>,
    /// The line on which the header stands.
    pub header_line: usize,
    /// The rows under it that hold anything.
    pub rows: Vec<FileRow>,
    /// The columns in which a no is written.
    pub noes: Vec<usize>,
}

/// A row with the line of the file on which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// The line, from 1; lines inside quotes count.
    pub line: usize,
    /// The cells, trimmed.
    pub cells: Vec<String>,
}

/// The headings stand in one of so many rows.
const TITLES: usize = 10;
/// The separators that offices use, the likeliest last.
const SEPARATORS: [char; 3] = ['\t', ',', ';'];

/// Reads a table from a text or a sheet of a workbook. Its headings are the row of which most cells are `known`, as titles
/// may stand above it. What can't be told for sure is a fault of the whole file.
pub fn read(bytes: &[u8], sheet: &str, known: impl Fn(&str) -> bool) -> Result<FileTable, Bad> {
    if let Some(code) = no_table(bytes) {
        return Err(Bad { line: 1, column: String::new(), fault: Fault::whole(code) });
    }
    let headings = |record: &CsvRecord| record.cells.iter().filter(|cell| known(cell.trim())).count();
    if is_workbook(bytes) {
        let mut rows = under_titles(workbook::rows(bytes, sheet)?, headings).into_iter();
        return Ok(table(rows.next(), rows.collect()));
    }
    let TextRows { records, separator, broken } = of_text(&decode(bytes)?, headings);
    let mut rows = under_titles(records, headings).into_iter();
    let header = rows.next();
    if let Some(broken) = broken {
        let code = if broken.is_open { Code::ImportMarkOpen } else { Code::ImportMarkInside };
        return Err(fault_of_cell(broken, header.as_ref(), code));
    }
    let rows: Vec<CsvRecord> = rows.collect();
    let width = header.as_ref().map_or(0, |header| header.cells.len());
    match rows.iter().find_map(|row| swallower(row, separator, width)) {
        Some(cell) => Err(fault_of_cell(cell, header.as_ref(), Code::ImportCellLikeRows)),
        None => Ok(table(header, rows)),
    }
}

/// What a file is that holds no table, though its name may say so.
fn no_table(bytes: &[u8]) -> Option<Code> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_lowercase();
    let is_page = head.starts_with('<')
        && ["<html", "<!doctype", "<table", "<?xml", "<meta"].iter().any(|tag| head.contains(tag));
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        Some(Code::ImportWorkbookOld)
    } else if is_page {
        Some(Code::ImportWebPage)
    } else {
        None
    }
}

/// The headings and what stands under them.
fn under_titles(records: Vec<CsvRecord>, headings: impl Fn(&CsvRecord) -> usize) -> Vec<CsvRecord> {
    let filled: Vec<CsvRecord> = records.into_iter().filter(holds_anything).collect();
    let most = filled.iter().take(TITLES).map(&headings).max().unwrap_or_default();
    filled.into_iter().skip_while(|record| headings(record) < most).collect()
}

/// The records of a text, up to the first cell that breaks a rule.
struct TextRows {
    records: Vec<CsvRecord>,
    separator: char,
    broken: Option<BrokenCell>,
}

/// Reads a text by the separator under which most headings are found.
fn of_text(text: &str, headings: impl Fn(&CsvRecord) -> usize) -> TextRows {
    let Hint { separator, lines, rest } = hint(text);
    let fitting = SEPARATORS.into_iter().chain(separator).max_by_key(|separator| {
        let above = records(rest, *separator).filter_map(Result::ok).filter(holds_anything).take(TITLES);
        above.map(|record| headings(&record)).max()
    });
    let separator = fitting.unwrap_or(';');
    let mut read = TextRows { records: Vec::new(), separator, broken: None };
    for record in records(rest, separator) {
        match record {
            Ok(record) => read.records.push(CsvRecord { line: record.line + lines, ..record }),
            Err(broken) => read.broken = Some(BrokenCell { line: broken.line + lines, ..broken }),
        }
    }
    read
}

/// A table of its headings and its rows. A column with cells but without a heading is named by its letter.
fn table(header: Option<CsvRecord>, rows: Vec<CsvRecord>) -> FileTable {
    let trimmed = |CsvRecord { line, cells }: CsvRecord| FileRow {
        line,
        cells: cells.iter().map(|cell| cell.trim().to_owned()).collect(),
    };
    let rows: Vec<FileRow> = rows.into_iter().map(trimmed).collect();
    let header = header.map_or(FileRow { line: 1, cells: Vec::new() }, trimmed);
    let FileRow { line, cells: mut header } = header;
    let column = |place: usize| rows.iter().filter_map(move |row| row.cells.get(place));
    let noes = (0..header.len()).filter(|place| column(*place).any(|cell| yes_no(cell) == Some(false))).collect();
    for (place, heading) in header.iter_mut().enumerate().filter(|(_, heading)| heading.is_empty()) {
        if column(place).any(|cell| !cell.is_empty()) {
            *heading = letter(place);
        }
    }
    FileTable { header, header_line: line, rows, noes }
}

/// A column as spreadsheets name it.
fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    if place < 26 { last.to_string() } else { format!("{}{last}", letter(place / 26 - 1)) }
}

fn holds_anything(record: &CsvRecord) -> bool {
    record.cells.iter().any(|cell| !cell.trim().is_empty())
}

/// The first cell that holds, for each of its line breaks, as many separators as a row of `width` cells does: two marks
/// that don't belong to each other, with the rows between them.
fn swallower(record: &CsvRecord, separator: char, width: usize) -> Option<BrokenCell> {
    let mut line = record.line;
    for (place, cell) in record.cells.iter().enumerate() {
        let breaks = cell.replace("\r\n", "\n").matches(['\n', '\r']).count();
        if breaks > 0 && cell.matches(separator).count() >= breaks * width.saturating_sub(1) {
            return Some(BrokenCell { line, place, is_open: false });
        }
        line += breaks;
    }
    None
}

fn fault_of_cell(cell: BrokenCell, header: Option<&CsvRecord>, code: Code) -> Bad {
    let column = header.and_then(|header| header.cells.get(cell.place)).map_or("", |heading| heading.trim()).to_owned();
    Bad { line: cell.line, column, fault: Fault::whole(code) }
}

/// The line `sep=;` that some spreadsheets write first, and the text behind it.
struct Hint<'a> {
    separator: Option<char>,
    /// How many lines it takes.
    lines: usize,
    rest: &'a str,
}

fn hint(text: &str) -> Hint<'_> {
    let (first, rest) = text.split_once(['\n', '\r']).unwrap_or((text, ""));
    let words = first.trim_matches([' ', '"']);
    if !words.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
        return Hint { separator: None, lines: 0, rest: text };
    }
    let separator = words[4..].chars().next().filter(|mark| mark.is_ascii_punctuation() && *mark != '"');
    Hint { separator, lines: 1, rest: rest.strip_prefix('\n').unwrap_or(rest) }
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;
    use proptest::prelude::*;

    use super::*;

    fn known(cell: &str) -> bool {
        matches!(cell, "nimi" | "kunta" | "huomio")
    }

    /// Writes a table as one office would.
    fn write(rows: &[Vec<String>], separator: char, ending: csv::Terminator) -> String {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(u8::try_from(separator).unwrap())
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
            rows in prop::collection::vec(prop::collection::vec("[a-zåäöÅÄÖé;,\"0-9 ]{0,8}|[a-zåäö\" ]{1,8}\n[a-zäö]{1,4}", 3), 0..6),
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
                        let read = read(&bytes, "", known).unwrap();
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
        let table = read(text.as_bytes(), "", known).unwrap();
        assert_eq!(table.header_line, 2);
        let lines: Vec<(usize, &str)> = table.rows.iter().map(|row| (row.line, row.cells[0].as_str())).collect();
        assert_eq!(lines, [(4, "Anna"), (6, "Bertta"), (9, "Carl")]);
    }

    #[test]
    fn a_file_of_nothing_is_a_table_of_nothing() {
        for bytes in [b"".as_slice(), b"\xef\xbb\xbf", b"\r\n\r\n", b"sep=,"] {
            let table = read(bytes, "", known).unwrap();
            assert!(table.header.is_empty() && table.rows.is_empty(), "{table:?}");
        }
    }

    #[test]
    fn commas_in_a_header_do_not_win_over_the_separator() {
        let table = read(b"nimi;kunta;a, b, c, d\nAnna;Kotka;x, y", "", known).unwrap();
        assert_eq!(table.rows[0].cells, ["Anna", "Kotka", "x, y"]);
    }

    fn fault(text: &str) -> (usize, String, Code) {
        let bad = read(text.as_bytes(), "", known).unwrap_err();
        (bad.line, bad.column, bad.fault.code)
    }

    #[test]
    fn a_cell_with_whole_rows_in_it_is_told_and_one_of_a_few_lines_is_read() {
        let marks_of_two_cells = "nimi;kunta;huomio\nAnna;Kotka;\"soita\nBertta;Mikkeli;illalla\"\nCarl;Kotka;x\n";
        assert_eq!(fault(marks_of_two_cells), (2, "huomio".into(), Code::ImportCellLikeRows));
        let text = "nimi;kunta;huomio\nAnna;Kotka;\"Soita; ei aamulla.\nAsuu; yksin;\n\nkissa\"\n";
        assert_eq!(read(text.as_bytes(), "", known).unwrap().rows.len(), 1);
    }

    #[test]
    fn a_broken_cell_is_told_with_its_line_and_heading() {
        let text = "\"sep=;\"\r\nnimi;kunta;huomio\r\nAnna;Kotka;x\r\nBertta;Mikkeli;\"soita\r\nCarl;Kotka;x\r\n";
        assert_eq!(fault(text), (4, "huomio".into(), Code::ImportMarkOpen));
        assert_eq!(fault("nimi;kunta\n\"Anna \"Masa\" E\";Kotka\n"), (2, "nimi".into(), Code::ImportMarkInside));
    }

    #[test]
    fn the_separator_of_a_hint_is_taken_with_or_without_marks() {
        for hint in ["sep=|", "\"sep=|\"", "\"SEP=|\" "] {
            let table = read(format!("{hint}\nnimi|kunta\nAnna|Kotka").as_bytes(), "", known).unwrap();
            assert_eq!((table.header_line, table.rows[0].cells[1].as_str()), (2, "Kotka"), "{hint}");
        }
    }

    #[test]
    fn headings_stand_in_one_of_the_first_rows() {
        let text = "Asiakkaat 2026\n\nTulostettu;1.9.2026\nNimi;Kunta;;\nAnna;Kotka;;x\n";
        let table = read(text.replace("Nimi;Kunta", "nimi;kunta").as_bytes(), "", known).unwrap();
        assert_eq!((table.header_line, table.rows.len()), (4, 1));
        assert_eq!(table.header, ["nimi", "kunta", "", "D"], "a column without a heading has its letter");
        assert_eq!((letter(25), letter(26), letter(701)), ("Z".into(), "AA".into(), "ZZ".into()));
    }

    #[test]
    fn what_is_no_table_is_named() {
        let code = |bytes: &[u8]| read(bytes, "", known).unwrap_err().fault.code;
        assert_eq!(code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), Code::ImportWorkbookOld);
        assert_eq!(
            code(b"\xef\xbb\xbf\r\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>"),
            Code::ImportWebPage
        );
        assert_eq!(code(b"PK\x03\x04rest"), Code::ImportWorkbookUnreadable);
    }
}
