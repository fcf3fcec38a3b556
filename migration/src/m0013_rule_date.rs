//! The date that its group's rule gave a session, since when a person has one beside the rule, and how many sessions a
//! plan was approved with.
//!
//! Which dates those were takes the program's own calendar to tell, so a mark asks the program to fill them in when
//! it starts; a database without sessions needs none.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date_null, integer_null, timestamp_with_time_zone_null};

use crate::helper::unique;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [date_null("rule_date"), timestamp_with_time_zone_null("added_at")] {
            manager.alter_table(Table::alter().table("session").add_column(column).take()).await?;
        }
        let reserved = integer_null("sessions");
        manager.alter_table(Table::alter().table("approval").add_column(reserved).take()).await?;
        unique(manager, "session", &["group_id", "rule_date"]).await?;
        let connection = manager.get_connection();
        connection.execute_unprepared(REPLACEMENTS).await?;
        connection.execute_unprepared(MARK).await.map(drop)
    }
}

/// What stands for a cancelled session was added by a person.
const REPLACEMENTS: &str = "UPDATE session SET added_at = created_at WHERE replaces_id IS NOT NULL";

const MARK: &str = "INSERT INTO setting (key, value, updated_at) \
    SELECT 'rule_dates', 'unknown', latest.at FROM (SELECT max(changed_at) AS at FROM session) AS latest \
    WHERE latest.at IS NOT NULL";
