-- The organisation that a late token lets in; null: whoever holds it, as every token before.

ALTER TABLE calls_late_token ADD COLUMN organisation {{integer}} REFERENCES people_organisation (id);
