-- The whole schema as it is now, to be read. The migrations NNNN-name.sql beside it make the same: a test replays them
-- and compares on both databases, so whoever adds a migration changes this file too.
-- {{id}} numbers rows by itself and never gives a number twice; instants are ISO 8601 in UTC, days YYYY-MM-DD;
-- truth is 0 or 1; money is in cents. A table is named after the part that owns it: part_noun.
-- store_migration (what was applied, with its SHA-256) is made by src/ground/store/migrate.cc.

-- What happened (append-only, chained), what is still to do, and the mail on its way. docs/adr/0006-journal.md.

-- Persons are named by their number without a foreign key: an erasure must never reach this table.
CREATE TABLE journal_event (
  seq {{integer}} PRIMARY KEY,
  at {{text}} NOT NULL,
  actor {{integer}},
  door {{text}} NOT NULL CHECK (door IN ('page', 'api', 'cli', 'job')),
  request_id {{text}} NOT NULL,
  name {{text}} NOT NULL,
  subject {{text}} NOT NULL,
  subject_id {{integer}} NOT NULL,
  payload {{text}} NOT NULL,
  prev_hash {{text}} NOT NULL,
  hash {{text}} NOT NULL
);
CREATE INDEX journal_event_by_subject ON journal_event (subject, subject_id, seq);
CREATE INDEX journal_event_by_actor ON journal_event (actor, seq);
-- Answers whether a form or a keyed call sent again was carried out before.
CREATE INDEX journal_event_by_request ON journal_event (request_id, seq);

