//! Which column of a file is which field, by its Finnish or English heading.

use super::bad::Bad;
use super::table::{FileRow, FileTable};
use crate::error::{Code, Fault};
use crate::web::form::Form;

/// A field with the headings that name it, folded as by [`fold`].
#[derive(Clone, Copy, Debug)]
pub struct ImportField {
    /// The name in forms and in the API.
    pub name: &'static str,
    headings: &'static [&'static str],
}

impl ImportField {
    /// A field that these headings name.
    pub const fn new(name: &'static str, headings: &'static [&'static str]) -> Self {
        Self { name, headings }
    }
}

/// The columns of a file that are fields.
#[derive(Debug)]
pub struct Columns {
    found: Vec<(&'static str, usize, String)>,
    width: usize,
}

/// A heading without the marks in which offices differ.
pub fn fold(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a heading names any of the fields.
pub fn is_known(fields: &[ImportField], heading: &str) -> bool {
    field_of(fields, heading).is_some()
}

fn field_of(fields: &[ImportField], heading: &str) -> Option<&'static str> {
    let folded = fold(heading);
    fields.iter().find(|field| field.headings.contains(&folded.as_str())).map(|field| field.name)
}

impl Columns {
    /// Finds the columns; a needed one that is missing and a field that stands twice are faults.
    pub fn find(table: &FileTable, fields: &[ImportField], needed: &[&'static str]) -> Result<Self, Vec<Bad>> {
        let mut bad = Vec::new();
        let mut found: Vec<(&'static str, usize, String)> = Vec::new();
        for (place, heading) in table.header.iter().enumerate() {
            let Some(field) = field_of(fields, heading) else { continue };
            if found.iter().any(|(known, ..)| *known == field) {
                let fault = Fault::of(field, Code::ImportColumnTwice);
                bad.push(Bad { line: table.header_line, column: heading.clone(), fault });
            }
            found.push((field, place, heading.clone()));
        }
        for field in needed.iter().filter(|field| !found.iter().any(|(known, ..)| known == *field)) {
            let names = fields.iter().find(|known| known.name == *field).map_or(&[][..], |field| field.headings);
            let fault = Fault::of(*field, Code::ImportColumnMissing).with("names", names.join(" / "));
            bad.push(Bad { line: table.header_line, column: (*field).to_owned(), fault });
        }
        let width = table.header.len();
        if bad.is_empty() { Ok(Self { found, width }) } else { Err(bad) }
    }

    /// The row as a form; cells beyond the last column mean that a separator stood inside a cell.
    pub fn form(&self, row: &FileRow) -> Result<Form, Bad> {
        if row.cells.iter().skip(self.width).any(|cell| !cell.is_empty()) {
            return Err(Bad { line: row.line, column: String::new(), fault: Fault::whole(Code::ImportTooManyCells) });
        }
        let cell = |place: usize| row.cells.get(place).map_or("", String::as_str);
        let filled = self.found.iter().filter(|(_, place, _)| !cell(*place).is_empty());
        Ok(Form::of(filled.map(|(field, place, _)| ((*field).to_owned(), cell(*place).to_owned()))))
    }

    /// A fault of a field as one of the file.
    pub fn bad(&self, line: usize, fault: Fault) -> Bad {
        let heading = self.found.iter().find(|(field, ..)| *field == fault.field).map(|(.., heading)| heading.clone());
        Bad { line, column: heading.unwrap_or_else(|| fault.field.to_string()), fault }
    }
}

/// A yes or a no as offices write it.
pub fn yes_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "kyllä" | "k" | "yes" | "y" | "x" | "1" | "true" | "tosi" | "ja" => Some(true),
        "" | "ei" | "e" | "no" | "n" | "0" | "false" | "epätosi" | "nej" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_both_languages_however_they_are_written() {
        let fields: &[ImportField] = &[ImportField::new("birth_year", &["syntymävuosi", "birthyear"])];
        for heading in ["Syntymävuosi", "birth_year", " Birth year ", "BIRTH-YEAR"] {
            assert!(is_known(fields, heading), "{heading}");
        }
        assert!(!is_known(fields, "birth"));
    }
}
