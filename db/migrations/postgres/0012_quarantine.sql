CREATE TABLE "held_pages" (
	"document_id" text NOT NULL,
	"layer" integer NOT NULL,
	"page" integer NOT NULL,
	"investigation_id" text NOT NULL,
	"sha256" text NOT NULL,
	"words" json NOT NULL,
	"places" json NOT NULL,
	CONSTRAINT "held_pages_document_id_layer_page_pk" PRIMARY KEY("document_id","layer","page")
);
--> statement-breakpoint
CREATE TABLE "quarantines" (
	"document_id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"sha256" text NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"decision" text,
	"reason" text,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "quarantines_investigation" ON "quarantines" USING btree ("investigation_id","decision");