CREATE TABLE "exports" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"files" text NOT NULL,
	"status" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"of_files" integer DEFAULT 0 NOT NULL,
	"sha256" text,
	"bytes" bigint,
	"failure" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "exports_investigation" ON "exports" USING btree ("investigation_id","created_at");