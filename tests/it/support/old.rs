//! Databases as earlier programs left them, for the tests of migrations.

use entity::id::{StaffId, UnitId};
use entity::state::{Language, UnitKind};
use entity::{staff, unit};
use piiri::random;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, EntityTrait, Set};
use sea_orm_migration::prelude::*;

use super::app::noon;

/// The one connection to a database with the steps of the schema before this one.
pub async fn before(url: &str, step: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(format!("{url}{}", if url.starts_with("sqlite") { "?mode=rwc" } else { "" }));
    options.max_connections(1);
    let connection = Database::connect(options).await.unwrap();
    let steps = migration::Migrator::migrations();
    let count = steps.iter().position(|one| one.name() == step).unwrap();
    migration::Migrator::up(&connection, Some(count.try_into().unwrap())).await.unwrap();
    connection
}

/// A county and a leader in it.
pub async fn people(old: &DatabaseConnection) -> (UnitId, StaffId) {
    let (unit, staff) = (random::id(noon()), random::id(noon()));
    let county = unit::ActiveModel {
        id: Set(unit),
        kind: Set(UnitKind::County),
        name: Set("Etelä-Savo".into()),
        ..Default::default()
    };
    unit::Entity::insert(county).exec_without_returning(old).await.unwrap();
    let leader = staff::ActiveModel {
        id: Set(staff),
        unit_id: Set(unit),
        given_name: Set("Ann".into()),
        name: Set("Ann Leader".into()),
        name_sort: Set("leader ann".into()),
        email: Set("ann@piiri.example".into()),
        email_key: Set("ann@piiri.example".into()),
        language: Set(Language::En),
        active: Set(true),
        address_protection: Set(false),
        created_at: Set(noon()),
        ..Default::default()
    };
    staff::Entity::insert(leader).exec_without_returning(old).await.unwrap();
    (unit, staff)
}
