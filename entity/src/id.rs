//! Typed ids: a UUID that knows whose it is, so that no query takes a client for a group.

use sea_orm::prelude::Uuid;
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! ids {
    ($($name:ident),+ $(,)?) => { $(
        #[doc = concat!("A `", stringify!($name), "`: a version 7 UUID.")]
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, Serialize, Deserialize, ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = <Uuid as std::str::FromStr>::Err;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+ };
}

ids! {
    AbsenceId, AccessId, ApiTokenId, ApplicationId, ApprovalId, BreakId, CalendarLinkId, ChangeId, ChannelCodeId, ClientId, ClientLinkId, CorrectionId, DeviceKeyId, DisclosureId, GoalAssessmentId, GoalId, GroupId, ImportRunId, IncidentId, InterpretingId, MessageId, OfferId, PairRuleId, ParticipationId, PasswordLinkId, RatingId, RatingRequestId, ReferralId, ReferralNoteId, SeasonId, SessionId, SignInId, StaffId, TaskId,
    TemplateId, UnitId, VenueId, WaitingId, WalkInId,
}
