-- A plan is known by the digest of the text that was checked, so that a page need not check it again; nothing is varied from another plan.
-- How far the program is with solving one, in numbers. Figures of a month as they were when it was closed: engineers move, plans change.

ALTER TABLE pool_plan DROP COLUMN parent;
ALTER TABLE pool_plan DROP COLUMN delta_text;
ALTER TABLE pool_plan ADD COLUMN plan_sha256 {{text}} NOT NULL DEFAULT '';

-- The last run: the best plan and the bound so far; promises that cannot stand together, French and English by turns, a line each.
CREATE TABLE pool_solving (
  plan {{integer}} NOT NULL PRIMARY KEY REFERENCES pool_plan (id),
  value {{integer}},
  bound {{integer}},
  clashes {{text}} NOT NULL
);

-- Minutes; a correction changes `used`.
CREATE TABLE pool_closing_figure (
  month {{text}} NOT NULL REFERENCES pool_closing (month),
  home {{text}} NOT NULL,
  planned {{integer}} NOT NULL,
  used {{integer}} NOT NULL,
  PRIMARY KEY (month, home)
);
