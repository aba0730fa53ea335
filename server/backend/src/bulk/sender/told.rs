//! Screens hear how far a bulk mail is.

use super::super::sql;
use crate::Desk;
use domain::*;

/// Once a second, and at its end.
#[derive(Default)]
pub struct Told {
    at: Option<Moment>,
    pending: bool,
}

impl Told {
    pub fn tell(&mut self, desk: &Desk, mail: &sql::Mail, now: Moment, ended: bool) {
        self.pending = true;
        if ended || self.at.is_none_or(|at| now.ms_since(at) >= 1_000) {
            self.at = Some(now);
            self.rest(desk, mail);
        }
    }

    pub fn rest(&mut self, desk: &Desk, mail: &sql::Mail) {
        if std::mem::take(&mut self.pending) {
            desk.live.publish(live::Event::Bulk { space: mail.space_id, id: mail.id });
        }
    }
}
