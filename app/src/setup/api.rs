//! Server functions of the wizard.

use crate::{Failure, wire::Json};
use domain::setup::{InviteLink, SetupForm};
use leptos::prelude::*;

/// Founds the desk and signs its administrator in. Once; then it is refused for ever.
#[server(prefix = "/rpc", endpoint = "setup/found", input = Json, output = Json)]
pub async fn found(form: SetupForm) -> Result<Vec<InviteLink>, Failure> {
    let (cx, visit) = (crate::server_side::cx()?, crate::server_side::visit());
    let (signed_in, links) = backend::setup::found(&cx, &form, &visit.agent).await?;
    crate::server_side::answer::open(&visit, &signed_in.token);
    Ok(links)
}
