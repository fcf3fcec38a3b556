//! A workbook (.xlsx of Excel, .ods of others) as rows of words, each cell as its sheet shows it.

use std::io::Cursor;

use calamine::{Data, DataType, ExcelDateTime, Ods, Reader, SheetVisible, Xlsx};

use super::bad::Bad;
use super::records::CsvRecord;
use crate::error::{Code, Fault};
use crate::text::clean;
use crate::text::sort::search_key;

/// The most rows of a sheet.
const ROWS: u32 = 200_000;
/// The most columns of one: a single cell far out would else be a table of billions.
const COLUMNS: u32 = 200;
/// The most bytes of a workbook's parts when they are unpacked.
const UNPACKED: u64 = 500 << 20;
/// What stands between the names of sheets; none of them holds it.
pub const BETWEEN: &str = " / ";

/// A sheet with the rows that hold anything.
struct BookSheet {
    name: String,
    rows: Vec<CsvRecord>,
}

/// Whether a file is a workbook, whatever its name is.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads the rows of a workbook's sheet: the one of that name, or the only one that holds anything.
pub fn rows(bytes: &[u8], wanted: &str) -> Result<Vec<CsvRecord>, Bad> {
    if unpacked(bytes).is_none_or(|size| size > UNPACKED) {
        return Err(bad(0, Fault::whole(Code::ImportWorkbookUnreadable)));
    }
    let sheets = if is_open_document(bytes) { of_ods(bytes) } else { of_xlsx(bytes) }?;
    let mut filled: Vec<BookSheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    let names = filled.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>().join(BETWEEN);
    if !wanted.is_empty() {
        filled.retain(|sheet| search_key(&sheet.name) == search_key(wanted));
    }
    match (filled.pop(), filled.is_empty()) {
        (Some(sheet), true) => Ok(sheet.rows),
        (None, _) if names.is_empty() => Ok(Vec::new()),
        _ => Err(bad(0, Fault::of("sheet", Code::ImportSheetNeeded).with("names", names))),
    }
}

fn bad(row: u32, fault: Fault) -> Bad {
    Bad { line: line(row), column: String::new(), fault }
}

fn line(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1)
}

/// How much room the parts of a workbook take, as it says itself.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..parts.len()).map(|part| parts.by_index_raw(part).ok().map(|part| part.size())).sum()
}

/// An .ods begins with its own media type (OASIS Open Document Format 1.3, part 2, 3.3).
fn is_open_document(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(100)];
    head.windows(23).any(|part| part == b"application/vnd.oasis.o")
}

fn of_xlsx(bytes: &[u8]) -> Result<Vec<BookSheet>, Bad> {
    let unreadable = |_| bad(0, Fault::whole(Code::ImportWorkbookUnreadable));
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut sheets = Vec::new();
    for name in visible(&book) {
        let mut cells = book.worksheet_cells_reader(&name).map_err(unreadable)?;
        let mut rows = Rows::default();
        while let Some(cell) = cells.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            rows.put(row, column, &cell.get_value().clone().into())?;
        }
        sheets.push(BookSheet { name, rows: rows.filled() });
    }
    Ok(sheets)
}

fn of_ods(bytes: &[u8]) -> Result<Vec<BookSheet>, Bad> {
    let unreadable = |_| bad(0, Fault::whole(Code::ImportWorkbookUnreadable));
    let mut book = Ods::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut sheets = Vec::new();
    for name in visible(&book) {
        let range = book.worksheet_range(&name).map_err(unreadable)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut rows = Rows::default();
        for (row, column, value) in range.used_cells() {
            let place = |at: usize, first: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(first);
            rows.put(place(row, first_row), place(column, first_column), value)?;
        }
        sheets.push(BookSheet { name, rows: rows.filled() });
    }
    Ok(sheets)
}

/// The sheets that people see; lists for menus stand on hidden ones.
fn visible<'a, B: Reader<Cursor<&'a [u8]>>>(book: &B) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

/// The rows of a sheet, cell by cell in their order.
#[derive(Default)]
struct Rows(Vec<CsvRecord>);

impl Rows {
    fn put(&mut self, row: u32, column: u32, value: &Data) -> Result<(), Bad> {
        if value.is_empty() {
            return Ok(());
        }
        if row >= ROWS || column >= COLUMNS {
            return Err(bad(row, Fault::whole(Code::ImportWorkbookLarge).with("rows", ROWS.to_string())));
        }
        let Some(words) = words(value) else { return Err(bad(row, Fault::whole(Code::ImportCellFaulty))) };
        if self.0.last().is_none_or(|last| last.line != line(row)) {
            self.0.push(CsvRecord { line: line(row), cells: Vec::new() });
        }
        if let Some(last) = self.0.last_mut() {
            let place = usize::try_from(column).unwrap_or(usize::MAX);
            if last.cells.len() <= place {
                last.cells.resize(place + 1, String::new());
            }
            last.cells[place] = words;
        }
        Ok(())
    }

