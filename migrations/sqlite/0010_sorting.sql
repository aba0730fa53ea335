-- What the lists of unfinished work can be sorted by besides time: each order is one walk along one index.
alter table conversations add column urgency integer not null generated always as (case priority when 'critical' then 2 when 'urgent' then 1 else 0 end) virtual;
-- Since when the customer waits; at the end of all days where nobody does (9999-12-31).
alter table conversations add column waits_from integer not null generated always as (coalesce(waiting_since, 253402214400000)) virtual;
create index conversations_urgent on conversations(mailbox_id, urgency desc, last_at desc, id desc) where class <> 'done' and trashed_at is null;
create index conversations_waiting on conversations(mailbox_id, waits_from, id) where class <> 'done' and trashed_at is null;
