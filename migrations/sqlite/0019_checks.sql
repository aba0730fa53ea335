-- A second pair of eyes before a mail goes out, what every mailbox asks for before sending, and letters that wait for their hour.
create table checks(
  id integer primary key,
  draft_id integer not null references drafts(id) on delete cascade,
  -- What was submitted, and what was approved: another one where the confirmer corrected it.
  revision_id integer not null references revisions(id) on delete cascade,
  approved_id integer references revisions(id) on delete cascade,
  asked_by integer not null references users(id),
  asked_at integer not null,
  confirmer_id integer not null references users(id),
  note text not null,
  state text not null,
  reason text not null default '',
  decided_by integer references users(id),
  decided_at integer
) strict;
create index checks_draft on checks(draft_id, id);
create index checks_revision on checks(revision_id);
create index checks_approved on checks(approved_id) where approved_id is not null;

-- Absent: nothing is asked for.
create table sending_rules(
  mailbox_id integer primary key references mailboxes(id),
  check_mode text not null,
  -- The confirmer may approve what they corrected themselves.
  correcting integer not null,
  -- The recipients are confirmed at every send.
  always_confirm integer not null,
  -- One word or phrase a line.
  forbidden text not null
) strict;

-- Whose mails need a check where only newcomers' do.
create table check_marks(
  mailbox_id integer not null references mailboxes(id),
  user_id integer not null references users(id),
  primary key(mailbox_id, user_id)
) strict;

-- Where the check of an open draft stands, for the line of the list.
alter table conversations add column check_state text;
create index conversations_to_confirm on conversations(confirmer_id, mailbox_id, last_at desc, id desc) where confirmer_id is not null and class <> 'done' and trashed_at is null;

-- Sent at a chosen hour: what becomes of the conversation then, and whether a mail of the customer stops it.
alter table letters add column scheduled integer not null default false;
alter table letters add column stops_on_reply integer not null default false;
alter table letters add column after_send text not null default '';
create index letters_scheduled on letters(due_at, id) where scheduled and state = 'waiting';
-- Its letter was stopped because the customer wrote first.
alter table drafts add column stopped_at integer;
-- When the next scheduled letter of it goes out.
alter table conversations add column scheduled_at integer;
