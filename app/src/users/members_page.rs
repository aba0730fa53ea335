//! The members of the company: who they are, what they keep, and their way in.

use super::{api, invite_dialog::InviteDialog, link_dialog::LinkDialog, member_line::MemberLine, words};
use crate::{
    live::{Live, Topic},
    parts::icon::Icon,
    settings::{Loaded, Needs, SettingsPage},
    words::use_language,
};
use domain::{setup::InviteLink, users::UserView};
use leptos::prelude::*;

#[component]
pub fn MembersPage() -> impl IntoView {
    let language = use_language();
    let live = Live::current();
    let members = Resource::new(move || live.version(Topic::Settings), |_| api::list());
    let inviting = RwSignal::new(false);
    let link = RwSignal::new(None::<InviteLink>);
    let actions = move || {
        view! {
            <button class="btn btn--primary" type="button" on:click=move |_| inviting.set(true)>
                <Icon name="user-plus" />
                {words::invite(language)}
            </button>
        }
    };
    view! {
        <SettingsPage
            title=Signal::stored(words::members(language).to_owned())
            text=Signal::stored(words::members_text(language).to_owned())
            needs=Needs::Admin
            actions
        >
            <Loaded answer=members children=move |list| view! { <List list link /> }.into_any() />
            <InviteDialog open=inviting link />
            <LinkDialog link />
        </SettingsPage>
    }
}

#[component]
fn List(list: Memo<Vec<UserView>>, link: RwSignal<Option<InviteLink>>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="card">
            <div class="card__scroll">
                <table class="table table--stack">
                    <thead>
                        <tr>
                            <th>{words::name(language)}</th>
                            <th>{words::role(language)}</th>
                            <th>{words::operator(language)}</th>
                            <th>{words::state(language)}</th>
                            <th>{words::seen(language)}</th>
                            <th class="table__act">
                                <span class="sr">{words::actions(language)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=move || list.get()
                            key=|user| user.id
                            children=move |user| {
                                let (id, first) = (user.id, user);
                                let newest = Memo::new(move |last: Option<&UserView>| {
                                    list.with(|list| list.iter().find(|user| user.id == id).cloned()).or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
                                });
                                view! { <MemberLine user=newest link /> }
                            }
                        />
                    </tbody>
                </table>
            </div>
        </div>
    }
}
