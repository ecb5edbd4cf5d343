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
