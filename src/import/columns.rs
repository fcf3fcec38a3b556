//! Which column of a file is which field, by its Finnish or English heading.

use serde::{Deserialize, Serialize};

use super::bad::Bad;
use super::table::{FileRow, FileTable};
use super::words::fold;
use crate::error::{Code, Fault};
use crate::web::form::Form;

/// A field with the headings that name it, folded as by [`fold`].
#[derive(Clone, Copy, Debug)]
pub struct ImportField {
    /// The name in forms and in the API.
    pub name: &'static str,
    pub headings: &'static [&'static str],
    near: &'static [&'static str],
    form: &'static str,
}

impl ImportField {
    /// A field that these headings name.
    pub const fn new(name: &'static str, headings: &'static [&'static str]) -> Self {
        Self { name, headings, near: &[], form: name }
    }

    /// Beginnings of other headings by which offices mean this field.
    #[must_use]
    pub const fn near(self, near: &'static [&'static str]) -> Self {
        Self { near, ..self }
    }

    /// The field of the form by which the form's rules name it, where that is another.
    #[must_use]
    pub const fn in_form(self, form: &'static str) -> Self {
        Self { form, ..self }
    }

    /// The heading to which a file without this column is led: the first, which is Finnish.
    pub const fn heading(&self) -> &'static str {
        self.headings[0]
    }

    fn words(&self) -> String {
        self.headings.join(" / ")
    }

    /// How much of a heading that isn't one of this field's speaks for it nevertheless: zero when nothing does.
    fn likeness(&self, heading: &str) -> usize {
        let length = |text: &str| text.chars().count();
        let of = |known: &&str| {
            let (known, least) = (*known, length(known).min(length(heading)));
            let is_part = least >= PART && heading.contains(known) || least > PART && known.contains(heading);
            let is_slip = least > PART && strsim::levenshtein(known, heading) <= (least / SLIPS).max(1);
            if is_part || is_slip { least } else { 0 }
        };
        let begun = self.near.iter().filter(|start| heading.starts_with(**start)).map(|start| length(start));
        self.headings.iter().map(of).chain(begun).max().unwrap_or_default()
    }
}

/// The fewest letters of a heading that tell it inside another.
const PART: usize = 4;
/// Among so many letters one may be wrong.
const SLIPS: usize = 4;

/// The columns of a file that are fields.
#[derive(Debug)]
pub struct Columns {
    found: Vec<FoundColumn>,
    width: usize,
    fields: &'static [ImportField],
    /// What is taken, and what isn't.
    pub layout: Layout,
}

#[derive(Debug)]
struct FoundColumn {
    field: ImportField,
    place: usize,
    heading: String,
    says_no: bool,
}

/// The headings of a file by what becomes of their columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Headings of columns that are read.
    pub taken: Vec<String>,
    /// Headings of columns that aren't.
    pub left_out: Vec<String>,
    /// Headings that the file could have had.
    pub absent: Vec<String>,
}

/// Whether a heading names any of the fields.
pub fn is_known(fields: &[ImportField], heading: &str) -> bool {
    field_of(fields, heading).is_some()
}

fn field_of<'a>(fields: &'a [ImportField], heading: &str) -> Option<&'a ImportField> {
    let folded = fold(heading);
    fields.iter().find(|field| field.headings.contains(&folded.as_str()))
}

/// The field that a heading which names none is likely to mean.
pub fn meant<'a>(fields: &'a [ImportField], heading: &str) -> Option<&'a ImportField> {
    let folded = fold(heading);
    fields.iter().rev().max_by_key(|field| field.likeness(&folded)).filter(|field| field.likeness(&folded) > 0)
}

impl Columns {
    /// Finds the columns; a needed one that is missing, a field that stands twice and a heading that is almost one of a
    /// field are faults.
    pub fn find(table: &FileTable, fields: &'static [ImportField], needed: &[&'static str]) -> Result<Self, Vec<Bad>> {
        let mut bad = Vec::new();
        let mut found: Vec<FoundColumn> = Vec::new();
        let mut layout = Layout::default();
        let fault = |column: &str, fault| Bad { line: table.header_line, column: column.to_owned(), fault };
        for (place, heading) in table.header.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
            let Some(field) = field_of(fields, heading) else {
                match meant(fields, heading) {
                    Some(field) => bad.push(fault(
                        heading,
                        Fault::of(field.name, Code::ImportHeadingNear).with("names", field.words()),
                    )),
                    None => layout.left_out.push(heading.clone()),
                }
                continue;
            };
            if found.iter().any(|known| known.field.name == field.name) {
                bad.push(fault(heading, Fault::of(field.name, Code::ImportColumnTwice)));
            }
            layout.taken.push(heading.clone());
            found.push(FoundColumn {
                field: *field,
                place,
                heading: heading.clone(),
                says_no: table.noes.contains(&place),
            });
        }
        for field in fields.iter().filter(|field| !found.iter().any(|known| known.field.name == field.name)) {
            layout.absent.push(field.heading().to_owned());
            let is_almost = bad.iter().any(|bad| bad.fault.field == field.name);
            if needed.contains(&field.name) && !is_almost {
                let missing = Fault::of(field.name, Code::ImportColumnMissing).with("names", field.words());
                bad.push(fault(field.name, missing));
            }
        }
        let width = table.header.len();
        if bad.is_empty() { Ok(Self { found, width, fields, layout }) } else { Err(bad) }
    }

    /// The row as a form; cells beyond the last column mean that a separator stood inside a cell.
    pub fn form(&self, row: &FileRow) -> Result<Form, Bad> {
        if row.cells.iter().skip(self.width).any(|cell| !cell.is_empty()) {
            return Err(Bad { line: row.line, column: String::new(), fault: Fault::whole(Code::ImportTooManyCells) });
        }
        let cell = |place: usize| row.cells.get(place).map_or("", String::as_str);
        let filled = self.found.iter().filter(|column| !cell(column.place).is_empty());
        Ok(Form::of(filled.map(|column| (column.field.name.to_owned(), cell(column.place).to_owned()))))
    }

    /// Whether a no is written in the column of a field, so that an empty cell of it is none.
    pub fn says_no(&self, field: &str) -> bool {
        self.found.iter().any(|column| column.field.name == field && column.says_no)
    }

    /// The headings of all fields.
    pub fn headings(&self) -> Vec<String> {
        self.fields.iter().map(|field| self.heading(field.name).to_owned()).collect()
    }

    /// The heading of a field: that of the file, or the one that it could have.
    pub fn heading(&self, name: &str) -> &str {
        let is = |field: &ImportField| field.name == name || field.form == name;
        let found = self.found.iter().find(|column| is(&column.field)).map(|column| column.heading.as_str());
        found.or_else(|| self.fields.iter().find(|field| is(field)).map(ImportField::heading)).unwrap_or_default()
    }

    /// A fault of a field as one of the file, under the file's own heading.
    pub fn bad(&self, line: usize, fault: Fault) -> Bad {
        Bad { line, column: self.heading(&fault.field).to_owned(), fault }
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
