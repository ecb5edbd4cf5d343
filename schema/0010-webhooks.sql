-- Webhooks: who is told of which events of the journal, up to which of them (upto), and how the last tries went. The secret
-- is sealed with the key beside the database. Without a job nothing is left to deliver.

CREATE TABLE webhooks_webhook (
  id {{id}},
  url {{text}} NOT NULL,
  families {{text}} NOT NULL,
  sealed_secret {{text}} NOT NULL,
  state {{text}} NOT NULL CHECK (state IN ('on', 'paused', 'off')),
  owner {{integer}} REFERENCES people_person (id),
  upto {{integer}} NOT NULL,
  job {{integer}},
  failures {{integer}} NOT NULL,
  trouble {{text}} CHECK (trouble IN ('unresolved', 'private_address', 'unreachable', 'timed_out', 'tls', 'broken', 'redirect',
                                      'status', 'secret_lost')),
  answer {{integer}} NOT NULL,
  tried_at {{text}},
  delivered_at {{text}},
  off_since {{text}},
  test_job {{integer}},
  test_trouble {{text}} CHECK (test_trouble IN ('unresolved', 'private_address', 'unreachable', 'timed_out', 'tls', 'broken',
                                                'redirect', 'status', 'secret_lost')),
  test_answer {{integer}} NOT NULL,
  tested_at {{text}},
  created_at {{text}} NOT NULL,
  version {{integer}} NOT NULL
);
