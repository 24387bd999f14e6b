-- Entries hold the event itself in `data`; it is put into words where it is shown. Older entries keep their text.
ALTER TABLE "timeline_entries" ALTER COLUMN "text" DROP NOT NULL;
