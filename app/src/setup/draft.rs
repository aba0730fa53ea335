//! What was entered so far. Everything but passwords is kept on the device until set-up is finished.

use crate::{
    accounts::{AccountFields, Errors, Tests},
    parts::zone::browser_zone,
};
use domain::{
    Language, Refused,
    access::Role,
    accounts::AccountForm,
    auth::check_password,
    setup::{Founding, SetupForm},
    users::{NewUser, check_email, check_name},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const KEPT: &str = "madoguchi:setup";
pub const DEFAULT_ZONE: &str = "Asia/Tokyo";

/// A row of the list of members.
#[derive(Clone, Copy)]
pub struct Member {
    pub key: usize,
    pub name: RwSignal<String>,
    pub email: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub company: RwSignal<String>,
    pub language: RwSignal<Language>,
    pub zone: RwSignal<String>,
    pub admin_name: RwSignal<String>,
    pub admin_email: RwSignal<String>,
    pub admin_password: RwSignal<String>,
    pub mailbox: RwSignal<String>,
    pub with_account: RwSignal<bool>,
    pub account: AccountFields,
    pub errors: Errors,
    pub tests: Tests,
    pub members: RwSignal<Vec<Member>>,
    next_member: StoredValue<usize>,
}

/// The draft as the device keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    company: String,
    zone: String,
    admin_name: String,
    admin_email: String,
    mailbox: String,
    account: AccountForm,
    members: Vec<(String, String)>,
}

impl Draft {
    pub fn new(language: Language) -> Draft {
        let text = || RwSignal::new(String::new());
        let draft = Draft {
            company: text(),
            language: RwSignal::new(language),
            zone: RwSignal::new(DEFAULT_ZONE.to_owned()),
            admin_name: text(),
            admin_email: text(),
            admin_password: text(),
            mailbox: text(),
            with_account: RwSignal::new(true),
            account: AccountFields::new(&AccountForm::blank(), true),
            errors: Errors::new(),
            tests: Tests::new(),
            members: RwSignal::new(Vec::new()),
            next_member: StoredValue::new(0),
        };
        draft.add_member("", "");
        draft
    }

    pub fn add_member(self, name: &str, email: &str) {
        let key = self.next_member.try_update_value(|next| {
            *next += 1;
            *next
        });
        let member = Member { key: key.unwrap_or_default(), name: RwSignal::new(name.to_owned()), email: RwSignal::new(email.to_owned()) };
        self.members.update(|members| members.push(member));
    }

    fn is_untouched(self) -> bool {
        [self.company, self.admin_name, self.admin_email, self.mailbox].iter().all(|text| text.with_untracked(String::is_empty))
    }

    /// Takes up what the device has kept. Browser only.
    pub fn restore(self) {
        if self.zone.with_untracked(|zone| zone == DEFAULT_ZONE)
            && let Some(zone) = browser_zone()
        {
            self.zone.set(zone);
        }
        let kept = storage().and_then(|storage| storage.get_item(KEPT).ok().flatten());
        // A draft of another version is no loss worth a word.
        let Some(kept) = kept.and_then(|kept| serde_json::from_str::<Kept>(&kept).ok()).filter(|_| self.is_untouched()) else { return };
        self.company.set(kept.company);
        self.zone.set(kept.zone);
        self.admin_name.set(kept.admin_name);
        self.admin_email.set(kept.admin_email);
        self.mailbox.set(kept.mailbox);
        self.account.fill(&kept.account);
        if !kept.members.is_empty() {
            self.members.set(Vec::new());
            for (name, email) in kept.members {
                self.add_member(&name, &email);
            }
        }
    }

    /// Keeps the draft on the device, without passwords. Browser only.
    pub fn keep(self) {
        let text = |text: RwSignal<String>| text.get_untracked();
        let kept = Kept {
            company: text(self.company),
            zone: text(self.zone),
            admin_name: text(self.admin_name),
            admin_email: text(self.admin_email),
            mailbox: text(self.mailbox),
            account: AccountForm { receive_password: None, send_password: None, ..self.account.form() },
            members: self.entered_members().into_iter().map(|(_, member)| (member.name, member.email)).collect(),
        };
        if let (Some(storage), Ok(kept)) = (storage(), serde_json::to_string(&kept)) {
            // A device that keeps nothing is no reason to stop.
            let _ = storage.set_item(KEPT, &kept);
        }
    }

    /// Set-up is finished. Browser only.
    pub fn forget(self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(KEPT);
        }
    }

    /// Rows in which something stands, with their keys.
    pub fn entered_members(self) -> Vec<(usize, NewUser)> {
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let all = self.members.get_untracked().into_iter();
        all.map(|member| (member.key, NewUser { name: trimmed(member.name), email: trimmed(member.email), role: Role::Member }))
            .filter(|(_, member)| !(member.name.is_empty() && member.email.is_empty()))
            .collect()
    }

    pub fn check_company(self) -> Result<(), Refused> {
        self.company.with_untracked(|name| check_name(name, domain::Field::Company))
    }

    pub fn check_admin(self) -> Result<(), Refused> {
        self.admin_name.with_untracked(|name| check_name(name, domain::Field::Name))?;
        let email = self.admin_email.with_untracked(|email| email.trim().to_owned());
        check_email(&email)?;
        self.admin_password.with_untracked(|password| check_password(password, &email))
    }

    pub fn check_mailbox(self) -> Result<(), Refused> {
        self.mailbox.with_untracked(|name| check_name(name, domain::Field::Mailbox))
    }

    pub fn form(self) -> SetupForm {
        let trimmed = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        SetupForm {
            founding: Founding {
                company: trimmed(self.company),
                language: self.language.get_untracked(),
                zone: trimmed(self.zone),
                admin_name: trimmed(self.admin_name),
                admin_email: trimmed(self.admin_email),
                admin_password: self.admin_password.get_untracked(),
            },
            mailbox: trimmed(self.mailbox),
            account: self.with_account.get_untracked().then(|| self.account.form()),
            members: self.entered_members().into_iter().map(|(_, member)| member).collect(),
        }
    }
}

fn storage() -> Option<leptos::web_sys::Storage> {
    window().local_storage().ok().flatten()
}
