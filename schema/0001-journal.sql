-- What happened (append-only, chained), what is still to do, and the mail on its way. docs/adr/0006-journal.md.

-- Persons are named by their number without a foreign key: an erasure must never reach this table.
CREATE TABLE journal_event (
  seq {{integer}} PRIMARY KEY,
  at {{text}} NOT NULL,
  actor {{integer}},
  door {{text}} NOT NULL CHECK (door IN ('page', 'api', 'cli', 'job')),
  request_id {{text}} NOT NULL,
  name {{text}} NOT NULL,
  subject {{text}} NOT NULL,
  subject_id {{integer}} NOT NULL,
  payload {{text}} NOT NULL,
  prev_hash {{text}} NOT NULL,
  hash {{text}} NOT NULL
);
CREATE INDEX journal_event_by_subject ON journal_event (subject, subject_id, seq);
CREATE INDEX journal_event_by_actor ON journal_event (actor, seq);
-- Answers whether a form or a keyed call sent again was carried out before.
CREATE INDEX journal_event_by_request ON journal_event (request_id, seq);

-- One row: where the chain ends. It makes a cut tail visible and gives the next event its number.
CREATE TABLE journal_head (
  id {{integer}} PRIMARY KEY CHECK (id = 1),
  seq {{integer}} NOT NULL,
  hash {{text}} NOT NULL
);
INSERT INTO journal_head (id, seq, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE journal_job (
  id {{id}},
  kind {{text}} NOT NULL,
  payload {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  run_at {{text}} NOT NULL,
  attempts {{integer}} NOT NULL,
  taken {{integer}} NOT NULL,
  lease_until {{text}},
  queue {{text}},
  dedupe_key {{text}} UNIQUE,
  every_seconds {{integer}},
  event_seq {{integer}},
  owner {{integer}},
  request_id {{text}} NOT NULL,
  progress_done {{integer}} NOT NULL,
  progress_total {{integer}} NOT NULL,
  message {{text}} NOT NULL,
  cancel_asked {{integer}} NOT NULL,
  created_at {{text}} NOT NULL,
  ended_at {{text}}
);
CREATE INDEX journal_job_by_state ON journal_job (state, run_at, id);
CREATE INDEX journal_job_by_queue ON journal_job (queue, state, id);

CREATE TABLE journal_mail (
  id {{id}},
  person {{integer}},
  state {{text}} NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  address {{text}} NOT NULL,
  subject {{text}} NOT NULL,
  body {{text}} NOT NULL,
  html {{text}},
  language {{text}} NOT NULL CHECK (language IN ('fr', 'en')),
  secret {{integer}} NOT NULL,
  created_at {{text}} NOT NULL,
  ended_at {{text}},
  erased_at {{text}}
);
CREATE INDEX journal_mail_by_person ON journal_mail (person, id);
CREATE INDEX journal_mail_by_end ON journal_mail (ended_at);
