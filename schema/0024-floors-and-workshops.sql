-- A variant may leave floors out, and may speak of the hypothetical engineers that it has: their numbers are below 0. The table is made anew,
-- for what a column allows cannot be changed in it.
CREATE TABLE pool_variant_wish (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  position {{integer}} NOT NULL,
  kind {{text}} NOT NULL CHECK (kind IN ('grant', 'refuse', 'ban', 'pin', 'window', 'value', 'more_capacity',
    'new_engineer', 'no_floor')),
  dossier {{integer}} REFERENCES calls_dossier (id),
  engineer {{integer}},
  skill {{text}} NOT NULL,
  first {{text}},
  last {{text}},
  amount {{integer}} NOT NULL,
  level {{integer}} NOT NULL,
  home {{text}} NOT NULL,
  floor {{text}} NOT NULL,
  PRIMARY KEY (plan, position)
);
INSERT INTO pool_variant_wish (plan, position, kind, dossier, engineer, skill, first, last, amount, level, home, floor)
SELECT plan, position, kind, dossier, engineer, skill, first, last, amount, level, home, '' FROM pool_wish;
DROP TABLE pool_wish;

-- The day of the co-design workshop that a dossier starts with.
CREATE TABLE pool_workshop (
  dossier {{integer}} NOT NULL PRIMARY KEY REFERENCES calls_dossier (id),
  day {{text}},  -- null: taken away
  set_by {{integer}} REFERENCES people_person (id),
  set_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);
