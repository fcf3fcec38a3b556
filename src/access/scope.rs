//! Which rows a person's roles reach: the relations of [`super::rights`] as conditions of a query.

use entity::id::StaffId;
use entity::state::GroupStatus;
use entity::{break_period, client, group, group_leader, participation, referral, session, staff, task, unit};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use super::at_work::{part_holds, part_opens};
use super::need::{self, AFTERWARDS};
use super::rights::{Action, Relation, Resource};
use super::viewer::Viewer;

/// The groups (`activity_group`) that the person's roles reach for the act.
pub fn groups(viewer: &Viewer, resource: Resource, action: Action) -> Condition {
    let relations = viewer.relations(resource, action);
    relations.into_iter().fold(nothing(), |reached, relation| match relation {
        Relation::Any => reached.add(group::Column::Id.is_not_null()),
        Relation::Published => reached.add(group::Column::Status.is_in(GroupStatus::PUBLISHED)),
        Relation::OwnUnit => reached.add(group::Column::UnitId.is_in(viewer.units.iter().copied())),
        Relation::OwnGroup => reached.add(group::Column::Id.in_subquery(led_by(viewer))),
        Relation::StandsIn => reached.add(group::Column::Id.in_subquery(stood_in(viewer, session::Column::GroupId))),
        Relation::OwnClient | Relation::Follows | Relation::Keeps | Relation::Refers | Relation::Self_ => reached,
    })
}

/// The sessions (`session`) that the person's roles reach for the act: those of own groups, and single ones.
pub fn sessions(viewer: &Viewer, resource: Resource, action: Action) -> Condition {
    let relations = viewer.relations(resource, action);
    reached(relations.into_iter().fold(Condition::any(), |reached, relation| match relation {
        Relation::OwnGroup => reached.add(session::Column::GroupId.in_subquery(led_by(viewer))),
        Relation::StandsIn => reached.add(session::Column::Id.in_subquery(stood_in(viewer, session::Column::Id))),
        Relation::Any
        | Relation::Published
        | Relation::OwnUnit
        | Relation::OwnClient
        | Relation::Follows
        | Relation::Keeps
        | Relation::Refers
        | Relation::Self_ => reached,
    }))
}

/// The breaks (`break_period`) that the person's roles reach for the act; a break of everybody belongs to the units that
/// have none above them.
pub fn breaks(viewer: &Viewer, action: Action) -> Condition {
    let relations = viewer.relations(Resource::Break, action);
    relations.into_iter().fold(nothing(), |reached, relation| match relation {
        Relation::Any => reached.add(break_period::Column::Id.is_not_null()),
        Relation::OwnUnit => {
            let of_all = Condition::all()
                .add(break_period::Column::UnitId.is_null())
                .add(Expr::value(viewer.unit_id).in_subquery(tops()));
            reached.add(break_period::Column::UnitId.is_in(viewer.units.iter().copied())).add(of_all)
        }
        Relation::Published
        | Relation::OwnGroup
        | Relation::StandsIn
        | Relation::OwnClient
        | Relation::Follows
        | Relation::Keeps
        | Relation::Refers
        | Relation::Self_ => reached,
    })
}

/// The staff (`staff`) that the person's roles reach for the act: oneself, and those of the own units.
pub fn staff(viewer: &Viewer, resource: Resource, action: Action) -> Condition {
    let relations = viewer.relations(resource, action);
    relations.into_iter().fold(nothing(), |reached, relation| match relation {
        Relation::Self_ => reached.add(staff::Column::Id.eq(viewer.staff_id)),
        Relation::OwnUnit => reached.add(staff::Column::UnitId.is_in(viewer.units.iter().copied())),
        Relation::Any
        | Relation::Published
        | Relation::OwnGroup
        | Relation::StandsIn
        | Relation::OwnClient
        | Relation::Follows
        | Relation::Keeps
        | Relation::Refers => reached,
    })
}

/// The units that have none above them.
fn tops() -> SelectStatement {
    Query::select().column(unit::Column::Id).from(unit::Entity).and_where(unit::Column::ParentId.is_null()).take()
}

/// The clients (`client`) that the person's roles reach for the act. One who was merged into another is never reached,
/// and one who was erased only by whoever answers for the client's rights: the log stays.
pub fn clients(viewer: &Viewer, resource: Resource, action: Action) -> Condition {
    let protected = || client::Column::AddressProtection.eq(true);
    let any = but_protected(viewer, protected, |viewer| related_clients(viewer, resource, action));
    let there = Condition::all().add(client::Column::MergedIntoId.is_null()).add(any);
    if resource == Resource::ClientRights { there } else { there.add(client::Column::ErasedAt.is_null()) }
}

