-- Use cases, their scores, sponsorships and imports. Sort keys are never NULL (−1: not known), because the two databases
-- order NULL differently. score_*, rice, wsjf and the words are derived by the commands, so that no list computes them.

CREATE TABLE portfolio_use_case (
  id {{id}},
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  team {{integer}} REFERENCES people_team (id),
  external_id {{text}},
  title {{text}} NOT NULL,
  title_key {{text}} NOT NULL,
  problem {{text}} NOT NULL,
  process {{text}} NOT NULL,
  expected_kpi {{text}} NOT NULL,
  baseline {{text}} NOT NULL,
  target {{text}} NOT NULL,
  data_needed {{text}} NOT NULL,
  people_affected {{integer}},
  reach {{integer}},
  impact {{real}},
  confidence {{real}},
  effort {{real}},
  value {{integer}},
  time_criticality {{integer}},
  risk_reduction {{integer}},
  job_size {{integer}},
  rice {{real}} NOT NULL,
  wsjf {{real}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('idea', 'mapped', 'filed', 'running', 'shipped', 'stopped')),
  stop_reason {{text}} NOT NULL,
  mapped_on {{text}},
  filed_on {{text}},
  running_on {{text}},
  shipped_on {{text}},
  stopped_on {{text}},
  score_floor {{real}} NOT NULL,
  score_ceiling {{real}} NOT NULL,
  score_pillar {{text}} NOT NULL,
  score_wave {{text}} NOT NULL,
  score_scorers {{integer}} NOT NULL,
  score_complete {{integer}} NOT NULL CHECK (score_complete IN (0, 1)),
  created_by {{integer}},
  created_at {{text}} NOT NULL,
  updated_at {{text}} NOT NULL,
  version {{integer}} NOT NULL,
  UNIQUE (organisation, external_id)
);
CREATE INDEX portfolio_use_case_by_score ON portfolio_use_case (score_floor, id);
CREATE INDEX portfolio_use_case_by_rice ON portfolio_use_case (rice, id);
CREATE INDEX portfolio_use_case_by_wsjf ON portfolio_use_case (wsjf, id);
CREATE INDEX portfolio_use_case_by_title ON portfolio_use_case (title_key, id);
CREATE INDEX portfolio_use_case_by_update ON portfolio_use_case (updated_at, id);
CREATE INDEX portfolio_use_case_by_organisation ON portfolio_use_case (organisation, score_floor, id);
-- state and pillar in each other's index: both asked at once are counted without a look at the rows.
CREATE INDEX portfolio_use_case_by_state ON portfolio_use_case (state, score_floor, id, score_pillar);
CREATE INDEX portfolio_use_case_by_pillar ON portfolio_use_case (score_pillar, score_floor, id, state);

-- Folded words of a use case, for search without accents: the same on both databases.
CREATE TABLE portfolio_word (
  word {{text}} NOT NULL,
  use_case {{integer}} NOT NULL REFERENCES portfolio_use_case (id) ON DELETE CASCADE,
  PRIMARY KEY (word, use_case)
);
CREATE INDEX portfolio_word_by_use_case ON portfolio_word (use_case, word);

-- What a use case said before: one row per field that an edit changed.
CREATE TABLE portfolio_change (
  id {{id}},
  use_case {{integer}} NOT NULL REFERENCES portfolio_use_case (id),
  version {{integer}} NOT NULL,
  at {{text}} NOT NULL,
  person {{integer}},
  field {{text}} NOT NULL,
  before {{text}} NOT NULL,
  after {{text}} NOT NULL
);
CREATE INDEX portfolio_change_by_use_case ON portfolio_change (use_case, id);

-- The weights a wave counts with; a wave without rows counts with the region pack's. frozen_at: it has begun.
CREATE TABLE portfolio_weights (
  id {{id}},
  wave {{text}} NOT NULL UNIQUE,
  formula {{integer}} NOT NULL,
  pillar_share {{integer}} NOT NULL,
  set_by {{integer}},
  set_at {{text}} NOT NULL,
  frozen_at {{text}},
  version {{integer}} NOT NULL
);
CREATE TABLE portfolio_weight (
  wave {{text}} NOT NULL REFERENCES portfolio_weights (wave),
  kind {{text}} NOT NULL CHECK (kind IN ('criterion', 'pillar')),
  position {{integer}} NOT NULL,
  code {{text}} NOT NULL,
  weight {{integer}} NOT NULL CHECK (weight >= 0),
  PRIMARY KEY (wave, code)
);

-- One person's view of one use case in one wave; a level that is not there is not known.
CREATE TABLE portfolio_scoring (
  id {{id}},
  use_case {{integer}} NOT NULL REFERENCES portfolio_use_case (id),
  wave {{text}} NOT NULL,
  scorer {{integer}} NOT NULL,
  side {{text}} NOT NULL CHECK (side IN ('owner', 'lab', 'office')),
  at {{text}} NOT NULL,
  comment {{text}} NOT NULL,
  UNIQUE (use_case, wave, scorer)
);
CREATE TABLE portfolio_level (
  scoring {{integer}} NOT NULL REFERENCES portfolio_scoring (id) ON DELETE CASCADE,
  code {{text}} NOT NULL,
  level {{integer}} NOT NULL CHECK (level BETWEEN 0 AND 5),
  PRIMARY KEY (scoring, code)
);

CREATE TABLE portfolio_sponsorship (
  id {{id}},
  use_case {{integer}} NOT NULL REFERENCES portfolio_use_case (id),
  lab {{integer}} NOT NULL REFERENCES people_lab (id),
  state {{text}} NOT NULL CHECK (state IN ('asked', 'accepted', 'declined', 'withdrawn')),
  message {{text}} NOT NULL,
  asked_by {{integer}},
  asked_at {{text}} NOT NULL,
  answer {{text}} NOT NULL,
  answered_by {{integer}},
  answered_at {{text}},
  version {{integer}} NOT NULL
);
CREATE INDEX portfolio_sponsorship_by_use_case ON portfolio_sponsorship (use_case, id);
CREATE INDEX portfolio_sponsorship_by_lab ON portfolio_sponsorship (lab, state, asked_at);

-- A file on its way in. content is emptied when the import is over; next_row is where a killed one goes on.
CREATE TABLE portfolio_import (
  id {{id}},
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  person {{integer}},
  filename {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('previewed', 'running', 'done', 'cancelled')),
  rows_total {{integer}} NOT NULL,
  rows_bad {{integer}} NOT NULL,
  next_row {{integer}} NOT NULL,
  added {{integer}} NOT NULL,
  changed {{integer}} NOT NULL,
  unchanged {{integer}} NOT NULL,
  job {{integer}},
  created_at {{text}} NOT NULL,
  ended_at {{text}},
  content {{bytes}}
);
CREATE INDEX portfolio_import_by_organisation ON portfolio_import (organisation, id);
CREATE TABLE portfolio_import_problem (
  import {{integer}} NOT NULL REFERENCES portfolio_import (id) ON DELETE CASCADE,
  position {{integer}} NOT NULL,
  line {{integer}} NOT NULL,
  field {{text}} NOT NULL,
  msgid {{text}} NOT NULL,
  args {{text}} NOT NULL,
  PRIMARY KEY (import, position)
);