    fn filled(self) -> Vec<CsvRecord> {
        self.0.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect()
    }
}

/// A cell as people read it, days and times in the forms of ISO 8601; nothing of a formula that failed.
fn words(value: &Data) -> Option<String> {
    Some(match value {
        Data::Empty => String::new(),
        Data::String(text) => clean(text).trim().to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(is) => is.to_string(),
        Data::DateTime(at) => moment(*at),
        Data::DateTimeIso(at) => at.strip_suffix("T00:00:00").unwrap_or(at).to_owned(),
        Data::DurationIso(length) => time_of(length).unwrap_or_else(|| length.clone()),
        Data::Error(_) => return None,
    })
}

/// A day, a time of day, or both.
fn moment(at: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    let time = format!("{hour:02}:{minute:02}{seconds}");
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (at.as_f64() < 1.0, (hour, minute, second) == (0, 0, 0)) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}

/// A time of day as an .ods writes it: `PT10H30M00S`.
fn time_of(length: &str) -> Option<String> {
    let (hour, rest) = length.strip_prefix("PT")?.split_once('H')?;
    let (minute, second) = rest.split_once('M')?;
    let is_whole = second.is_empty() || second.trim_end_matches('S').parse() == Ok(0.0);
    is_whole.then(|| format!("{hour}:{minute:0>2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE_SHEET: &[u8] = include_bytes!("../../tests/fixtures/import/one-sheet.xlsx");
    const TWO_SHEETS: &[u8] = include_bytes!("../../tests/fixtures/import/two-sheets.xlsx");
    const OPEN: &[u8] = include_bytes!("../../tests/fixtures/import/groups.ods");
    const FAR_CELL: &[u8] = include_bytes!("../../tests/fixtures/import/far-cell.xlsx");
    const FAULTY: &[u8] = include_bytes!("../../tests/fixtures/import/faulty-formula.xlsx");

    #[test]
    fn cells_are_read_as_the_sheet_shows_them() {
        let found = rows(ONE_SHEET, "").unwrap();
        let lines: Vec<usize> = found.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 4], "an empty and a hidden sheet ask for no choice");
        assert_eq!(found[1].cells, ["Ruokapiiri", "2026-10-20", "10:30", "true", "401234567"]);
        assert_eq!(found[2].cells, ["Väinö", "2026-10-21 09:05", "09:05:30", "false", "0401234567"]);
        let open = rows(OPEN, "").unwrap();
        assert_eq!(open[1].cells, ["Ruokapiiri", "2026-10-20", "13:30", "90", "3"]);
        assert_eq!(open.len(), 3, "a million empty rows are none");
    }

    #[test]
    fn of_several_sheets_one_is_named() {
        let asked = rows(TWO_SHEETS, "").unwrap_err().fault;
        assert_eq!(
            (asked.code, asked.args[0].1.clone()),
            (Code::ImportSheetNeeded, "Ryhmät / Asiakkaat".to_owned().into())
        );
        assert_eq!(rows(TWO_SHEETS, "asiakkaat").unwrap()[0].cells, ["nimi", "puhelin", "turvakielto"]);
        assert_eq!(rows(TWO_SHEETS, "Talvi").unwrap_err().fault.code, Code::ImportSheetNeeded);
    }

    #[test]
    fn a_cell_far_out_a_faulty_formula_and_a_torn_file_are_told() {
        let told = |book: &[u8]| rows(book, "").map_err(|bad| (bad.line, bad.fault.code)).unwrap_err();
        assert_eq!(told(FAR_CELL), (1, Code::ImportWorkbookLarge));
        assert_eq!(told(FAULTY), (3, Code::ImportCellFaulty));
        assert_eq!(told(&ONE_SHEET[..ONE_SHEET.len() / 2]), (1, Code::ImportWorkbookUnreadable));
    }

    #[test]
    fn a_time_of_an_open_document_is_one() {
        assert_eq!(time_of("PT10H30M00S").as_deref(), Some("10:30"));
        assert_eq!(time_of("PT9H05M00.000000000S").as_deref(), Some("9:05"));
        assert_eq!(time_of("PT10H30M15S"), None);
    }
}
