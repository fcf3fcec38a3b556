//! Somebody's sign-ins are ended.

use entity::id::StaffId;

use crate::access::Act;
use crate::error::Result;
use crate::people;

/// Ends every sign-in and every token of a staff member; the account stays open.
pub async fn end_sign_ins_of(act: Act<'_>, id: StaffId) -> Result<()> {
    people::staff_exists(act.tx, id).await?;
    people::end_sign_ins(act, id).await
}
