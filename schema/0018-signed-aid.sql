-- Numbers that migration 16 read out of givers go again where the lab signed before it, or has not signed yet: they became part of
-- texts that were signed without them. That a giver names a dossier is looked at when aid is summed.

UPDATE calls_aid SET by_number = NULL
 WHERE dossier IN (SELECT d.dossier FROM calls_declaration d
                    WHERE d.declared_at < (SELECT m.applied_at FROM store_migration m WHERE m.version = 16))
   AND dossier NOT IN (SELECT s.dossier FROM calls_signature s
                        WHERE s.at >= (SELECT m.applied_at FROM store_migration m WHERE m.version = 16));
