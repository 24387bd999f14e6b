-- Leaving the list of open incidents ends a snooze; earlier versions kept it.
UPDATE "incidents" SET "snoozed_until" = NULL
WHERE "snoozed_until" IS NOT NULL AND "status" IN ('resolved', 'merged', 'suppressed');

-- A merged incident counts the failures that it still holds; those that moved are counted where they are.
UPDATE "incidents" n SET "occurrence_count" = held."failures"
FROM (
  SELECT m."id", count(o."id")::int AS "failures"
  FROM "incidents" m LEFT JOIN "occurrences" o ON o."incident_id" = m."id" AND o."kind" = 'failure'
  WHERE m."status" = 'merged' GROUP BY m."id"
) held
WHERE n."id" = held."id" AND n."occurrence_count" <> held."failures";
