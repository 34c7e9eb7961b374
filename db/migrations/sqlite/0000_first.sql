CREATE TABLE `blobs` (
	`sha256` text PRIMARY KEY NOT NULL,
	`bytes` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `document_places` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`document_id` text NOT NULL,
	`request_id` text,
	`communication_id` text,
	`parent_id` text
);
--> statement-breakpoint
CREATE INDEX `document_places_document` ON `document_places` (`document_id`);--> statement-breakpoint
CREATE INDEX `document_places_request` ON `document_places` (`request_id`);--> statement-breakpoint
CREATE INDEX `document_places_parent` ON `document_places` (`parent_id`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`number` integer NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`media_type` text NOT NULL,
	`status` text NOT NULL,
	`failure_code` text,
	`failure_detail` text,
	`pages` integer DEFAULT 0 NOT NULL,
	`done` integer DEFAULT 0 NOT NULL,
	`phase` text DEFAULT 'waiting' NOT NULL,
	`layer` integer DEFAULT 0 NOT NULL,
	`warnings` text NOT NULL,
	`email` text,
	`html` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_number` ON `documents` (`investigation_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `documents_once` ON `documents` (`investigation_id`,`sha256`);--> statement-breakpoint
CREATE TABLE `pages` (
	`document_id` text NOT NULL,
	`layer` integer NOT NULL,
	`page` integer NOT NULL,
	`investigation_id` text NOT NULL,
	`source` text NOT NULL,
	`width` real NOT NULL,
	`height` real NOT NULL,
	`text` text NOT NULL,
	`words` text NOT NULL,
	`made_at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `layer`, `page`)
);
--> statement-breakpoint
CREATE TABLE `readings` (
	`document_id` text NOT NULL,
	`user_id` text NOT NULL,
	`investigation_id` text NOT NULL,
	`pages` text NOT NULL,
	`to_its_end` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`document_id`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `anchors` (
	`id` text PRIMARY KEY NOT NULL,
	`finding_id` text NOT NULL,
	`investigation_id` text NOT NULL,
	`document_id` text NOT NULL,
	`page` integer NOT NULL,
	`layer` integer NOT NULL,
	`sha256` text NOT NULL,
	`role` text NOT NULL,
	`exact` text NOT NULL,
	`prefix` text NOT NULL,
	`suffix` text NOT NULL,
	`boxes` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `anchors_finding` ON `anchors` (`finding_id`);--> statement-breakpoint
CREATE INDEX `anchors_document` ON `anchors` (`document_id`,`page`);--> statement-breakpoint
CREATE TABLE `finding_types` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`name` text NOT NULL,
	`value_definitions` text NOT NULL,
	`position` integer NOT NULL,
	`retired_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `finding_types_investigation` ON `finding_types` (`investigation_id`);--> statement-breakpoint
CREATE TABLE `findings` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`number` integer NOT NULL,
	`type_id` text NOT NULL,
	`agency_id` text,
	`statement` text NOT NULL,
	`status` text NOT NULL,
	`finding_values` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`deleted_at` integer,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `findings_number` ON `findings` (`investigation_id`,`number`);--> statement-breakpoint
CREATE INDEX `findings_type` ON `findings` (`type_id`);--> statement-breakpoint
CREATE INDEX `findings_agency` ON `findings` (`agency_id`);--> statement-breakpoint
CREATE TABLE `agencies` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`aliases` text NOT NULL,
	`jurisdiction` text NOT NULL,
	`place` text,
	`county` text,
	`lat` real,
	`lng` real,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `agencies_name` ON `agencies` (`name`);--> statement-breakpoint
CREATE TABLE `agency_contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`agency_id` text NOT NULL,
	`purpose` text NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `agency_contacts_agency` ON `agency_contacts` (`agency_id`);--> statement-breakpoint
CREATE TABLE `investigations` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`summary` text DEFAULT '' NOT NULL,
	`reasons` text NOT NULL,
	`demo` integer DEFAULT false NOT NULL,
	`last_request` integer DEFAULT 0 NOT NULL,
	`last_document` integer DEFAULT 0 NOT NULL,
	`last_finding` integer DEFAULT 0 NOT NULL,
	`last_exhibit` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `investigations_key` ON `investigations` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `investigations_slug` ON `investigations` (`slug`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`investigation_id` text,
	`detail` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_investigation` ON `audit_log` (`investigation_id`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit_log` (`subject`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`key` text PRIMARY KEY NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer NOT NULL,
	`body` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`key` text,
	`payload` text NOT NULL,
	`investigation_id` text,
	`status` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`fence` integer DEFAULT 0 NOT NULL,
	`run_at` integer NOT NULL,
	`lease_until` integer,
	`caused_by` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_claimable` ON `jobs` (`status`,`run_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_key` ON `jobs` (`key`);--> statement-breakpoint
CREATE TABLE `limit_counts` (
	`key` text PRIMARY KEY NOT NULL,
	`window_start` integer NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `memberships` (
	`user_id` text NOT NULL,
	`investigation_id` text NOT NULL,
	`role` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`user_id`, `investigation_id`)
);
--> statement-breakpoint
CREATE INDEX `memberships_investigation` ON `memberships` (`investigation_id`);--> statement-breakpoint
CREATE TABLE `password_links` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`idle_until` integer NOT NULL,
	`absolute_until` integer NOT NULL,
	`user_agent` text NOT NULL,
	`via` text NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash` ON `tokens` (`hash`);--> statement-breakpoint
CREATE INDEX `tokens_user` ON `tokens` (`user_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text,
	`totp_secret` text,
	`totp_pending` text,
	`totp_last_step` integer DEFAULT 0 NOT NULL,
	`recovery_hashes` text NOT NULL,
	`oidc_subject` text,
	`demo` integer DEFAULT false NOT NULL,
	`disabled_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_oidc` ON `users` (`oidc_subject`);--> statement-breakpoint
CREATE TABLE `communications` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`request_id` text NOT NULL,
	`direction` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text,
	`occurred_on` text NOT NULL,
	`occurred_at` integer,
	`from_whom` text,
	`to_whom` text,
	`cc` text,
	`subject` text DEFAULT '' NOT NULL,
	`body` text DEFAULT '' NOT NULL,
	`html` text,
	`message_id` text,
	`document_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `communications_request` ON `communications` (`request_id`,`occurred_on`);--> statement-breakpoint
CREATE INDEX `communications_document` ON `communications` (`document_id`);--> statement-breakpoint
CREATE TABLE `requests` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`number` integer NOT NULL,
	`agency_id` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`stage` text NOT NULL,
	`outcome` text,
	`needs` text,
	`filed_on` text,
	`received_on` text,
	`channel` text,
	`tracking_numbers` text NOT NULL,
	`tags` text NOT NULL,
	`owner_id` text,
	`embargo_until` text,
	`deadlines` text NOT NULL,
	`due_on` text,
	`due_override` text,
	`last_reply_on` text,
	`note` text DEFAULT '' NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `requests_number` ON `requests` (`investigation_id`,`number`);--> statement-breakpoint
CREATE INDEX `requests_due` ON `requests` (`investigation_id`,`due_on`);--> statement-breakpoint
CREATE INDEX `requests_agency` ON `requests` (`agency_id`);--> statement-breakpoint
CREATE TABLE `figures` (
	`id` text PRIMARY KEY NOT NULL,
	`investigation_id` text NOT NULL,
	`metric` text NOT NULL,
	`value` text NOT NULL,
	`amount` real,
	`unit` text,
	`as_of` text NOT NULL,
	`precision` text NOT NULL,
	`said_by` text NOT NULL,
	`sources` text NOT NULL,
	`position` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `figures_investigation` ON `figures` (`investigation_id`);