-- Conditions of reports: kept by the operators of a mailbox, and which of its conversations meet them.

create table report_conditions(
  id integer primary key,
  mailbox_id integer not null references mailboxes(id),
  name text not null,
  name_key text not null,
  -- Rows and how they go together, as JSON.
  content text not null,
  -- Conversations below this are still to be judged; 0 when all were.
  below integer not null,
  changed_at integer not null,
  changed_by integer references users(id)
) strict;
create unique index report_conditions_name on report_conditions(mailbox_id, name_key);

create table condition_hits(
  condition_id integer not null references report_conditions(id),
  conversation_id integer not null,
  primary key(condition_id, conversation_id)
) strict, without rowid;
create index condition_hits_conversation on condition_hits(conversation_id);

-- Conversations that are another since they were judged.
create table condition_marks(
  id integer primary key,
  conversation_id integer not null
) strict;
create index condition_marks_conversation on condition_marks(conversation_id);

-- Every folder with itself and those above it.
create view folder_branches as
with recursive up(folder_id, above) as (
  select id, id from folders union all select u.folder_id, p.parent_id from up u join folders p on p.id = u.above where p.parent_id is not null
)
select folder_id, above from up;

-- Only where a mailbox has conditions.
create trigger condition_mark_conversation after update of status_id, assignee_id, confirmer_id, priority, folder_id, mailbox_id on conversations
when (old.status_id <> new.status_id or old.assignee_id is not new.assignee_id or old.confirmer_id is not new.confirmer_id
  or old.priority <> new.priority or old.folder_id is not new.folder_id or old.mailbox_id <> new.mailbox_id)
  and exists(select 1 from report_conditions r where r.mailbox_id in (old.mailbox_id, new.mailbox_id)) begin
  insert into condition_marks(conversation_id) values(new.id);
end;
create trigger condition_mark_message after insert on messages
when exists(select 1 from report_conditions) begin
  insert into condition_marks(conversation_id) values(new.conversation_id);
end;
create trigger condition_mark_moved after update of conversation_id on messages
when old.conversation_id <> new.conversation_id and exists(select 1 from report_conditions) begin
  insert into condition_marks(conversation_id) values(old.conversation_id), (new.conversation_id);
end;
create trigger condition_mark_value after insert on field_values when exists(select 1 from report_conditions) begin
  insert into condition_marks(conversation_id) values(new.conversation_id);
end;
create trigger condition_mark_value_gone after delete on field_values when exists(select 1 from report_conditions) begin
  insert into condition_marks(conversation_id) values(old.conversation_id);
end;
create trigger condition_mark_value_changed after update of choice, conversation_id on field_values when exists(select 1 from report_conditions) begin
  insert into condition_marks(conversation_id) values(old.conversation_id), (new.conversation_id);
end;
