-- The company that gets the hours of what was filed, so that aid is summed without reading a filing; the dossier by which an
-- aid came; no guest owns or signs, nor does an invitation wait that nobody stands behind or that came too late; and a use case is
-- filed no longer than a dossier of it stands, also one that was called filed by hand before its dossiers said so.

ALTER TABLE calls_line ADD COLUMN aided {{text}} NOT NULL DEFAULT '';
-- Its SIREN is among the parties; of the filing, the words that only the program writes tell which.
UPDATE calls_line SET aided = COALESCE((
  SELECT min(substr(p.party, 7)) FROM calls_party p JOIN calls_filing f ON f.dossier = p.dossier
   WHERE p.dossier = calls_line.dossier AND p.party LIKE 'siren:%'
     AND f.turn = (SELECT max(g.turn) FROM calls_filing g WHERE g.dossier = p.dossier)
     AND f.content LIKE '%"applicant":"company_project"%'
     AND f.content LIKE '%"aid_declared_for":"' || substr(p.party, 7) || '"%'), '');
CREATE INDEX calls_line_by_aided ON calls_line (aided, dossier);
DROP INDEX calls_party_by_party;

ALTER TABLE calls_aid ADD COLUMN by_number {{text}};
UPDATE calls_aid SET by_number = (
  SELECT d.number FROM calls_dossier d WHERE d.number IS NOT NULL AND calls_aid.giver LIKE '%' || d.number || '%'
   ORDER BY length(d.number) DESC, d.id LIMIT 1);

UPDATE calls_member SET part = 'editor' WHERE guest = 1 AND part = 'owner';
UPDATE calls_member SET part = 'reader' WHERE guest = 1 AND part = 'signatory';
DELETE FROM calls_invitation WHERE invited_by IS NULL
   OR dossier IN (SELECT id FROM calls_dossier WHERE state IN ('under_review', 'granted', 'declined', 'withdrawn'));
CREATE INDEX calls_invitation_by_inviter ON calls_invitation (invited_by);

UPDATE portfolio_use_case SET state = 'mapped', mapped_on = COALESCE(mapped_on, filed_on), version = version + 1
 WHERE state = 'filed' AND NOT EXISTS (
   SELECT 1 FROM calls_dossier d WHERE d.use_case = portfolio_use_case.id
      AND d.state IN ('submitted', 'returned', 'under_review', 'granted'));
