//! One connection of a bulk mail: it asks the ledger for mails, hands them over, and tells what became of each.

use super::{
    super::sql::sending::Claimed,
    ledger::{Ask, Turn},
};
use crate::{
    Desk,
    outbox::sender::{Parcel, Route},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::{mpsc, oneshot};

/// Mails that a connection takes at once: those whose ends it may have handed over when the program dies.
pub const MOST: usize = 16;
/// As many as the server takes in this time: of a slow one, one after the other.
const AHEAD: Duration = Duration::from_millis(10);

/// A mail that is built, and whose it is.
pub struct Ready {
    pub to: Claimed,
    pub parcel: Parcel,
}

/// Until there is nothing left for it.
pub async fn serve(desk: Arc<Desk>, mut route: Route, asks: mpsc::UnboundedSender<Ask>, most: usize) {
    let mut room = 1;
    loop {
        let reached = route.open(&desk).await.map(|()| room);
        let (reply, answer) = oneshot::channel();
        if asks.send(Ask::Wants { reached, reply }).is_err() {
            break;
        }
        match answer.await {
            Ok(Turn::Mails(mails)) => {
                let began = Instant::now();
                let parcels: Vec<&Parcel> = mails.iter().map(|ready| &ready.parcel).collect();
                route
                    .hand_over_all(&desk, &parcels, |at, handover| {
                        // A ledger that broke down hears nothing any more; the claims run out, and these become unsure.
                        asks.send(Ask::Ended { ready: mails[at].clone(), handover }).unwrap_or_default();
                    })
                    .await;
                room = room_after(began.elapsed(), mails.len(), most);
            }
            Ok(Turn::Again) => {}
            Ok(Turn::Over) | Err(_) => break,
        }
    }
    route.close().await;
}

/// How many to ask for when `count` took so long.
fn room_after(took: Duration, count: usize, most: usize) -> usize {
    let each = took.as_micros() / (count.max(1) as u128);
    usize::try_from(AHEAD.as_micros() / each.max(1)).unwrap_or(most).clamp(1, most.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slower_a_server_the_fewer_are_in_doubt() {
        let cases = [(1, 1, 10), (1, 16, 16), (16, 16, 10), (100, 16, 1), (5_000, 1, 1)];
        for (ms, count, expected) in cases {
            assert_eq!(room_after(Duration::from_millis(ms), count, MOST), expected, "{count} in {ms} ms");
        }
        assert_eq!(room_after(Duration::ZERO, 1, MOST), MOST);
        assert_eq!(room_after(Duration::ZERO, 1, 1), 1);
    }
}
