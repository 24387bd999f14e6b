-- A delivery may hold several reports, and an incident may have many deliveries.
CREATE TABLE "delivery_incidents" (
    "delivery_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,

    CONSTRAINT "delivery_incidents_pkey" PRIMARY KEY ("delivery_id", "incident_id")
);

CREATE INDEX "delivery_incidents_incident_id_idx" ON "delivery_incidents"("incident_id");

ALTER TABLE "delivery_incidents" ADD CONSTRAINT "delivery_incidents_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "delivery_incidents" ADD CONSTRAINT "delivery_incidents_incident_id_workspace_id_fkey" FOREIGN KEY ("incident_id", "workspace_id") REFERENCES "incidents"("id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;

INSERT INTO "delivery_incidents" ("delivery_id", "incident_id", "workspace_id")
SELECT d."id", d."incident_id", d."workspace_id" FROM "deliveries" d
JOIN "incidents" n ON n."id" = d."incident_id" AND n."workspace_id" = d."workspace_id"
WHERE d."status" <> 'duplicate';

-- Of a body that only states facts, the beginning is enough.
ALTER TABLE "deliveries" ADD COLUMN "is_body_cut" BOOLEAN NOT NULL DEFAULT false;
