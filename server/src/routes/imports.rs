//! Files to be imported: streamed to a spool while they come in, whatever their size.

use super::{Shared, mails, visitor::Visitor};
use axum::{
    Extension, Json,
    body::Body,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use backend::{Error, imports};
use domain::{ImportId, Limit, MailboxId, Refused, imports::UPLOAD_MAX};
use futures::StreamExt;
use serde::Deserialize;
use tokio::io::AsyncWriteExt;

/// Between two looks at the room on the disk.
const LOOKED_EVERY: u64 = 64 * 1024 * 1024;

#[derive(Deserialize)]
pub struct Upload {
    name: String,
}

pub async fn add(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(mailbox): Path<i64>,
    Query(upload): Query<Upload>,
    body: Body,
) -> Response {
    match receive(&shared, &visitor, MailboxId(mailbox), &upload.name, body).await {
        Ok(id) => Json(id).into_response(),
        Err(cause) => mails::refuse(cause),
    }
}

async fn receive(shared: &Shared, visitor: &Visitor, mailbox: MailboxId, name: &str, body: Body) -> Result<ImportId, Error> {
    // Before a byte is written: gigabytes are no stranger's to send.
    imports::may_begin(&visitor.cx, mailbox).await?;
    let files = &shared.desk.files;
    let mut spool = files.spool(UPLOAD_MAX).await?;
    let (mut size, mut looked) = (0_u64, 0_u64);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|cause| Error::Failed(anyhow::Error::new(cause).context("an upload broke off")))?;
        size += chunk.len() as u64;
        if size > UPLOAD_MAX {
            return Err(Error::Refused(Refused::OverLimit { what: Limit::ImportBytes, limit: UPLOAD_MAX }));
        }
        if size > looked {
            looked = size + LOOKED_EVERY;
            files.want_room(shared.desk.limits.reserve_bytes()).await?;
        }
        spool.write_all(&chunk).await?;
    }
    imports::begin_upload(&visitor.cx, mailbox, name, spool).await
}
