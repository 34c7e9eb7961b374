CREATE TABLE "blobs" (
	"sha256" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_places" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"document_id" text NOT NULL,
	"request_id" text,
	"communication_id" text,
	"parent_id" text
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"number" integer NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"media_type" text NOT NULL,
	"status" text NOT NULL,
	"failure_code" text,
	"failure_detail" text,
	"pages" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"phase" text DEFAULT 'waiting' NOT NULL,
	"layer" integer DEFAULT 0 NOT NULL,
	"warnings" json NOT NULL,
	"email" json,
	"html" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pages" (
	"document_id" text NOT NULL,
	"layer" integer NOT NULL,
	"page" integer NOT NULL,
	"investigation_id" text NOT NULL,
	"source" text NOT NULL,
	"width" double precision NOT NULL,
	"height" double precision NOT NULL,
	"text" text NOT NULL,
	"words" json NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pages_document_id_layer_page_pk" PRIMARY KEY("document_id","layer","page")
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"document_id" text NOT NULL,
	"user_id" text NOT NULL,
	"investigation_id" text NOT NULL,
	"pages" json NOT NULL,
	"to_its_end" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "readings_document_id_user_id_pk" PRIMARY KEY("document_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "anchors" (
	"id" text PRIMARY KEY NOT NULL,
	"finding_id" text NOT NULL,
	"investigation_id" text NOT NULL,
	"document_id" text NOT NULL,
	"page" integer NOT NULL,
	"layer" integer NOT NULL,
	"sha256" text NOT NULL,
	"role" text NOT NULL,
	"exact" text NOT NULL,
	"prefix" text NOT NULL,
	"suffix" text NOT NULL,
	"boxes" json NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "finding_types" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"name" text NOT NULL,
	"value_definitions" json NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"number" integer NOT NULL,
	"type_id" text NOT NULL,
	"agency_id" text,
	"statement" text NOT NULL,
	"status" text NOT NULL,
	"finding_values" json NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agencies" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"aliases" json NOT NULL,
	"jurisdiction" text NOT NULL,
	"place" text,
	"county" text,
	"lat" double precision,
	"lng" double precision,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agency_contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"agency_id" text NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "investigations" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"reasons" json NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"last_request" integer DEFAULT 0 NOT NULL,
	"last_document" integer DEFAULT 0 NOT NULL,
	"last_finding" integer DEFAULT 0 NOT NULL,
	"last_exhibit" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"investigation_id" text,
	"detail" json NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"key" text PRIMARY KEY NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" json,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"key" text,
	"payload" json NOT NULL,
	"investigation_id" text,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp (3) with time zone NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"caused_by" bigint,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "limit_counts" (
	"key" text PRIMARY KEY NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" text NOT NULL,
	"investigation_id" text NOT NULL,
	"role" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "memberships_user_id_investigation_id_pk" PRIMARY KEY("user_id","investigation_id")
);
--> statement-breakpoint
CREATE TABLE "password_links" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"idle_until" timestamp (3) with time zone NOT NULL,
	"absolute_until" timestamp (3) with time zone NOT NULL,
	"user_agent" text NOT NULL,
	"via" text NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" json NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"totp_secret" text,
	"totp_pending" text,
	"totp_last_step" bigint DEFAULT 0 NOT NULL,
	"recovery_hashes" json NOT NULL,
	"oidc_subject" text,
	"demo" boolean DEFAULT false NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "communications" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"request_id" text NOT NULL,
	"direction" text NOT NULL,
	"channel" text NOT NULL,
	"kind" text,
	"occurred_on" text NOT NULL,
	"occurred_at" timestamp (3) with time zone,
	"from_whom" text,
	"to_whom" text,
	"cc" text,
	"subject" text DEFAULT '' NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"html" text,
	"message_id" text,
	"document_id" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"number" integer NOT NULL,
	"agency_id" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"stage" text NOT NULL,
	"outcome" text,
	"needs" text,
	"filed_on" text,
	"received_on" text,
	"channel" text,
	"tracking_numbers" json NOT NULL,
	"tags" json NOT NULL,
	"owner_id" text,
	"embargo_until" text,
	"deadlines" json NOT NULL,
	"due_on" text,
	"due_override" json,
	"last_reply_on" text,
	"note" text DEFAULT '' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "figures" (
	"id" text PRIMARY KEY NOT NULL,
	"investigation_id" text NOT NULL,
	"metric" text NOT NULL,
	"value" text NOT NULL,
	"amount" double precision,
	"unit" text,
	"as_of" text NOT NULL,
	"precision" text NOT NULL,
	"said_by" text NOT NULL,
	"sources" json NOT NULL,
	"position" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "document_places_document" ON "document_places" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "document_places_request" ON "document_places" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "document_places_parent" ON "document_places" USING btree ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_number" ON "documents" USING btree ("investigation_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_once" ON "documents" USING btree ("investigation_id","sha256");--> statement-breakpoint
CREATE INDEX "anchors_finding" ON "anchors" USING btree ("finding_id");--> statement-breakpoint
CREATE INDEX "anchors_document" ON "anchors" USING btree ("document_id","page");--> statement-breakpoint
CREATE INDEX "finding_types_investigation" ON "finding_types" USING btree ("investigation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "findings_number" ON "findings" USING btree ("investigation_id","number");--> statement-breakpoint
CREATE INDEX "findings_type" ON "findings" USING btree ("type_id");--> statement-breakpoint
CREATE INDEX "findings_agency" ON "findings" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "agencies_name" ON "agencies" USING btree ("name");--> statement-breakpoint
CREATE INDEX "agency_contacts_agency" ON "agency_contacts" USING btree ("agency_id");--> statement-breakpoint
CREATE UNIQUE INDEX "investigations_key" ON "investigations" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "investigations_slug" ON "investigations" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "audit_investigation" ON "audit_log" USING btree ("investigation_id","seq");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit_log" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "jobs_claimable" ON "jobs" USING btree ("status","run_at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_key" ON "jobs" USING btree ("key");--> statement-breakpoint
CREATE INDEX "memberships_investigation" ON "memberships" USING btree ("investigation_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_hash" ON "tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "tokens_user" ON "tokens" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_oidc" ON "users" USING btree ("oidc_subject");--> statement-breakpoint
CREATE INDEX "communications_request" ON "communications" USING btree ("request_id","occurred_on");--> statement-breakpoint
CREATE INDEX "communications_document" ON "communications" USING btree ("document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "requests_number" ON "requests" USING btree ("investigation_id","number");--> statement-breakpoint
CREATE INDEX "requests_due" ON "requests" USING btree ("investigation_id","due_on");--> statement-breakpoint
CREATE INDEX "requests_agency" ON "requests" USING btree ("agency_id");--> statement-breakpoint
CREATE INDEX "figures_investigation" ON "figures" USING btree ("investigation_id");