//! A unit comes into the organisation.

use entity::id::UnitId;

use crate::access::Act;
use crate::admin::NewUnit;
use crate::error::Result;
use crate::people;

/// Adds a unit, below another or at the top.
pub async fn open_unit(act: Act<'_>, new: NewUnit) -> Result<UnitId> {
    people::add_unit(act, new.parent, new.kind, &new.name).await
}
