-- What happened, noted when it happened, with who and what was there then: what reports count. And the sums of it by day.

-- The days from 1990 to 2109, and with which day their week, month and fiscal year begin: what time is grouped by.
create table calendar(
  day integer primary key,
  week integer not null,
  month integer not null,
  fiscal_year integer not null
) strict;
insert into calendar(day, week, month, fiscal_year)
with recursive days(day) as (select 7305 union all select day + 1 from days where day < 51134)
select day, day - (day + 3) % 7, unixepoch(day * 86400, 'unixepoch', 'start of month') / 86400,
  unixepoch(day * 86400, 'unixepoch', 'start of month', '-3 months', 'start of year', '+3 months') / 86400 from days;

-- What stands behind the @ of customers.
create table customer_domains(
  id integer primary key,
  domain text not null unique
) strict;

create table facts(
  id integer primary key,
  kind text not null,
  at integer not null,
  -- Days since 1970 and the hour of the week (0 to 167, Monday first), on the clocks of the space.
  day integer not null,
  hour integer not null,
  -- Where its conversation is now; everything else is as it was then.
  mailbox_id integer not null references mailboxes(id),
  conversation_id integer,
  message_id integer,
  -- The recipient of a bulk mail, the template.
  subject_id integer,
  -- Of what came in for nobody: who got it first.
  assignee_id integer,
  confirmer_id integer,
  status_id integer,
  -- The rank.
  priority integer not null default 0,
  account_id integer,
  domain_id integer,
  actor_id integer,
  -- 1; of 'open' -1 where it went from.
  n integer not null default 1,
  -- Milliseconds by the clock, and in business hours.
  wait_ms integer,
  business_ms integer,
  replies integer not null default 0
) strict;
create index facts_day on facts(mailbox_id, kind, day, id);
create index facts_conversation on facts(conversation_id, kind, id) where conversation_id is not null;
create index facts_message on facts(message_id) where message_id is not null;
-- However often a step is run, a mail counts once.
create unique index facts_once on facts(kind, message_id) where message_id is not null and kind in ('received', 'sent', 'by-rule', 'answered');
create unique index facts_once_bulk on facts(kind, subject_id) where kind in ('bulk-sent', 'bulk-failed', 'opted-out');

-- How a conversation was noted last: what it goes from when it changes.
create table standings(
  conversation_id integer primary key,
  mailbox_id integer not null,
  is_open integer not null,
  -- Since when it is unfinished; of what is done the last time.
  opened_at integer not null,
  -- When it was done last.
  done_at integer,
  status_id integer not null,
  assignee_id integer,
  confirmer_id integer,
  priority integer not null,
  account_id integer,
  domain_id integer
) strict;
-- Conversations that changed since they were noted: a worker looks at what the deed itself did not note.
create table standing_marks(
  conversation_id integer primary key
) strict;

-- Sums of the facts of a day. What is marked is counted from the facts until somebody has summed it anew.
create table report_days(
  mailbox_id integer not null,
  kind text not null,
  -- all, assignee, ..., field-12.
  axis text not null,
  day integer not null,
  -- Its key on the axis; -1: none. Of a field 0: those with any value.
  value integer not null,
  n integer not null,
  replies integer not null,
  primary key(mailbox_id, kind, axis, day, value)
) strict, without rowid;
create index report_days_day on report_days(mailbox_id, day);
create table report_marks(
  id integer primary key,
  mailbox_id integer not null,
  day integer not null
) strict;
create index report_marks_day on report_marks(mailbox_id, day);

create trigger facts_mark_new after insert on facts begin
  insert into report_marks(mailbox_id, day) values(new.mailbox_id, new.day);
end;
create trigger facts_mark_gone after delete on facts begin
  insert into report_marks(mailbox_id, day) values(old.mailbox_id, old.day);
end;
create trigger facts_mark_changed after update on facts begin
  insert into report_marks(mailbox_id, day) values(old.mailbox_id, old.day), (new.mailbox_id, new.day);
end;
-- What lies in the trash or the spam, or was joined with another one, does not count; what it is filed under counts as it is now.
create trigger facts_mark_conversation after update of trashed_at, folder_id on conversations
when (old.trashed_at is null) <> (new.trashed_at is null) or old.folder_id is not new.folder_id begin
  insert into report_marks(mailbox_id, day) select distinct mailbox_id, day from facts where conversation_id = new.id;
end;
create trigger facts_mark_value after insert on field_values begin
  insert into report_marks(mailbox_id, day) select distinct mailbox_id, day from facts where conversation_id = new.conversation_id;
end;
create trigger facts_mark_value_gone after delete on field_values begin
  insert into report_marks(mailbox_id, day) select distinct mailbox_id, day from facts where conversation_id = old.conversation_id;
end;
create trigger facts_mark_value_changed after update of choice, conversation_id on field_values begin
  insert into report_marks(mailbox_id, day) select distinct mailbox_id, day from facts where conversation_id in (old.conversation_id, new.conversation_id);
end;
-- Facts go with their mails and with their conversation.
create trigger facts_follow_message after update of conversation_id on messages when old.conversation_id <> new.conversation_id begin
  update facts set conversation_id = new.conversation_id where message_id = new.id and conversation_id = old.conversation_id;
end;
create trigger facts_follow_mailbox after update of mailbox_id on conversations when old.mailbox_id <> new.mailbox_id begin
  update facts set mailbox_id = new.mailbox_id where conversation_id = new.id;
end;
create trigger standing_mark_new after insert on conversations begin
  insert into standing_marks(conversation_id) values(new.id) on conflict do nothing;
end;
create trigger standing_mark after update of class, status_id, assignee_id, confirmer_id, priority, mailbox_id on conversations
when old.class <> new.class or old.status_id <> new.status_id or old.assignee_id is not new.assignee_id or old.confirmer_id is not new.confirmer_id
  or old.priority <> new.priority or old.mailbox_id <> new.mailbox_id begin
  insert into standing_marks(conversation_id) values(new.id) on conflict do nothing;
end;

-- What is still to be read in: conversations of before below `below` ('past'), and facts whose days have to be counted on other clocks
-- ('zone-1', by space).
create table report_backlog(
  kind text primary key,
  below integer not null
) strict;
insert into report_backlog(kind, below) select 'past', max(id) + 1 from conversations having count(*) > 0;
