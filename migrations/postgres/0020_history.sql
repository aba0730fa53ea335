-- What there was with a customer before; conversations that were joined, cut or moved; what rests until later; spam.

-- When the message came or went, and the part of the address behind the @: what there was with a customer, and with a
-- company, is one walk along one index.
alter table people add column at bigint not null default 0;
alter table people add column domain_key text not null default '';
update people p set at = m.at,
  domain_key = case when strpos(p.addr_key, '@') > 0 then substr(p.addr_key, strpos(p.addr_key, '@') + 1) else '' end
  from messages m where m.id = p.message_id;
drop index people_addr;
create index people_addr on people(addr_key, at desc, message_id desc);
create index people_domain on people(domain_key, at desc, message_id desc) where domain_key <> '';

-- Spam lies where the trash lies, and is a list of its own.
alter table conversations add column spam boolean not null default false;
-- Joined with another one: an empty shell that leads there, out of sight like the trash.
alter table conversations add column merged_into bigint references conversations(id);
-- Rests: since when, until when (null: until the customer answers), by whose wish and why.
alter table conversations add column snoozed_at bigint;
alter table conversations add column snoozed_until bigint;
alter table conversations add column snoozed_by bigint references users(id);
alter table conversations add column snooze_reason text not null default '';
-- When it came back by the clock last: it stands there in the lists as if a mail had come.
alter table conversations add column returned_at bigint;

drop index conversations_trash;
create index conversations_trash on conversations(mailbox_id, last_at desc, id desc) where trashed_at is not null and not spam and merged_into is null;
create index conversations_spam on conversations(mailbox_id, last_at desc, id desc) where spam and trashed_at is not null and merged_into is null;
create index conversations_merged on conversations(merged_into) where merged_into is not null;
create index conversations_snoozed on conversations(mailbox_id, last_at desc, id desc) where snoozed_at is not null and trashed_at is null;
create index conversations_wakes on conversations(snoozed_until, id) where snoozed_until is not null;
drop index conversations_counts;
create index conversations_counts on conversations(mailbox_id, status_id, assignee_id) where class <> 'done' and trashed_at is null and snoozed_at is null;
-- Conversations of one customer.
create index conversations_customer on conversations(lower(customer_addr), mailbox_id, last_at desc, id desc) where trashed_at is null;
create index conversations_customer_work on conversations(lower(customer_addr), last_at desc, id desc) where class <> 'done' and trashed_at is null;

-- The message that this one answers, where it was known: an answer goes where its question goes. It may be gone by now.
alter table messages add column parent_id bigint;
create index mids_message on mids(message_id);
create index drafts_answers on drafts(answers_id) where answers_id is not null;
create index letters_draft on letters(draft_id) where draft_id is not null;

-- The same mail, come to another account of the mailbox: shown once, both accounts named.
create table copies(
  arrival_id bigint primary key references arrivals(id),
  message_id bigint not null references messages(id),
  account_id bigint not null references accounts(id),
  file text not null
);
create index copies_message on copies(message_id, arrival_id);
create index copies_file on copies(file);

-- What was joined, cut or moved, in such a way that it can be taken back.
create table thread_changes(
  id bigint generated always as identity primary key,
  kind text not null,
  -- Where it was, and where it is now.
  source_id bigint not null references conversations(id),
  target_id bigint not null references conversations(id),
  at bigint not null,
  actor_id bigint references users(id),
  -- How both stood before and after, as JSON.
  standing text not null,
  undone_at bigint
);
create index thread_changes_target on thread_changes(target_id, id);
create index thread_changes_source on thread_changes(source_id, id);

-- Each message, comment, event and draft that a change carried along.
create table thread_moved(
  change_id bigint not null references thread_changes(id),
  what text not null,
  item_id bigint not null,
  primary key(change_id, what, item_id)
);
