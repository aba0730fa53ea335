//! Server functions of people.

use crate::{Failure, wire::Json};
use domain::{
    UserId,
    access::Role,
    setup::InviteLink,
    users::{NewUser, Profile, UserState, UserView},
};
use leptos::prelude::*;
use server_fn::codec::GetUrl;

#[server(name = ListUsers, prefix = "/rpc", endpoint = "users/list", input = GetUrl, output = Json)]
pub async fn list() -> Result<Vec<UserView>, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::list(&cx).await?)
}

#[server(prefix = "/rpc", endpoint = "users/invite", input = Json, output = Json)]
pub async fn invite(new: NewUser) -> Result<InviteLink, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::invite(&cx, new).await?)
}

/// A fresh link, for an invitation that got lost or a forgotten password.
#[server(prefix = "/rpc", endpoint = "users/reinvite", input = Json, output = Json)]
pub async fn reinvite(id: UserId) -> Result<InviteLink, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::reinvite(&cx, id).await?)
}

#[server(prefix = "/rpc", endpoint = "users/role", input = Json, output = Json)]
pub async fn set_role(id: UserId, role: Role) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::set_role(&cx, id, role).await?)
}

#[server(prefix = "/rpc", endpoint = "users/state", input = Json, output = Json)]
pub async fn set_state(id: UserId, state: UserState) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::set_state(&cx, id, state).await?)
}

#[server(prefix = "/rpc", endpoint = "users/operator", input = Json, output = Json)]
pub async fn set_operator(id: UserId, operator: bool) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::set_operator(&cx, id, operator).await?)
}

#[server(name = ReadProfile, prefix = "/rpc", endpoint = "users/profile", input = GetUrl, output = Json)]
pub async fn profile() -> Result<Profile, Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::profile(&cx).await?)
}

/// Whether single keys do something by themselves, on every device of this person.
#[server(prefix = "/rpc", endpoint = "users/single-keys", input = Json, output = Json)]
pub async fn set_single_keys(on: bool) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::set_single_keys(&cx, on).await?)
}

/// The tour of the first day was seen, or skipped.
#[server(prefix = "/rpc", endpoint = "users/tour-seen", input = Json, output = Json)]
pub async fn tour_seen() -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::tour_seen(&cx).await?)
}

#[server(prefix = "/rpc", endpoint = "users/save-profile", input = Json, output = Json)]
pub async fn save_profile(profile: Profile) -> Result<(), Failure> {
    let cx = crate::server_side::cx()?;
    Ok(backend::users::save_profile(&cx, &profile).await?)
}
