//! Records of RFC 4180, strictly: a cell in quotation marks ends with its mark, marks inside it are doubled, and a cell
//! without marks holds none (§2, 5-7). A lenient reader takes a mark that isn't closed for a cell of a hundred rows.
//!
//! Every text that is read holds an even number of marks, so that one mark too many or too few is always found.

use std::iter::Peekable;
use std::str::Chars;

const MARK: char = '"';

/// The cells between two line breaks, with the line of the text on which they begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRecord {
    /// The line, from 1; lines inside marks count.
    pub line: usize,
    /// The cells as they stand between their marks.
    pub cells: Vec<String>,
}

/// A cell that breaks a rule; nothing behind it can be told from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenCell {
    /// The line on which the cell begins.
    pub line: usize,
    /// Which cell of its record it is, from 0.
    pub place: usize,
    /// Whether the text ends before the cell does; otherwise a mark stands where none may.
    pub is_open: bool,
}

/// The records of a text, up to the first cell that breaks a rule.
pub struct Records<'a> {
    rest: Peekable<Chars<'a>>,
    separator: char,
    line: usize,
}

/// Whether a cell was the last of its record.
struct CellEnd {
    cell: String,
    is_last: bool,
}

/// Reads the records of a text; its line breaks are those of any system.
pub fn records(text: &str, separator: char) -> Records<'_> {
    Records { rest: text.chars().peekable(), separator, line: 1 }
}

impl Iterator for Records<'_> {
    type Item = Result<CsvRecord, BrokenCell>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.peek()?;
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            match self.cell(cells.len()) {
                Ok(CellEnd { cell, is_last }) => {
                    cells.push(cell);
                    if is_last {
                        return Some(Ok(CsvRecord { line, cells }));
                    }
                }
                Err(broken) => {
                    self.rest = "".chars().peekable();
                    return Some(Err(broken));
                }
            }
        }
    }
}

impl Records<'_> {
    fn cell(&mut self, place: usize) -> Result<CellEnd, BrokenCell> {
        let broken = BrokenCell { line: self.line, place, is_open: false };
        let mut cell = String::new();
        if self.rest.next_if_eq(&MARK).is_some() {
            loop {
                match self.take() {
                    Some(MARK) if self.rest.next_if_eq(&MARK).is_some() => cell.push(MARK),
                    Some(MARK) => break,
                    Some(inside) => cell.push(inside),
                    None => return Err(BrokenCell { is_open: true, ..broken }),
                }
            }
            let end = self.take();
            return self.end(end).map(|is_last| CellEnd { cell, is_last }).ok_or(broken);
        }
        loop {
            let next = self.take();
            match (self.end(next), next) {
                (Some(is_last), _) => return Ok(CellEnd { cell, is_last }),
                (None, Some(MARK)) => return Err(broken),
                (None, inside) => cell.extend(inside),
            }
        }
    }

    /// Whether a cell ends here, and with it its record.
    fn end(&mut self, at: Option<char>) -> Option<bool> {
        match at {
            None | Some('\n') => Some(true),
            Some('\r') => {
                if self.rest.peek() == Some(&'\n') {
                    self.take();
                }
                Some(true)
            }
            Some(other) => (other == self.separator).then_some(false),
        }
    }

    /// The next character; a line ends with any line break.
    fn take(&mut self) -> Option<char> {
        let next = self.rest.next();
        if next == Some('\n') || next == Some('\r') && self.rest.peek() != Some(&'\n') {
            self.line += 1;
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Vec<CsvRecord>, BrokenCell> {
        records(text, ';').collect()
    }

    fn broken(text: &str) -> (usize, usize, bool) {
        let BrokenCell { line, place, is_open } = read(text).unwrap_err();
        (line, place, is_open)
    }

    #[test]
    fn a_mark_that_is_not_closed_is_told_on_the_line_on_which_its_cell_began() {
        assert_eq!(broken("nimi;huomio\nAnna;x\nBertta;\"soita ensin\nCarl;x\nDora;y\n"), (3, 1, true));
        assert_eq!(broken("\""), (1, 0, true));
    }

    #[test]
    fn a_mark_inside_a_cell_is_doubled_and_the_cell_in_marks_or_else_told() {
        assert_eq!(broken("\"Numero1, \"Masa\" Henkilö\";x"), (1, 0, false), "text after the closing mark");
        assert_eq!(broken("a;b\n\"x\ny\";\"soita\" ;c"), (3, 1, false), "a blank is text too");
        assert_eq!(broken("Matti \"Masa\" Henkilö;x"), (1, 0, false), "a mark in a cell without marks");
        let read = read("\"Matti \"\"Masa\"\" Henkilö\";\"\"\n").unwrap();
        assert_eq!(read[0].cells, ["Matti \"Masa\" Henkilö", ""]);
    }

    /// Tables of cells that hold what matters: marks, separators, line breaks.
    fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
        prop::collection::vec(prop::collection::vec("[aä\";,\r\n ]{0,6}", 3), 1..6)
    }

    fn write(rows: &[Vec<String>], style: csv::QuoteStyle) -> String {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').quote_style(style).from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(rows in tables(), is_always_marked: bool) {
            let style = if is_always_marked { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
            let cells: Vec<Vec<String>> =
                read(&write(&rows, style)).unwrap().into_iter().map(|record| record.cells).collect();
            prop_assert_eq!(cells, rows);
        }

        #[test]
        fn one_mark_too_few_or_too_many_is_never_read(rows in tables(), at: prop::sample::Index, is_added: bool) {
            let mut text: Vec<char> = write(&rows, csv::QuoteStyle::Always).chars().collect();
            if is_added {
                text.insert(at.index(text.len() + 1), MARK);
            } else {
                let marks: Vec<usize> = (0..text.len()).filter(|place| text[*place] == MARK).collect();
                text.remove(marks[at.index(marks.len())]);
            }
            let text: String = text.into_iter().collect();
            prop_assert!(read(&text).is_err(), "{text:?}");
        }
    }
}
