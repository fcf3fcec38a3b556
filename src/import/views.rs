//! The page of imports: the file to send, and what was wrong in it.

use entity::import_run;
use entity::state::{ImportKind, ImportPhase};
use maud::{Markup, html};

use super::ImportReport;
use super::batches::LISTED;
use super::columns::Layout;
use super::report::{Counts, FaultLine};
use super::shown::ShownRows;
use crate::text::t_with;
use crate::web::components::{
    Button, Choice, Column, Crumb, Table, Tone, breadcrumbs, card, facts, notice, once_field, page_header, progress,
};
use crate::web::form::Form;
use crate::web::page::Page;

/// What a browser offers first.
const FILES: &str = ".csv,.txt,.xlsx,.ods,text/csv";
/// The heading under which a file says whose address is protected.
const PROTECTION: &str = "turvakielto";

/// The page with the form.
pub fn form(page: &Page, path: &str, kind: ImportKind, form: &Form) -> Markup {
    html! {
        (head(page, kind))
        (upload(page, path, form, &[]))
        (card(&page.t("import-columns"), columns(page, kind)))
    }
}

/// The page with what came of a file, and the form for the next try.
pub fn report(page: &Page, path: &str, kind: ImportKind, report: &ImportReport, dry: bool, form: &Form) -> Markup {
    html! {
        (head(page, kind))
        (outcome(page, report.into(), dry))
        (faults(page, &report.lines(page.language), report.bad.len()))
        (layout(page, kind, &report.layout))
        @if dry { (rows(page, &report.read)) }
        (upload(page, path, form, &report.sheets()))
    }
}

/// A long import that is done.
pub struct LongDone<'a> {
    pub run: &'a import_run::Model,
    pub faults: &'a [FaultLine],
    pub layout: &'a Layout,
    /// Rows as a trial understood them.
    pub rows: &'a ShownRows,
}

/// The page with what came of a long import, and the form for the next try.
pub fn done(page: &Page, path: &str, done: &LongDone<'_>) -> Markup {
    let run = done.run;
    let counts = Counts::from(run);
    let form = Form::default().set("dry_run", run.dry_run).set("skip_bad", run.skip_bad);
    html! {
        (head(page, run.kind))
        (outcome(page, counts, run.dry_run))
        (faults(page, done.faults, counts.faulty))
        (layout(page, run.kind, done.layout))
        (rows(page, done.rows))
        (upload(page, path, &form, &[]))
    }
}

/// The page of an import under way; it is read anew until the import is done.
pub fn under_way(page: &Page, run: &import_run::Model) -> Markup {
    let key = if run.phase == ImportPhase::Checking { "import-checking" } else { "import-writing" };
    let number = |count: i32| u64::from(count.unsigned_abs());
    html! {
        (head(page, run.kind))
        section.card.narrow {
            (progress("import-progress", &page.t(key), number(run.cursor), number(run.rows)))
            p.soft { (page.t("import-under-way")) }
        }
    }
}

fn head(page: &Page, kind: ImportKind) -> Markup {
    let (href, label) = match kind {
        ImportKind::Clients => ("/clients", "client-index"),
        ImportKind::Groups => ("/groups", "group-index"),
        ImportKind::Referrals => ("/referrals", "referral-index"),
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href, label: &page.t(label) }]))
        (page_header(&page.t("import-title"), page.t(&format!("import-lead-{}", kind.code())), ""))
    }
}

/// The form; `sheets` are those of a workbook of which one is to be chosen.
fn upload(page: &Page, path: &str, form: &Form, sheets: &[&str]) -> Markup {
    let fields = form.fields(page.language);
    let choices: Vec<Choice<'_>> = sheets.iter().map(|name| Choice::new(name, name)).collect();
    html! {
        form.card.narrow novalidate method="post" action=(path) enctype="multipart/form-data" {
            (once_field())
            (fields.summary())
            (fields.field("file", &page.t("import-file")).hint(&page.t("import-file-hint")).required().file(FILES))
            @if !sheets.is_empty() { (fields.field("sheet", &page.t("import-sheet")).required().select(&choices)) }
            (fields.field("dry_run", &page.t("import-dry-run")).hint(&page.t("import-dry-run-hint")).checkbox())
            (fields.field("skip_bad", &page.t("import-skip-bad")).hint(&page.t("import-skip-bad-hint")).checkbox())
            div.actions { (Button::primary(&page.t("import-send")).submit()) }
        }
    }
}

