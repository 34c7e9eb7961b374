DROP INDEX "requests_agency";--> statement-breakpoint
CREATE INDEX "requests_next" ON "requests" USING btree ("investigation_id","stage","due_on","id");--> statement-breakpoint
CREATE INDEX "requests_agency" ON "requests" USING btree ("agency_id","investigation_id","stage","due_on");