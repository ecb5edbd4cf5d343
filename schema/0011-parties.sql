-- Dossiers in which a company takes part, for the aid that it had on this platform.

CREATE INDEX calls_party_by_party ON calls_party (party, dossier);
