//! Trouble of the database itself, as opposed to a statement that is wrong.

use crate::fault::is_full;

/// Both pass by themselves once somebody has seen to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Its disk has no room.
    Full,
    /// It cannot be reached, is starting or ending, or somebody else holds it for too long.
    Away,
}

/// The kind of a failure, `None` when it is not the database that is in trouble.
pub fn trouble(cause: &sqlx::Error) -> Option<Trouble> {
    match cause {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Some(Trouble::Away),
        sqlx::Error::Io(cause) if is_full(cause) => Some(Trouble::Full),
        sqlx::Error::Io(_) => Some(Trouble::Away),
        sqlx::Error::Database(cause) => cause.code().and_then(|code| of_code(&code)),
        _ => None,
    }
}

/// Codes of SQLite are numbers (sqlite3.h), those of PostgreSQL have five characters (Appendix A of its manual): none is both.
fn of_code(code: &str) -> Option<Trouble> {
    match code {
        // SQLITE_FULL, SQLITE_IOERR_SHMSIZE; disk_full.
        "13" | "4874" | "53100" => Some(Trouble::Full),
        // SQLITE_BUSY and its kinds, SQLITE_LOCKED, SQLITE_CANTOPEN.
        "5" | "261" | "517" | "773" | "6" | "14" => Some(Trouble::Away),
        // too_many_connections; admin_shutdown, crash_shutdown, cannot_connect_now.
        "53300" | "57P01" | "57P02" | "57P03" => Some(Trouble::Away),
        // connection_exception.
        code if code.len() == 5 && code.starts_with("08") => Some(Trouble::Away),
        _ => None,
    }
}
