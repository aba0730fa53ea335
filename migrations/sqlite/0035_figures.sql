-- What reports are answered from: the facts of a day, and of a month, packed by columns. It takes the place of sums by day, which knew one
-- axis at a time and no waits. Made of the facts by a worker; what is marked is read from the facts until then.

drop table report_days;
create table report_columns(
  mailbox_id integer not null,
  -- 'day' or 'month', and the first day of it.
  span text not null,
  kind text not null,
  -- n, replies, wait, business, conversation, day, or an axis: assignee, ..., field-12.
  name text not null,
  day integer not null,
  -- A value for each fact, in the order of their ids; see reports/packed.rs.
  packed blob not null,
  primary key(mailbox_id, span, kind, name, day)
) strict;
create index report_columns_day on report_columns(mailbox_id, day, span);

insert into report_marks(mailbox_id, day) select distinct mailbox_id, day from facts;

-- Unfinished work is a small part of all.
create index standings_open on standings(conversation_id) where is_open;
