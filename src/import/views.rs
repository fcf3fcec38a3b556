//! The page of imports: the file to send, and what was wrong in it.

use maud::{Markup, html};

use super::{Bad, Kind, Report};
use crate::text::t_with;
use crate::web::components::{Button, Column, Crumb, Table, Tone, breadcrumbs, card, notice, once_field, page_header};
use crate::web::form::Form;
use crate::web::page::Page;
use crate::web::problem::fault_text;

/// At most so many faults are listed; more say the same again.
const LISTED: usize = 500;

/// The page with the form.
pub fn form(page: &Page, path: &str, kind: Kind, form: &Form) -> Markup {
    html! {
        (head(page, kind))
        (upload(page, path, form))
        (card(&page.t("import-columns"), columns(page, kind)))
    }
}

/// The page with what came of a file, and the form for the next try.
pub fn report(page: &Page, path: &str, kind: Kind, report: &Report, dry: bool, form: &Form) -> Markup {
    html! {
        (head(page, kind))
        (outcome(page, report, dry))
        @if !report.bad.is_empty() { (faults(page, &report.bad)) }
        (upload(page, path, form))
    }
}

fn head(page: &Page, kind: Kind) -> Markup {
    let (href, label) = match kind {
        Kind::Clients => ("/clients", "client-index"),
        Kind::Groups => ("/groups", "group-index"),
        Kind::Referrals => ("/referrals", "referral-index"),
    };
    html! {
        (breadcrumbs(page.language, &[Crumb { href, label: &page.t(label) }]))
        (page_header(&page.t("import-title"), page.t(&format!("import-lead-{}", kind.code())), ""))
    }
}

fn upload(page: &Page, path: &str, form: &Form) -> Markup {
    let fields = form.fields(page.language);
    html! {
        form.card.narrow novalidate method="post" action=(path) enctype="multipart/form-data" {
            (once_field())
            (fields.summary())
            (fields.field("file", &page.t("import-file")).hint(&page.t("import-file-hint")).required().file(".csv,.txt,text/csv"))
            (fields.field("dry_run", &page.t("import-dry-run")).hint(&page.t("import-dry-run-hint")).checkbox())
            (fields.field("skip_bad", &page.t("import-skip-bad")).hint(&page.t("import-skip-bad-hint")).checkbox())
            div.actions { (Button::primary(&page.t("import-send")).submit()) }
        }
    }
}

fn columns(page: &Page, kind: Kind) -> Markup {
    html! {
        p { (page.t("import-columns-lead")) }
        p { (page.t(&format!("import-columns-{}", kind.code()))) }
    }
}

fn outcome(page: &Page, report: &Report, dry: bool) -> Markup {
    let (tone, key) = match (report.added, report.bad.is_empty(), dry) {
        (0, false, _) => (Tone::Danger, "import-nothing-written"),
        (_, _, true) => (Tone::Info, "import-tried"),
        (_, false, false) => (Tone::Warning, "import-partly-written"),
        (_, true, false) => (Tone::Good, "import-written"),
    };
    let numbers = [
        ("rows", report.rows.into()),
        ("added", report.added.into()),
        ("standing", report.standing.into()),
        ("bad", report.bad.len().into()),
    ];
    notice(tone, t_with(page.language, key, &numbers))
}

fn faults(page: &Page, bad: &[Bad]) -> Markup {
    let labels = ["line", "column", "reason"].map(|key| page.t(&format!("import-{key}")));
    let columns = [Column::number(&labels[0]), Column::new(&labels[1]), Column::new(&labels[2])];
    let rows = bad.iter().take(LISTED).map(|bad| {
        vec![html! { (bad.line) }, html! { (bad.column) }, html! { (fault_text(page.language, &bad.fault)) }]
    });
    let title = page.t("import-faults");
    let more = bad.len().saturating_sub(LISTED);
    html! {
        section.section {
            h2 { (title) }
            (Table::new(&title, &columns).rows(rows))
            @if more > 0 { p.soft { (t_with(page.language, "import-more-faults", &[("n", more.into())])) } }
        }
    }
}
