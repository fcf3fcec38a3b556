//! Whether an error of the database says that the database can't be used for now, not that something is wrong with what
//! was asked of it.

use sea_orm::sqlx::Error as DriverError;
use sea_orm::{DbErr, RuntimeErr};

/// No connection, no answer, no room to write, or no right to.
pub(super) fn is_out_of_reach(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => is_of_driver(error),
        _ => false,
    }
}

fn is_of_driver(error: &DriverError) -> bool {
    match error {
        DriverError::Io(_)
        | DriverError::Tls(_)
        | DriverError::Protocol(_)
        | DriverError::PoolTimedOut
        | DriverError::PoolClosed
        | DriverError::WorkerCrashed => true,
        DriverError::Database(error) => error.code().is_some_and(|code| is_of_server(&code)),
        _ => false,
    }
}

/// PostgreSQL's codes have five characters: no connection (08), no room (53), shutting down (57P), a disk that fails (58),
/// a standby (25006). SQLite's are numbers, the kind in their lowest byte: locked by another program, read-only, failing,
/// full or gone.
fn is_of_server(code: &str) -> bool {
    if code.len() == 5 {
        return ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class)) || code == "25006";
    }
    let (busy, read_only, failing, full, gone) = (5, 8, 10, 13, 14);
    code.parse::<u32>().is_ok_and(|code| [busy, read_only, failing, full, gone].contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_statement_did_wrong_is_no_database_that_is_gone() {
        for gone in ["08006", "53100", "57P01", "57P03", "58030", "25006", "5", "8", "1032", "10", "778", "13", "14"] {
            assert!(is_of_server(gone), "{gone}");
        }
        for wrong in ["23505", "42P01", "57014", "40001", "1", "19", "2067", "787", ""] {
            assert!(!is_of_server(wrong), "{wrong}");
        }
    }
}
