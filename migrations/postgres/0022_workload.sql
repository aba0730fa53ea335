-- Who finished what since when: the changes of status of a stretch of time, without the other events of it.
create index events_statuses on events(at, conversation_id) where kind = 'status';
