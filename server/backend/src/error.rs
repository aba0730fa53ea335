//! Two kinds of errors, never mixed: *refused* is an answer a person can act on, *failed* is our fault.

use domain::Refused;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// For workers, to whom nobody can say what was refused.
    pub(crate) fn into_failure(self) -> anyhow::Error {
        match self {
            Error::Failed(cause) => cause,
            Error::Refused(refused) => refused.into(),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(cause: sqlx::Error) -> Self {
        match cause {
            sqlx::Error::RowNotFound => Error::Refused(Refused::NotFound),
            other => Error::Failed(anyhow::Error::new(other).context("database")),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Error::Failed(anyhow::Error::new(cause).context("file"))
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        Error::Failed(anyhow::Error::new(cause).context("stored JSON"))
    }
}