/// What `of` gives somebody, of protected clients only what is the person's own or lent by those who chose the person
/// themselves: whom somebody else named knows none.
fn but_protected<C: IntoCondition>(
    viewer: &Viewer,
    protected: impl FnOnce() -> C,
    of: impl Fn(&Viewer) -> Condition,
) -> Condition {
    let all = of(viewer);
    if viewer.acting == viewer.entrusted {
        return all;
    }
    let entrusted = Viewer { acting: viewer.entrusted.clone(), ..viewer.clone() };
    let open = Condition::all().add(protected().into_condition().not()).add(all);
    Condition::any().add(of(&entrusted)).add(open)
}

fn related_clients(viewer: &Viewer, resource: Resource, action: Action) -> Condition {
    let relations = viewer.relations(resource, action);
    reached(relations.into_iter().fold(Condition::any(), |reached, relation| {
        match relation {
            Relation::Any => reached.add(client::Column::Id.is_not_null()),
            Relation::OwnClient => reached
                .add(client::Column::KeyWorkerId.is_in(viewer.acting.clone()))
                .add(client::Column::Id.in_subquery(sent_by(viewer, referral::Column::ClientId)))
                .add(client::Column::Id.in_subquery(accompanied_by(viewer))),
            Relation::Follows => reached
                .add(client::Column::KeyWorkerId.is_in(viewer.acting.clone()))
                .add(client::Column::Id.in_subquery(followed_by(viewer))),
            Relation::Keeps => reached.add(client::Column::KeyWorkerId.eq(viewer.staff_id)).add(
                Condition::all()
                    .add(client::Column::KeyWorkerId.is_null())
                    .add(client::Column::Id.in_subquery(followed_by(&viewer.alone()))),
            ),
            Relation::Refers => reached
                .add(client::Column::KeyWorkerId.is_in(viewer.acting.clone()))
                .add(client::Column::Id.in_subquery(sent_by(viewer, referral::Column::ClientId))),
            Relation::OwnGroup => reached
                .add(client::Column::Id.in_subquery(placed_with(viewer)))
                .add(client::Column::Id.in_subquery(referred_to(viewer)))
                .add(client::Column::Id.in_subquery(asked_of(viewer, task::Column::ClientId))),
            Relation::StandsIn => reached.add(client::Column::Id.in_subquery(met_by(viewer))),
            Relation::OwnUnit => reached.add(client::Column::UnitId.is_in(viewer.units.iter().copied())),
            Relation::Published | Relation::Self_ => reached,
        }
    }))
}

/// The referrals (`referral`) that the person's roles reach for the act.
pub fn referrals(viewer: &Viewer, resource: Resource, action: Action) -> Condition {
    let of_protected = || referral::Column::ClientId.in_subquery(protected_clients());
    let relations = viewer.relations(resource, action);
    reached(relations.into_iter().fold(Condition::any(), |reached, relation| match relation {
        Relation::Any => reached.add(referral::Column::Id.is_not_null()),
        Relation::OwnClient => {
            reached.add(but_protected(viewer, of_protected, |viewer| referrals_kept(viewer).add(come_along(viewer))))
        }
        Relation::Refers => reached.add(but_protected(viewer, of_protected, referrals_kept)),
        Relation::OwnGroup => {
            let asked = referral::Column::Id.in_subquery(asked_of(viewer, task::Column::ReferralId));
            let led = Condition::all().add(referral::Column::GroupId.in_subquery(led_by(viewer)));
            reached.add(led.add(need::in_hand(viewer.at).add(asked)))
        }
        Relation::OwnUnit
        | Relation::Published
        | Relation::StandsIn
        | Relation::Follows
        | Relation::Keeps
        | Relation::Self_ => reached,
    }))
}

/// The participations (`participation`) that the person's roles reach for the act.
pub fn participations(viewer: &Viewer, resource: Resource, action: Action) -> Condition {
    let of_protected = || participation::Column::ClientId.in_subquery(protected_clients());
    let relations = viewer.relations(resource, action);
    reached(relations.into_iter().fold(Condition::any(), |reached, relation| match relation {
        Relation::Any => reached.add(participation::Column::Id.is_not_null()),
        Relation::OwnClient => reached.add(but_protected(viewer, of_protected, |viewer| {
            Condition::any()
                .add(participation::Column::ClientId.in_subquery(kept_by(viewer)))
                .add(participation::Column::ClientId.in_subquery(sent_by(viewer, referral::Column::ClientId)))
                .add(participation::Column::ClientId.in_subquery(accompanied_by(viewer)))
        })),
        Relation::Refers => reached.add(but_protected(viewer, of_protected, |viewer| {
            Condition::any()
                .add(participation::Column::ClientId.in_subquery(kept_by(viewer)))
                .add(participation::Column::ReferralId.in_subquery(sent_by(viewer, referral::Column::Id)))
        })),
        Relation::OwnGroup => reached.add(participation::Column::GroupId.in_subquery(led_by(viewer))),
        Relation::OwnUnit
        | Relation::Published
        | Relation::StandsIn
        | Relation::Follows
        | Relation::Keeps
        | Relation::Self_ => reached,
    }))
}

