//! The live stream: server-sent events (HTML standard section 9.2), ids only. Ends when the program ends or the session does.

use super::{Shared, visitor::Visitor};
use crate::figures::OpenStream;
use app::Failure;
use axum::{
    Extension,
    extract::State,
    http::HeaderName,
    response::{
        IntoResponse, Response,
        sse::{Event as Message, KeepAlive, Sse},
    },
};
use backend::auth;
use domain::live::Event;
use futures::{Stream, StreamExt, stream};
use std::{convert::Infallible, time::Duration};

/// After this long a browser opens an ended stream again.
const AGAIN: Duration = Duration::from_millis(200);

pub async fn events(State(shared): State<Shared>, Extension(visitor): Extension<Visitor>) -> Response {
    match stream_of(&shared, visitor) {
        Ok(stream) => {
            let sse = Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15)));
            // Proxies that collect answers would hold events back.
            ([(HeaderName::from_static("x-accel-buffering"), "no")], sse).into_response()
        }
        Err(cause) => super::mails::refuse(cause),
    }
}

fn stream_of(shared: &Shared, visitor: Visitor) -> Result<impl Stream<Item = Result<Message, Infallible>> + use<>, backend::Error> {
    let events = backend::live::subscribe(&visitor.cx)?;
    // A stream that ends because rights changed is opened again at once.
    let hello = Message::default().event("hello").retry(AGAIN).data(format!("{{\"version\":\"{}\"}}", shared.site.version));
    let (desk, token) = (shared.desk.clone(), visitor.visit.token.unwrap_or_default());
    let told = events
        .then(move |event| {
            let (desk, token) = (desk.clone(), token.clone());
            async move {
                // Rights and sessions may have changed: the stream is opened again with the rights of that moment, or not at all.
                let ends = match event {
                    Event::SignedOut { .. } => auth::who(&desk, &token, backend::cx::now()).await.is_ok_and(|who| who.is_none()),
                    Event::Settings => true,
                    _ => false,
                };
                (event, ends)
            }
        })
        // The end follows its message, not the next one.
        .flat_map(|(event, ends)| stream::iter([Some(event)].into_iter().chain(ends.then_some(None))))
        .scan((), |(), item| futures::future::ready(item))
        .filter_map(|event| futures::future::ready(Message::default().json_data(&event).ok()));
    let open = OpenStream::begin();
    let told = stream::iter([hello]).chain(told).map(move |message| {
        // Counted until the stream is dropped.
        let _open = &open;
        Ok(message)
    });
    Ok(told.take_until(shared.stop.clone().cancelled_owned()))
}

/// A failure as JSON, as server functions answer it.
pub fn failure(failure: &Failure) -> Response {
    let status = http::StatusCode::from_u16(failure.http_status()).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(failure)).into_response()
}
