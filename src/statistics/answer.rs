//! A question about figures, answered for one person or for the whole organisation.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::state::Language;
use uuid::Uuid;

use super::cache::Cache;
use super::figure::{Figure, select};
use super::queries;
use super::rules::{self, Question};
use super::views::{self, FigureReport};
use crate::access::Viewer;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::web::form::Form;
use crate::web::list::csv_bytes;

/// An answered question.
pub struct AnsweredQuestion {
    /// What was asked, kept within the person's units.
    pub question: Question,
    /// Every published figure of the period.
    figures: Arc<Vec<Figure>>,
    /// The names of units and groups.
    pub names: HashMap<Uuid, String>,
}

impl AnsweredQuestion {
    /// The figures that answer; none when the combination is not one of the fixed cuts.
    pub fn figures(&self) -> Option<Vec<&Figure>> {
        Some(select(&self.figures, &self.question.selection)?.collect())
    }
}

/// Works out what a form asks, for one person.
pub async fn answer(app: &App, by: &Viewer, form: &Form) -> Result<AnsweredQuestion> {
    let now = app.clock.now();
    let question = rules::read(form, app.day(now))?;
    let tree = queries::tree(app.db.read(), by).await?;
    worked_out(app, now, rules::within(question, by, tree)?).await
}

/// The file of what a form asks of the whole organisation, for the command line.
pub async fn export(app: &App, language: Language, form: &Form) -> Result<Vec<u8>> {
    let now = app.clock.now();
    let answer = worked_out(app, now, rules::read(form, app.day(now))?).await?;
    csv_bytes(rows(&answer, language)?)
}

async fn worked_out(app: &App, now: DateTime<Utc>, question: Question) -> Result<AnsweredQuestion> {
    let figures = app.cache::<Cache>().figures(&app.db, question.period.clone(), now, app.config.zone).await?;
    let names = queries::names(app.db.read(), question.selection.by).await?;
    Ok(AnsweredQuestion { question, figures, names })
}

/// The rows of the file.
pub fn rows(answer: &AnsweredQuestion, language: Language) -> Result<Vec<Vec<String>>> {
    let figures = answer.figures().ok_or_else(|| Error::invalid("by", Code::StatisticsNoCut))?;
    let report = FigureReport { question: &answer.question, figures, names: &answer.names };
    Ok(views::csv(language, &report))
}
