CREATE TABLE search_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  investigation_id text NOT NULL,
  kind text NOT NULL,
  ref text NOT NULL,
  page integer NOT NULL,
  title text NOT NULL,
  body text,
  lexemes tsvector NOT NULL
);
--> statement-breakpoint
CREATE INDEX search_entries_ref ON search_entries (ref, page);
--> statement-breakpoint
CREATE INDEX search_entries_lexemes ON search_entries USING gin (lexemes);
