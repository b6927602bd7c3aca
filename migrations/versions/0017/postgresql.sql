CREATE TABLE challenge_penalty (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	days INTEGER NOT NULL,
	cents BIGINT NOT NULL,
	reference VARCHAR(120) NOT NULL,
	fixed_on DATE NOT NULL,
	pay_by DATE NOT NULL,
	fixed_by_key VARCHAR(26) NOT NULL,
	fixed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_challenge_penalty PRIMARY KEY (id),
	CONSTRAINT uq_challenge_penalty_challenge_id UNIQUE (challenge_id),
	CONSTRAINT ck_challenge_penalty_amount CHECK (days > 0 AND cents > 0),
	CONSTRAINT ck_challenge_penalty_reference CHECK (reference <> ''),
	CONSTRAINT ck_challenge_penalty_days CHECK (pay_by > fixed_on),
	CONSTRAINT fk_challenge_penalty_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE FUNCTION challenge_penalty_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: challenge_penalty' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER challenge_penalty_append_only BEFORE UPDATE OR DELETE ON challenge_penalty FOR EACH ROW EXECUTE FUNCTION challenge_penalty_refuse();

CREATE TRIGGER challenge_penalty_no_truncate BEFORE TRUNCATE ON challenge_penalty FOR EACH STATEMENT EXECUTE FUNCTION challenge_penalty_refuse();
