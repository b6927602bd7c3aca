CREATE TABLE standing_commitment (
	id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	subject VARCHAR(80) NOT NULL,
	label VARCHAR(120) NOT NULL,
	year INTEGER NOT NULL,
	line INTEGER NOT NULL,
	previous_line INTEGER,
	before_cents BIGINT NOT NULL,
	cents BIGINT NOT NULL,
	after_cents BIGINT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	made_at DATETIME NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_standing_commitment PRIMARY KEY (id),
	CONSTRAINT uq_standing_commitment_line UNIQUE (area_code, subject, year, line),
	CONSTRAINT uq_standing_commitment_after UNIQUE (area_code, subject, year, line, after_cents),
	CONSTRAINT fk_standing_commitment_line_before FOREIGN KEY(area_code, subject, year, previous_line, before_cents) REFERENCES standing_commitment (area_code, subject, year, line, after_cents),
	CONSTRAINT ck_standing_commitment_follows CHECK ((line = 1 AND previous_line IS NULL AND before_cents = 0) OR (line > 1 AND previous_line IS NOT NULL AND previous_line = line - 1)),
	CONSTRAINT ck_standing_commitment_adds_up CHECK (after_cents = before_cents + cents),
	CONSTRAINT ck_standing_commitment_not_negative CHECK (after_cents >= 0),
	CONSTRAINT ck_standing_commitment_cents CHECK (cents <> 0),
	CONSTRAINT ck_standing_commitment_reference CHECK (reference <> ''),
	CONSTRAINT fk_standing_commitment_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_standing_commitment_subject ON standing_commitment (subject);

CREATE INDEX ix_standing_commitment_year ON standing_commitment (year);

CREATE TRIGGER standing_commitment_no_update BEFORE UPDATE ON standing_commitment BEGIN SELECT RAISE(ABORT, 'append-only: standing_commitment'); END;

CREATE TRIGGER standing_commitment_no_delete BEFORE DELETE ON standing_commitment BEGIN SELECT RAISE(ABORT, 'append-only: standing_commitment'); END;
