-- Reports that are mailed again and again: a view of the reports, when it goes out next, and what became of each mail.

create table report_schedules(
  id integer primary key,
  space_id integer not null references spaces(id),
  name text not null,
  -- Of the view, as the page of the reports reads it.
  address text not null,
  -- As JSON.
  recurrence text not null,
  owner_id integer not null references users(id),
  -- Null while it is paused.
  next_at integer,
  created_at integer not null
) strict;
create index report_schedules_space on report_schedules(space_id, id);
create index report_schedules_due on report_schedules(next_at, id) where next_at is not null;

create table report_readers(
  schedule_id integer not null references report_schedules(id),
  user_id integer not null references users(id),
  primary key(schedule_id, user_id)
) strict, without rowid;

create table report_posts(
  id integer primary key,
  schedule_id integer not null references report_schedules(id),
  user_id integer not null references users(id),
  due_at integer not null,
  state text not null,
  answer text not null default '',
  -- When the end of the mail was about to be handed over at the last try. Before that nothing can have been delivered.
  handed_at integer,
  finished_at integer
) strict;
-- Whichever copy of the program makes it, it is made once.
create unique index report_posts_once on report_posts(schedule_id, user_id, due_at);

-- What bulk mail and missed targets kept before facts were noted is read in behind the deeds.
insert into report_backlog(kind, below) select 'bulk', max(id) + 1 from bulk_recipients having count(*) > 0;
insert into report_backlog(kind, below) select 'missed', max(conversation_id) + 1 from missed_targets having count(*) > 0;
