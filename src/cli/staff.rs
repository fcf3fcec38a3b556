//! `piiri staff`: who works here, as whoever runs the server says.

use crate::access::Actor;
use crate::acts::{self, MemberChange, RoleOf};
use anyhow::Context;
use clap::Subcommand;
use entity::state::{Language, Role, UnitKind};

use crate::app::App;
use crate::config::Config;
use crate::error::Error;
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
    /// Gives a staff member other roles, which work at once.
    Change {
        /// The e-mail address.
        #[arg(long)]
        email: String,
        /// All the roles that the person is to have; give it again for another.
        #[arg(long = "role", value_parser = role, required = true, value_name = "ROLE")]
        roles: Vec<Role>,
        /// The name of the unit to work in from now on; the same as before when it is left out.
        #[arg(long)]
        unit: Option<String>,
    },
    /// Shows the roles that wait to be confirmed.
    Waiting,
    /// Confirms a role that waits, as the second pair of eyes where nobody who signs in can be it.
    Confirm {
        /// The e-mail address.
        #[arg(long)]
        email: String,
        /// The role.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Refuses it instead.
        #[arg(long)]
        refuse: bool,
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

/// Runs the command; a new password is printed once.
pub async fn run(args: Args, config: Config) -> anyhow::Result<()> {
    let app = super::open(config).await?;
    match args.command {
        Command::Change { email, roles, unit } => return change(&app, &email, roles, unit).await,
        Command::Confirm { email, role, refuse } => return settle(&app, &email, role, !refuse).await,
        Command::Waiting => return waiting(&app).await,
        Command::Add { .. } | Command::Reset { .. } => {}
    }
    let password = random::token();
    let hash = app.passwords.hash(&password).await?;
    match args.command {
        Command::Add { email, name, roles } => {
            add(&app, NewPerson { email: &email, name: &name, roles }, hash).await?;
        }
        Command::Reset { email } => reset(&app, &email, hash).await?,
        Command::Change { .. } | Command::Confirm { .. } | Command::Waiting => {}
    }
    println!("password {password}");
    Ok(())
}

async fn change(app: &App, email: &str, roles: Vec<Role>, unit: Option<String>) -> anyhow::Result<()> {
    app.act(Actor::System, async |act| {
        let person = people::staff_by_email(act.tx, email).await?.context(NOBODY)?;
        let unit = match unit {
            None => people::unit_of(act.tx, person).await?,
            Some(name) => {
                let units = people::unit_options(act.tx).await?;
                let mut named = units.into_iter().filter(|unit| unit.name == name);
                let unit = named.next().context("no unit has this name")?.id;
                if named.next().is_some() {
                    return Err(anyhow::anyhow!("several units have this name: change it on the page").into());
                }
                unit
            }
        };
        acts::change_member(act, person, MemberChange { unit, roles }).await.map(drop)
    })
    .await?;
    println!("saved; the person and the supervisors are told");
    Ok(())
}

async fn settle(app: &App, email: &str, role: Role, is_confirmed: bool) -> anyhow::Result<()> {
    app.act(Actor::System, async |act| {
        let person = people::staff_by_email(act.tx, email).await?.context(NOBODY)?;
        match acts::settle_role_on_server(act, RoleOf { person, role }, is_confirmed).await {
            Err(Error::NotFound) => Err(anyhow::anyhow!("this role of this person does not wait").into()),
            settled => settled.map(drop),
        }
    })
    .await?;
    println!("{} of {email} is {}", role.code(), if is_confirmed { "confirmed" } else { "refused" });
    Ok(())
}

async fn waiting(app: &App) -> anyhow::Result<()> {
    for one in people::waiting_roles(app.db.read()).await? {
        println!("{}\t{}\t{}\tsince {}", one.email, one.role.code(), one.unit_name, one.given_at.format("%Y-%m-%d"));
    }
    Ok(())
}

const NOBODY: &str = "no staff member has this e-mail address";

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
        let staff = people::staff_by_email(act.tx, email).await?.context(NOBODY)?;
        acts::give_password(act, staff, hash).await.map(drop)
    })
    .await?;
    Ok(())
}
