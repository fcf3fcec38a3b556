//! `piiri staff add` and `piiri staff reset`.

use crate::access::Actor;
use crate::acts;
use anyhow::Context;
use clap::Subcommand;
use entity::state::{Language, Role, UnitKind};

use crate::app::App;
use crate::config::Config;
use crate::people::{self, NewStaff};
use crate::random;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Adds a staff member and prints the first password, which is changed at the first sign-in; the first of all makes
    /// the county too.
    Add {
        /// The e-mail address, which is the sign-in name.
        #[arg(long)]
        email: String,
        /// The whole name; its first word is the given name.
        #[arg(long)]
        name: String,
        /// A role; give it again for another. A wrong one is answered with those there are.
        #[arg(long = "role", value_parser = role, required = true, value_name = "ROLE")]
        roles: Vec<Role>,
    },
    /// Gives a staff member a new password, which is changed at the first sign-in, prints it, and lifts a lock.
    Reset {
        /// The e-mail address.
        #[arg(long)]
        email: String,
    },
}

/// A role by its code, with hyphens or without.
fn role(name: &str) -> Result<Role, String> {
    let codes = || Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", ");
    Role::from_code(&name.replace('-', "_")).ok_or_else(|| format!("is none of {}", codes()))
}

/// Adds or resets, and prints the password once.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let app = super::open(config).await?;
    let password = random::token();
    let hash = app.passwords.hash(&password).await?;
    match args.command {
        Command::Add { email, name, roles } => {
            add(&app, NewPerson { email: &email, name: &name, roles }, hash).await?;
        }
        Command::Reset { email } => reset(&app, &email, hash).await?,
    }
    println!("password {password}");
    Ok(())
}

struct NewPerson<'a> {
    email: &'a str,
    name: &'a str,
    roles: Vec<Role>,
}

async fn add(app: &App, person: NewPerson<'_>, hash: String) -> anyhow::Result<()> {
    app.act(Actor::System, async |act| {
        let unit = match people::unit_options(act.tx).await?.into_iter().find(|unit| unit.parent_id.is_none()) {
            Some(top) => top.id,
            None => people::add_unit(act, None, UnitKind::County, &app.config.organisation).await?,
        };
        let new = NewStaff {
            unit,
            given_name: person.name.split_whitespace().next().unwrap_or(person.name).to_owned(),
            name: person.name.to_owned(),
            email: person.email.to_owned(),
            phone: None,
            language: Language::Fi,
            roles: person.roles,
            password_hash: None,
            address_protection: false,
        };
        let person = people::add_staff(act, new).await?;
        acts::give_password(act, person, hash).await.map(drop)
    })
    .await?;
    Ok(())
}

async fn reset(app: &App, email: &str, hash: String) -> anyhow::Result<()> {
    app.act(Actor::System, async |act| {
        let staff = people::staff_by_email(act.tx, email).await?.context("no staff member has this e-mail address")?;
        acts::give_password(act, staff, hash).await.map(drop)
    })
    .await?;
    Ok(())
}