/// Clients (`client`) whose name, municipality and whereabouts are open to the person: a protected one's are to the key
/// worker only, and to whom that one chose to stand in. An administrator, who is asked where there is no manager, knows none.
pub fn unhidden(viewer: &Viewer) -> Condition {
    if !viewer.knows_clients() {
        return nothing();
    }
    let kept = client::Column::KeyWorkerId.is_in(viewer.entrusted.clone());
    Condition::any().add(client::Column::AddressProtection.eq(false)).add(kept)
}

/// The groups that a person leads now, in whatever part, or somebody for whom the person stands in.
pub fn led_by(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .column(group_leader::Column::GroupId)
        .from(group_leader::Entity)
        .and_where(group_leader::Column::StaffId.is_in(viewer.acting.clone()))
        .cond_where(part_opens(viewer.at))
        .take()
}

/// The sessions (`session`) where a person is to be: those of the groups led at that time, and those in which the person
/// stands in.
pub fn attended_by(staff: StaffId) -> Condition {
    let led = Query::select()
        .column(group_leader::Column::GroupId)
        .from(group_leader::Entity)
        .and_where(group_leader::Column::StaffId.eq(staff))
        .take();
    // By the group first, which an index gives.
    let led = Condition::all().add(session::Column::GroupId.in_subquery(led)).add(leads_then(staff));
    Condition::any().add(led).add(session::Column::SubstituteId.eq(staff))
}

/// Whether a person leads the group of a session (`session`) when that begins, in whatever part.
pub fn leads_then(staff: StaffId) -> Expr {
    let then = Query::select()
        .expr(Expr::value(1))
        .from(group_leader::Entity)
        .and_where(group_leader::Column::StaffId.eq(staff))
        .and_where(
            Expr::col((group_leader::Entity, group_leader::Column::GroupId))
                .equals((session::Entity, session::Column::GroupId)),
        )
        .cond_where(part_holds(Expr::col((session::Entity, session::Column::StartsAt))))
        .take();
    Expr::exists(then)
}

/// The sessions, or the groups of those, in which the person stands in about now.
fn stood_in(viewer: &Viewer, what: session::Column) -> SelectStatement {
    Query::select()
        .column(what)
        .from(session::Entity)
        .and_where(session::Column::SubstituteId.is_in(viewer.acting.clone()))
        .and_where(session::Column::StartsAt.gt(viewer.at - AFTERWARDS))
        .and_where(session::Column::StartsAt.lt(viewer.at + AFTERWARDS))
        .take()
}

/// The clients who have a place in a group in which the person stands in about now.
fn met_by(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .and_where(participation::Column::Active.eq(true))
        .and_where(participation::Column::GroupId.in_subquery(stood_in(viewer, session::Column::GroupId)))
        .take()
}

/// The clients whose address is protected, by the condition of their index as it stands.
fn protected_clients() -> SelectStatement {
    Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .and_where(Expr::col((client::Entity, client::Column::AddressProtection)))
        .take()
}

/// The referrals (`referral`) that a person wrote of clients still followed by them, and those of the clients whom the
/// person keeps.
fn referrals_kept(viewer: &Viewer) -> Condition {
    Condition::any().add(own_of_followed(viewer)).add(referral::Column::ClientId.in_subquery(kept_by(viewer)))
}

fn kept_by(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .and_where(client::Column::KeyWorkerId.is_in(viewer.acting.clone()))
        .take()
}

/// What of the referrals that a person sent and that are in hand.
fn sent_by(viewer: &Viewer, what: referral::Column) -> SelectStatement {
    Query::select()
        .column(what)
        .from(referral::Entity)
        .and_where(referral::Column::ReferrerId.is_in(viewer.acting.clone()))
        .cond_where(need::in_hand(viewer.at))
        .take()
}

