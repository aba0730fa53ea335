-- Lists that are narrowed to one person or one status: without these the whole history of a mailbox is walked.
create index conversations_of_assignee on conversations(mailbox_id, assignee_id, last_at desc, id desc) where trashed_at is null;
create index conversations_of_status on conversations(mailbox_id, status_id, last_at desc, id desc) where trashed_at is null;
