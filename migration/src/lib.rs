//! The schema's steps, a file each; every step runs on SQLite and on PostgreSQL, in one transaction.

use sea_orm_migration::prelude::*;

mod helper;
mod m0001_people;
mod m0002_house;
mod m0003_programme;
mod m0004_participation;
mod m0005_calendar;
mod m0006_weekly_off;
mod m0007_erased;
mod m0008_template_costs;
mod m0009_figures;
mod m0010_finder;
mod m0011_told;
mod m0012_once;
mod m0013_rule_date;
mod m0014_import_run;
mod m0015_accompany_promised;
mod m0016_task_keys;
mod m0017_answer_by;
mod m0018_no_secret;
mod m0019_refused_address;
mod m0020_sign_in_tries;
mod m0021_second_eyes;
mod m0022_pending_change;
mod m0023_handed;
mod m0024_goals;
mod m0025_import_sheet;
mod m0026_sent_at;
mod m0027_sealed_rows;
mod m0028_held;
mod m0031_caused_by;
mod m0033_away;
mod m0034_around;
mod m0035_letters;
mod m0036_device_key;
mod m0037_group_steps;
mod m0039_incident;
mod m0040_referral_note;
mod m0041_scans;
mod m0048_given_by;
mod m0049_marks;
mod m0052_sight;
mod m0054_municipality;

/// Runs the steps in their order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_house::Migration),
            Box::new(m0003_programme::Migration),
            Box::new(m0004_participation::Migration),
            Box::new(m0005_calendar::Migration),
            Box::new(m0006_weekly_off::Migration),
            Box::new(m0007_erased::Migration),
            Box::new(m0008_template_costs::Migration),
            Box::new(m0009_figures::Migration),
            Box::new(m0010_finder::Migration),
            Box::new(m0011_told::Migration),
            Box::new(m0012_once::Migration),
            Box::new(m0013_rule_date::Migration),
            Box::new(m0014_import_run::Migration),
            Box::new(m0015_accompany_promised::Migration),
            Box::new(m0016_task_keys::Migration),
            Box::new(m0017_answer_by::Migration),
            Box::new(m0018_no_secret::Migration),
            Box::new(m0019_refused_address::Migration),
            Box::new(m0020_sign_in_tries::Migration),
            Box::new(m0021_second_eyes::Migration),
            Box::new(m0022_pending_change::Migration),
            Box::new(m0023_handed::Migration),
            Box::new(m0024_goals::Migration),
            Box::new(m0025_import_sheet::Migration),
            Box::new(m0026_sent_at::Migration),
            Box::new(m0027_sealed_rows::Migration),
            Box::new(m0028_held::Migration),
            Box::new(m0031_caused_by::Migration),
            Box::new(m0033_away::Migration),
            Box::new(m0034_around::Migration),
            Box::new(m0035_letters::Migration),
            Box::new(m0036_device_key::Migration),
            Box::new(m0037_group_steps::Migration),
            Box::new(m0039_incident::Migration),
            Box::new(m0040_referral_note::Migration),
            Box::new(m0041_scans::Migration),
            Box::new(m0048_given_by::Migration),
            Box::new(m0049_marks::Migration),
            Box::new(m0052_sight::Migration),
            Box::new(m0054_municipality::Migration),
        ]
    }
}
