CREATE TABLE "exhibit_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"exhibit_id" text NOT NULL,
	"page" integer NOT NULL,
	"boxes" json NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"finding_id" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exhibit_pages" (
	"exhibit_id" text NOT NULL,
	"page" integer NOT NULL,
	"source_page" integer NOT NULL,
	"width" double precision NOT NULL,
	"height" double precision NOT NULL,
	"image" text NOT NULL,
	"text" text NOT NULL,
	"words" json NOT NULL,
	"taken" json NOT NULL,
	CONSTRAINT "exhibit_pages_exhibit_id_page_pk" PRIMARY KEY("exhibit_id","page")
);
--> statement-breakpoint
CREATE TABLE "exhibit_updates" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"correction" boolean NOT NULL,
	"created_by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exhibits" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"document_id" text NOT NULL,
	"number" integer NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"label" text,
	"status" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"source_sha256" text NOT NULL,
	"source_pages" json NOT NULL,
	"marks" json NOT NULL,
	"left_out" json NOT NULL,
	"marks_sha256" text NOT NULL,
	"tool" text NOT NULL,
	"sha256" text,
	"bytes" bigint,
	"report" json,
	"failure" text,
	"rejection" json,
	"prepared_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"approved_by" text,
	"approved_at" timestamp (3) with time zone,
	"slug" text,
	"summary" text,
	"about" text,
	"credit" text,
	"download" boolean DEFAULT true NOT NULL,
	"embargo_until" text,
	"published_by" text,
	"published_at" timestamp (3) with time zone,
	"withdrawn_by" text,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_for" text
);
--> statement-breakpoint
CREATE TABLE "mark_reviews" (
	"exhibit_id" text NOT NULL,
	"mark_id" text NOT NULL,
	"approved" boolean NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mark_reviews_exhibit_id_mark_id_pk" PRIMARY KEY("exhibit_id","mark_id")
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"document_id" text NOT NULL,
	"page" integer NOT NULL,
	"given" json NOT NULL,
	"boxes" json NOT NULL,
	"whole_line" boolean NOT NULL,
	"words" text NOT NULL,
	"words_before" text NOT NULL,
	"words_after" text NOT NULL,
	"reason" text NOT NULL,
	"exemption" text,
	"note" text,
	"stays_elsewhere" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "openings" (
	"id" text PRIMARY KEY NOT NULL,
	"share_id" text NOT NULL,
	"key_hash" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"pages" integer DEFAULT 0 NOT NULL,
	"downloads" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"exhibit_ids" json NOT NULL,
	"token_hash" text NOT NULL,
	"passcode_hash" text,
	"recipient" text,
	"packet" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"opens" integer DEFAULT 0 NOT NULL,
	"last_opened_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "exhibit_notes_exhibit" ON "exhibit_notes" USING btree ("exhibit_id","page");--> statement-breakpoint
CREATE INDEX "exhibit_updates_number" ON "exhibit_updates" USING btree ("investigation_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "exhibits_number" ON "exhibits" USING btree ("investigation_id","number","version");--> statement-breakpoint
CREATE INDEX "exhibits_document" ON "exhibits" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "exhibits_slug" ON "exhibits" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "marks_document" ON "marks" USING btree ("document_id","page");--> statement-breakpoint
CREATE INDEX "openings_share" ON "openings" USING btree ("share_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "openings_key" ON "openings" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "shares_investigation" ON "shares" USING btree ("investigation_id");