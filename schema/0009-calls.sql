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
  PRIMARY KEY (dossier, person)
);
CREATE INDEX calls_member_by_person ON calls_member (person, dossier);

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
  giver {{text}} NOT NULL
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
  warnings {{text}} NOT NULL
);

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
  used_at {{text}}
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
