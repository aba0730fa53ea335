-- What a person chose about single keys (WCAG 2.1.4), and whether they have been shown around. Who works here already knows the way.
alter table users add column single_keys boolean not null default true;
alter table users add column toured_at bigint;
update users set toured_at = created_at;
