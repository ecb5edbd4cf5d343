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
