-- The AI-Act file of a use case: answers, what the rule pack makes of them, Legal's verdicts, mitigations. What stands in
-- status, floor, ceiling, missing, duties and outcome is derived by the commands from the answers and the pack named
-- beside it, so that no list classifies.

CREATE TABLE compliance_scenario (
  id {{id}},
  use_case {{integer}} NOT NULL UNIQUE REFERENCES portfolio_use_case (id),
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  answers {{text}} NOT NULL,
  first_market {{text}},
  last_change {{text}},
  state {{text}} NOT NULL CHECK (state IN ('draft', 'asked', 'signed', 'returned')),
  status {{text}} NOT NULL CHECK (status IN ('decided', 'needs_info', 'legal_review')),
  risk_floor {{text}} NOT NULL,
  risk_ceiling {{text}} NOT NULL,
  missing {{integer}} NOT NULL,
  duties {{integer}} NOT NULL,
  outcome {{text}} NOT NULL,
  pack {{text}} NOT NULL,
  classified_on {{text}} NOT NULL,
  revisit_on {{text}},
  asked_by {{integer}},
  asked_at {{text}},
  created_at {{text}} NOT NULL,
  updated_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);
CREATE INDEX compliance_scenario_by_organisation ON compliance_scenario (organisation, id);
CREATE INDEX compliance_scenario_by_state ON compliance_scenario (state, asked_at, id);
CREATE INDEX compliance_scenario_by_pack ON compliance_scenario (pack, id);
CREATE INDEX compliance_scenario_by_day ON compliance_scenario (classified_on, id);
CREATE INDEX compliance_scenario_by_revisit ON compliance_scenario (revisit_on, id);

-- What was answered before: one row per question that a save changed.
CREATE TABLE compliance_change (
  id {{id}},
  scenario {{integer}} NOT NULL REFERENCES compliance_scenario (id),
  version {{integer}} NOT NULL,
  at {{text}} NOT NULL,
  person {{integer}},
  question {{text}} NOT NULL,
  before {{text}} NOT NULL,
  after {{text}} NOT NULL
);
CREATE INDEX compliance_change_by_scenario ON compliance_change (scenario, id);

-- What Legal said, and of exactly which answers, pack and outcome.
CREATE TABLE compliance_verdict (
  id {{id}},
  scenario {{integer}} NOT NULL REFERENCES compliance_scenario (id),
  version {{integer}} NOT NULL,
  person {{integer}},
  at {{text}} NOT NULL,
  verdict {{text}} NOT NULL CHECK (verdict IN ('signed', 'returned')),
  reason {{text}} NOT NULL,
  pack {{text}} NOT NULL,
  outcome {{text}} NOT NULL
);
CREATE INDEX compliance_verdict_by_scenario ON compliance_verdict (scenario, id);

CREATE TABLE compliance_mitigation (
  id {{id}},
  scenario {{integer}} NOT NULL REFERENCES compliance_scenario (id),
  obligation {{text}} NOT NULL,
  role {{text}} NOT NULL,
  owner {{integer}} REFERENCES people_person (id),
  due {{text}},
  done_on {{text}},
  note {{text}} NOT NULL,
  updated_at {{text}} NOT NULL,
  version {{integer}} NOT NULL,
  UNIQUE (scenario, obligation, role)
);
CREATE INDEX compliance_mitigation_by_due ON compliance_mitigation (due, id);
CREATE INDEX compliance_mitigation_by_owner ON compliance_mitigation (owner, id);

-- What people were reminded of, so that each comes once: about is "O-30 deployer", "revisit" or the id
-- of a date of the law.
CREATE TABLE compliance_reminder (
  scenario {{integer}} NOT NULL REFERENCES compliance_scenario (id),
  about {{text}} NOT NULL,
  due {{text}} NOT NULL,
  step {{integer}} NOT NULL,
  at {{text}} NOT NULL,
  PRIMARY KEY (scenario, about, due, step)
);
