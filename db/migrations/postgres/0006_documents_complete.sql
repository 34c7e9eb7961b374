CREATE TABLE "document_bands" (
	"document_id" text NOT NULL,
	"band" text NOT NULL,
	"investigation_id" text NOT NULL,
	CONSTRAINT "document_bands_document_id_band_pk" PRIMARY KEY("document_id","band")
);
--> statement-breakpoint
CREATE TABLE "document_versions" (
	"document_id" text NOT NULL,
	"version" integer NOT NULL,
	"investigation_id" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"layer" integer NOT NULL,
	"replaced_by" text NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "document_versions_document_id_version_pk" PRIMARY KEY("document_id","version")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"document_id" text NOT NULL,
	"page" integer,
	"last_page" integer,
	"from_whom" text,
	"to_whom" json NOT NULL,
	"cc" json NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"sent_text" text,
	"subject" text NOT NULL,
	"message_id" text,
	"thread_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_standings" (
	"request_id" text NOT NULL,
	"investigation_id" text NOT NULL,
	"stage" text NOT NULL,
	"outcome" text,
	"needs" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "views" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"list" text NOT NULL,
	"q" text NOT NULL,
	"shared" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "document_places" ADD COLUMN "entry" text;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "facts" json;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "started_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "group_id" text;--> statement-breakpoint
ALTER TABLE "pages" ADD COLUMN "sheet" json;--> statement-breakpoint
ALTER TABLE "pages" ADD COLUMN "sure" double precision;--> statement-breakpoint
ALTER TABLE "pages" ADD COLUMN "in_use" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "pages" ADD COLUMN "made_by" text;--> statement-breakpoint
CREATE INDEX "document_bands_band" ON "document_bands" USING btree ("investigation_id","band");--> statement-breakpoint
CREATE INDEX "messages_document" ON "messages" USING btree ("document_id","page");--> statement-breakpoint
CREATE INDEX "messages_thread" ON "messages" USING btree ("investigation_id","thread_id","sent_at");--> statement-breakpoint
CREATE INDEX "messages_id" ON "messages" USING btree ("investigation_id","message_id");--> statement-breakpoint
CREATE INDEX "request_standings_request" ON "request_standings" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "views_user" ON "views" USING btree ("user_id","name");--> statement-breakpoint
CREATE INDEX "documents_group" ON "documents" USING btree ("investigation_id","group_id");--> statement-breakpoint
CREATE INDEX "pages_in_use" ON "pages" USING btree ("document_id","in_use","page");
--> statement-breakpoint
UPDATE "pages" SET "in_use" = false FROM "documents" WHERE "documents"."id" = "pages"."document_id" AND "documents"."layer" <> "pages"."layer";--> statement-breakpoint
INSERT INTO "request_standings" SELECT "id", "investigation_id", "stage", "outcome", "needs", "updated_at" FROM "requests";