fn columns(page: &Page, kind: ImportKind) -> Markup {
    html! {
        p { (page.t("import-columns-lead")) }
        p { (page.t(&format!("import-columns-{}", kind.code()))) }
    }
}

fn outcome(page: &Page, counts: Counts, dry: bool) -> Markup {
    let (tone, key) = match (counts.added, counts.faulty == 0, dry) {
        (0, false, _) if counts.rows == 0 => (Tone::Danger, "import-file-refused"),
        (0, false, _) => (Tone::Danger, "import-nothing-written"),
        (_, _, true) => (Tone::Info, "import-tried"),
        (_, false, false) => (Tone::Warning, "import-partly-written"),
        (_, true, false) => (Tone::Good, "import-written"),
    };
    let numbers = [
        ("rows", counts.rows.into()),
        ("added", counts.added.into()),
        ("standing", counts.standing.into()),
        ("bad", counts.faulty.into()),
    ];
    notice(tone, t_with(page.language, key, &numbers))
}

/// Which columns of the file are read, and which are not.
fn layout(page: &Page, kind: ImportKind, layout: &Layout) -> Markup {
    if layout.taken.is_empty() {
        return Markup::default();
    }
    let lists =
        [("import-taken", &layout.taken), ("import-left-out", &layout.left_out), ("import-absent", &layout.absent)];
    let filled = lists.into_iter().filter(|(_, headings)| !headings.is_empty());
    let says_nothing = kind == ImportKind::Clients && layout.absent.iter().any(|heading| heading == PROTECTION);
    html! {
        @if says_nothing { (notice(Tone::Warning, page.t("import-protection-absent"))) }
        (card(&page.t("import-columns"), facts(filled.map(|(key, headings)| (page.t(key), headings.join(", "))))))
    }
}

/// Rows as they were understood; what is written otherwise than it stands in the file, or not over what stands, is marked.
fn rows(page: &Page, read: &ShownRows) -> Markup {
    if read.rows.is_empty() {
        return Markup::default();
    }
    let (line, fate) = (page.t("import-line"), page.t("import-row-fate"));
    let headings = read.headings.iter().map(|heading| Column::new(heading));
    let columns: Vec<Column<'_>> = [Column::number(&line), Column::new(&fate)].into_iter().chain(headings).collect();
    let rows = read.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| {
            let said = cell.shown.in_language(page.language);
            html! { @if cell.is_other { mark { (said) } } @else { (said) } }
        });
        [html! { (row.line) }, html! { (page.t(row.fate.key())) }].into_iter().chain(cells).collect()
    });
    let title = page.t("import-rows");
    html! {
        section.section {
            h2 { (title) }
            p { (page.t("import-rows-lead")) }
            (Table::new(&title, &columns).rows(rows))
        }
    }
}

fn faults(page: &Page, lines: &[FaultLine], all: usize) -> Markup {
    if lines.is_empty() {
        return Markup::default();
    }
    let labels = ["line", "column", "reason"].map(|key| page.t(&format!("import-{key}")));
    let columns = [Column::number(&labels[0]), Column::new(&labels[1]), Column::new(&labels[2])];
    let rows = lines
        .iter()
        .take(LISTED)
        .map(|fault| vec![html! { (fault.line) }, html! { (fault.column) }, html! { (fault.reason) }]);
    let title = page.t("import-faults");
    let more = all.saturating_sub(LISTED);
    html! {
        section.section {
            h2 { (title) }
            (Table::new(&title, &columns).rows(rows))
            @if more > 0 { p.soft { (t_with(page.language, "import-more-faults", &[("n", more.into())])) } }
        }
    }
}
