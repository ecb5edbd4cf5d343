-- Staffing plans: what a solver is given and what came back, as text that names engineers and dossiers by their numbers; its rows for
-- reading; who approved. One plan is published at a time.

CREATE TABLE pool_plan (
  id {{id}},
  name {{text}} NOT NULL,
  batch {{text}} NOT NULL,
  start {{text}} NOT NULL,
  months {{integer}} NOT NULL,
  base {{integer}} REFERENCES pool_plan (id),
  parent {{integer}} REFERENCES pool_plan (id),
  instance_text {{text}} NOT NULL,
  delta_text {{text}} NOT NULL,
  plan_text {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('draft', 'solved', 'proposed', 'published', 'superseded', 'withdrawn')),
  value {{integer}},
  bound {{integer}},
  status {{text}} NOT NULL CHECK (status IN ('optimal', 'feasible', 'infeasible', 'unknown')),
  proof {{text}} NOT NULL CHECK (proof IN ('certificate', 'search', 'none')),
  work {{integer}},
  seed {{integer}},
  checked_at {{text}},
  made_by {{integer}},
  made_at {{text}} NOT NULL,
  proposed_by {{integer}},
  published_at {{text}},
  solving {{integer}},
  version {{integer}} NOT NULL
);
CREATE UNIQUE INDEX pool_plan_published ON pool_plan (state) WHERE state = 'published';

CREATE TABLE pool_approval (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  person {{integer}} NOT NULL REFERENCES people_person (id),
  at {{text}} NOT NULL,
  PRIMARY KEY (plan, person)
);

-- Demands that a plan could not take, and why.
CREATE TABLE pool_left_out (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  gaps {{text}} NOT NULL,
  PRIMARY KEY (plan, dossier)
);

-- Who works on what in which month, in tenths of an engineer-month. in_force: it is promised; a plan that is published takes the months
-- from its first one on away from the one before.
CREATE TABLE pool_assignment (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  engineer {{integer}} NOT NULL REFERENCES pool_engineer (id),
  skill {{text}} NOT NULL,
  level {{integer}} NOT NULL,
  month {{text}} NOT NULL,
  quanta {{integer}} NOT NULL CHECK (quanta > 0),
  in_force {{integer}} NOT NULL,
  PRIMARY KEY (plan, dossier, engineer, skill, level, month)
);
CREATE INDEX pool_assignment_in_force ON pool_assignment (engineer, month) WHERE in_force = 1;
