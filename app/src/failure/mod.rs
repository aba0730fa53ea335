//! What a server function answers when it does not do what was asked: a refusal a person can act on, our own fault,
//! or no answer at all.

mod kept;
mod note;
mod words;

pub use kept::{Kept, StaleNote};
pub use note::{FailureNote, to_sign_in};

use crate::wire::Text;
use domain::{Refused, own_fault::OwnFault};
use serde::{Deserialize, Serialize};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    Refused(Refused),
    /// Our fault. The code stands in the log beside the cause.
    Failed {
        code: String,
    },
    /// Our fault too, of a kind that people can be told: the disk is full, the database is away. It may work later.
    Ours(OwnFault),
    /// The server could not be reached or answered something else.
    Unreachable(String),
    /// The server could not be reached, and the service worker will do it once it can be.
    Waiting,
}

impl Failure {
    /// Whether the sign-in ended: the only way on is the sign-in page.
    pub fn is_signed_out(&self) -> bool {
        matches!(self, Failure::Refused(Refused::NotSignedIn))
    }

    /// Whether it says that there is nothing to show any more, not only that nothing came just now.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Failure::Refused(Refused::NotFound | Refused::ConditionGone | Refused::NotAllowed | Refused::NotSignedIn | Refused::MustChangePassword)
        )
    }

    pub fn http_status(&self) -> u16 {
        match self {
            Failure::Refused(refused) => refused.http_status(),
            Failure::Failed { .. } => 500,
            // Insufficient Storage (RFC 4918 section 11.5).
            Failure::Ours(OwnFault::DiskFull) => 507,
            Failure::Ours(_) | Failure::Unreachable(_) | Failure::Waiting => 503,
        }
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Failure::Refused(refused)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Refused(refused) => refused.fmt(f),
            Failure::Failed { code } => write!(f, "failed ({code})"),
            Failure::Ours(fault) => fault.fmt(f),
            Failure::Unreachable(cause) => write!(f, "unreachable: {cause}"),
            Failure::Waiting => f.write_str("waiting for the network"),
        }
    }
}

impl std::error::Error for Failure {}

impl FromServerFnError for Failure {
    type Encoder = Text;

    fn from_server_fn_error(cause: ServerFnErrorErr) -> Self {
        match cause {
            ServerFnErrorErr::Request(text) | ServerFnErrorErr::UnsupportedRequestMethod(text) | ServerFnErrorErr::Deserialization(text) => {
                Failure::Unreachable(text)
            }
            // An older or newer client than the server: a reload cures it.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Failure::Failed { code: "ARGS".to_owned() },
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Response(_) => Failure::Failed { code: "CALL".to_owned() },
        }
    }
}
