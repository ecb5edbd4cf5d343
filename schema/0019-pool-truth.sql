-- Promises that cannot stand together are kept as numbers: their words belong to who reads them. A promise names the lab that it was made
-- to, so that a dossier that is withdrawn has somebody who confirms its hours. Of an engineer, the home stands as it was when a month was
-- closed: a correction is made there.

ALTER TABLE pool_solving DROP COLUMN clashes;

-- Her reference in another system, that an import finds her by.
ALTER TABLE pool_engineer ADD COLUMN external_id {{text}};
CREATE UNIQUE INDEX pool_engineer_external ON pool_engineer (external_id);

-- dossiers: their numbers, with blanks between them.
CREATE TABLE pool_clash (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  position {{integer}} NOT NULL,
  kind {{text}} NOT NULL CHECK (kind IN ('rule', 'months', 'slots')),
  engineer {{integer}} REFERENCES pool_engineer (id),
  month {{text}},
  wanted {{integer}} NOT NULL,
  there {{integer}} NOT NULL,
  dossiers {{text}} NOT NULL,
  PRIMARY KEY (plan, position)
);

-- Of plans that were published.
CREATE TABLE pool_promised_to (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  lab {{integer}} NOT NULL REFERENCES people_lab (id),
  PRIMARY KEY (plan, dossier)
);

CREATE TABLE pool_closing_home (
  month {{text}} NOT NULL REFERENCES pool_closing (month),
  engineer {{integer}} NOT NULL REFERENCES pool_engineer (id),
  home {{text}} NOT NULL,
  PRIMARY KEY (month, engineer)
);
