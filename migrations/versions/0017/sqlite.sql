CREATE TABLE challenge_penalty (
	id INTEGER NOT NULL,
	challenge_id INTEGER NOT NULL,
	days INTEGER NOT NULL,
	cents BIGINT NOT NULL,
	reference VARCHAR(120) NOT NULL,
	fixed_on DATE NOT NULL,
	pay_by DATE NOT NULL,
	fixed_by_key VARCHAR(26) NOT NULL,
	fixed_at DATETIME NOT NULL,
	CONSTRAINT pk_challenge_penalty PRIMARY KEY (id),
	CONSTRAINT uq_challenge_penalty_challenge_id UNIQUE (challenge_id),
	CONSTRAINT ck_challenge_penalty_amount CHECK (days > 0 AND cents > 0),
	CONSTRAINT ck_challenge_penalty_reference CHECK (reference <> ''),
	CONSTRAINT ck_challenge_penalty_days CHECK (pay_by > fixed_on),
	CONSTRAINT fk_challenge_penalty_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE TRIGGER challenge_penalty_no_update BEFORE UPDATE ON challenge_penalty BEGIN SELECT RAISE(ABORT, 'append-only: challenge_penalty'); END;

CREATE TRIGGER challenge_penalty_no_delete BEFORE DELETE ON challenge_penalty BEGIN SELECT RAISE(ABORT, 'append-only: challenge_penalty'); END;
