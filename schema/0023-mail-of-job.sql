-- The job that wrote a mail, so that its second run does not write it again; null: a request, or work that comes again.

ALTER TABLE journal_mail ADD COLUMN job {{integer}};
CREATE INDEX journal_mail_by_job ON journal_mail (job) WHERE job IS NOT NULL;
