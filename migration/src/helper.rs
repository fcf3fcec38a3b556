//! Short forms for keys and indexes.

use sea_orm_migration::prelude::*;

/// A foreign key to the `id` of another table; what is referred to can't be deleted.
pub fn references(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{from}_{column}"))
        .from(from, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .take()
}

/// An index over the columns in their order.
pub async fn index(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.create_index(over("ix", table, columns)).await
}

/// A unique index over the columns in their order.
pub async fn unique(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.create_index(over("ux", table, columns).unique().take()).await
}

/// A unique index over the rows for which `condition` holds.
pub async fn unique_where(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    condition: &'static str,
) -> Result<(), DbErr> {
    let (name, list) = (name("ux", table, columns), columns.join(", "));
    let sql = format!("CREATE UNIQUE INDEX {name} ON {table} ({list}) WHERE {condition}");
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}

/// An index over the rows for which `condition` holds.
pub async fn index_where(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    condition: &'static str,
) -> Result<(), DbErr> {
    let (name, list) = (name("ix", table, columns), columns.join(", "));
    let sql = format!("CREATE INDEX {name} ON {table} ({list}) WHERE {condition}");
    manager.get_connection().execute_unprepared(&sql).await.map(drop)
}

fn over(prefix: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name(prefix, table, columns)).table(table).take();
    for column in columns {
        index.col(*column);
    }
    index
}

fn name(prefix: &str, table: &str, columns: &[&str]) -> String {
    format!("{prefix}_{table}_{}", columns.join("_"))
}
