//! People: the list of members, invitations, and one's own profile.

pub mod api;
mod invite_dialog;
mod link_dialog;
mod member_line;
mod members_page;
mod profile_page;
mod words;

pub use members_page::MembersPage;
pub use profile_page::ProfilePage;
