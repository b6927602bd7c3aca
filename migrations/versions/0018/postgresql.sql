CREATE TABLE challenge_address (
	id BIGSERIAL NOT NULL,
	about VARCHAR(40) NOT NULL,
	lines TEXT NOT NULL,
	noted_by_key VARCHAR(26) NOT NULL,
	noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_challenge_address PRIMARY KEY (id),
	CONSTRAINT uq_challenge_address_about UNIQUE (about),
	CONSTRAINT ck_challenge_address_lines CHECK (lines <> '')
);
