//! When a client was erased: from then on nobody but the data protection officer finds the row.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let erased = timestamp_with_time_zone_null("erased_at");
        manager.alter_table(Table::alter().table("client").add_column(erased).take()).await?;
        // Who was erased before bears a dash for a name, and nothing else.
        let before = Query::update()
            .table("client")
            .value("erased_at", Expr::col("updated_at"))
            .and_where(Expr::col("name").eq("–"))
            .and_where(Expr::col("key_worker_id").is_null())
            .take();
        manager.execute(before).await
    }
}
