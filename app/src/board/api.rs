//! Server functions of the notice board.

use crate::{Failure, wire::Json};
use domain::{
    LinkId, NoticeId,
    board::{BoardView, LinkForm, NoticeForm, NoticeView},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(name = ReadBoard, prefix = "/rpc", endpoint = "board/read", input = GetUrl, output = Json)]
pub async fn read() -> Result<BoardView, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::read(&cx).await?)
}

/// What the reader has not read.
#[server(name = UnreadBoard, prefix = "/rpc", endpoint = "board/unread", input = GetUrl, output = Json)]
pub async fn unread() -> Result<Vec<NoticeView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::unread(&cx).await?)
}

#[server(name = SaveNotice, prefix = "/rpc", endpoint = "board/save-notice", input = Json, output = Json)]
pub async fn save_notice(id: Option<NoticeId>, form: NoticeForm) -> Result<NoticeId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::save_notice(&cx, id, &form).await?)
}

#[server(name = RemoveNotice, prefix = "/rpc", endpoint = "board/remove-notice", input = Json, output = Json)]
pub async fn remove_notice(id: NoticeId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::remove_notice(&cx, id).await?)
}

#[server(name = RestoreNotice, prefix = "/rpc", endpoint = "board/restore-notice", input = Json, output = Json)]
pub async fn restore_notice(id: NoticeId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::restore_notice(&cx, id).await?)
}

/// The reader has read it.
#[server(name = SeenNotice, prefix = "/rpc", endpoint = "board/seen", input = Json, output = Json)]
pub async fn seen(id: NoticeId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::seen(&cx, id).await?)
}

#[server(name = SaveLink, prefix = "/rpc", endpoint = "board/save-link", input = Json, output = Json)]
pub async fn save_link(id: Option<LinkId>, form: LinkForm) -> Result<LinkId, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::save_link(&cx, id, &form).await?)
}

#[server(name = OrderLinks, prefix = "/rpc", endpoint = "board/order-links", input = Json, output = Json)]
pub async fn order_links(ids: Vec<LinkId>) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::order_links(&cx, &ids).await?)
}

#[server(name = RemoveLink, prefix = "/rpc", endpoint = "board/remove-link", input = Json, output = Json)]
pub async fn remove_link(id: LinkId) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::board::remove_link(&cx, id).await?)
}
