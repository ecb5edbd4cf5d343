-- A variant takes the instance of another plan and asks something otherwise; what, stands beside it. first, last: months. amount: quanta or
-- percent, as the kind has it.

ALTER TABLE pool_plan ADD COLUMN variant_of {{integer}} REFERENCES pool_plan (id);
CREATE INDEX pool_plan_variants ON pool_plan (variant_of);

CREATE TABLE pool_wish (
  plan {{integer}} NOT NULL REFERENCES pool_plan (id),
  position {{integer}} NOT NULL,
  kind {{text}} NOT NULL CHECK (kind IN ('grant', 'refuse', 'ban', 'pin', 'window', 'value', 'more_capacity',
    'new_engineer')),
  dossier {{integer}} REFERENCES calls_dossier (id),
  engineer {{integer}} REFERENCES pool_engineer (id),
  skill {{text}} NOT NULL,
  first {{text}},
  last {{text}},
  amount {{integer}} NOT NULL,
  level {{integer}} NOT NULL,
  home {{text}} NOT NULL,
  PRIMARY KEY (plan, position)
);
