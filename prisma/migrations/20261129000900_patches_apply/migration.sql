-- "verified" says that something was run and passed. No patch has ever been run: what was called so applies and parses.
UPDATE "fixes" SET "verification" = jsonb_set("verification"::jsonb, '{status}', '"applies"')
WHERE "verification"->>'status' = 'verified';
