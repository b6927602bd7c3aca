ALTER TABLE round ADD COLUMN threshold_percent INTEGER NOT NULL DEFAULT 0;

ALTER TABLE round ALTER COLUMN threshold_percent DROP DEFAULT;

ALTER TABLE round ADD CONSTRAINT ck_round_threshold_percent CHECK (threshold_percent BETWEEN 0 AND 99);

ALTER TABLE round ADD CONSTRAINT ck_round_one_threshold CHECK (threshold_percent = 0 OR (threshold = 0 AND ballot_type NOT IN ('points','ranking')));
