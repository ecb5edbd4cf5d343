-- Hours that engineers log, a row for each dossier and week (its Monday; it belongs to the month of its Thursday), what labs confirm of
-- them, months that are closed and corrections after that. Minutes throughout. calendar: the digest of a secret address, never itself.

CREATE TABLE pool_hours (
  engineer {{integer}} NOT NULL REFERENCES pool_engineer (id),
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  week {{text}} NOT NULL,
  month {{text}} NOT NULL,
  minutes {{integer}} NOT NULL CHECK (minutes >= 0),
  updated_at {{text}} NOT NULL,
  PRIMARY KEY (engineer, dossier, week)
);
CREATE INDEX pool_hours_by_month ON pool_hours (month, dossier);

CREATE TABLE pool_confirmation (
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  month {{text}} NOT NULL,
  lab {{integer}} NOT NULL REFERENCES people_lab (id),
  minutes {{integer}} NOT NULL,
  person {{integer}},
  at {{text}} NOT NULL,
  PRIMARY KEY (dossier, month)
);

CREATE TABLE pool_closing (
  month {{text}} NOT NULL PRIMARY KEY,
  exception {{text}} NOT NULL,
  closed_by {{integer}},
  closed_at {{text}} NOT NULL
);

CREATE TABLE pool_correction (
  id {{id}},
  engineer {{integer}} NOT NULL REFERENCES pool_engineer (id),
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  month {{text}} NOT NULL,
  minutes {{integer}} NOT NULL,
  why {{text}} NOT NULL,
  person {{integer}},
  at {{text}} NOT NULL
);
CREATE INDEX pool_correction_by_month ON pool_correction (month, id);

CREATE TABLE pool_calendar (
  engineer {{integer}} NOT NULL PRIMARY KEY REFERENCES pool_engineer (id),
  sha256 {{text}} NOT NULL UNIQUE,
  made_at {{text}} NOT NULL
);
