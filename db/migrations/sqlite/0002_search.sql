CREATE TABLE search_entries (
  id integer PRIMARY KEY,
  investigation_id text NOT NULL,
  kind text NOT NULL,
  ref text NOT NULL,
  page integer NOT NULL,
  title text NOT NULL,
  body text
);
--> statement-breakpoint
CREATE INDEX search_entries_ref ON search_entries (ref, page);
--> statement-breakpoint
CREATE VIRTUAL TABLE search_index USING fts5(title, body, acl, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
