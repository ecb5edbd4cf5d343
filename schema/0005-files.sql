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
