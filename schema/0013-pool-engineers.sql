-- Engineers of the shared pool. A name stands in a row of its own, so that erasing somebody leaves the plans whole. Codes of sites and
-- skills are the region pack's. Of an absence only the month and its share are kept, never why.

CREATE TABLE pool_engineer (
  id {{id}},
  person {{integer}} UNIQUE REFERENCES people_person (id),
  site {{text}} NOT NULL,
  share {{integer}} NOT NULL CHECK (share BETWEEN 1 AND 100),
  parallel {{integer}} NOT NULL CHECK (parallel > 0),
  in_from {{text}},
  out_after {{text}},
  created_at {{text}} NOT NULL,
  updated_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);

CREATE TABLE pool_engineer_name (
  engineer {{integer}} NOT NULL PRIMARY KEY REFERENCES pool_engineer (id),
  name {{text}} NOT NULL
);

CREATE TABLE pool_engineer_skill (
  engineer {{integer}} NOT NULL REFERENCES pool_engineer (id),
  skill {{text}} NOT NULL,
  level {{integer}} NOT NULL CHECK (level BETWEEN 1 AND 4),
  PRIMARY KEY (engineer, skill)
);

-- Percent of a month in which she cannot be planned.
CREATE TABLE pool_away (
  engineer {{integer}} NOT NULL REFERENCES pool_engineer (id),
  month {{text}} NOT NULL,
  percent {{integer}} NOT NULL CHECK (percent BETWEEN 1 AND 100),
  PRIMARY KEY (engineer, month)
);
