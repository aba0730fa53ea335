-- Writing: the reply lease, the drafts that the team sees, and their revisions.
create table drafts(
  id integer primary key,
  conversation_id integer not null references conversations(id),
  author_id integer not null references users(id),
  -- reply, reply-all, forward or new; and the message it answers.
  kind text not null,
  answers_id integer references messages(id),
  account_id integer not null references accounts(id),
  recipients_to text not null,
  recipients_cc text not null,
  recipients_bcc text not null,
  subject text not null,
  text text not null,
  created_at integer not null,
  saved_at integer not null,
  -- Rises with every save; a save that names an older one is refused.
  version integer not null default 1,
  sent_at integer,
  -- Deleted by its writer: the revisions stay.
  deleted_at integer,
  -- Edit and resend: the message whose letter failed. Sent, this draft settles that failure.
  resends_id integer references messages(id),
  -- The newest received message that the writer has seen: a later one stops the send once.
  seen_message_id integer not null default 0
) strict;
create index drafts_conversation on drafts(conversation_id, id) where sent_at is null and deleted_at is null;
create index drafts_resends on drafts(resends_id) where resends_id is not null;

-- Every save of substance, immutable.
create table revisions(
  id integer primary key,
  draft_id integer not null references drafts(id),
  at integer not null,
  author_id integer not null references users(id),
  content text not null
) strict;
create index revisions_draft on revisions(draft_id, id);

create table draft_files(
  id integer primary key,
  draft_id integer not null references drafts(id),
  name text not null,
  kind text not null,
  size integer not null,
  file text not null
) strict;
create index draft_files_draft on draft_files(draft_id, id);

-- One writer at a time. `former_*` is what a cancel with nothing written restores.
create table leases(
  conversation_id integer primary key references conversations(id),
  user_id integer not null references users(id),
  token text not null,
  since integer not null,
  seen_at integer not null,
  draft_id integer references drafts(id),
  former_status_id integer,
  former_assignee_id integer
) strict;
