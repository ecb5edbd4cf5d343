-- The skills checklist of a team, or of an organisation (team is null), and its training plan. Codes of roles, skills and
-- trainings are the region pack's. What is known stands in a row; what nobody knows has none, so it never counts.

CREATE TABLE compliance_skill_checklist (
  id {{id}},
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  team {{integer}} UNIQUE REFERENCES people_team (id),
  created_at {{text}} NOT NULL,
  updated_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);
CREATE INDEX compliance_skill_checklist_by_organisation ON compliance_skill_checklist (organisation, team);
CREATE UNIQUE INDEX compliance_skill_checklist_without_team ON compliance_skill_checklist (organisation) WHERE team IS NULL;

CREATE TABLE compliance_skill_people (
  checklist {{integer}} NOT NULL REFERENCES compliance_skill_checklist (id),
  role {{text}} NOT NULL,
  people {{integer}} NOT NULL CHECK (people > 0),
  PRIMARY KEY (checklist, role)
);

CREATE TABLE compliance_skill_level (
  checklist {{integer}} NOT NULL REFERENCES compliance_skill_checklist (id),
  role {{text}} NOT NULL,
  skill {{text}} NOT NULL,
  level {{integer}} NOT NULL CHECK (level BETWEEN 0 AND 4),
  PRIMARY KEY (checklist, role, skill)
);

-- What stood there before: one row per level that a save changed, or, without a skill, per number of people.
CREATE TABLE compliance_skill_change (
  id {{id}},
  checklist {{integer}} NOT NULL REFERENCES compliance_skill_checklist (id),
  version {{integer}} NOT NULL,
  at {{text}} NOT NULL,
  person {{integer}},
  role {{text}} NOT NULL,
  skill {{text}} NOT NULL,
  before {{integer}},
  after {{integer}}
);
CREATE INDEX compliance_skill_change_by_checklist ON compliance_skill_change (checklist, id);
CREATE INDEX compliance_skill_change_by_person ON compliance_skill_change (person, id);

CREATE TABLE compliance_training (
  id {{id}},
  checklist {{integer}} NOT NULL REFERENCES compliance_skill_checklist (id),
  training {{text}} NOT NULL,
  owner {{integer}} REFERENCES people_person (id),
  due {{text}},
  done_on {{text}},
  note {{text}} NOT NULL,
  updated_at {{text}} NOT NULL,
  version {{integer}} NOT NULL,
  UNIQUE (checklist, training)
);
CREATE INDEX compliance_training_by_owner ON compliance_training (owner, id);
CREATE INDEX compliance_training_by_due ON compliance_training (due, id);

-- What people were reminded of, so that each comes once: step days before that day.
CREATE TABLE compliance_training_reminder (
  training {{integer}} NOT NULL REFERENCES compliance_training (id),
  due {{text}} NOT NULL,
  step {{integer}} NOT NULL,
  at {{text}} NOT NULL,
  PRIMARY KEY (training, due, step)
);
