//! The indicators in `/api/v1`.

use axum::extract::State;
use entity::id::UnitId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::answer;
use super::cut::By;
use super::figure::Figure;
use crate::access::Viewer;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::text::t;
use crate::web::api::Query;
use crate::web::form::Form;
use crate::web::problem::Problem;

/// What is asked of the figures. Dates lie on the edges of a month, a season or a year.
#[derive(Debug, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FigureQuery {
    /// The first day; this year without it.
    #[param(example = "2026-01-01")]
    from: Option<String>,
    /// The last day.
    #[param(example = "2026-12-31")]
    to: Option<String>,
    /// Within a unit.
    unit_id: Option<UnitId>,
    /// Within an area.
    area_id: Option<UnitId>,
    /// Within a kind of groups.
    kind: Option<String>,
    /// Within a project.
    project: Option<String>,
    /// By what the figures are told apart.
    #[param(value_type = Option<By>)]
    by: Option<String>,
}

/// One published figure; a hidden one says nothing but that it is hidden.
#[derive(Debug, Serialize, ToSchema)]
pub struct Indicator {
    /// The indicator's number.
    #[schema(example = "3")]
    number: &'static str,
    /// What of it this figure is.
    #[schema(example = "start_conversion")]
    key: &'static str,
    /// The cell of the cut: a code, an id, a name or a month; `none` for the whole.
    cut: String,
    /// The class within the cell, such as a reason or a level.
    class: Option<&'static str>,
    /// Shares are between 0 and 1.
    value: Option<f64>,
    numerator: Option<u64>,
    denominator: Option<u64>,
    /// Unique clients behind the figure.
    n: Option<u32>,
    /// The 95 % confidence interval of a difference.
    interval: Option<(f64, f64)>,
    /// Hidden because few clients stand behind it, or because it would give such a number away.
    suppressed: bool,
    definition: String,
}

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Indicators {
    items: Vec<Indicator>,
}

/// The indicators of a period.
#[utoipa::path(get, path = "/statistics/indicators", tag = "statistics", params(FigureQuery),
    responses((status = OK, body = Indicators), (status = "4XX", body = Problem)))]
pub async fn indicators(
    by: Viewer,
    State(app): State<App>,
    Query(asked): Query<FigureQuery>,
) -> Result<axum::Json<Indicators>> {
    let answer = answer(&app, &by, &Form::default().overlay(&asked)).await?;
    let figures = answer.figures().ok_or_else(|| Error::invalid("by", Code::StatisticsNoCut))?;
    let item = |figure: &Figure| {
        let shown = figure.shown();
        Indicator {
            number: figure.measure().number,
            key: figure.measure().key,
            cut: figure.key().label(answer.question.selection.by),
            class: (!figure.class().is_empty()).then(|| figure.class()),
            value: shown.map(|shown| shown.value),
            numerator: shown.and_then(|shown| shown.numerator),
            denominator: shown.and_then(|shown| shown.denominator),
            n: shown.and_then(|shown| shown.n),
            interval: shown.and_then(|shown| shown.interval),
            suppressed: shown.is_none(),
            definition: t(by.language, &figure.measure().definition_key()),
        }
    };
    Ok(axum::Json(Indicators { items: figures.into_iter().map(item).collect() }))
}
