ALTER TABLE standing_commitment
	ADD COLUMN line INTEGER,
	ADD COLUMN previous_line INTEGER,
	ADD COLUMN before_cents BIGINT,
	ADD COLUMN after_cents BIGINT,
	DROP CONSTRAINT uq_standing_commitment_area_code_subject_year,
	DROP CONSTRAINT ck_standing_commitment_cents;

ALTER TABLE standing_commitment DISABLE TRIGGER standing_commitment_append_only;

UPDATE standing_commitment SET line = 1, before_cents = 0, after_cents = cents;

ALTER TABLE standing_commitment ENABLE TRIGGER standing_commitment_append_only;

ALTER TABLE standing_commitment
	ALTER COLUMN line SET NOT NULL,
	ALTER COLUMN before_cents SET NOT NULL,
	ALTER COLUMN after_cents SET NOT NULL,
	ADD CONSTRAINT uq_standing_commitment_line UNIQUE (area_code, subject, year, line),
	ADD CONSTRAINT uq_standing_commitment_after UNIQUE (area_code, subject, year, line, after_cents),
	ADD CONSTRAINT ck_standing_commitment_follows CHECK ((line = 1 AND previous_line IS NULL AND before_cents = 0) OR (line > 1 AND previous_line IS NOT NULL AND previous_line = line - 1)),
	ADD CONSTRAINT ck_standing_commitment_adds_up CHECK (after_cents = before_cents + cents),
	ADD CONSTRAINT ck_standing_commitment_not_negative CHECK (after_cents >= 0),
	ADD CONSTRAINT ck_standing_commitment_cents CHECK (cents <> 0);

ALTER TABLE standing_commitment
	ADD CONSTRAINT fk_standing_commitment_line_before FOREIGN KEY(area_code, subject, year, previous_line, before_cents) REFERENCES standing_commitment (area_code, subject, year, line, after_cents);

CREATE INDEX ix_standing_commitment_subject ON standing_commitment (subject);
