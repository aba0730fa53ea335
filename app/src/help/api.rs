//! Server functions of the guide. Plain readings that a browser may keep for a while: they say the same to everybody.

use super::sent::{ChapterView, PlaceView};
use crate::{Failure, wire::Json};
use domain::Language;
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(prefix = "/rpc", endpoint = "help/guide", input = GetUrl, output = Json)]
pub async fn guide(language: Language) -> Result<Vec<ChapterView>, Failure> {
    crate::server_side::signed_in()?;
    crate::server_side::may_be_kept();
    Ok(super::html::guide(language))
}

/// The titles, for those who look for one.
#[server(prefix = "/rpc", endpoint = "help/places", input = GetUrl, output = Json)]
pub async fn places(language: Language) -> Result<Vec<PlaceView>, Failure> {
    crate::server_side::signed_in()?;
    crate::server_side::may_be_kept();
    Ok(super::html::places(language))
}
