-- Invitations to a dossier by an address, open ones alone: who accepts becomes a member, what is over is deleted. Only the
-- digest of the link is kept. A guest is a member who belongs neither to the organisation nor to the lab.

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
ALTER TABLE calls_member ADD COLUMN guest {{integer}} NOT NULL DEFAULT 0;
