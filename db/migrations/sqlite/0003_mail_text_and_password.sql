ALTER TABLE `documents` ADD `text` text;--> statement-breakpoint
ALTER TABLE `documents` ADD `password` text;