//! Lists of groups with their filters.

use chrono::{DateTime, Utc};
use entity::id::{GroupId, UnitId};
use entity::state::{GroupKind, GroupStatus, Language, OfferStatus};
use entity::{group, offer, participation};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    Statement,
};

use super::group::{GroupRow, gather};
use crate::access::rights::{Action, Resource};
use crate::access::{Viewer, scope};
use crate::db::{contains_pattern, has_item};
use crate::error::Result;
use crate::text::sort::search_key;
use crate::web::list::{ListQuery, PAGE};

/// Which groups are asked for; nothing said means all.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// Words of the name, or a code.
    pub q: String,
    /// The state.
    pub status: Option<GroupStatus>,
    pub kind: Option<GroupKind>,
    /// These units.
    pub units: Vec<UnitId>,
    pub municipality: Option<String>,
    /// With places neither taken nor offered.
    pub has_places: bool,
    /// A weekday of the rule, as its two letters.
    pub weekday: Option<String>,
    /// A language spoken.
    pub language: Option<Language>,
    /// Meeting between these moments.
    pub between: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

fn find(by: &Viewer, filters: &Filters) -> Select<group::Entity> {
    let words = search_key(&filters.q);
    let like = |text: &str| LikeExpr::new(contains_pattern(text)).escape('\\');
    let named = |find: Select<group::Entity>, words: String| {
        let name = Expr::col((group::Entity, group::Column::NameSearch)).like(like(&words));
        find.filter(name.or(group::Column::Code.eq(words.to_uppercase())))
    };
    let weekday = filters.weekday.as_ref().map(|day| format!("%BYDAY=%{day}%"));
    group::Entity::find()
        .filter(scope::groups(by, Resource::Group, Action::Read))
        .apply_if((!words.is_empty()).then_some(words), named)
        .apply_if(filters.status, |find, status| find.filter(group::COLUMN.status.eq(status)))
        .apply_if(filters.kind, |find, kind| find.filter(group::COLUMN.kind.eq(kind)))
        .apply_if((!filters.units.is_empty()).then_some(()), |find, ()| {
            find.filter(group::Column::UnitId.is_in(filters.units.iter().copied()))
        })
        .apply_if(filters.municipality.as_deref(), |find, place| find.filter(group::COLUMN.municipality.eq(place)))
        .apply_if(weekday, |find, pattern| {
            find.filter(Expr::col((group::Entity, group::Column::Rrule)).like(LikeExpr::new(pattern)))
        })
        .apply_if(filters.language, |find, language| {
            find.filter(has_item(Expr::col((group::Entity, group::Column::Languages)), language.code()))
        })
        .apply_if(filters.between, |find, (from, until)| {
            find.filter(group::COLUMN.starts_at.lt(until)).filter(group::COLUMN.ends_at.gt(from))
        })
        .apply_if(filters.has_places.then_some(()), |find, ()| {
            let used =
                Expr::SubQuery(None, Box::new(taken().into())).add(Expr::SubQuery(None, Box::new(offered().into())));
            find.filter(Expr::col((group::Entity, group::Column::Capacity)).gt(used))
        })
}

fn taken() -> SelectStatement {
    Query::select()
        .expr(Expr::col((participation::Entity, participation::Column::Id)).count())
        .from(participation::Entity)
        .and_where(
            Expr::col((participation::Entity, participation::Column::GroupId))
                .equals((group::Entity, group::Column::Id)),
        )
        .and_where(participation::Column::Active.eq(true))
        .take()
}

fn offered() -> SelectStatement {
    Query::select()
        .expr(Expr::col((offer::Entity, offer::Column::Id)).count())
        .from(offer::Entity)
        .and_where(Expr::col((offer::Entity, offer::Column::GroupId)).equals((group::Entity, group::Column::Id)))
        .and_where(offer::Column::Status.eq(OfferStatus::Open))
        .take()
}

fn sorted(find: Select<group::Entity>, asked: &ListQuery) -> Select<group::Entity> {
    let (sort, down) = asked.sort();
    let column = match sort {
        "code" => group::Column::Code,
        "starts" => group::Column::StartsAt,
        "status" => group::Column::Status,
        "municipality" => group::Column::Municipality,
        _ => group::Column::NameSort,
    };
    find.order_by_with_nulls(
        column,
        if down { Order::Desc } else { Order::Asc },
        sea_orm::sea_query::NullOrdering::Last,
    )
    .order_by(group::Column::Id, Order::Asc)
}

/// One page of the list, and how many rows it has.
pub async fn page(
    db: &impl ConnectionTrait,
    by: &Viewer,
    asked: &ListQuery,
    filters: &Filters,
) -> Result<(Vec<GroupRow>, u64)> {
    let find = find(by, filters);
    let total = asked.total(db, &find).await?;
    let groups = sorted(find, asked).offset(asked.offset()).limit(PAGE).all(db).await?;
    Ok((gather(db, groups).await?, total))
}

/// Every row of the list.
pub async fn all(
    db: &impl ConnectionTrait,
    by: &Viewer,
    asked: &ListQuery,
    filters: &Filters,
) -> Result<Vec<GroupRow>> {
    gather(db, sorted(find(by, filters), asked).all(db).await?).await
}

/// The part of the list that a caller of the API asks for, one row more than `limit`.
pub async fn listing(
    db: &impl ConnectionTrait,
    by: &Viewer,
    filters: &Filters,
    after: Option<GroupId>,
    limit: u64,
) -> Result<Vec<GroupRow>> {
    let groups = find(by, filters)
        .apply_if(after, |find, after| find.filter(group::COLUMN.id.gt(after)))
        .order_by(group::Column::Id, Order::Asc)
        .limit(limit + 1)
        .all(db)
        .await?;
    gather(db, groups).await
}

/// The municipalities that have groups in these states, by name: each is looked up by itself, so that not every group of
/// a town is read.
pub async fn municipalities(db: &impl ConnectionTrait, of: &[GroupStatus]) -> Result<Vec<String>> {
    let states: Vec<String> = of.iter().map(|status| format!("'{}'", status.code())).collect();
    let sql = format!(
        "WITH RECURSIVE town(name) AS (SELECT MIN(municipality) FROM activity_group \
         UNION ALL SELECT (SELECT MIN(municipality) FROM activity_group WHERE municipality > town.name) \
         FROM town WHERE town.name IS NOT NULL) \
         SELECT name FROM town WHERE EXISTS (SELECT 1 FROM activity_group WHERE activity_group.municipality = town.name \
         AND activity_group.status IN ({})) ORDER BY name",
        states.join(", ")
    );
    let towns = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(towns.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?)
}
