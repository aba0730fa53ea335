-- What people are told of need not stand in a conversation: bulk mails, templates, entries of logs, imports, mail accounts.

alter table notifications alter column conversation_id drop not null;
alter table notifications alter column mailbox_id drop not null;
-- What it is about: a conversation, or something else by its number.
alter table notifications add column about text not null default 'conversation';
alter table notifications add column about_id bigint;
create index notifications_about on notifications(user_id, about, about_id) where about_id is not null and read_at is null;
-- New versions of a template are one row until it is read.
create unique index notifications_template on notifications(user_id, about_id) where kind = 'template' and read_at is null;
