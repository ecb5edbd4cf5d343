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