/// The referrals (`referral`) that a person wrote of clients whom they still follow by one of them.
fn own_of_followed(viewer: &Viewer) -> Condition {
    Condition::all()
        .add(referral::Column::ReferrerId.is_in(viewer.acting.clone()))
        .add(referral::Column::ClientId.in_subquery(sent_by(viewer, referral::Column::ClientId)))
}

/// The referrals (`referral`) with whose client a person is to come along.
fn come_along(viewer: &Viewer) -> Condition {
    Condition::all()
        .add(referral::Column::AccompanyStaffId.is_in(viewer.acting.clone()))
        .add(need::still_accompanied(viewer.at))
}

/// The clients with whom a person is to come along.
fn accompanied_by(viewer: &Viewer) -> SelectStatement {
    Query::select().column(referral::Column::ClientId).from(referral::Entity).cond_where(come_along(viewer)).take()
}

/// The clients whom a person referred, while the referral is open or the place stands that came of it.
fn followed_by(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .column(referral::Column::ClientId)
        .from(referral::Entity)
        .and_where(referral::Column::ReferrerId.is_in(viewer.acting.clone()))
        .cond_where(need::open_or_led_to(need::standing()))
        .take()
}

/// The clients who have, or lately had, a place in a group that the person leads.
fn placed_with(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .column(participation::Column::ClientId)
        .from(participation::Entity)
        .and_where(participation::Column::GroupId.in_subquery(led_by(viewer)))
        .cond_where(need::lasting(viewer.at))
        .take()
}

/// The clients of whom a referral to a group that the person leads waits for its end.
fn referred_to(viewer: &Viewer) -> SelectStatement {
    Query::select()
        .column(referral::Column::ClientId)
        .from(referral::Entity)
        .and_where(referral::Column::GroupId.in_subquery(led_by(viewer)))
        .cond_where(need::open())
        .take()
}

/// Whom, or which referral, the open tasks of a leader about own groups are about: who is to call somebody reaches them
/// until that is done.
fn asked_of(viewer: &Viewer, what: task::Column) -> SelectStatement {
    Query::select()
        .column(what)
        .from(task::Entity)
        .and_where(task::Column::StaffId.eq(viewer.staff_id))
        .and_where(task::Column::DoneAt.is_null())
        .and_where(task::Column::GroupId.in_subquery(led_by(viewer)))
        .and_where(what.is_not_null())
        .take()
}

/// A condition that holds for no row until something is added to it.
fn nothing() -> Condition {
    Condition::any().add(Expr::cust("1 = 0"))
}

/// The condition, which holds for no row when nothing was added. A constant among the others would keep SQLite from
/// reading each by its index.
fn reached(condition: Condition) -> Condition {
    if condition.is_empty() { nothing() } else { condition }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use entity::id::UnitId;
    use sea_orm::sea_query::SqliteQueryBuilder;
    use uuid::Uuid;

    use super::*;
    use crate::access::rights::TABLE;

    fn holder(role: entity::state::Role) -> Viewer {
        let unit = UnitId(Uuid::nil());
        let nobody = Viewer::new(StaffId(Uuid::nil()), DateTime::<Utc>::UNIX_EPOCH);
        Viewer { unit_id: unit, units: vec![unit], roles: vec![role], ..nobody }
    }

    /// The rows of a resource that a viewer reaches, where one function answers for them.
    fn scope_of(viewer: &Viewer, resource: Resource, action: Action) -> Option<Condition> {
        match resource {
            Resource::Group | Resource::Approval => Some(groups(viewer, resource, action)),
            Resource::Break => Some(breaks(viewer, action)),
            Resource::Absence => Some(staff(viewer, resource, action)),
            Resource::Client | Resource::ClientMerge | Resource::KeyWorker | Resource::ClientRights => {
                Some(clients(viewer, resource, action))
            }
            Resource::Referral | Resource::ReferralDecision => Some(referrals(viewer, resource, action)),
            Resource::Participation | Resource::Rating => Some(participations(viewer, resource, action)),
            _ => None,
        }
    }

    #[test]
    fn what_the_table_gives_a_role_reaches_rows() {
        for (resource, action, given) in TABLE {
            for (role, relation) in *given {
                let viewer = holder(*role);
                let Some(scope) = scope_of(&viewer, *resource, *action) else { continue };
                let sql = Query::select().cond_where(scope).to_string(SqliteQueryBuilder);
                let nothing = sql.contains("1 = 0") && !sql.contains("1 = 0) OR") && !sql.contains("1 = 0 OR");
                assert!(!nothing, "{role} {relation:?} of {resource:?} reaches no row: {sql}");
            }
        }
    }
}
