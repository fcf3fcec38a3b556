//! Need to know: how long a place, a referral, and a promise to come along give sight of a client. What a group keeps of
//! its own, names and marks, hangs on none of this.

use chrono::{DateTime, TimeDelta, Utc};
use entity::state::ReferralStatus;
use entity::{participation, referral, session};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

/// How long sight goes on after its ground has ended, to close what is open and to mark late; standing in begins as long
/// before the session, to prepare.
pub(super) const AFTERWARDS: TimeDelta = TimeDelta::days(14);

/// The places (`participation`) that stand, or have ended lately.
pub(super) fn lasting(at: DateTime<Utc>) -> Condition {
    standing().add(participation::Column::EndedAt.gt(at - AFTERWARDS))
}

/// The places (`participation`) that stand.
pub(super) fn standing() -> Condition {
    Condition::any().add(participation::Column::Active.eq(true))
}

/// The referrals (`referral`) that were sent and are not closed; a draft is none.
pub(super) fn open() -> Condition {
    Condition::all().add(referral::Column::ClosedAt.is_null()).add(referral::Column::Status.ne(ReferralStatus::Draft))
}

/// The referrals (`referral`) that are open, or of which one of the places came.
pub(super) fn open_or_led_to(places: Condition) -> Condition {
    // By the client first, which an index gives.
    let place = Query::select()
        .expr(Expr::value(1))
        .from(participation::Entity)
        .and_where(
            Expr::col((participation::Entity, participation::Column::ClientId))
                .equals((referral::Entity, referral::Column::ClientId)),
        )
        .and_where(
            Expr::col((participation::Entity, participation::Column::ReferralId))
                .equals((referral::Entity, referral::Column::Id)),
        )
        .cond_where(places)
        .take();
    Condition::any().add(open()).add(Expr::exists(place))
}

/// The referrals (`referral`) that are open or whose place lasts, and those that were closed lately: their last step is
/// still looked at and taken back.
pub(super) fn in_hand(at: DateTime<Utc>) -> Condition {
    open_or_led_to(lasting(at)).add(referral::Column::ClosedAt.gt(at - AFTERWARDS))
}

/// The referrals (`referral`) with whose client somebody still comes along: the session is not over, or not planned yet. One
/// that the plan does not know stands for the first that is over.
pub(super) fn still_accompanied(at: DateTime<Utc>) -> Condition {
    let ahead = promised().and_where(session::Column::EndsAt.gt(at)).take();
    let is_unknown = Condition::all()
        .add(Expr::exists(promised()).not())
        .add(Expr::exists(of_group().and_where(session::Column::EndsAt.lte(at)).take()).not());
    let waits = Condition::any().add(Expr::exists(ahead)).add(is_unknown);
    Condition::all().add(open_or_led_to(standing())).add(waits)
}

/// The session to which somebody comes along; the first when none was named.
fn promised() -> SelectStatement {
    let number = Expr::col((referral::Entity, referral::Column::AccompanySession)).if_null(1);
    of_group().and_where(ExprTrait::eq(Expr::col((session::Entity, session::Column::Number)), number)).take()
}

/// The sessions of the referral's group.
fn of_group() -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(session::Entity)
        .and_where(
            Expr::col((session::Entity, session::Column::GroupId))
                .equals((referral::Entity, referral::Column::GroupId)),
        )
        .take()
}
