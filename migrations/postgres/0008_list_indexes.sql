-- Lists that are narrowed to one person or one status: without these the whole history of a mailbox is walked.
create index conversations_of_assignee on conversations(mailbox_id, assignee_id, last_at desc, id desc) where trashed_at is null;
create index conversations_of_status on conversations(mailbox_id, status_id, last_at desc, id desc) where trashed_at is null;
-- The counts of every screen: over unfinished work and drafts only, which are few. Without these an index of everything is walked.
create index conversations_counts on conversations(mailbox_id, status_id, assignee_id) where class <> 'done' and trashed_at is null;
create index conversations_draft_counts on conversations(mailbox_id, assignee_id) where has_draft and trashed_at is null;
-- One's own work and that of nobody: not through the history of what was done.
create index conversations_work_of_assignee on conversations(mailbox_id, assignee_id, last_at desc, id desc) where class <> 'done' and trashed_at is null;
create index conversations_work_of_status on conversations(mailbox_id, status_id, last_at desc, id desc) where class <> 'done' and trashed_at is null;