-- One row: where the chain ends. It makes a cut tail visible and gives the next event its number.
CREATE TABLE journal_head (
  id {{integer}} PRIMARY KEY CHECK (id = 1),
  seq {{integer}} NOT NULL,
  hash {{text}} NOT NULL
);
INSERT INTO journal_head (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE journal_job (
  id {{id}},
  kind {{text}} NOT NULL,
  payload {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  run_at {{text}} NOT NULL,
  attempts {{integer}} NOT NULL,
  taken {{integer}} NOT NULL,
  lease_until {{text}},
  queue {{text}},
  dedupe_key {{text}} UNIQUE,
  every_seconds {{integer}},
  event_seq {{integer}},
  owner {{integer}},
  request_id {{text}} NOT NULL,
  progress_done {{integer}} NOT NULL,
  progress_total {{integer}} NOT NULL,
  message {{text}} NOT NULL,
  cancel_asked {{integer}} NOT NULL,
  created_at {{text}} NOT NULL,
  ended_at {{text}}
);
CREATE INDEX journal_job_by_state ON journal_job (state, run_at, id);
CREATE INDEX journal_job_by_queue ON journal_job (queue, state, id);

CREATE TABLE journal_mail (
  id {{id}},
  person {{integer}},
  state {{text}} NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  address {{text}} NOT NULL,
  subject {{text}} NOT NULL,
  body {{text}} NOT NULL,
  html {{text}},
  language {{text}} NOT NULL CHECK (language IN ('fr', 'en')),
  secret {{integer}} NOT NULL,
  created_at {{text}} NOT NULL,
  ended_at {{text}},
  erased_at {{text}},
  job {{integer}}  -- that wrote it; null: a request, or work that comes again
);
CREATE INDEX journal_mail_by_person ON journal_mail (person, id);
CREATE INDEX journal_mail_by_end ON journal_mail (ended_at);
CREATE INDEX journal_mail_by_job ON journal_mail (job) WHERE job IS NOT NULL;
-- Persons, roles, logins, organisations and labs. What a person typed about themself lives here alone and can be erased;
-- the journal holds their number. Secrets are kept as SHA-256 (hexadecimal) or sealed. docs/adr/0009-logins.md.

-- Never deleted, so that a number is never given twice; an erasure empties name and e-mail.
CREATE TABLE people_person (
  id {{id}},
  name {{text}},
  name_key {{text}},
  email {{text}},
  email_key {{text}} UNIQUE,
  lang {{text}} NOT NULL CHECK (lang IN ('fr', 'en')),
  theme {{text}} NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
  created_at {{text}} NOT NULL,
  confirmed_at {{text}},
  erased_at {{text}},
  version {{integer}} NOT NULL,
  CHECK (erased_at IS NULL OR (name IS NULL AND name_key IS NULL AND email IS NULL AND email_key IS NULL))
);
CREATE INDEX people_person_by_name ON people_person (name_key, id);

CREATE TABLE people_role (
  person {{integer}} NOT NULL REFERENCES people_person (id),
  role {{text}} NOT NULL CHECK (role IN ('operator', 'lab', 'engineer', 'reviewer', 'committee', 'host', 'site',
    'legal', 'indicator_owner', 'office', 'admin')),
  standing {{text}} NOT NULL CHECK (standing IN ('asked', 'granted')),
  asked_at {{text}} NOT NULL,
  granted_at {{text}},
  granted_by {{integer}},
  PRIMARY KEY (person, role)
);
CREATE INDEX people_role_by_standing ON people_role (standing, asked_at);

CREATE TABLE people_password (
  person {{integer}} PRIMARY KEY REFERENCES people_person (id),
  hash {{text}} NOT NULL,
  changed_at {{text}} NOT NULL
);

-- awaits_code = 1: the password was right, the second factor is due.
CREATE TABLE people_login (
  id {{id}},
  person {{integer}} NOT NULL REFERENCES people_person (id),
  token_hash {{text}} NOT NULL UNIQUE,
  awaits_code {{integer}} NOT NULL CHECK (awaits_code IN (0, 1)),
  stay {{text}} NOT NULL CHECK (stay IN ('half_day', 'month')),
  device {{text}} NOT NULL,
  created_at {{text}} NOT NULL,
  expires_at {{text}} NOT NULL
);
CREATE INDEX people_login_by_person ON people_login (person, id);
CREATE INDEX people_login_by_end ON people_login (expires_at);

CREATE TABLE people_link (
  id {{id}},
  person {{integer}} NOT NULL REFERENCES people_person (id),
  kind {{text}} NOT NULL CHECK (kind IN ('registration', 'invitation', 'reset')),
  token_hash {{text}} NOT NULL UNIQUE,
  created_at {{text}} NOT NULL,
  expires_at {{text}} NOT NULL
);
CREATE INDEX people_link_by_person ON people_link (person, id);

-- on_since empty: started, not confirmed by a code yet.
CREATE TABLE people_second_factor (
  person {{integer}} PRIMARY KEY REFERENCES people_person (id),
  sealed_secret {{text}} NOT NULL,
  last_step {{integer}} NOT NULL,
  started_at {{text}} NOT NULL,
  on_since {{text}}
);
CREATE TABLE people_recovery_code (
  person {{integer}} NOT NULL REFERENCES people_person (id),
  code_hash {{text}} NOT NULL,
  PRIMARY KEY (person, code_hash)
);

CREATE TABLE people_token (
  id {{id}},
  person {{integer}} NOT NULL REFERENCES people_person (id),
  name {{text}} NOT NULL,
  token_hash {{text}} NOT NULL UNIQUE,
  scopes {{text}} NOT NULL,
  created_at {{text}} NOT NULL,
  expires_at {{text}} NOT NULL,
  last_used {{text}},
  revoked_at {{text}}
);
CREATE INDEX people_token_by_person ON people_token (person, id);

-- Amounts in euro cents. linked: whether the figures count partner and linked enterprises in.
CREATE TABLE people_organisation (
  id {{id}},
  siren {{text}} NOT NULL UNIQUE,
  name {{text}} NOT NULL,
  name_key {{text}} NOT NULL,
  legal_form {{text}} NOT NULL,
  naf_code {{text}},
  naf_version {{text}} CHECK (naf_version IN ('rev2', 'naf2025')),
  head_count {{integer}},
  turnover_cents {{integer}},
  balance_sheet_cents {{integer}},
  linked {{text}} NOT NULL CHECK (linked IN ('unknown', 'none', 'included', 'left_out')),
  size_year {{integer}},
  town {{text}} NOT NULL,
  website {{text}} NOT NULL,
  created_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);
CREATE INDEX people_organisation_by_name ON people_organisation (name_key, id);

CREATE TABLE people_establishment (
  id {{id}},
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  siret {{text}} NOT NULL UNIQUE,
  label {{text}} NOT NULL,
  postcode {{text}} NOT NULL,
  town_code {{text}} NOT NULL,
  town {{text}} NOT NULL,
  head_office {{integer}} NOT NULL CHECK (head_office IN (0, 1)),
  version {{integer}} NOT NULL
);
CREATE INDEX people_establishment_by_organisation ON people_establishment (organisation, id);

CREATE TABLE people_team (
  id {{id}},
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  name {{text}} NOT NULL,
  name_key {{text}} NOT NULL,
  head_count {{integer}},
  version {{integer}} NOT NULL,
  UNIQUE (organisation, name_key)
);

CREATE TABLE people_membership (
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  person {{integer}} NOT NULL REFERENCES people_person (id),
  membership {{text}} NOT NULL CHECK (membership IN ('owner', 'member')),
  standing {{text}} NOT NULL CHECK (standing IN ('asked', 'granted')),
  asked_at {{text}} NOT NULL,
  PRIMARY KEY (organisation, person)
);
CREATE INDEX people_membership_by_person ON people_membership (person, organisation);
CREATE INDEX people_membership_by_standing ON people_membership (standing, asked_at);

-- towns, pillars and themes: one a line; read and written whole with their lab. edited_at empty: as the region pack gave it.
CREATE TABLE people_lab (
  id {{id}},
  code {{text}} NOT NULL UNIQUE,
  name_fr {{text}} NOT NULL,
  name_en {{text}} NOT NULL,
  towns {{text}} NOT NULL,
  pillars {{text}} NOT NULL,
  themes_fr {{text}} NOT NULL,
  themes_en {{text}} NOT NULL,
  contact_email {{text}} NOT NULL,
  membership {{text}} NOT NULL CHECK (membership IN ('confirmed', 'unverified')),
  source {{text}} NOT NULL,
  source_date {{text}} NOT NULL,
  fact_status {{text}} NOT NULL CHECK (fact_status IN ('confirmed', 'announced', 'unverified', 'assumed')),
  active {{integer}} NOT NULL CHECK (active IN (0, 1)),
  edited_at {{text}},
  version {{integer}} NOT NULL
);

CREATE TABLE people_lab_member (
  lab {{integer}} NOT NULL REFERENCES people_lab (id),
  person {{integer}} NOT NULL REFERENCES people_person (id),
  standing {{text}} NOT NULL CHECK (standing IN ('asked', 'granted')),
  asked_at {{text}} NOT NULL,
  PRIMARY KEY (lab, person)
);
CREATE INDEX people_lab_member_by_person ON people_lab_member (person, lab);
CREATE INDEX people_lab_member_by_standing ON people_lab_member (standing, asked_at);

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

-- Stored files: who brought what, and the SHA-256 under which the content lies in the data folder (files/ab/cdef…).
-- Several rows may share one content; a content without a row is removed.

CREATE TABLE files_file (
  id {{id}},
  sha256 {{text}} NOT NULL,
  size {{integer}} NOT NULL,
  type {{text}} NOT NULL
    CHECK (type IN ('pdf', 'png', 'jpeg', 'gif', 'webp', 'text', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp')),
  name {{text}} NOT NULL,
  uploaded_by {{integer}},
  created_at {{text}} NOT NULL
);
CREATE INDEX files_file_by_content ON files_file (sha256, id);
CREATE INDEX files_file_by_person ON files_file (uploaded_by, id);

-- What proves that a duty of an AI-Act file is met. A row outlives its file: what was shown, by whom, until when.

CREATE TABLE compliance_evidence (
  id {{id}},
  scenario {{integer}} NOT NULL REFERENCES compliance_scenario (id),
  obligation {{text}} NOT NULL,
  role {{text}},
  file {{integer}} REFERENCES files_file (id),
  sha256 {{text}} NOT NULL,
  added_by {{integer}},
  added_at {{text}} NOT NULL,
  removed_by {{integer}},
  removed_at {{text}}
);
CREATE INDEX compliance_evidence_by_scenario ON compliance_evidence (scenario, id);

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

-- Documents made by the program: for whom, of what, in which language, and the stored file once it is ready. They can be
-- made again, so they are forgotten after some days.

CREATE TABLE documents_document (
  id {{id}},
  kind {{text}} NOT NULL,
  subject {{integer}} NOT NULL,
  language {{text}} NOT NULL CHECK (language IN ('fr', 'en')),
  person {{integer}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('asked', 'ready', 'failed', 'cancelled')),
  fingerprint {{text}} NOT NULL,
  job {{integer}},
  file {{integer}} REFERENCES files_file (id),
  asked_at {{text}} NOT NULL,
  made_at {{text}}
);
CREATE INDEX documents_document_by_person ON documents_document (person, kind, subject, id);
CREATE INDEX documents_document_by_age ON documents_document (asked_at, id);

-- Calls of the pool and what is filed to them: from draft to the committee's decision. What was filed is kept as it was
-- (calls_filing); the rows of a dossier are the working copy of its applicants.

CREATE TABLE calls_call (
  id {{id}},
  code {{text}} NOT NULL UNIQUE,
  name_fr {{text}} NOT NULL,
  name_en {{text}} NOT NULL,
  about_fr {{text}} NOT NULL,
  about_en {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('draft', 'published', 'closed')),
  applicants {{text}} NOT NULL,
  opens {{text}},
  opens_announced {{text}} NOT NULL,
  closes {{text}},
  ceiling {{integer}},
  answer_days {{integer}},
  silence_days {{integer}} NOT NULL,
  form {{integer}} NOT NULL,
  filed {{integer}} NOT NULL,
  source {{text}} NOT NULL,
  source_date {{text}} NOT NULL,
  fact_status {{text}} NOT NULL CHECK (fact_status IN ('confirmed', 'announced', 'unverified', 'assumed')),
  edited_at {{text}},
  version {{integer}} NOT NULL
);

-- A dossier received at the very instant of a cut-off counts for it. What is filed may be amended until edit_until.
CREATE TABLE calls_cut_off (
  id {{id}},
  call {{integer}} NOT NULL REFERENCES calls_call (id),
  at {{text}} NOT NULL,
  edit_until {{text}},
  answer_by {{text}},
  UNIQUE (call, at)
);

-- What a dossier must say and how it is judged, as JSON; a draft keeps the revision it was begun with.
CREATE TABLE calls_form (
  call {{integer}} NOT NULL REFERENCES calls_call (id),
  revision {{integer}} NOT NULL,
  content {{text}} NOT NULL,
  published_at {{text}} NOT NULL,
  published_by {{integer}},
  PRIMARY KEY (call, revision)
);

CREATE TABLE calls_dossier (
  id {{id}},
  call {{integer}} NOT NULL REFERENCES calls_call (id),
  use_case {{integer}} NOT NULL REFERENCES portfolio_use_case (id),
  organisation {{integer}} NOT NULL REFERENCES people_organisation (id),
  form {{integer}} NOT NULL,
  title {{text}} NOT NULL,
  applicant {{text}} NOT NULL CHECK (applicant IN ('member_lab', 'community', 'company_project')),
  lab {{integer}} REFERENCES people_lab (id),
  window_from {{text}} NOT NULL,
  window_to {{text}} NOT NULL,
  team_min {{integer}},
  team_max {{integer}},
  state {{text}} NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'under_review', 'granted', 'declined', 'withdrawn', 'expired')),
  state_since {{text}} NOT NULL,
  cut_off {{integer}} REFERENCES calls_cut_off (id),
  number {{text}} UNIQUE,
  rank {{integer}},
  filed_at {{text}},
  correct_by {{text}},
  signature_asked_at {{text}},
  created_by {{integer}},
  created_at {{text}} NOT NULL,
  updated_at {{text}} NOT NULL,
  version {{integer}} NOT NULL,
  UNIQUE (call, rank)
);
-- The one door: a use case has one living dossier in a call.
CREATE UNIQUE INDEX calls_dossier_living ON calls_dossier (call, use_case) WHERE state NOT IN ('declined', 'withdrawn');
CREATE INDEX calls_dossier_by_organisation ON calls_dossier (organisation, id);
CREATE INDEX calls_dossier_by_lab ON calls_dossier (lab, id);
CREATE INDEX calls_dossier_by_use_case ON calls_dossier (use_case, id);
CREATE INDEX calls_dossier_by_batch ON calls_dossier (call, cut_off, state, rank);
CREATE INDEX calls_dossier_by_state ON calls_dossier (state, state_since, id);

-- Each section has a version of its own: two people in two sections never meet.
CREATE TABLE calls_answer (
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  section {{text}} NOT NULL,
  body {{text}} NOT NULL,
  version {{integer}} NOT NULL,
  updated_by {{integer}},
  updated_at {{text}} NOT NULL,
  PRIMARY KEY (dossier, section)
);

-- Work that the pool is asked for, in hundredths of an engineer-month.
CREATE TABLE calls_staffing (
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  position {{integer}} NOT NULL,
  skill {{text}} NOT NULL,
  level {{integer}} NOT NULL CHECK (level BETWEEN 1 AND 4),
  least {{integer}} NOT NULL,
  full_effort {{integer}} NOT NULL,
  PRIMARY KEY (dossier, position)
);

CREATE TABLE calls_partner (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  kind {{text}} NOT NULL CHECK (kind IN ('company', 'body')),
  name {{text}} NOT NULL,
  siret {{text}} NOT NULL,
  town {{text}} NOT NULL,
  does {{text}} NOT NULL
);
CREATE INDEX calls_partner_by_dossier ON calls_partner (dossier, id);

CREATE TABLE calls_member (
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  person {{integer}} NOT NULL REFERENCES people_person (id),
  part {{text}} NOT NULL CHECK (part IN ('owner', 'editor', 'reader', 'signatory')),
  added_by {{integer}},
  added_at {{text}} NOT NULL,
  guest {{integer}} NOT NULL DEFAULT 0,
  PRIMARY KEY (dossier, person)
);
CREATE INDEX calls_member_by_person ON calls_member (person, dossier);

-- Invitations by an address, open ones alone: who accepts becomes a member, what is over is deleted. Only the digest of the
-- link is kept. A guest is a member who belongs neither to the organisation nor to the lab.
CREATE TABLE calls_invitation (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  email {{text}} NOT NULL,
  email_key {{text}} NOT NULL,
  part {{text}} NOT NULL CHECK (part IN ('owner', 'editor', 'reader', 'signatory')),
  token_hash {{text}} NOT NULL UNIQUE,
  invited_by {{integer}},
  invited_at {{text}} NOT NULL,
  expires_at {{text}} NOT NULL,
  UNIQUE (dossier, email_key)
);
CREATE INDEX calls_invitation_by_email ON calls_invitation (email_key);
CREATE INDEX calls_invitation_by_end ON calls_invitation (expires_at);
CREATE INDEX calls_invitation_by_inviter ON calls_invitation (invited_by);

-- A lab signs exactly one text: another digest needs another signature.
CREATE TABLE calls_signature (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  lab {{integer}} NOT NULL REFERENCES people_lab (id),
  person {{integer}},
  at {{text}} NOT NULL,
  sha256 {{text}} NOT NULL
);
CREATE INDEX calls_signature_by_dossier ON calls_signature (dossier, id);

CREATE TABLE calls_annex (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  file {{integer}} REFERENCES files_file (id),
  sha256 {{text}} NOT NULL,
  added_by {{integer}},
  added_at {{text}} NOT NULL,
  removed_by {{integer}},
  removed_at {{text}}
);
CREATE INDEX calls_annex_by_dossier ON calls_annex (dossier, id);

-- What a company declares of the aid it had, for the rolling sum of Regulation (EU) 2023/2831.
CREATE TABLE calls_declaration (
  dossier {{integer}} NOT NULL PRIMARY KEY REFERENCES calls_dossier (id),
  siren {{text}} NOT NULL,
  declared_by {{integer}},
  declared_at {{text}} NOT NULL
);
CREATE TABLE calls_aid (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  granted_on {{text}} NOT NULL,
  amount {{integer}} NOT NULL,
  giver {{text}} NOT NULL,
  by_number {{text}}
);
CREATE INDEX calls_aid_by_dossier ON calls_aid (dossier, id);

-- What was filed, word for word; never changed. `number` and `rank` stay through every correction.
CREATE TABLE calls_filing (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  turn {{integer}} NOT NULL,
  received_at {{text}} NOT NULL,
  cut_off {{integer}} REFERENCES calls_cut_off (id),
  filed_by {{integer}},
  late_token {{integer}},
  content {{text}} NOT NULL,
  sha256 {{text}} NOT NULL,
  UNIQUE (dossier, turn)
);

-- Who is concerned by a dossier: 'lab:3', 'siren:732829320', 'person:7', 'name:…' of a partner without a number. Set by each
-- filing; a member who comes later is added at once. Persons' names stay with the persons.
CREATE TABLE calls_party (
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  party {{text}} NOT NULL,
  name {{text}} NOT NULL,
  town {{text}} NOT NULL,
  PRIMARY KEY (dossier, party)
);
-- What a list of dossiers shows of the last filing, so that three hundred are one statement and no JSON is read.
CREATE TABLE calls_line (
  dossier {{integer}} NOT NULL PRIMARY KEY REFERENCES calls_dossier (id),
  title {{text}} NOT NULL,
  organisation {{text}} NOT NULL,
  lab {{text}} NOT NULL,
  asked {{integer}} NOT NULL,
  least {{integer}} NOT NULL,
  act {{text}} NOT NULL,
  warnings {{text}} NOT NULL,
  aided {{text}} NOT NULL DEFAULT ''
);
CREATE INDEX calls_line_by_aided ON calls_line (aided, dossier);

-- Who may file after a cut-off, why, until when; only the digest of the token is kept.
CREATE TABLE calls_late_token (
  id {{id}},
  cut_off {{integer}} NOT NULL REFERENCES calls_cut_off (id),
  named {{text}} NOT NULL,
  reason {{text}} NOT NULL,
  digest {{text}} NOT NULL UNIQUE,
  expires_at {{text}} NOT NULL,
  issued_by {{integer}},
  issued_at {{text}} NOT NULL,
  revoked_at {{text}},
  used_by {{integer}} REFERENCES calls_dossier (id),
  used_at {{text}},
  organisation {{integer}} REFERENCES people_organisation (id)
);
CREATE INDEX calls_late_token_by_cut_off ON calls_late_token (cut_off, id);

CREATE TABLE calls_return (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  at {{text}} NOT NULL,
  person {{integer}},
  reason {{text}} NOT NULL,
  correct_by {{text}} NOT NULL,
  answered_at {{text}}
);
CREATE INDEX calls_return_by_dossier ON calls_return (dossier, id);

-- When a batch is reviewed, and what reviewers see of each other meanwhile.
CREATE TABLE calls_review_phase (
  id {{id}},
  call {{integer}} NOT NULL REFERENCES calls_call (id),
  cut_off {{integer}} REFERENCES calls_cut_off (id),
  name {{text}} NOT NULL,
  opens {{text}} NOT NULL,
  closes {{text}} NOT NULL,
  others {{text}} NOT NULL CHECK (others IN ('hidden', 'after_own', 'shown')),
  version {{integer}} NOT NULL
);
CREATE INDEX calls_review_phase_by_batch ON calls_review_phase (call, cut_off, opens);

-- What a reviewer said of each party of a call's dossiers before seeing any: 'lab:3', 'siren:732829320', 'person:7'.
CREATE TABLE calls_link (
  reviewer {{integer}} NOT NULL REFERENCES people_person (id),
  call {{integer}} NOT NULL REFERENCES calls_call (id),
  party {{text}} NOT NULL,
  linked {{integer}} NOT NULL,
  why {{text}} NOT NULL,
  declared_at {{text}} NOT NULL,
  PRIMARY KEY (reviewer, call, party)
);
CREATE INDEX calls_link_that_stands ON calls_link (call, party) WHERE linked = 1;

CREATE TABLE calls_assignment (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  reviewer {{integer}} NOT NULL REFERENCES people_person (id),
  assigned_by {{integer}},
  assigned_at {{text}} NOT NULL,
  UNIQUE (dossier, reviewer)
);
CREATE INDEX calls_assignment_by_reviewer ON calls_assignment (reviewer, dossier);

CREATE TABLE calls_review (
  id {{id}},
  assignment {{integer}} NOT NULL UNIQUE REFERENCES calls_assignment (id),
  state {{text}} NOT NULL CHECK (state IN ('draft', 'given')),
  to_applicant {{text}} NOT NULL,
  internal {{text}} NOT NULL,
  score {{integer}},
  updated_at {{text}} NOT NULL,
  given_at {{text}},
  version {{integer}} NOT NULL
);
CREATE TABLE calls_mark (
  review {{integer}} NOT NULL REFERENCES calls_review (id),
  criterion {{text}} NOT NULL,
  mark {{integer}} NOT NULL,
  PRIMARY KEY (review, criterion)
);

CREATE TABLE calls_remark (
  id {{id}},
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  person {{integer}},
  at {{text}} NOT NULL,
  body {{text}} NOT NULL
);
CREATE INDEX calls_remark_by_dossier ON calls_remark (dossier, id);

CREATE TABLE calls_meeting (
  id {{id}},
  call {{integer}} NOT NULL REFERENCES calls_call (id),
  cut_off {{integer}} REFERENCES calls_cut_off (id),
  held_on {{text}} NOT NULL,
  minutes {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('planned', 'closed')),
  version {{integer}} NOT NULL
);
CREATE INDEX calls_meeting_by_batch ON calls_meeting (call, cut_off, id);

-- Prepared by the office, taken by the committee: one row a dossier.
CREATE TABLE calls_decision (
  id {{id}},
  dossier {{integer}} NOT NULL UNIQUE REFERENCES calls_dossier (id),
  meeting {{integer}} NOT NULL REFERENCES calls_meeting (id),
  verdict {{text}} NOT NULL CHECK (verdict IN ('granted', 'declined')),
  reasons {{text}} NOT NULL,
  words {{text}} NOT NULL,
  months {{integer}},
  staffing_plan {{text}} NOT NULL,
  prepared_by {{integer}},
  prepared_at {{text}} NOT NULL,
  decided_by {{integer}},
  decided_at {{text}},
  version {{integer}} NOT NULL
);
CREATE INDEX calls_decision_by_meeting ON calls_decision (meeting, id);

-- What people were written to about, so that each comes once: "silence", "cut_off 14", "draft".
CREATE TABLE calls_reminder (
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  person {{integer}} NOT NULL,
  about {{text}} NOT NULL,
  at {{text}} NOT NULL,
  PRIMARY KEY (dossier, person, about)
);
-- Reminders that a person does not want; receipts and decisions always come.
CREATE TABLE calls_mute (
  person {{integer}} NOT NULL PRIMARY KEY REFERENCES people_person (id),
  at {{text}} NOT NULL
);

-- Webhooks: who is told of which events of the journal, up to which of them (upto), and how the last tries went. The secret
-- is sealed with the key beside the database. Without a job nothing is left to deliver.

CREATE TABLE webhooks_webhook (
  id {{id}},
  url {{text}} NOT NULL,
  families {{text}} NOT NULL,
  sealed_secret {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('on', 'paused', 'off')),
  owner {{integer}} REFERENCES people_person (id),
  upto {{integer}} NOT NULL,
  job {{integer}},
  failures {{integer}} NOT NULL,
  trouble {{text}} CHECK (trouble IN ('unresolved', 'private_address', 'unreachable', 'timed_out', 'tls', 'broken', 'redirect',
                                      'status', 'secret_lost')),
  answer {{integer}} NOT NULL,
  tried_at {{text}},
  delivered_at {{text}},
  off_since {{text}},
  test_job {{integer}},
  test_trouble {{text}} CHECK (test_trouble IN ('unresolved', 'private_address', 'unreachable', 'timed_out', 'tls', 'broken',
                                                'redirect', 'status', 'secret_lost')),
  test_answer {{integer}} NOT NULL,
  tested_at {{text}},
  created_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);

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
  version {{integer}} NOT NULL,
  external_id {{text}}
);
CREATE UNIQUE INDEX pool_engineer_external ON pool_engineer (external_id);

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

-- Staffing plans: what a solver is given and what came back, as text that names engineers and dossiers by their numbers; its rows for
-- reading; who approved. One plan is published at a time.

CREATE TABLE pool_plan (
  id {{id}},
  name {{text}} NOT NULL,
  batch {{text}} NOT NULL,
  start {{text}} NOT NULL,
  months {{integer}} NOT NULL,
  base {{integer}} REFERENCES pool_plan (id),
  instance_text {{text}} NOT NULL,
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
  version {{integer}} NOT NULL,
  plan_sha256 {{text}} NOT NULL DEFAULT '',
  variant_of {{integer}} REFERENCES pool_plan (id)
);
CREATE UNIQUE INDEX pool_plan_published ON pool_plan (state) WHERE state = 'published';
CREATE INDEX pool_plan_variants ON pool_plan (variant_of);

-- What a variant asks otherwise than the plan it varies. first, last: months. amount: quanta or percent, as the kind has it.
-- engineer: below 0 a hypothetical one. floor: "pillar:P1", empty: each of them.
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

-- How far the program is with solving one: the best plan and the bound so far.
CREATE TABLE pool_solving (
  plan {{integer}} NOT NULL PRIMARY KEY REFERENCES pool_plan (id),
  value {{integer}},
  bound {{integer}}
);

-- Of the last run: promises that cannot stand together. dossiers: their numbers, with blanks between them.
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

-- The lab that a plan which was published promised months of a dossier to: it confirms their hours.
CREATE TABLE pool_promised_to (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  dossier {{integer}} NOT NULL REFERENCES calls_dossier (id),
  lab {{integer}} NOT NULL REFERENCES people_lab (id),
  PRIMARY KEY (plan, dossier)
);

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

-- Figures of a month as they were when it was closed, in minutes; a correction changes `used`.
CREATE TABLE pool_closing_figure (
  month {{text}} NOT NULL REFERENCES pool_closing (month),
  home {{text}} NOT NULL,
  planned {{integer}} NOT NULL,
  used {{integer}} NOT NULL,
  PRIMARY KEY (month, home)
);

-- The home of each engineer as it was then: a correction is made there.
CREATE TABLE pool_closing_home (
  month {{text}} NOT NULL REFERENCES pool_closing (month),
  engineer {{integer}} NOT NULL REFERENCES pool_engineer (id),
  home {{text}} NOT NULL,
  PRIMARY KEY (month, engineer)
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

-- The day of the co-design workshop that a dossier starts with.
CREATE TABLE pool_workshop (
  dossier {{integer}} NOT NULL PRIMARY KEY REFERENCES calls_dossier (id),
  day {{text}},  -- null: taken away
  set_by {{integer}} REFERENCES people_person (id),
  set_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);
