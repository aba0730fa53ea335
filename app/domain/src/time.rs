//! Instants. Everything is stored and compared as UTC milliseconds; zones matter only where people read.

use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    pub const fn plus_ms(self, ms: i64) -> Moment {
        Moment(self.0.saturating_add(ms))
    }

    pub const fn plus_seconds(self, seconds: i64) -> Moment {
        self.plus_ms(seconds.saturating_mul(1_000))
    }

    pub const fn plus_minutes(self, minutes: i64) -> Moment {
        self.plus_seconds(minutes.saturating_mul(60))
    }

    pub const fn plus_days(self, days: i64) -> Moment {
        self.plus_minutes(days.saturating_mul(24 * 60))
    }

    /// Milliseconds from `earlier` to `self`; negative when `earlier` is later.
    pub const fn ms_since(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
